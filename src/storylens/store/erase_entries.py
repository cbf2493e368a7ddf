"""Erase what people wrote on nothing but words that are erased: an outcome tells what its only source told."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, delete, select, update

from storylens.store import entries, schema


def erase_resting(
    connection: Connection, document_id: str, spans: Sequence[tuple[int, int]] | None = None
) -> tuple[list[str], list[str]]:
    """Erase the entries that stand on a document, or on stretches of it, and on nothing else.

    What cannot be without them goes as well (judgements, answers, questions). Returns the numbers of those that are
    erased, and of those that stand on other words, too: a person must read these.
    """
    link, entry = schema.entry_link, schema.entry
    rows = connection.execute(select(link).where(link.c.document_id == document_id)).all()
    here = [row for row in rows if spans is None or any(row.start < end and start < row.end for start, end in spans)]
    connection.execute(delete(link).where(link.c.id.in_([row.id for row in here])))
    touched = {row.entry_id for row in here if row.removed_at is None}
    elsewhere = set(
        connection.scalars(select(link.c.entry_id).where(link.c.entry_id.in_(touched), link.c.removed_at.is_(None)))
    )
    number = entries.numbers(connection, touched)
    gone = _with_dependants(connection, {number[one] for one in touched - elsewhere})
    ids = select(entry.c.id).where(entry.c.number.in_(gone))
    for table in (link, schema.entry_version):  # the bare number stays, so that it never means something else
        connection.execute(delete(table).where(table.c.entry_id.in_(ids)))
    _forget(connection, gone)
    return sorted(gone), sorted({number[one] for one in elsewhere} - gone)


def _with_dependants(connection: Connection, gone: set[str]) -> set[str]:
    """Add the entries that name one of these in a field that they must have."""
    kept = [one for kind in entries.kinds().values() for one in entries.every(connection, kind)] if gone else []
    while True:
        more = {
            one.number
            for one in kept
            for name, field in type(one.body).model_fields.items()
            if field.is_required() and getattr(one.body, name) in gone
        }
        if more <= gone:
            return gone
        gone = gone | more


def _forget(connection: Connection, gone: Collection[str]) -> None:
    """Take numbers out of all versions of the entries that name them."""
    table = schema.entry_version
    rows = connection.execute(select(table.c.entry_id, table.c.version, table.c.body)).all() if gone else []
    for row in rows:
        body = {
            name: [one for one in value if one not in gone]
            if isinstance(value, list)
            else ""
            if value in gone
            else value
            for name, value in row.body.items()
        }
        if body != row.body:
            here = (table.c.entry_id == row.entry_id, table.c.version == row.version)
            connection.execute(update(table).where(*here).values(body=body))
