"""Facts about the whole project, as counts."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Table, func, select

from storylens.records import State
from storylens.store import schema


@dataclass(frozen=True)
class Summary:
    """Counts over all that the project holds, whatever may be shown of it."""

    files: int
    documents: int
    tellers: int
    rejected: int
    declarations: tuple[str, ...]


def read(connection: Connection) -> Summary:
    """Count."""

    def count(table: Table, *where: ColumnElement[bool]) -> int:
        return connection.scalar(select(func.count()).select_from(table).where(*where)) or 0

    c = schema.consent.c
    declared = connection.execute(
        select(c.given_on, c.by, func.count(), c.wording)
        .where(c.teller_id.is_(None))
        .group_by(c.given_on, c.by, c.wording)
        .order_by(c.given_on)
    )
    return Summary(
        files=count(schema.receipt, schema.receipt.c.outcome != "set aside"),
        documents=count(schema.document, schema.document.c.replaced_by.is_(None)),
        tellers=count(schema.teller),
        rejected=count(schema.coding, schema.coding.c.state == State.REJECTED),
        declarations=tuple(f"signed by {row.by} on {row.given_on}: {row.wording}" for row in declared),
    )
