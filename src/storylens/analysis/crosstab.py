"""Codes by groups of tellers, with small cells hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from storylens.analysis.measured import machine_notes
from storylens.analysis.table import Table
from storylens.analysis.untypical import picked_out_note
from storylens.gates import View
from storylens.gates.cells import HIDDEN, footnote, hidden_cells
from storylens.gates.groups import NOT_RECORDED
from storylens.records import Code, StorylensError


@dataclass(frozen=True)
class Row:
    """How many tellers of each group speak of a code, and which of these counts are hidden.

    `codings` has the ids behind each count, `lines` the groups whose counts add up to one that is printed.
    """

    code: Code
    counts: Mapping[str, int]
    sizes: Mapping[str, int]
    lines: Sequence[Sequence[str]]
    hidden: frozenset[str]
    codings: Mapping[str, tuple[str, ...]]


def crosstab(seen: View, by: Sequence[str], codebooks: Sequence[str] = ()) -> Table:
    """Count the tellers of each group who speak of each code.

    `by` names one attribute or two. A code by one attribute is printed, unless the code is sensitive; with
    two attributes, or a sensitive code, cells under the project's `smallest_cell` are hidden, and those
    that would give them away. Raises `StorylensError` for an attribute that nobody has.
    """
    groups, lines = _groups(seen, by), _lines(seen, by)
    sizes = _sizes(groups)
    small = hidden_cells(sizes, dict.fromkeys(sizes, seen.n), seen.smallest_cell, lines) if len(by) > 1 else set()
    columns = {name: f"{name} (of {HIDDEN if name in small else size})" for name, size in sizes.items()}
    cells: list[dict[str, object]] = []
    ids: dict[tuple[str, str], tuple[str, ...]] = {}
    hidden: list[tuple[str, str]] = []
    for row in rows(seen, by, codebooks):
        printed = {columns[name]: HIDDEN if name in row.hidden else row.counts[name] for name in sizes}
        cells.append({"code": row.code.id, "theme": row.code.name, **printed})
        hidden += [(row.code.id, columns[name]) for name in sizes if name in row.hidden]
        open_ = [name for name in sizes if row.counts[name] and name not in row.hidden]
        ids |= {(row.code.id, columns[name]): row.codings[name] for name in open_}
    return Table(
        "-".join(["codes", *by])[:31],
        f"Codes by {' and '.join(by)}",
        pd.DataFrame(cells, columns=["code", "theme", *columns.values()]).set_index("code"),
        (*_notes(seen, by, sizes, len(hidden)), *machine_notes(seen), *picked_out_note(seen)),
        ids,
        tuple(hidden),
    )


def rows(seen: View, by: Sequence[str], codebooks: Sequence[str] = ()) -> Iterator[Row]:
    """Yield the rows of such a table, counts and all: for those who decide what is printed, never for print."""
    groups, lines = _groups(seen, by), _lines(seen, by)
    sizes, by_code = _sizes(groups), dict(list(seen.codings.groupby("code", sort=False)))
    for code in (code for book in seen.codebooks.values() for code in book.codes() if not code.gate):
        found = by_code.get(code.id)
        if found is None or (codebooks and found.codebook.iloc[0] not in codebooks):
            continue
        speaking = found.teller_id.map(groups)
        counts = {name: int(found.teller_id[speaking == name].nunique()) for name in sizes}
        delicate = len(by) > 1 or code.sensitive
        shown = seen.shown.groups(tuple(by), code.id)
        hidden = hidden_cells(counts, sizes, seen.smallest_cell, lines, shown) if delicate else set()
        codings = {name: tuple(dict.fromkeys(found.coding_id[speaking == name])) for name in sizes}
        yield Row(code, counts, sizes, lines, frozenset(hidden), codings)


def _lines(seen: View, by: Sequence[str]) -> list[list[str]]:
    """Return the groups that add up to a number which is printed: all, and those of each attribute alone."""
    groups = _groups(seen, by)
    alone = [list(cells) for name in by for cells in groups.groupby(seen.tellers[name]).unique()]
    return [list(_sizes(groups)), *(alone if len(by) > 1 else ())]


def _sizes(groups: pd.Series) -> dict[str, int]:
    return {str(name): int(size) for name, size in groups.value_counts().sort_index().items()}


def _notes(seen: View, by: Sequence[str], sizes: dict[str, int], hidden: int) -> list[str]:
    k = seen.smallest_cell
    notes = [
        f"Tellers who speak of a code, by {' and '.join(by)}, out of the tellers in each group.",
        "A group is what tellers said of themselves, or what was recorded of them.",
        *(seen.bases[name] for name in by if name in seen.bases),
    ]
    small = [f"{name} ({size})" for name, size in sizes.items() if size < k]
    if small and len(by) == 1:
        notes.append(f"Groups of fewer than {k}, where who knows the people may know who is meant: {', '.join(small)}.")
    if seen.not_asked:
        notes.append(f"Not everybody was asked about: {', '.join(seen.not_asked)}. The table of themes counts who was.")
    if hidden:
        notes.append(f"{footnote(k)} Here {hidden} cells are hidden.")
    return [*notes, *seen.shown.told(tuple(by))]


def _groups(seen: View, by: Sequence[str]) -> pd.Series:
    known = [name for name in seen.tellers.columns if name not in ("code", "is_group")]
    for name in by:
        if name not in known:
            raise StorylensError(f"no teller has the attribute {name!r}", todo="choose from " + ", ".join(known))
    columns = [seen.tellers[name].replace("", NOT_RECORDED) for name in by]
    return columns[0] if len(columns) == 1 else columns[0].str.cat(columns[1:], sep=", ")
