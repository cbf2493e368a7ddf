"""Why a turn may not be seen. Fails closed: what nobody has agreed to or screened is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from storylens.gates.consent import ConsentGate
from storylens.records import Codebook, State, Use
from storylens.store.contents import Contents

if TYPE_CHECKING:
    import pandas as pd

DISCLOSURE = "held: a possible disclosure"


def reasons(
    turns: pd.DataFrame, held: Contents, gate: ConsentGate, use: Use, books: Mapping[str, Codebook]
) -> Iterator[str]:
    """Yield for each turn of a teller why it may not be put to a use, or nothing where it may."""
    screened = held.screened if _gates(books) else frozenset()  # a book without gates has screened nothing
    of_document = {row.Index: _of_document(row, screened) for row in held.documents.itertuples()}
    refusal = {teller: gate.refusal(teller, use) for teller in turns.teller_id.unique()}
    locked = uncleared(held, books)
    for turn in turns.itertuples():
        near = locked.get(turn.document_id, ())
        yield (
            of_document[turn.document_id]
            or refusal[turn.teller_id]
            or (_unscreened(turn.language) if turn.language and turn.document_id not in held.confirmed else "")
            or (DISCLOSURE if any(start < turn.end and turn.start < end for start, end in near) else "")
        )


def _gates(books: Mapping[str, Codebook]) -> set[str]:
    return {code.id for book in books.values() for code in book.codes() if code.gate}


def _of_document(document: Any, screened: frozenset[str]) -> str:
    if document.replaced_by:
        return "an earlier version"
    if document.duplicate_of:
        return "a duplicate"
    return "" if document.Index in screened else _unscreened(document.language)


def _unscreened(language: str) -> str:
    return f"not screened for disclosures (language: {language or 'unknown'})"


def uncleared(held: Contents, books: Mapping[str, Codebook]) -> dict[str, list[tuple[int, int]]]:
    """Return by document the passages that nobody has cleared. What an office writes gets no lock, only a notice."""
    disclosed = held.codings[held.codings.code.isin(_gates(books)) & (held.codings.state != State.REJECTED)]
    institutional = set(held.documents.index[held.documents.institutional.astype(bool)])
    locked: dict[str, list[tuple[int, int]]] = {}
    for row in disclosed.itertuples():
        notice = row.state == State.SUGGESTED and row.basis.get("notice")  # only a subject is named
        if row.document_id not in institutional and not notice:
            locked.setdefault(row.document_id, []).append((row.start, row.end))
    return locked


def left_out(turns: pd.DataFrame, held: Contents) -> pd.DataFrame:
    """Return what is left out, a row a document, teller and reason, with the number of passages."""
    rows = turns.groupby(["document_id", "teller_id", "reason"], sort=False).size().reset_index(name="passages")
    rows["document"] = held.documents.code.reindex(rows.document_id).to_numpy()
    rows["teller"] = held.tellers.code.reindex(rows.teller_id).to_numpy()
    return rows[["document", "teller", "reason", "passages", "document_id", "teller_id"]]
