"""What people make of stories: passage groups, the matrix, outcomes, claims and lessons."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from storylens.project.opened import Opened
from storylens.store import me

if TYPE_CHECKING:
    import pandas as pd

    from storylens.analysis.table import Table
    from storylens.analysis.themes.found import Found
    from storylens.records import Code
    from storylens.records.entries import Entry, Kept
    from storylens.records.groups import PassageGroup
    from storylens.synthesis.cards import Card
    from storylens.synthesis.framework_sheet import GridDifference
    from storylens.synthesis.harvesting import Harvesting
    from storylens.synthesis.outcome_catalogue import OutcomePage
    from storylens.synthesis.recordbook import RecordBook


class Sense(Opened):
    """What people make of stories: passage groups, the matrix, outcomes, claims and lessons."""

    # Passage groups

    def themes(
        self, *, backend: str = "linkage", embedding: str = "auto", n_themes: int | None = None, codebook: str = ""
    ) -> Found:
        """Group what tellers say alike; a passage group is a theme once a person has written what it means."""
        from storylens.analysis.themes.found import find

        return find(self.store, backend=backend, embedding=embedding, n_themes=n_themes, codebook=codebook)

    def keep_themes(self, found: Found, *, by: str = "") -> list[Kept[PassageGroup]]:
        """Keep passage groups, to name, define, merge, split, set aside and code them (`storylens.coding.groups`)."""
        from storylens.coding.groups import keep

        return keep(self.store, found.records(), by=by or me())

    def passage_groups(self) -> pd.DataFrame:
        """List the passage groups that were kept, and what people made of them."""
        from storylens.coding.groups import listed

        return listed(self.store)

    def split_theme(self, group: str, into: int = 2, *, by: str = "", why: str = "") -> list[Kept[PassageGroup]]:
        """Let a kept passage group fall apart into several."""
        from storylens.analysis.themes.found import parts
        from storylens.coding.groups import places, split

        return split(self.store, group, parts(self.store, places(self.store, group), into), by=by or me(), reason=why)

    def theme_to_code(self, group: str, *, by: str = "", name: str = "", under: str = "") -> Code:
        """Make a code of a kept passage group, with a definition to be bettered, examples and where it comes from."""
        from storylens.coding.groups import to_code

        return to_code(self.store, group, by=by or me(), name=name, parent=under)

    # Learning from stories

    def matrix(self) -> Table:
        """List the cells of the framework matrix: their state, and what was written in them by whom."""
        from storylens.synthesis.book import Book
        from storylens.synthesis.framework import framework_cells

        return framework_cells(Book(self.store))

    def write_matrix(self, file: str | Path, *, codes: Sequence[str] = ()) -> int:
        """Write the framework matrix as a workbook to fill in, case by theme; return how many cells it has."""
        from storylens.synthesis.framework_sheet import write_grid

        return write_grid(self.store, Path(file), codes=codes)

    def compare_matrix(self, file: str | Path) -> GridDifference:
        """Read such a workbook and say what it would change, without changing anything."""
        from storylens.synthesis.framework_sheet import compare_grid

        return compare_grid(self.store, Path(file))

    def apply_matrix(self, difference: GridDifference, *, by: str = "") -> int:
        """Write what a workbook changes as new versions, conflicts left as they are; return how many cells."""
        from storylens.synthesis.framework_sheet import apply_grid

        return apply_grid(self.store, difference, by=by or me())

    def cards(
        self, file: str | Path, *, by: str, stories: Sequence[str] = (), without: Sequence[str] = ()
    ) -> list[Card]:
        """Write story cards for a workshop, print-ready, as .docx or .html: only stories that may be quoted."""
        from storylens.export.cards import export_cards

        return export_cards(self.store, Path(file), by=by, stories=stories, without=without)

    # The record book

    @property
    def entries(self) -> RecordBook:
        """The record book: write, revise, link and list outcomes, claims, lessons and all other entries."""
        from storylens.synthesis.recordbook import RecordBook

        return RecordBook(self.store)

    @property
    def harvest(self) -> Harvesting:
        """Outcome harvesting: glean drafts, check statements, sort, reject, merge, sample for substantiation."""
        from storylens.synthesis.harvesting import Harvesting

        return Harvesting(self.store)

    def export_outcomes(self, file: str | Path, *, by: str) -> list[OutcomePage]:
        """Write the catalogue of outcomes, a page each with evidence and versions, as .docx or .html."""
        from storylens.export.outcomes import export_outcomes

        return export_outcomes(self.store, Path(file), by=by)

    def load_theory(self, name: str = "ccsl_toc", *, by: str) -> list[Kept[Entry]]:
        """Take over the statements, assumptions and risks of an example theory of change as entries."""
        from storylens.synthesis.theory_example import load_theory

        return load_theory(self.store, name, by=by)

    def draw_theory(self, file: str | Path, *, by: str) -> Path:
        """Draw the theory of change as an SVG file, with what was found on each statement and who told each link."""
        from storylens.export.theory import draw_theory

        return draw_theory(self.store, Path(file), by=by)
