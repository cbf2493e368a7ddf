"""What sheets say of the one who tells in a file in which several tell: it is nobody's until somebody names them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection, exists, or_, select

from storylens.records import Role
from storylens.store import schema


class Unapplied(NamedTuple):
    """A file of which something is said that holds for nobody, and the labels of those who tell in it."""

    source: str
    consent: bool
    labels: tuple[str, ...]

    def __str__(self) -> str:
        what = "consent" if self.consent else "what is known of the teller"
        who = ", ".join(self.labels[:6]) + (" and others" if len(self.labels) > 6 else "")
        return (
            f"{self.source}: {what} is given for the file, and {len(self.labels)} people tell in it ({who}): it holds "
            "for none of them; name each under `speaker` in the sheet"
        )


def unapplied(connection: Connection) -> Iterator[Unapplied]:
    """Yield the files of which a sheet, or their own head, says something that no single teller has."""
    told, teller, consent, attribute = schema.told_by, schema.teller, schema.consent, schema.attribute
    agreed = exists().where(consent.c.teller_id == teller.c.id)
    said = {
        row.file: row
        for row in connection.execute(
            select(told.c.file, told.c.teller_id, agreed.label("agreed"))
            .join(teller, teller.c.id == told.c.teller_id)
            .where(told.c.label == "", told.c.file != "")
            .where(or_(agreed, exists().where(attribute.c.teller_id == teller.c.id)))
        )
    }
    if not said:
        return
    for source, people in _tellers(connection).items():
        parts = source.split("/")
        row = next((said[name] for at in range(len(parts)) if (name := "/".join(parts[at:])) in said), None)
        if row is not None and len(people) > 1 and row.teller_id not in people.values():
            yield Unapplied(source, row.agreed, tuple(people))


def _tellers(connection: Connection) -> dict[str, dict[str, str | None]]:
    """Return by source the labels of those who tell in it, each with their teller."""
    speaker, document = schema.speaker, schema.document
    found: dict[str, dict[str, str | None]] = {}
    rows = connection.execute(
        select(document.c.source, speaker.c.label, speaker.c.teller_id)
        .join(document, document.c.id == speaker.c.document_id)
        .where(speaker.c.role == Role.TELLER, speaker.c.key == "", document.c.part == "")
        .where(document.c.replaced_by.is_(None))
        .order_by(document.c.arrived, speaker.c.label)
    )
    for row in rows:
        found.setdefault(row.source, {})[row.label] = row.teller_id
    return found
