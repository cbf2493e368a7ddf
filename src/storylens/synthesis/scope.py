"""What a table or brief stands on, in one line: stories, tellers, cases, period, codebooks, share confirmed."""

from __future__ import annotations

from collections.abc import Collection

from storylens.analysis.table import Table
from storylens.analysis.theme_table import cases_of
from storylens.gates import View
from storylens.records import State


def scope(seen: View) -> str:
    """Return the line that stands at the head of what is handed on."""
    cases = len(set(cases_of(seen, seen.turns).fillna("")) - {""})
    books = "; ".join(f"{book.title}, edition {book.version}" for book in seen.codebooks.values())
    return (
        f"{len(seen.documents)} stories, {seen.n} tellers, {cases} cases{period(seen)}. "
        f"Codebooks: {books or 'none'}. {confirmed(seen, seen.codings.coding_id)}"
    )


def period(seen: View) -> str:
    """Return from when to when stories were told, as far as that is on record, to be put after a count."""
    days = sorted(day for day in seen.documents.collected_on.astype(str) if day not in ("", "None", "NaT", "nan"))
    if not days:
        return "; when they were told is not on record"
    missing = len(seen.documents) - len(days)
    return f", told from {days[0]} to {days[-1]}" + (f" ({missing} without a day)" if missing else "")


def confirmed(seen: View, codings: Collection[str]) -> str:
    """Say how many of some codings a person made or confirmed; nothing where there are none."""
    rows = seen.codings[seen.codings.coding_id.isin(list(codings))].drop_duplicates("coding_id")
    if rows.empty:
        return ""
    n = int((rows.state != State.SUGGESTED).sum())
    return f"{n} of {len(rows)} codings were made or confirmed by a person" + (
        "." if n == len(rows) else "; the others a machine suggests."
    )


def share(seen: View, table: Table) -> str:
    """Say of the codings behind the numbers of a table how many are a person's; nothing where it stands on none."""
    said = confirmed(seen, {one for ids in table.ids.values() for one in ids})
    return f"Behind these numbers: {said}" if said else ""
