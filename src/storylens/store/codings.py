"""Codings, those who make them, and which documents a tagger has read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, delete, exists, insert, or_, select

from storylens.records import Coder, CoderKind, Coding, State, StorylensError, random_id
from storylens.store import log, schema
from storylens.store.database import insert_new, now

GOLD = "gold"  # stands in `tagging` where several coders have settled
CONFIRMED = "a person"  # stands in `tagging` where somebody has read what no screen can read


def person(connection: Connection, name: str) -> Coder:
    """Return the person who codes under a name, adding them when they are new. Raises `StorylensError` without one."""
    if not name.strip():
        raise StorylensError("a coding needs the name of who makes it", todo="give your name with --by")
    table = schema.coder
    row = connection.execute(select(table).where(table.c.kind == CoderKind.PERSON, table.c.name == name)).one_or_none()
    if row is not None:
        return _coder(row)
    coder = Coder(id=random_id(), kind=CoderKind.PERSON, name=name)
    connection.execute(insert(table).values(coder.model_dump(mode="json")))
    return coder


def add(connection: Connection, codings: Sequence[Coding]) -> int:
    """Add codings; those that are there already are left as they are. Return how many were new."""
    return insert_new(connection, schema.coding, [coding.model_dump(mode="json") for coding in codings])


def standing() -> Select[Any]:
    """Return the query of all codings that stand.

    A coding stands until another supersedes it; a machine's, until the tagger has read the document anew.
    """
    table, later, last = schema.coding, schema.coding.alias("later"), schema.tagging
    return (
        select(table, schema.coder.c.kind.label("coder_kind"), schema.coder.c.name.label("coder"))
        .join(schema.coder, schema.coder.c.id == table.c.coder_id)
        .where(~exists().where(later.c.supersedes == table.c.id))
        .where(table.c.state.not_in([State.REMOVED]))
        .where(
            or_(
                schema.coder.c.kind != CoderKind.MACHINE,
                exists().where(and_(last.c.document_id == table.c.document_id, last.c.coder_id == table.c.coder_id)),
            )
        )
    )


def read(connection: Connection, coding_id: str) -> Coding:
    """Return one coding, standing or not, by its id or the beginning of it."""
    table = schema.coding
    rows = connection.execute(select(table).where(table.c.id.startswith(coding_id, autoescape=True)).limit(2)).all()
    if len(rows) != 1:
        raise StorylensError(
            f"{'no' if not rows else 'more than one'} coding has an id beginning {coding_id!r}",
            todo="give the whole id as the table lists it",
        )
    return Coding(**rows[0]._mapping)


def read_with(connection: Connection, tagger: str, codebook: str) -> dict[str, str]:
    """Return which coder (that is, which settings) each document was last read with."""
    table = schema.tagging
    rows = connection.execute(
        select(table.c.document_id, table.c.coder_id).where(table.c.tagger == tagger, table.c.codebook == codebook)
    )
    return {row.document_id: row.coder_id for row in rows}


def mark_read(connection: Connection, document_id: str, tagger: str, codebook: str, coder: Coder) -> None:
    """Write down that a coder has read a document; suggestions from earlier settings no longer stand."""
    keep_coder(connection, coder)
    table = schema.tagging
    connection.execute(
        delete(table).where(table.c.document_id == document_id, table.c.tagger == tagger, table.c.codebook == codebook)
    )
    connection.execute(
        insert(table).values(document_id=document_id, tagger=tagger, codebook=codebook, coder_id=coder.id, at=now())
    )


def mark_reading(
    connection: Connection, document_id: str, codebook: str, coders: Mapping[str, Coder], *, among: Iterable[str]
) -> None:
    """Write down that coders, by tagger, have read a document with a codebook, and no other of `among` stands."""
    table = schema.tagging
    connection.execute(
        delete(table).where(
            table.c.document_id == document_id, table.c.codebook == codebook, table.c.tagger.in_(list(among))
        )
    )
    for tagger, coder in coders.items():
        mark_read(connection, document_id, tagger, codebook, coder)


def marks(connection: Connection, codebook: str, *, among: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return by document which coder of each tagger read it last with a codebook."""
    table = schema.tagging
    found: dict[str, dict[str, str]] = {}
    for row in connection.execute(select(table).where(table.c.codebook == codebook, table.c.tagger.in_(list(among)))):
        found.setdefault(row.document_id, {})[row.tagger] = row.coder_id
    return found


def confirm_screened(connection: Connection, document_id: str, codebook: str, by: str) -> None:
    """Write down that a person has read a document in place of the screen, which does not know its language."""
    mark_read(connection, document_id, CONFIRMED, codebook, person(connection, by))
    log.note(connection, "screened by a person", by=by, document=document_id)


def confirmed(connection: Connection) -> set[str]:
    """Return the documents that a person has read in place of the screen."""
    table = schema.tagging
    return set(connection.scalars(select(table.c.document_id).where(table.c.tagger == CONFIRMED)))


