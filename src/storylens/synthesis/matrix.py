"""The framework matrix: a row a case, a column a theme (Ritchie and Spencer 1994; Gale et al. 2013)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from storylens.analysis.measured import machine_notes
from storylens.analysis.quotes import Chooser, in_marks
from storylens.analysis.table import Table
from storylens.analysis.theme_table import cases_of
from storylens.analysis.untypical import picked_out_note
from storylens.gates import View

NOT_ASKED, NOT_SAID, NOT_CHARTED = "not asked", "not said", "not yet charted"
EMPTY_CELLS = (
    f"Empty cells: “{NOT_ASKED}” in any source; “{NOT_SAID}” though all were read, by people or by a codebook's cues "
    f"alone; else “{NOT_CHARTED}”."
)
MOST = 12


class Grid:
    """The cases and themes of a matrix, what stands in each cell, and which kind of empty an empty one is.

    Themes are those that most tellers speak of, at most `most`, and those of the codes in `also`; never a sensitive
    one. `read_with` has the documents that were read with each codebook, by a person or a tagger.
    """

    def __init__(
        self,
        seen: View,
        read_with: Mapping[str, set[str]],
        *,
        most: int = MOST,
        also: Collection[str] = (),
    ) -> None:
        self._seen, self._read_with = seen, read_with
        self._codings = seen.codings.assign(case=_named(cases_of(seen, seen.codings), seen, seen.codings))
        self._turns = seen.turns.assign(case=_named(cases_of(seen, seen.turns), seen, seen.turns))
        self._book_of = {code.id: book.id for book in seen.codebooks.values() for code in book.codes()}
        books = seen.codebooks.values()
        open_ = {code.id: code for book in books for code in book.codes() if not code.gate and not code.sensitive}
        spoken = self._codings.groupby("code").teller_id.nunique().sort_values(ascending=False, kind="stable")
        common = [name for name in spoken.index if name in open_][:most]
        self.codes = [*common, *(name for name in open_ if name in also and name not in common)]
        self.cases = sorted(self._turns.case.unique())
        self.of_all = len(spoken)
        names = Counter(["case", "tellers", *(open_[code].name for code in self.codes)])
        self.theme = {
            code: open_[code].name if names[open_[code].name] == 1 else f"{open_[code].name} ({code})"
            for code in self.codes
        }

    def heard(self, case: str) -> pd.DataFrame:
        """Return the turns of a case."""
        return self._turns[self._turns.case == case]

    def found(self, case: str, code: str) -> pd.DataFrame:
        """Return the codings of a case with a code."""
        return self._codings[(self._codings.case == case) & (self._codings.code == code)]

    def empty(self, case: str, code: str) -> str:
        """Say which kind of empty a cell is in which nothing was found."""
        here = set(self.heard(case).document_id)
        sources = self._seen.documents.source.reindex(sorted(here))
        if all(self._seen.closed(code, source) for source in sources):
            return NOT_ASKED
        return NOT_SAID if here <= self._read_with.get(self._book_of[code], set()) else NOT_CHARTED


def matrix(
    seen: View,
    chooser: Chooser,
    read_with: Mapping[str, set[str]],
    *,
    most: int = MOST,
) -> Table:
    """Count in each cell how many of the case's tellers speak of the theme, with a quote; see `Grid`."""
    grid = Grid(seen, read_with, most=most)
    rows, ids = [], {}
    for case in grid.cases:
        mine = grid.heard(case)
        row: dict[str, Any] = {"case": case, "tellers": mine.teller_id.nunique()}
        for code, theme in grid.theme.items():
            found = grid.found(case, code)
            row[theme] = _cell(found, mine, chooser) if len(found) else grid.empty(case, code)
            if len(found):
                ids[case, theme] = tuple(dict.fromkeys(found.coding_id))
        rows.append(row)
    frame = pd.DataFrame(rows, columns=["case", "tellers", *grid.theme.values()]).set_index("case")
    return Table(
        "matrix",
        "Framework matrix: what each case says on each theme",
        frame,
        (
            "A cell says how many of the case's tellers speak of the theme, and quotes one who may be quoted.",
            EMPTY_CELLS,
            f"The {len(grid.codes)} themes that most tellers speak of, of {grid.of_all}.",
            *chooser.unequal(),
            *machine_notes(seen),
            *picked_out_note(seen),
        ),
        ids,
    )


def _named(cases: pd.Series, seen: View, rows: pd.DataFrame) -> pd.Series:
    """Call a case by its document where nothing else was said."""
    return cases.where(cases.fillna("") != "", rows.document_id.map(seen.documents.code))


def _cell(found: pd.DataFrame, mine: pd.DataFrame, chooser: Chooser) -> str:
    said = f"{found.teller_id.nunique()} of {mine.teller_id.nunique()}"
    quote = chooser.choose(found)
    return f"{said}: {in_marks(quote.text)} ({chooser.credit(quote)})" if quote else f"{said} (no quote may be printed)"
