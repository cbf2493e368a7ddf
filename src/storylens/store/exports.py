"""Exports that were made: whose words they held, what they were made from, and what they said."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from storylens.records import StorylensError, random_id
from storylens.store import inputs, log, schema
from storylens.store.database import Store, now


@dataclass(frozen=True)
class PastExport:
    """An export that was made: its number, when, and the files that it wrote."""

    number: int
    at: str
    files: tuple[str, ...]

    def __str__(self) -> str:
        return f"export {self.number} of {self.at}: {', '.join(self.files)}"


@dataclass(frozen=True)
class ExportRun(PastExport):
    """An export with all that explains it later.

    `inputs` is one hash over what it was made from and `parts` has that of each part; `asked` are the choices of
    who made it; `hashes` belong to its files; `facts` are what a reader compares; `held` are the ids of those whose
    words it held, by document and teller.
    """

    by: str
    inputs: str
    parts: Mapping[str, str]
    asked: Mapping[str, Any]
    hashes: Mapping[str, str]
    facts: Mapping[str, str]
    held: Mapping[str, frozenset[str]]


def record(
    store: Store,
    *,
    by: str,
    files: Sequence[Path],
    documents: Sequence[str],
    tellers: Sequence[str],
    asked: Mapping[str, Any] | None = None,
    facts: Mapping[str, str] | None = None,
) -> int:
    """Write down an export whose files were just written; return its number.

    `asked` are the choices that made it, `facts` figures of it that a later reader may compare.
    """
    places = {store.folder.place_of(file): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    with store.writing() as connection:
        parts = inputs.parts(connection, store.folder)
        known = inputs.facts(connection, store.folder) | dict(facts or {})
        run = {"parts": parts, "asked": dict(asked or {}), "hashes": places, "facts": known}
        return keep(
            connection,
            by=by,
            inputs=inputs.whole(parts),
            files=list(places),
            documents=documents,
            tellers=tellers,
            run=run,
        )


def keep(
    connection: Connection,
    *,
    by: str,
    inputs: str,
    files: Sequence[str],
    documents: Sequence[str],
    tellers: Sequence[str],
    run: Mapping[str, Any] | None = None,
) -> int:
    """Write down an export; return its number."""
    identity = random_id()
    number = (connection.scalar(select(func.max(schema.export.c.number))) or 0) + 1
    connection.execute(
        insert(schema.export).values(
            id=identity, number=number, at=now(), by=by, inputs=inputs, files=list(files), run=dict(run or {})
        )
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


def every(connection: Connection) -> list[ExportRun]:
    """Return all exports, the oldest first."""
    held: dict[str, dict[str, set[str]]] = {}
    for row in connection.execute(select(schema.export_held)):
        held.setdefault(row.export_id, {}).setdefault(row.what, set()).add(row.subject_id)
    rows = connection.execute(select(schema.export).order_by(schema.export.c.number))
    return [_run(row, held.get(row.id, {})) for row in rows]


def read(connection: Connection, number: int) -> ExportRun:
    """Return one export. Raises `StorylensError` when there is none of that number."""
    found = next((run for run in every(connection) if run.number == number), None)
    if found is None:
        raise StorylensError(f"there is no export {number}", todo="`storylens exports` lists them")
    return found


def _run(row: Row[Any], held: Mapping[str, set[str]]) -> ExportRun:
    run = row.run
    return ExportRun(
        number=row.number,
        at=row.at,
        files=tuple(row.files),
        by=row.by,
        inputs=row.inputs,
        parts=run.get("parts", {}),
        asked=run.get("asked", {}),
        hashes=run.get("hashes", {}),
        facts=run.get("facts", {}),
        held={what: frozenset(held.get(what, ())) for what in ("document", "teller")},
    )
