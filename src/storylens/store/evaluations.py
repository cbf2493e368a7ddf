"""How machines did against people's codings, each time that somebody looked."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from storylens.records import CoderKind
from storylens.records.evaluation import Evaluation
from storylens.store import log, schema


def add(connection: Connection, made: Evaluation) -> None:
    """Keep an evaluation; earlier ones stay."""
    body = made.model_dump(mode="json", exclude={"id", "machine", "codebook", "by", "at"})
    connection.execute(
        insert(schema.evaluation).values(
            id=made.id, machine=made.machine, codebook=made.codebook, body=body, by=made.by, at=made.at
        )
    )
    log.note(connection, "evaluate", by=made.by, evaluation=made.id, passages=made.passages, documents=made.documents)


def every(connection: Connection) -> list[Evaluation]:
    """Return all evaluations, the oldest first."""
    table = schema.evaluation
    rows = connection.execute(select(table).order_by(table.c.at, table.c.id))
    return [
        Evaluation(id=row.id, machine=row.machine, codebook=row.codebook, by=row.by, at=row.at, **row.body)
        for row in rows
    ]


def latest(connection: Connection) -> dict[str, Evaluation]:
    """Return the last evaluation of each machine."""
    return {made.machine: made for made in every(connection)}


def told(connection: Connection) -> dict[str, str]:
    """Say of each machine that reads here how it did when it was last measured; nothing where it never was."""
    found = latest(connection)
    return {name: found[name].told(now) if name in found else "" for name, now in settings(connection).items()}


def settings(connection: Connection) -> dict[str, str]:
    """Return the settings with which each machine last read any document."""
    coder, read = schema.coder, schema.tagging
    query = select(coder.c.name, coder.c.settings).join(read, read.c.coder_id == coder.c.id)
    rows = connection.execute(query.where(coder.c.kind == CoderKind.MACHINE).order_by(read.c.at))
    return {row.name: row.settings for row in rows}
