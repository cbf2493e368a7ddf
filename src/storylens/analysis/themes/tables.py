"""Passage groups by what tellers said of themselves, over time, by case, and against the codebook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from storylens.analysis.table import Table
from storylens.analysis.theme_table import cases_of
from storylens.analysis.themes.found import Found
from storylens.gates.cells import HIDDEN, footnote, hidden_cells
from storylens.gates.groups import NOT_RECORDED
from storylens.records import StorylensError

NO_DATE = "no date"
PERIODS = ("year", "quarter", "month")


def by_attribute(found: Found, by: str) -> Table:
    """Count for each passage group the tellers of each group of an attribute, as n of N.

    In a group with a passage under a sensitive code, cells under the project's `smallest_cell` are hidden, and those
    that would give them away. Raises `StorylensError` for an attribute that nobody has.
    """
    seen = found.seen
    known = [name for name in seen.tellers.columns if name not in ("code", "is_group")]
    if by not in known:
        raise StorylensError(f"no teller has the attribute {by!r}", todo="choose from " + ", ".join(known))
    of_teller = seen.tellers[by].replace("", NOT_RECORDED)
    sizes = {str(name): int(size) for name, size in of_teller.value_counts().sort_index().items()}
    rows, ids, hidden = [], dict[tuple[str, str], tuple[str, ...]](), list[tuple[str, str]]()
    columns = {name: f"{name} (of {size})" for name, size in sizes.items()}
    delicate = {code.id for book in seen.codebooks.values() for code in book.codes() if code.sensitive}
    for number, mine in _groups(found):
        speaking = mine.teller_id.map(of_teller)
        counts = {name: int(mine.teller_id[speaking == name].nunique()) for name in sizes}
        sensitive = any(delicate.intersection(codes) for codes in found.codes_on[mine.index])
        covered = hidden_cells(counts, sizes, seen.smallest_cell) if sensitive else set()
        cells = {columns[name]: HIDDEN if name in covered else counts[name] for name in sizes}
        rows.append({"passage group": str(number), "name": found.theme(number).name, **cells})
        hidden += [(str(number), columns[name]) for name in sizes if name in covered]
        if not covered:
            ids |= {(str(number), columns[name]): tuple(mine.index[speaking == name]) for name in sizes}
    notes = [f"Tellers who speak in a passage group, by {by}, out of the tellers in each group of {by}.", *found.notes]
    if hidden:
        notes.append(f"{footnote(seen.smallest_cell)} Here {len(hidden)} cells are hidden.")
    frame = _frame(rows, ["name", *columns.values()])
    return Table(f"passage-groups-{by}"[:31], f"Passage groups by {by}", frame, tuple(notes), ids, tuple(hidden))


def over_time(found: Found, period: str = "quarter") -> Table:
    """Count for each passage group the tellers of each period, as n of N who are heard in it.

    The period is that in which a document was collected. Raises `StorylensError` for a period that is none.
    """
    if period not in PERIODS:
        raise StorylensError(f"{period!r} is no period", todo="choose from " + ", ".join(PERIODS))
    when = found.passages.document_id.map(found.seen.documents.collected_on).map(lambda day: _period(day, period))
    turns = found.seen.turns
    heard = turns.teller_id.groupby(
        turns.document_id.map(found.seen.documents.collected_on).map(lambda day: _period(day, period))
    ).nunique()
    return _across(found, when, heard, f"passage-groups-{period}", f"Passage groups by {period}")


def framework(found: Found) -> Table:
    """Count for each passage group the tellers of each case, as n of N who are heard in it: a framework matrix."""
    cases = cases_of(found.seen, found.passages).replace("", NOT_RECORDED).fillna(NOT_RECORDED)
    turns = found.seen.turns
    of_turn = cases_of(found.seen, turns).replace("", NOT_RECORDED).fillna(NOT_RECORDED)
    heard = turns.teller_id.groupby(of_turn).nunique()
    return _across(found, cases, heard, "passage-groups-case", "Passage groups by case")


def uncovered(found: Found) -> Table:
    """List the passages that no code covers, by passage group, with their words where these may be quoted."""
    bare = found.passages[found.codes_on.map(len) == 0]
    frame = pd.DataFrame(
        {
            "passage group": [found.label(number) for number in bare.group],
            "teller": bare.teller_id.map(found.seen.tellers.code),
            "document": bare.document_id.map(found.seen.documents.code),
            "start": bare.start,
            "end": bare.end,
            "text": found.quotes.text.reindex(bare.index).fillna(""),
        }
    ).assign(order=bare.group)
    frame = frame.sort_values(["order", "document", "start"], kind="stable").drop(columns="order")
    frame.index.name = "passage"
    notes = (
        f"{len(bare)} of {len(found.passages)} passages have no coding on them, suggested or made by a person.",
        "Words stand where their tellers agreed to anonymised quotes.",
    )
    return Table("uncovered", "Passages that no code covers", frame, notes)


def coverage(found: Found) -> Table:
    """Say for each passage group how many of its passages have a code, and which codes they are."""
    coded = found.codes_on.map(len) > 0
    names = {code.id: code.name for book in found.seen.codebooks.values() for code in book.codes()}
    rows = []
    for number, mine in _groups(found):
        inside = coded[mine.index]
        codes = pd.Series([code for codes in found.codes_on[mine.index] for code in codes], dtype=object)
        most = codes.value_counts().sort_index().sort_values(ascending=False, kind="stable").head(3)
        rows.append(
            {
                "passage group": str(number),
                "name": found.theme(number).name,
                "passages": len(mine),
                "with a code": int(inside.sum()),
                "without": int((~inside).sum()),
                "codes": ", ".join(f"{names.get(code, code)} ({count})" for code, count in most.items()),
            }
        )
    frame = _frame(rows, ["name", "passages", "with a code", "without", "codes"])
    return Table("coverage", "Passage groups against the codebook", frame, found.notes)


def unused(found: Found) -> Table:
    """List the codes of the project's codebooks that no passage has."""
    used = set(found.seen.codings.code)
    rows = [
        {"code": code.id, "name": code.name, "codebook": book.id, "definition": code.definition}
        for book in found.seen.codebooks.values()
        for code in book.codes()
        if code.id not in used and not code.retired and not code.gate
    ]
    frame = pd.DataFrame(rows, columns=["code", "name", "codebook", "definition"]).set_index("code")
    return Table("unused", "Codes with no passage", frame, ("What nobody was asked, or nobody said, has no passage.",))


