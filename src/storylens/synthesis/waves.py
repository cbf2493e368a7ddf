"""The same tellers met again: what they spoke of before and after, each wave beside the others."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd

from storylens.analysis.table import Table
from storylens.analysis.untypical import picked_out_note
from storylens.gates.cells import HIDDEN, footnote, hidden_cells
from storylens.records import State, StorylensError
from storylens.synthesis.book import Book


def waves(book: Book, order: Sequence[str] = ()) -> Table:
    """Compare each wave with the one before, among the tellers who were met in both: theme by theme.

    A wave is what the documents say of it (before, after, 2024); by default waves come in the order of their first
    day, and without days in the order of their names. Sensitive codes are printed only where no small cell tells who.
    Raises `StorylensError` for an `order` that names a wave that is none.
    """
    turns = book.seen.turns.assign(wave=book.seen.turns.document_id.map(book.seen.documents.wave))
    told = {wave: set(mine.teller_id) for wave, mine in turns[turns.wave != ""].groupby("wave")}
    names = _in_order(book, list(told), order)
    codings = book.seen.codings
    codings = codings[codings.state != State.SUGGESTED].assign(
        wave=lambda rows: rows.document_id.map(book.seen.documents.wave)
    )
    rows, ids, hidden = [], dict[tuple[str, str], tuple[str, ...]](), list[tuple[str, str]]()
    for first, second in pairwise(names):
        both = told[first] & told[second]
        for code in (code for each in book.seen.codebooks.values() for code in each.codes() if not code.gate):
            found = codings[(codings.code == code.id) & codings.teller_id.isin(both)]
            before, after = (set(found.teller_id[found.wave == wave]) for wave in (first, second))
            if not before | after:
                continue
            key = f"{code.id}: {first} → {second}"
            counts = {
                "in both": len(before & after),
                "only before": len(before - after),
                "only after": len(after - before),
                "in neither": len(both) - len(before | after),
            }
            sizes = dict.fromkeys(counts, len(both))
            covered = hidden_cells(counts, sizes, book.seen.smallest_cell) if code.sensitive else set()
            cells = {name: HIDDEN if name in covered else number for name, number in counts.items()}
            rows.append(
                {"row": key, "theme": code.name, "before": first, "after": second, **cells, "met twice": len(both)}
            )
            hidden += [(key, name) for name in covered]
            if not covered:
                ids[key, "in both"] = tuple(found.coding_id[found.teller_id.isin(before & after)])
                ids[key, "only before"] = tuple(found.coding_id[found.teller_id.isin(before - after)])
                ids[key, "only after"] = tuple(found.coding_id[found.teller_id.isin(after - before)])
    columns = ["row", "theme", "before", "after", "in both", "only before", "only after", "in neither", "met twice"]
    return Table(
        "waves",
        "Waves side by side: what the same tellers spoke of before and after",
        pd.DataFrame(rows, columns=columns).set_index("row"),
        (
            *_met(book, told, names),
            "Only tellers met in both waves are compared, and only what a person coded or accepted.",
            "A theme that is gone was perhaps not asked about again; that is no change of anything else.",
            *((footnote(book.seen.smallest_cell),) if hidden else ()),
            *picked_out_note(book.seen),
        ),
        ids,
        tuple(hidden),
    )


def wave_tellers(book: Book) -> Table:
    """List the tellers with what they told in each wave: which stories, and how many words."""
    documents = book.seen.documents
    turns = book.seen.turns.assign(wave=book.seen.turns.document_id.map(documents.wave))
    turns = turns[turns.wave != ""]
    names = _in_order(book, sorted(set(turns.wave)), ())
    rows = []
    for teller, mine in turns.groupby(turns.teller_id.map(book.seen.tellers.code), sort=True):
        row: dict[str, object] = {"teller": teller}
        for wave in names:
            here = mine[mine.wave == wave]
            row[wave] = f"{book.codes(here.document_id)} ({here.words.sum()} words)" if len(here) else "not met"
        row["waves"] = mine.wave.nunique()
        rows.append(row)
    return Table(
        "wave-tellers",
        "Who was met in which wave",
        pd.DataFrame(rows, columns=["teller", *names, "waves"]).set_index("teller"),
        (*_met(book, {wave: set(mine.teller_id) for wave, mine in turns.groupby("wave")}, names),),
    )


def _in_order(book: Book, waves: list[str], order: Sequence[str]) -> list[str]:
    if strangers := [name for name in order if name not in waves]:
        raise StorylensError(f"there is no wave {strangers[0]!r}", todo="choose from " + (", ".join(waves) or "none"))
    documents = book.seen.documents
    first = {wave: min(documents.collected_on[documents.wave == wave].astype(str)) for wave in waves}
    return list(order) or sorted(waves, key=lambda wave: (first[wave], wave))


def _met(book: Book, told: dict[str, set[str]], names: Sequence[str]) -> tuple[str, ...]:
    if not names:
        return ("No document says to which wave it belongs.",)
    if len(names) == 1:
        return (f"There is one wave only: {names[0]}.",)
    return tuple(
        f"{first}: {len(told[first])} tellers; {second}: {len(told[second])}; met in both: "
        f"{len(told[first] & told[second])} of {book.n}."
        for first, second in pairwise(names)
    )
