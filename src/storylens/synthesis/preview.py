"""What would vanish from print, seen before anything is written; and cells shown all the same, with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from storylens.analysis.crosstab import Row, rows
from storylens.analysis.table import Table
from storylens.gates import View, view
from storylens.gates.cells import given_away
from storylens.records import StorylensError, Use
from storylens.records.printing import ShownCell
from storylens.store import Store, entries
from storylens.synthesis.report import left_out, without_hidden

_COLUMNS = ["what", "where", "persons", "why", "passages not quoted"]


def preview(store: Store, *, by: str = "gender", cross: Sequence[str] = ()) -> Table:
    """List what an export would hide and leave out. For the eyes of the team alone: it has the hidden counts."""
    seen, quotable = view(store, Use.ANALYSIS), view(store, Use.QUOTE)
    tables = [[by], *([[by, *cross]] if cross else [])] if by in seen.tellers else []
    lines = [line for attributes in tables for line in _cells(seen, quotable, attributes)]
    for (reason, kind), part in left_out(seen, quotable).frame.groupby(["reason", "left"]):
        lines.append(("passages", kind, str(part.teller.nunique()), reason, int(part.passages.sum())))
    frame = pd.DataFrame(lines, columns=_COLUMNS)
    frame.index = pd.Index([str(number) for number in range(1, len(frame) + 1)], name="row")
    return Table(
        "preview",
        "What would be hidden and left out",
        frame,
        (
            *_lost(seen, quotable, [by, *cross] if cross else []),
            "Not for print: the counts of hidden cells are here, so that a person can judge.",
            "`storylens cells show CODE GROUP --why REASON` shows a cell all the same; the reason is kept and printed.",
        ),
    )


def _lost(seen: View, quotable: View, attributes: Sequence[str]) -> Iterator[str]:
    """Say how many quotes a crossed table costs."""
    if attributes:
        kept = without_hidden(quotable, seen, attributes).codings.coding_id.nunique()
        every = quotable.codings.coding_id.nunique()
        yield f"With a table by {' and '.join(attributes)}, {kept} of {every} passages can still be quoted."


def show_cell(store: Store, code: str, groups: Sequence[str], *, attributes: Sequence[str], by: str, why: str) -> None:
    """Show cells of one row of a table against the rule of small cells, for a reason that is kept and printed.

    Raises `StorylensError` without a reason, for a cell that is not hidden, and for one that would give away another
    small one that is not named with it.
    """
    if not why.strip():
        raise StorylensError("a cell is shown against the rule only for a reason", todo="say why")
    seen = view(store, Use.ANALYSIS)
    row = _row(seen, code, attributes)
    for group in groups:
        if group not in row.hidden:
            raise StorylensError(
                f"{group!r} of {code} is not hidden", todo=f"choose from {'; '.join(sorted(row.hidden)) or 'none'}"
            )
    shown = {*groups, *seen.shown.groups(tuple(attributes), code)}
    told = given_away(row.counts, row.sizes, seen.smallest_cell, row.lines, shown) - shown
    if told:
        raise StorylensError(
            f"with {' and '.join(groups)} shown, the sums give away {' and '.join(sorted(told))} too",
            todo="show them together, or neither",
        )
    with store.writing() as connection:
        for group in groups:
            entries.add(connection, ShownCell(by=tuple(attributes), code=code, group=group), by=by, reason=why)


def hide_cell(store: Store, code: str, group: str, *, attributes: Sequence[str], by: str, why: str) -> None:
    """Take back that a cell is shown. Raises `StorylensError` where it was not."""
    wanted = ShownCell(by=tuple(attributes), code=code, group=group)
    with store.writing() as connection:
        found = [kept for kept in entries.every(connection, ShownCell) if kept.body == wanted]
        if not found:
            raise StorylensError(f"{group!r} of {code} is not shown against the rule", todo="`storylens cells` lists")
        for kept in found:
            entries.revise(
                connection, kept.number, wanted.model_copy(update={"taken_back": True}), by=by, reason=why or "hidden"
            )


def _row(seen: View, code: str, attributes: Sequence[str]) -> Row:
    found = next((row for row in rows(seen, attributes) if row.code.id == code), None)
    if found is None:
        raise StorylensError(
            f"nobody speaks of {code!r} in the table by {' and '.join(attributes)}", todo="name a code"
        )
    return found


def _cells(seen: View, quotable: View, attributes: Sequence[str]) -> Iterator[tuple[str, str, str, str, int]]:
    """Yield each hidden cell, with the passages that are not quoted beside the table; a small group is one line."""
    k, quoted = seen.smallest_cell, {*quotable.codings.coding_id}
    table = " x ".join(attributes)
    small: dict[str, set[str]] = {}
    size: dict[str, int] = {}
    for row in rows(seen, attributes):
        for group in sorted(row.hidden):
            mine = quoted & {*row.codings[group]}
            if row.sizes[group] < k:
                small.setdefault(group, set()).update(mine)
                size[group] = row.sizes[group]
                continue
            why = f"fewer than {k} persons" if 0 < row.counts[group] < k else "would give a hidden cell away"
            persons = f"{row.counts[group]} of {row.sizes[group]}"
            yield "cell", f"{table}: {row.code.id}, {group}", persons, why, len(mine)
    for group, passages in small.items():
        where = f"{table}: {group}, wherever it is hidden"
        yield "group", where, str(size[group]), f"a group of fewer than {k}", len(passages)