def _across(found: Found, columns: pd.Series, heard: pd.Series, name: str, title: str) -> Table:
    order = [str(one) for one in heard.index]
    rows, ids = [], dict[tuple[str, str], tuple[str, ...]]()
    for number, mine in _groups(found):
        here = columns[mine.index]
        cells = {}
        for one in order:
            told = mine[here == one]
            cells[one] = f"{told.teller_id.nunique()} of {int(heard[one])}" if len(told) else ""
            ids[str(number), one] = tuple(told.index)
        rows.append({"passage group": str(number), "name": found.theme(number).name, **cells})
    notes = ("A cell is n of N: tellers who speak in the group, of all who are heard there.", *found.notes)
    return Table(name, title, _frame(rows, ["name", *order]), notes, ids)


def _frame(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["passage group", *columns]).set_index("passage group")


def _groups(found: Found) -> list[tuple[int, pd.DataFrame]]:
    return [(theme.number, found.passages.iloc[list(theme.passages)]) for theme in found.themes]


def _period(day: object, period: str) -> str:
    text = str(day or "")[:10]
    if len(text) < 4 or not text[:4].isdigit():
        return NO_DATE
    if period == "year" or len(text) < 7:
        return text[:4]
    return text[:7] if period == "month" else f"{text[:4]}-Q{(int(text[5:7]) + 2) // 3}"