def by_people(connection: Connection, document_id: str) -> list[Coding]:
    """Return the standing codings of a document that people made or decided on."""
    table = schema.coding
    query = standing().where(table.c.document_id == document_id, schema.coder.c.kind != CoderKind.MACHINE)
    rows = connection.execute(query.order_by(table.c.start, table.c.id))
    return [Coding(**{name: row._mapping[name] for name in Coding.model_fields}) for row in rows]


def of_code(connection: Connection, code: str) -> list[Coding]:
    """Return the standing codings with a code that people made or decided on."""
    table = schema.coding
    rows = connection.execute(standing().where(table.c.code == code, schema.coder.c.kind != CoderKind.MACHINE))
    return [Coding(**{name: row._mapping[name] for name in Coding.model_fields}) for row in rows]


def decided(connection: Connection, document_id: str) -> set[tuple[int, int, str]]:
    """Return the passages of a document, with code, on which a person has the last word."""
    table, later = schema.coding, schema.coding.alias("later")
    rows = connection.execute(
        select(table.c.start, table.c.end, table.c.code)
        .join(schema.coder, schema.coder.c.id == table.c.coder_id)
        .where(table.c.document_id == document_id, schema.coder.c.kind != CoderKind.MACHINE)
        .where(~exists().where(later.c.supersedes == table.c.id))
    )
    return {(row.start, row.end, row.code) for row in rows}


def _coder(row: Row[Any]) -> Coder:
    return Coder(**row._mapping)


def coders(connection: Connection, ids: Iterable[str]) -> dict[str, Coder]:
    """Return coders by id."""
    table = schema.coder
    rows = connection.execute(select(table).where(table.c.id.in_(list(ids))))
    return {row.id: _coder(row) for row in rows}


def documents_read(connection: Connection) -> dict[str, set[str]]:
    """Return by codebook the documents that a tagger has read with it or a person has coded with it."""
    read: dict[str, set[str]] = {}
    for table in (schema.tagging, schema.coding):
        for row in connection.execute(select(table.c.codebook, table.c.document_id).distinct()):
            read.setdefault(row.codebook, set()).add(row.document_id)
    return read


def successor(connection: Connection, coding_id: str) -> str | None:
    """Return the id of the coding that supersedes this one, if any."""
    table = schema.coding
    found = connection.scalar(select(table.c.id).where(table.c.supersedes == coding_id))
    return str(found) if found else None


def keep_coder(connection: Connection, coder: Coder) -> None:
    """Keep a coder, if they are new."""
    insert_new(connection, schema.coder, [coder.model_dump(mode="json")])


def by_coder(connection: Connection, document_id: str, coder_id: str) -> list[Coding]:
    """Return the standing codings of one coder in a document."""
    table = schema.coding
    rows = connection.execute(
        standing()
        .where(table.c.document_id == document_id, table.c.coder_id == coder_id)
        .order_by(table.c.start, table.c.id)
    )
    return [Coding(**{name: row._mapping[name] for name in Coding.model_fields}) for row in rows]


def mark_settled(connection: Connection, document_id: str, code: str, gold: Coder) -> None:
    """Write down that a document, or one code in it, has a gold layer: an empty one says that nothing holds."""
    table = schema.tagging
    connection.execute(
        delete(table).where(table.c.document_id == document_id, table.c.tagger == GOLD, table.c.codebook == code)
    )
    connection.execute(
        insert(table).values(document_id=document_id, tagger=GOLD, codebook=code, coder_id=gold.id, at=now())
    )


def settled(connection: Connection) -> set[tuple[str, str]]:
    """Return the documents, with the code or nothing for all codes, that have a gold layer."""
    table = schema.tagging
    rows = connection.execute(select(table.c.document_id, table.c.codebook).where(table.c.tagger == GOLD))
    return {(row.document_id, row.codebook) for row in rows}


def in_document(connection: Connection, document_id: str, within: tuple[int, int] | None = None) -> Sequence[Row[Any]]:
    """Return the codings that stand in a document, or in a stretch of it, rejected ones left out.

    Rows have coder and coder_kind as well.
    """
    return in_documents(connection, [document_id], within)


def in_documents(
    connection: Connection, document_ids: Iterable[str], within: tuple[int, int] | None = None
) -> Sequence[Row[Any]]:
    """Return the codings that stand in documents, rejected ones left out, with coder and coder_kind."""
    table = schema.coding
    query = standing().where(table.c.document_id.in_(list(document_ids)), table.c.state != State.REJECTED)
    if within:
        query = query.where(table.c.start < within[1], table.c.end > within[0])
    return connection.execute(
        query.order_by(table.c.document_id, table.c.start, table.c.end, table.c.code, table.c.id)
    ).all()


def held_in(connection: Connection, document_id: str, gates: Iterable[str]) -> list[tuple[int, int, str]]:
    """Return the passages of a document that a gate holds: start, end and code."""
    table = schema.coding
    query = standing().where(
        table.c.document_id == document_id, table.c.code.in_(list(gates)), table.c.state != State.REJECTED
    )
    return [
        (row.start, row.end, row.code)
        for row in connection.execute(query)
        if not (row.state == State.SUGGESTED and row.basis.get("notice"))
    ]
