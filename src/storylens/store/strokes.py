"""The strokes of each coder, in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from storylens.store import schema
from storylens.store.database import now


@dataclass(frozen=True)
class Stroke:
    """One action of a coder: its number, what it was, and the ids of the codings that it made."""

    number: int
    what: str
    made: tuple[str, ...]


def add(connection: Connection, coder_id: str, what: str, made: Sequence[str]) -> None:
    """Add a stroke; those that were undone are forgotten, as a new one takes their place."""
    table = schema.stroke
    connection.execute(delete(table).where(table.c.coder_id == coder_id, table.c.undone))
    connection.execute(insert(table).values(at=now(), coder_id=coder_id, what=what, made=list(made), undone=False))


def last(connection: Connection, coder_id: str, *, undone: bool) -> Stroke | None:
    """Return the last stroke that stands, or the first of those that are undone."""
    table = schema.stroke
    number = (func.min if undone else func.max)(table.c.number)
    wanted = select(number).where(table.c.coder_id == coder_id, table.c.undone == undone).scalar_subquery()
    row = connection.execute(select(table).where(table.c.number == wanted)).one_or_none()
    return Stroke(row.number, row.what, tuple(row.made)) if row else None


def mark(connection: Connection, number: int, *, undone: bool) -> None:
    """Say that a stroke was undone or done again."""
    table = schema.stroke
    connection.execute(update(table).where(table.c.number == number).values(undone=undone))


def follow(connection: Connection, moved: Mapping[str, str]) -> None:
    """Let strokes point at the codings that took the place of theirs in a new version of a text."""
    table = schema.stroke
    for row in connection.execute(select(table)).all() if moved else ():
        if any(name in moved for name in row.made):
            made = [moved.get(name, name) for name in row.made]
            connection.execute(update(table).where(table.c.number == row.number).values(made=made))
