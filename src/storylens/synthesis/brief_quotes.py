"""Quotes for a brief: of people who agreed, each with who says it and where, no voice twice before all are heard."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from storylens.analysis.quotes import Chooser
from storylens.records import State, StorylensError
from storylens.synthesis.book import Book
from storylens.synthesis.brief_spec import QuotesPart
from storylens.synthesis.report import quotes as quotable_list

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Quote:
    """A teller's words with what is printed after them."""

    words: str
    credit: str
    suggested: bool  # nobody has confirmed the code under which it stands
    coding: str
    teller_id: str
    group: str


@dataclass(frozen=True)
class Quotes:
    """Some quotes with their heading; the note says of how many they were chosen."""

    title: str
    quotes: tuple[Quote, ...]
    note: str


def quotes(book: Book, part: QuotesPart, chooser: Chooser, groups: pd.Series) -> Quotes:
    """Choose quotes: what a person confirmed first, then the group and the teller quoted least so far in the brief.

    Raises `StorylensError` for a code or coding that is not there or of which nothing may be quoted.
    """
    listed = quotable_list(book.quotable).frame
    wanted = listed[_asked_for(listed, part)]
    if wanted.empty:
        raise StorylensError(
            f"there is no quote on {part.code or ', '.join(part.codings)!r} that may be printed",
            todo="`storylens tables quotes` lists those that may, `storylens tables left-out` says why others may not",
        )
    rows = book.quotable.codings[book.quotable.codings.coding_id.isin(wanted.index)]
    tellers = rows.teller_id.nunique()
    chosen: list[Quote] = []
    most = len(set(wanted.index)) if part.codings else part.most
    while len(chosen) < most and (row := chooser.choose(_least_heard(rows, chooser, groups))) is not None:
        chosen.append(_quote(book, row, chooser, groups))
        rows = rows[(rows.teller_id != row.teller_id) | bool(part.codings)]
        rows = rows[rows.coding_id != row.coding_id]
    name = str(wanted.theme.iloc[0])
    return Quotes(
        book.text(part.caption) or name,
        tuple(chosen),
        f"{len(chosen)} of {len(set(wanted.index))} passages, by {tellers} tellers, that may be quoted on “{name}”.",
    )


def _least_heard(rows: pd.DataFrame, chooser: Chooser, groups: pd.Series) -> pd.DataFrame:
    """Return the passages among which to choose next: confirmed ones, of the group with the fewest quotes so far."""
    if rows.empty:
        return rows
    confirmed = rows[rows.state != State.SUGGESTED]
    rows = rows if confirmed.empty else confirmed
    group = rows.teller_id.map(groups)
    quoted = Counter[str]()
    for teller, number in chooser.printed.items():
        quoted[groups[teller]] += number
    return rows[group == min(group.unique(), key=lambda name: (quoted[name], -(groups == name).sum(), name))]


def _asked_for(listed: pd.DataFrame, part: QuotesPart) -> Any:
    if part.codings:
        return listed.index.map(lambda one: any(one.startswith(given) for given in part.codings)).to_numpy(dtype=bool)
    return ((listed.code == part.code) | (listed.theme == part.code)).to_numpy()


def _quote(book: Book, row: Any, chooser: Chooser, groups: pd.Series) -> Quote:
    """Return a quote with teller, story, place and, where the group is large enough not to point at one, the group."""
    group = str(groups[row.teller_id])
    large = int((groups == group).sum()) >= book.seen.smallest_cell
    credit = chooser.credit(row)
    if large and groups.nunique() > 1:
        teller, rest = credit.split(", ", 1)
        credit = f"{teller}, {group}, {rest}"
    return Quote(row.text, credit, row.state == State.SUGGESTED, row.coding_id, row.teller_id, group)
