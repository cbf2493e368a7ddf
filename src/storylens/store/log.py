"""The append-only log of what was done: ids and counts, never text."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert, select

from storylens.store.database import now
from storylens.store.schema import action


def note(connection: Connection, what: str, *, by: str = "storylens", **subjects: Any) -> None:
    """Write down that something was done. `subjects` are ids and counts."""
    connection.execute(insert(action).values(at=now(), by=by, what=what, subjects=subjects))


def read(connection: Connection) -> list[dict[str, Any]]:
    """Return all actions, the oldest first."""
    return [dict(row._mapping) for row in connection.execute(select(action).order_by(action.c.number))]
