"""Codes by groups of tellers, with small cells hidden."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from storylens.analysis.measured import machine_notes
from storylens.analysis.table import Table
from storylens.analysis.untypical import picked_out_note
from storylens.gates import View
from storylens.gates.cells import HIDDEN, footnote, hidden_cells
from storylens.gates.groups import NOT_RECORDED
from storylens.records import StorylensError


def crosstab(seen: View, by: Sequence[str], codebooks: Sequence[str] = ()) -> Table:
    """Count the tellers of each group who speak of each code.

    `by` names one attribute or two. A code by one attribute is printed, unless the code is sensitive; with
    two attributes, or a sensitive code, cells under the project's `smallest_cell` are hidden, and those
    that would give them away. Raises `StorylensError` for an attribute that nobody has.
    """
    groups = _groups(seen, by)
    sizes = {str(name): int(size) for name, size in groups.value_counts().sort_index().items()}
    k = seen.smallest_cell
    crossed = len(by) > 1
    lines = [list(sizes), *(list(cells) for name in by for cells in groups.groupby(seen.tellers[name]).unique())]
    small = hidden_cells(sizes, dict.fromkeys(sizes, seen.n), k, lines) if crossed else set()
    columns = {name: f"{name} (of {HIDDEN if name in small else size})" for name, size in sizes.items()}
    rows: list[dict[str, object]] = []
    ids: dict[tuple[str, str], tuple[str, ...]] = {}
    hidden: list[tuple[str, str]] = []
    for code in (code for book in seen.codebooks.values() for code in book.codes() if not code.gate):
        found = seen.codings[seen.codings.code == code.id]
        if found.empty or (codebooks and found.codebook.iloc[0] not in codebooks):
            continue
        speaking = found.teller_id.map(groups)
        counts = {name: int(found.teller_id[speaking == name].nunique()) for name in sizes}
        covered = hidden_cells(counts, sizes, k, lines if crossed else ()) if crossed or code.sensitive else set()
        rows.append(
            {
                "code": code.id,
                "theme": code.name,
                **{columns[name]: HIDDEN if name in covered else counts[name] for name in sizes},
            }
        )
        hidden += [(code.id, columns[name]) for name in sizes if name in covered]
        ids |= {
            (code.id, columns[name]): tuple(dict.fromkeys(found.coding_id[speaking == name]))
            for name in sizes
            if counts[name] and name not in covered
        }
    frame = pd.DataFrame(rows, columns=["code", "theme", *columns.values()]).set_index("code")
    return Table(
        "-".join(["codes", *by])[:31],
        f"Codes by {' and '.join(by)}",
        frame,
        (*_notes(seen, by, sizes, k, len(hidden)), *machine_notes(seen), *picked_out_note(seen)),
        ids,
        tuple(hidden),
    )


def _notes(seen: View, by: Sequence[str], sizes: dict[str, int], k: int, hidden: int) -> list[str]:
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
    return notes


def _groups(seen: View, by: Sequence[str]) -> pd.Series:
    known = [name for name in seen.tellers.columns if name not in ("code", "is_group")]
    for name in by:
        if name not in known:
            raise StorylensError(f"no teller has the attribute {name!r}", todo="choose from " + ", ".join(known))
    columns = [seen.tellers[name].replace("", NOT_RECORDED) for name in by]
    return columns[0] if len(columns) == 1 else columns[0].str.cat(columns[1:], sep=", ")
