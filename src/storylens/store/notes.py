"""Notes in the margin of documents."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from storylens.records import Note, content_id
from storylens.store import schema
from storylens.store.database import insert_new


def add(connection: Connection, document_id: str, notes: Iterable[Note]) -> None:
    """Keep what was written in the margin of a document."""
    insert_new(
        connection,
        schema.note,
        [
            {
                "id": content_id("note", document_id, note.start, note.end, note.author, note.text),
                "document_id": document_id,
            }
            | note.model_dump(mode="json")
            for note in notes
        ],
    )


def read(connection: Connection, document_id: str) -> list[Note]:
    """Return the notes on a document, in the order of the text."""
    table = schema.note
    rows = connection.execute(
        select(table).where(table.c.document_id == document_id).order_by(table.c.start, table.c.at)
    )
    return [Note(**{name: row._mapping[name] for name in Note.model_fields}) for row in rows]
