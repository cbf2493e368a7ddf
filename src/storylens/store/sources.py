"""Who an entry comes from: the tellers of its passages, those who were asked about it, and those who wrote it."""

from __future__ import annotations

from sqlalchemy import Connection, select

from storylens.records.entries import Kept
from storylens.records.harvest import OpenQuestion, Outcome
from storylens.store import entries, people, schema

SHORTEST = 3  # shorter labels, such as R or P1, name nobody


def tellers(connection: Connection, number: str) -> set[str]:
    """Return the codes of those whose words an entry stands on, and the names they speak under."""
    found = set()
    for link in entries.links(connection, number):
        found |= speaking(connection, link.document_id, link.start, link.end)
    return found


def speaking(connection: Connection, document_id: str, start: int, end: int) -> set[str]:
    """Return the codes of those who speak in a passage, and the names they speak under."""
    turn, speaker = schema.turn.c, schema.speaker.c
    rows = connection.execute(
        select(speaker.teller_id, speaker.label)
        .join(schema.turn, turn.speaker_id == speaker.id)
        .where(turn.document_id == document_id, turn.start < end, turn.end > start, speaker.teller_id.is_not(None))
    ).all()
    codes = people.codes(connection)
    labels = {row.label for row in rows if len(row.label) >= SHORTEST}
    return labels | {codes[row.teller_id] for row in rows}


def of_outcome(connection: Connection, number: str) -> set[str]:
    """Return all who may not substantiate an outcome: who told it, were asked about it, harvested it or wrote it."""
    versions: list[Kept[Outcome]] = entries.history(connection, Outcome, number)
    asked = {kept.body.to for kept in entries.every(connection, OpenQuestion) if kept.body.about == number}
    wrote = {version.author for version in versions} | {version.body.harvested_by for version in versions}
    return {*tellers(connection, number), *asked, *wrote} - {""}
