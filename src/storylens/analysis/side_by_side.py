"""What several people made of the same words, laid side by side: to be talked about, under every stance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from storylens.analysis.table import Table
from storylens.gates import view
from storylens.gates.passages import Words
from storylens.records import CoderKind, State, StorylensError, Use
from storylens.store import Store, contents, documents, samples

if TYPE_CHECKING:
    import pandas as pd


def side_by_side(store: Store, *, document: str = "", sample: str = "", differing: bool = False) -> Table:
    """Lay out who coded what: a row for each stretch of words in which codings meet, a column for each coder.

    In one document, in the documents of a sample, or wherever two people have coded. A cell has the codes with their
    memos, empty where a coder left the stretch uncoded. `differing` keeps the rows in which the codes are not the
    same. A blind sample stays blind until all its coders are done; what the gates hold is left out. Raises
    `StorylensError` where nothing has been coded by two people.
    """
    import pandas as pd

    seen = view(store, Use.ANALYSIS)
    told = Words(store, seen)
    with store.reading() as connection:
        wanted = {documents.find(connection, document)} if document else set(seen.documents.index)
        given = samples.assignments(connection, sample=sample)
        made = contents.read(connection).codings
    if sample:
        wanted &= {one.document_id for one in given}
    blind = {one.document_id for one in given if one.blind and one.done_at is None}
    people = made[(made.coder_kind == CoderKind.PERSON) & (made.state != State.REJECTED)]
    people = people[people.document_id.isin(wanted & set(seen.documents.index) - blind)]
    several = people.groupby("document_id").coder.nunique()
    people = people[people.document_id.isin(several[several > 1].index)]
    if people.empty:
        raise StorylensError(
            "nothing here has been coded by two people whose codings may be seen",
            todo="draw a sample with `storylens sample draw`, and let each coder say `storylens sample done`",
        )
    coders = sorted(set(people.coder))
    rows, ids = [], {}
    for document_id, stretch in _stretches(people):
        start, end = stretch[0].start, max(row.end for row in stretch)
        words = told.at(document_id, start, end)
        codes = {frozenset(row.code for row in stretch if row.coder == coder) for coder in coders}
        if not words or (differing and len(codes) == 1):
            continue
        key = f"{seen.documents.code[document_id]} {start}–{end}"
        rows.append({"stretch": key, "words": words, **{coder: _said(stretch, coder) for coder in coders}})
        for coder in coders:
            ids[key, coder] = tuple(row.Index for row in stretch if row.coder == coder)
    frame = pd.DataFrame(rows, columns=["stretch", "words", *coders]).set_index("stretch")
    notes = [f"Documents that two people or more have coded: {(several > 1).sum()}; stretches: {len(frame)}."]
    if waiting := len(blind & wanted):
        notes.append(f"Left out until all coders of a blind sample are done: {waiting} documents.")
    notes.append("Where a gold layer was settled, this still shows what each coder made.")
    return Table("side-by-side", "Codings side by side", frame, tuple(notes), ids)


def _stretches(people: pd.DataFrame) -> Iterator[tuple[str, list[Any]]]:
    """Yield the stretches in which codings overlap each other, with their document."""
    for document_id, rows in people.sort_values(["start", "end"]).groupby("document_id", sort=False):
        stretch: list[Any] = []
        end = -1
        for row in rows.itertuples():
            if stretch and row.start >= end:
                yield str(document_id), stretch
                stretch = []
            end = max(end, row.end) if stretch else row.end
            stretch.append(row)
        yield str(document_id), stretch


def _said(stretch: list[Any], coder: str) -> str:
    mine = dict.fromkeys(f"{row.code} ({row.memo})" if row.memo else row.code for row in stretch if row.coder == coder)
    return "; ".join(mine)
