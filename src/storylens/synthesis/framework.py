"""The framework matrix as it is charted: summaries in a researcher's words, each with the passages it stands on.

Charting is writing (Ritchie and Spencer 1994; Gale et al. 2013): a cell is no heap of quotes. `matrix` counts and
quotes what was coded, for a first look; this is what people made of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import pandas as pd

from storylens.analysis.measured import machine_notes
from storylens.analysis.table import Table
from storylens.analysis.untypical import picked_out_note
from storylens.records.entries import Kept
from storylens.records.learning import Cell
from storylens.store import codings
from storylens.synthesis.book import Book, Passage, links
from storylens.synthesis.matrix import EMPTY_CELLS, NOT_ASKED, NOT_CHARTED, NOT_SAID, Grid

EMPTY = (NOT_ASKED, NOT_SAID, NOT_CHARTED)
DRAFT = "machine's draft, edited by nobody"
Place = tuple[str, str]  # case and code


class Framework:
    """The cells of the matrix: what was written, and else what there is to write on."""

    def __init__(self, book: Book, codes: Sequence[str] = ()) -> None:
        self.book = book
        with book.store.reading() as connection:
            read = codings.documents_read(connection)
        self.written: dict[Place, Kept[Cell]] = {(kept.body.case, kept.body.code): kept for kept in book.every(Cell)}
        also = codes or {code for _, code in self.written}
        self.grid = Grid(book.seen, read, also=also, **({"most": 0} if codes else {}))

    @cached_property
    def places(self) -> list[Place]:
        """All cells, row by row."""
        return [(case, code) for case in self.grid.cases for code in self.grid.codes]

    def coded(self, place: Place) -> list[Passage]:
        """Return the passages that are coded in a cell."""
        return [
            Passage(row.coding_id, "supports", row.document_id, row.start, row.end, row.teller_id)
            for row in self.grid.found(*place).itertuples()
        ]

    def summary(self, place: Place) -> str:
        """Return what a researcher wrote in a cell, or which kind of empty they say it is; else nothing."""
        kept = self.written.get(place)
        return (kept.body.summary or kept.body.empty) if kept else ""

    def state(self, place: Place) -> str:
        """Say what a cell is: written, a draft, one of three kinds of empty, or waiting to be charted."""
        kept = self.written.get(place)
        if kept and kept.body.summary:
            return DRAFT if self._drafted(kept) else "written"
        if kept and kept.body.empty:
            return kept.body.empty
        return NOT_CHARTED if len(self.grid.found(*place)) else self.grid.empty(*place)

    def standing(self, place: Place) -> list[Passage]:
        """Return the passages that a written cell stands on: those linked to it, or else those coded in it."""
        kept = self.written.get(place)
        return (self.book.passages(kept) if kept else []) or self.coded(place)

    def quote(self, place: Place) -> str:
        """Return the quote that illustrates a cell: the one that its author chose, where it may be printed."""
        kept = self.written.get(place)
        chosen = kept.body.illustrative_coding if kept else ""
        passages = self.coded(place)
        return self.book.quote([one for one in passages if chosen and one.link.startswith(chosen)] or passages)

    def _drafted(self, kept: Kept[Cell]) -> bool:
        """Say whether the words are still those that a machine drafted."""
        drafts = {version.body.summary for version in self.book.history(kept) if version.body.drafted_by_machine}
        return self.book.history(kept)[-1].body.summary in drafts


def framework_matrix(book: Book) -> Table:
    """Lay out what was written on each case and theme, with the places it stands on and one quote.

    Ids behind a cell are those of the codings, or of the links of the entry.
    """
    framework = Framework(book)
    rows, ids = [], dict[tuple[str, str], tuple[str, ...]]()
    for case in framework.grid.cases:
        row: dict[str, object] = {"case": case, "tellers": framework.grid.heard(case).teller_id.nunique()}
        for code, theme in framework.grid.theme.items():
            row[theme] = _printed(framework, (case, code))
            ids[case, theme] = links(framework.standing((case, code)))
        rows.append(row)
    return Table(
        "framework",
        "Framework matrix: each case on each theme, in the words of a researcher",
        pd.DataFrame(rows, columns=["case", "tellers", *framework.grid.theme.values()]).set_index("case"),
        (*_notes(framework), *picked_out_note(book.seen), *book.left_out(Cell)),
        ids,
    )


def framework_cells(book: Book) -> Table:
    """List the cells one by one: state, summary, author, how many tellers of the case it rests on, and the quote."""
    framework = Framework(book)
    rows, ids = [], dict[tuple[str, str], tuple[str, ...]]()
    for place in framework.places:
        case, code = place
        key = f"{case}: {framework.grid.theme[code]}"
        kept, passages = framework.written.get(place), framework.standing(place)
        rows.append(
            {
                "cell": key,
                "case": case,
                "theme": framework.grid.theme[code],
                "state": framework.state(place),
                "summary": framework.summary(place) if kept and kept.body.summary else "",
                "tellers": len({passage.teller_id for passage in passages}),
                "of": framework.grid.heard(case).teller_id.nunique(),
                "places": _places(book, passages),
                "quote": framework.quote(place),
                "by": book.author(kept, "summary") if kept else "",
                "version": str(kept.version) if kept else "",
                "entry": kept.number if kept else "",
            }
        )
        ids[key, "tellers"] = ids[key, "places"] = links(passages)
    # fmt: off
    columns = ["cell", "case", "theme", "state", "summary", "tellers", "of", "places", "quote", "by", "version",
               "entry"]
    # fmt: on
    return Table(
        "framework-cells",
        "Framework matrix, cell by cell",
        pd.DataFrame(rows, columns=columns).set_index("cell"),
        (*_notes(framework), *book.left_out(Cell)),
        ids,
    )


def _printed(framework: Framework, place: Place) -> str:
    state, passages = framework.state(place), framework.standing(place)
    kept = framework.written.get(place)
    of = f"{len({one.teller_id for one in passages})} of {framework.grid.heard(place[0]).teller_id.nunique()}"
    if kept is None or not kept.body.summary:
        return f"{state} (coded: {of})" if passages and state == NOT_CHARTED else state
    mark = f"[{state}] " if state == DRAFT else ""
    parts = [mark + kept.body.summary, framework.quote(place)]
    rests = f"{of}: {_places(framework.book, passages)}" if passages else "no passage"
    return " ".join(filter(None, [*parts, f"[{rests}; {framework.book.author(kept, 'summary')}]"]))


def _places(book: Book, passages: Sequence[Passage]) -> str:
    found = {(book.seen.documents.code[one.document_id], one.start, one.end) for one in passages}
    return "; ".join(f"{code} {start}–{end}" for code, start, end in sorted(found))


def _notes(framework: Framework) -> tuple[str, ...]:
    written = sum(framework.state(place) in ("written", DRAFT) for place in framework.places)
    drafts = sum(framework.state(place) == DRAFT for place in framework.places)
    return (
        f"{written} of {len(framework.places)} cells are written"
        + (f", {drafts} of them a machine's drafts that nobody has edited." if drafts else "."),
        "In brackets: how many of the case's tellers it rests on, in which places, and who wrote it.",
        EMPTY_CELLS,
        framework.book.confirmed(),
        *machine_notes(framework.book.seen),
    )
