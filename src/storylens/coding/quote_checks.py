"""What people decide about quotes, as somebody there could tell who speaks or is spoken of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from storylens.gates import View, view
from storylens.gates.quote_checks import CHECKED
from storylens.records import StorylensError, Use, content_id
from storylens.records.printing import QuoteCheck
from storylens.store import Store, entries

SHORT = 8  # characters of an id that people type


def passages(quotable: View) -> Iterator[tuple[str, Any]]:
    """Yield each coded passage that may be quoted, or that waits for a person, with its id."""
    import pandas as pd

    rows = pd.concat([quotable.codings, quotable.waiting], ignore_index=True)
    withheld = {code.id for book in quotable.codebooks.values() for code in book.codes() if code.gate or code.sensitive}
    rows = rows[~rows.code.isin(withheld)].drop_duplicates(["document_id", "start", "end", "teller_id"])
    for row in rows.sort_values(["document_id", "start", "end"], kind="stable").itertuples():
        yield content_id("quote", row.document_id, row.start, row.end, row.teller_id)[:SHORT], row


def decide(store: Store, passage: str, *, may_be_printed: bool, by: str, why: str = "") -> None:
    """Write down whether a passage may be printed; a second decision on the same words is a new version of the first.

    Raises `StorylensError` for an id that `storylens quotes --check` does not list.
    """
    quotable = view(store, Use.QUOTE)
    found = next((row for name, row in passages(quotable) if name == passage), None)
    if found is None:
        raise StorylensError(f"there is no quote {passage!r}", todo="`storylens quotes --check` lists them")
    place = (found.document_id, found.start, found.end)
    kinds = tuple(sorted(kind for kind, _ in quotable.checks.found(found.text)))
    body = QuoteCheck(may_be_printed=may_be_printed, found=kinds)
    reason = why or ("may be printed" if may_be_printed else "is not printed")
    with store.writing() as connection:
        number = {kept.id: kept.number for kept in entries.every(connection, QuoteCheck)}
        before = [
            number[link.entry_id]
            for link in entries.links(connection)
            if link.entry_id in number and (link.document_id, link.start, link.end) == place
        ]
        if before:
            entries.revise(connection, before[-1], body, by=by, reason=reason)
        else:
            kept = entries.add(connection, body, by=by, reason=reason)
            entries.link(connection, kept.number, CHECKED, *place, by=by)
