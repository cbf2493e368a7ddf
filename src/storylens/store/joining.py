"""One teller out of two: what a table of stories says of somebody, and what a sheet says of the same key."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select, update

from storylens.store import schema


def join_by_key(connection: Connection, key: str, kept: str) -> None:
    """Give what is known of the teller with a key to another, whom a sheet of tellers knows by it.

    The sheet goes before: attributes and answers to consent of the table fill in what it does not say. A withdrawal or
    a refusal counts, whoever has it.
    """
    teller, attribute, consent = schema.teller, schema.attribute, schema.consent
    own = connection.execute(select(teller).where(teller.c.key == key)).one_or_none()
    if own is None or own.id == kept:
        return
    known = select(attribute.c.name).where(attribute.c.teller_id == kept)
    connection.execute(
        update(attribute)
        .where(attribute.c.teller_id == own.id, attribute.c.name.not_in(list(connection.scalars(known))))
        .values(teller_id=kept)
    )
    answered = list(connection.scalars(select(consent.c.use).where(consent.c.teller_id == kept)))
    connection.execute(
        update(consent)
        .where(consent.c.teller_id == own.id, (consent.c.use.not_in(answered)) | (consent.c.answer != "yes"))
        .values(teller_id=kept)
    )
    for table in (schema.speaker, schema.told_by):
        connection.execute(update(table).where(table.c.teller_id == own.id).values(teller_id=kept))
    row = connection.execute(select(teller).where(teller.c.id == kept)).one()
    if own.case_id and not row.case_id:
        connection.execute(update(teller).where(teller.c.id == kept).values(case_id=own.case_id))
    connection.execute(delete(teller).where(teller.c.id == own.id))
    if row.key == f"sheet:{own.code}":  # the table came first and had the code by which the sheet calls them
        connection.execute(update(teller).where(teller.c.id == kept).values(code=own.code))
