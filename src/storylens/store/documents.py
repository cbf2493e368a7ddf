"""Documents, their speakers and turns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, func, insert, or_, select, update

from storylens.records import Document, Kind, Speaker, StorylensError, Turn, content_id
from storylens.store import schema
from storylens.store.database import insert_new


def add(
    connection: Connection,
    document: Document,
    speakers: Sequence[Speaker],
    turns: Sequence[Turn],
    *,
    file: str,
    case: str = "",
    sketch: bytes = b"",
) -> bool:
    """Add a document with its speakers and turns; return False when it is there already.

    `file` is the place of the file that it came from, as `Folder.place_of` gives it.
    """
    row = document.model_dump(mode="json") | {
        "arrived": next_number(connection),
        "file": file,
        "sketch": sketch,
        "case_id": case_id(connection, case) if case else None,
    }
    if not insert_new(connection, schema.document, [row]):
        return False
    if speakers:
        connection.execute(insert(schema.speaker), [speaker.model_dump(mode="json") for speaker in speakers])
    if turns:
        connection.execute(insert(schema.turn), [turn.model_dump(mode="json") for turn in turns])
    return True


def next_number(connection: Connection) -> int:
    """Return the number of the next document. That of an erased one is not given again: people wrote it down."""
    table, tombstone = schema.document, schema.tombstone
    erased = connection.scalar(select(func.count()).where(tombstone.c.what == "document")) or 0
    here, last = connection.execute(select(func.count(), func.max(table.c.arrived))).one()
    return int(max(last or 0, here + erased)) + 1


def case_id(connection: Connection, name: str) -> str:
    """Return the id of a case, making it when it is new."""
    identity = content_id("case", name)
    insert_new(connection, schema.case, [{"id": identity, "name": name}])
    return identity


def read(connection: Connection, document_id: str) -> Document:
    """Return one document. Raises `StorylensError` when it is not in the project."""
    row = connection.execute(select(schema.document).where(schema.document.c.id == document_id)).one_or_none()
    if row is None:
        raise StorylensError(
            f"there is no document {document_id} in this project", todo="`storylens documents` lists them"
        )
    return Document(**{name: row._mapping[name] for name in Document.model_fields})


def source_of(connection: Connection, document_id: str) -> str:
    """Return where a document came from; nothing for one that is not in the project."""
    return connection.scalar(select(schema.document.c.source).where(schema.document.c.id == document_id)) or ""


def find(connection: Connection, name: str) -> str:
    """Return the id of the document that a person means: by the code that tables print, id, title, or file name.

    Raises `StorylensError` when none or several fit.
    """
    d = schema.document.c
    if re.fullmatch(r"D\d{3,}", name):
        found = connection.scalar(select(d.id).where(d.arrived == int(name[1:]), d.replaced_by.is_(None)))
        if found:
            return str(found)
    rows = connection.execute(
        select(d.id, d.title, d.source, d.part)
        .where(d.replaced_by.is_(None))
        .where(
            or_(
                d.id.startswith(name, autoescape=True),
                d.title == name,
                d.source == name,
                d.source.endswith("/" + name, autoescape=True),
                d.source.contains("/" + name + ".", autoescape=True),
                d.source.startswith(name + ".", autoescape=True),
            )
        )
        .order_by(d.source, d.part)
    ).all()
    if len(rows) == 1:
        return str(rows[0].id)
    if not rows:
        raise StorylensError(f"no document is called {name!r}", todo="`storylens documents` lists them")
    several = "; ".join(f"{row.source} {row.part}".strip() for row in rows[:5])
    raise StorylensError(f"{name!r} could be any of {len(rows)} documents ({several})", todo="give more of the name")


def turns(connection: Connection, document_id: str) -> list[Turn]:
    """Return the turns of a document in order."""
    table = schema.turn
    rows = connection.execute(select(table).where(table.c.document_id == document_id).order_by(table.c.position))
    return [Turn(**row._mapping) for row in rows]


def speakers(connection: Connection, document_id: str) -> list[Speaker]:
    """Return those who speak in a document."""
    table = schema.speaker
    rows = connection.execute(select(table).where(table.c.document_id == document_id).order_by(table.c.label))
    return [Speaker(**row._mapping) for row in rows]


def from_file(connection: Connection, file: str) -> dict[str, str]:
    """Return the current documents that came from a file: id by part."""
    table = schema.document
    rows = connection.execute(
        select(table.c.part, table.c.id).where(table.c.file == file, table.c.replaced_by.is_(None))
    )
    return {row.part: row.id for row in rows}


def sketches(connection: Connection) -> Iterator[tuple[str, bytes]]:
    """Yield id and sketch of all documents that count, in the order of arrival."""
    table = schema.document
    rows = connection.execute(
        select(table.c.id, table.c.sketch)
        .where(table.c.replaced_by.is_(None), table.c.duplicate_of.is_(None))
        .order_by(table.c.arrived)
    )
    for row in rows:
        yield row.id, row.sketch


def replace(connection: Connection, old: str, new: str | None) -> None:
    """Mark a document as an earlier version of another, or with None as the latest; its codings stay with it."""
    table = schema.document
    connection.execute(update(table).where(table.c.id == old).values(replaced_by=new))


def mark_duplicate(connection: Connection, document_id: str, of: str | None) -> None:
    """Say of which document this one is a duplicate, or with None that it counts by itself."""
    table = schema.document
    connection.execute(update(table).where(table.c.id == document_id).values(duplicate_of=of))


def languages(connection: Connection) -> dict[str, str]:
    """Return the language of each document that has no later version, in the order of arrival."""
    table = schema.document
    rows = connection.execute(
        select(table.c.id, table.c.language).where(table.c.replaced_by.is_(None)).order_by(table.c.arrived)
    )
    return {row.id: row.language for row in rows}


def row(connection: Connection, document_id: str) -> Any:
    """Return what is kept of a document beside its record: file, case, order of arrival."""
    table = schema.document
    columns = (table.c.file, table.c.case_id, table.c.arrived)
    return connection.execute(select(*columns).where(table.c.id == document_id)).one()


def put_in_case(connection: Connection, document_id: str, case: str | None) -> None:
    """Say to which case a document belongs."""
    table = schema.document
    connection.execute(update(table).where(table.c.id == document_id).values(case_id=case))


def answers(connection: Connection) -> Sequence[Any]:
    """Return the turns of all survey answers that count, with the text, the role and the code of the teller."""
    document, turn, speaker, teller = schema.document, schema.turn, schema.speaker, schema.teller
    return connection.execute(
        select(
            document.c.id,
            document.c.text,
            turn.c.id.label("turn"),
            turn.c.start,
            turn.c.end,
            turn.c.stretch,
            turn.c.question,
            speaker.c.role,
            teller.c.code,
        )
        .join(turn, turn.c.document_id == document.c.id)
        .outerjoin(speaker, speaker.c.id == turn.c.speaker_id)
        .outerjoin(teller, teller.c.id == speaker.c.teller_id)
        .where(document.c.kind == Kind.ANSWER, document.c.replaced_by.is_(None), document.c.duplicate_of.is_(None))
        .order_by(document.c.source, document.c.arrived, turn.c.position)
    ).all()


def original_of(connection: Connection, document: Document) -> str:
    """Return the id of the document that this one translates, or nothing."""
    if not document.translation_of:
        return ""
    table = schema.document
    named = or_(
        table.c.source == document.translation_of,
        table.c.source.endswith("/" + document.translation_of, autoescape=True),
    )
    return (
        connection.scalar(select(table.c.id).where(named, table.c.replaced_by.is_(None)).order_by(table.c.arrived))
        or ""
    )


def translation_of(connection: Connection, document: Document) -> str:
    """Return the id of the document that translates this one, or nothing."""
    table = schema.document
    name = document.source.rsplit("/", 1)[-1]
    found = select(table.c.id).where(table.c.translation_of.in_([name, document.source]), table.c.replaced_by.is_(None))
    return connection.scalar(found.order_by(table.c.arrived)) or ""
