"""Exports that were made, and whose words they held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from storylens.records import random_id
from storylens.store import log, schema
from storylens.store.database import now


@dataclass(frozen=True)
class PastExport:
    """An export that was made: its number, when, and the files that it wrote."""

    number: int
    at: str
    files: tuple[str, ...]

    def __str__(self) -> str:
        return f"export {self.number} of {self.at}: {', '.join(self.files)}"


def keep(
    connection: Connection,
    *,
    by: str,
    inputs: str,
    files: Sequence[str],
    documents: Sequence[str],
    tellers: Sequence[str],
) -> int:
    """Write down an export; return its number."""
    identity = random_id()
    number = (connection.scalar(select(func.max(schema.export.c.number))) or 0) + 1
    connection.execute(
        insert(schema.export).values(id=identity, number=number, at=now(), by=by, inputs=inputs, files=list(files))
    )
    held = [
        {"export_id": identity, "what": what, "subject_id": subject}
        for what, subjects in (("document", documents), ("teller", tellers))
        for subject in subjects
    ]
    if held:
        connection.execute(insert(schema.export_held), held)
    log.note(connection, "export", by=by, export=identity, documents=len(documents), tellers=len(tellers))
    return number


def holding(connection: Connection, subject_id: str) -> list[PastExport]:
    """Return the past exports that held a document or a teller."""
    table, held = schema.export, schema.export_held
    rows = connection.execute(
        select(table.c.number, table.c.at, table.c.files)
        .join(held, held.c.export_id == table.c.id)
        .where(held.c.subject_id == subject_id)
        .order_by(table.c.number)
    )
    return [PastExport(row.number, row.at, tuple(row.files)) for row in rows]
