"""Who may let go of what a gate holds: the safeguarding lead whom the project names; each decision is logged."""

from __future__ import annotations

from sqlalchemy import Connection

from storylens.records import Coding, State, StorylensError
from storylens.store import Store, codebooks, codings, documents, log


def leads(store: Store) -> list[str]:
    """Return the names under `[safeguarding] leads` in the project's settings; none where everybody is their own."""
    return list(map(str, store.folder.settings().get("safeguarding", {}).get("leads", ())))


def note_decision(store: Store, connection: Connection, before: Coding, state: State, *, by: str) -> None:
    """Log a decision on what a gate holds. Raises `StorylensError` when it is not for this person to take."""
    book = codebooks.in_use(store.folder).get(before.codebook)
    code = book.code(before.code) if book else None
    if code is None or not code.gate:
        return
    named = _must_be_lead(store, by)
    log.note(connection, "gate decision", by=by, coding=before.id, state=state, own_lead=not named)


def confirm(store: Store, document: str, *, by: str) -> str:
    """Say that somebody has read a document that no screen can read, and that it may be used; return its id."""
    with store.writing() as connection:
        _must_be_lead(store, by)
        document_id = documents.find(connection, document)
        codings.confirm_screened(connection, document_id, codebooks.SAFEGUARDING, by)
    return document_id


def _must_be_lead(store: Store, by: str) -> list[str]:
    named = leads(store)
    if named and by not in named:
        raise StorylensError(
            "what a gate holds is for the safeguarding lead to decide", todo=f"ask {' or '.join(named)}"
        )
    return named
