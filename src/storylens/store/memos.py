"""Memos on documents, codes, codings and the project. Nothing is overwritten: the latest of a chain counts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, exists, insert, select, update

from storylens.records import Coder, StorylensError, random_id
from storylens.store import log, schema
from storylens.store.database import now


class About(StrEnum):
    """What a memo is about."""

    PROJECT = "project"
    DOCUMENT = "document"
    CODE = "code"
    CODING = "coding"


@dataclass(frozen=True)
class Memo:
    """A thought of a coder, kept as it was written."""

    id: str
    about: About
    subject: str
    text: str
    coder: str
    at: str


def write(connection: Connection, coder: Coder, about: About, subject: str, text: str, *, instead_of: str = "") -> str:
    """Write a memo, or a new version of one's own; return its id. An empty text takes a memo back."""
    table = schema.memo
    if instead_of and connection.scalar(select(table.c.coder_id).where(table.c.id == instead_of)) != coder.id:
        raise StorylensError("this is somebody else's memo", todo="write one of your own beside it")
    identity = random_id()
    connection.execute(
        insert(table).values(
            id=identity,
            about=about,
            subject=subject,
            text=text,
            coder_id=coder.id,
            at=now(),
            supersedes=instead_of or None,
        )
    )
    log.note(connection, "memo", by=coder.name, memo=identity, about=about)
    return identity


def follow(connection: Connection, old: str, new: str) -> None:
    """Let the memos on an earlier version of a document be on the later one."""
    table = schema.memo
    on_old = (table.c.about == About.DOCUMENT, table.c.subject == old)
    connection.execute(update(table).where(*on_old).values(subject=new))


def read(connection: Connection, about: About | None = None, subject: str | None = None) -> list[Memo]:
    """Return the memos that stand, the oldest first."""
    table, later = schema.memo, schema.memo.alias("later")
    query = (
        select(table, schema.coder.c.name.label("coder"))
        .join(schema.coder, schema.coder.c.id == table.c.coder_id)
        .where(~exists().where(later.c.supersedes == table.c.id), table.c.text != "")
        .order_by(table.c.at, table.c.id)
    )
    if about is not None:
        query = query.where(table.c.about == about)
    if subject is not None:
        query = query.where(table.c.subject == subject)
    return [
        Memo(row.id, About(row.about), row.subject, row.text, row.coder, row.at) for row in connection.execute(query)
    ]
