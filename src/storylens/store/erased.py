"""Tombstones: what was erased, without a word of it."""

from __future__ import annotations

from sqlalchemy import Connection, select

from storylens.store import schema


def is_erased(connection: Connection, *identities: str) -> bool:
    """Return True when something with one of these ids was erased from the project."""
    table = schema.tombstone
    return connection.scalar(select(table.c.id).where(table.c.id.in_(identities)).limit(1)) is not None
