"""What the coder on the screen asks of the store beside whole documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, Text, cast, func, select

from storylens.records import CoderKind, State
from storylens.store import codings, documents, samples, schema

MOST = 2_000  # passages listed at once
MOST_SAID = 40  # offered in a field
RECENT = 9  # as many as there are number keys


def listed(connection: Connection) -> Sequence[Row[Any]]:
    """Return the current documents in the order of their sources: id, arrived, title, kind, text_hash."""
    d = schema.document
    query: Select[Any] = select(d.c.id, d.c.arrived, d.c.title, d.c.kind, d.c.text_hash)
    return connection.execute(
        query.where(d.c.replaced_by.is_(None), d.c.duplicate_of.is_(None)).order_by(d.c.source, d.c.part, d.c.arrived)
    ).all()


def tally(connection: Connection) -> Sequence[Row[Any]]:
    """Count the codings that stand by document_id, coder, coder_kind, state, code, and whether words were touched."""
    found = codings.standing().subquery()
    touched = cast(found.c.basis, Text).contains('"touched": true').label("touched")
    by = (found.c.document_id, found.c.coder, found.c.coder_kind, found.c.state, found.c.code, touched)
    return connection.execute(select(*by, func.count().label("number")).group_by(*by)).all()


def standing_among(connection: Connection, ids: Collection[str]) -> Sequence[Row[Any]]:
    """Return those of some codings that stand and are not rejected, with coder and coder_kind."""
    table = schema.coding
    return connection.execute(
        codings.standing().where(table.c.id.in_(list(ids)), table.c.state != State.REJECTED)
    ).all()


def made_in(connection: Connection, document_id: str) -> int:
    """Return how many codings were ever made in a document."""
    return connection.scalar(select(func.count()).where(schema.coding.c.document_id == document_id)) or 0


def mark(connection: Connection, document_id: str) -> str:
    """Return a word that differs once anything was coded in a document, by whomever: codings are only ever added."""
    tagging = schema.tagging
    tagged = connection.scalar(select(func.max(tagging.c.at)).where(tagging.c.document_id == document_id))
    return f"{made_in(connection, document_id)} {tagged or ''}"


def recent(connection: Connection, coder: str) -> list[str]:
    """Return the codes that a person used last, the latest first."""
    coding, person = schema.coding, schema.coder
    query = (
        select(coding.c.code)
        .join(person, person.c.id == coding.c.coder_id)
        .where(person.c.name == coder, person.c.kind == CoderKind.PERSON)
        .where(coding.c.state.in_([State.ACCEPTED, State.CHANGED]))
        .group_by(coding.c.code)
        .order_by(func.max(coding.c.made_at).desc(), coding.c.code)
    )
    return list(connection.scalars(query.limit(RECENT)))


def uses(connection: Connection, hidden: Collection[str]) -> dict[str, tuple[int, int]]:
    """Return for each code how many codings people stand by, and in how many documents; hidden ones left out."""
    found = codings.standing().subquery()
    query = (
        select(found.c.code, func.count(), func.count(found.c.document_id.distinct()))
        .where(found.c.state.not_in([State.REJECTED, State.SUGGESTED]), found.c.document_id.not_in(list(hidden)))
        .group_by(found.c.code)
    )
    return {row[0]: (row[1], row[2]) for row in connection.execute(query)}


def said(connection: Connection, coder: str) -> dict[str, list[str]]:
    """Return by field what a person wrote in the fields of codings that stand, the most frequent first."""
    found = codings.standing().subquery()
    query = select(found.c.fields).where(found.c.coder == coder, cast(found.c.fields, Text) != "{}")
    values: dict[str, Counter[str]] = {}
    for fields in connection.scalars(query):
        for name, value in fields.items():
            values.setdefault(name, Counter())[value] += 1
    return {name: [value for value, _ in counted.most_common(MOST_SAID)] for name, counted in values.items()}


def hidden_documents(connection: Connection, coder: str) -> set[str]:
    """Return the documents in which a coder is blind to the others for now."""
    return {
        one.document_id
        for one in samples.assignments(connection, coder=coder)
        if one.blind and samples.hidden_from(connection, one.document_id, coder)
    }


def passages(
    connection: Connection,
    *,
    code: str = "",
    document: str = "",
    suggested: bool | None = None,
    hidden: Iterable[str] = (),
) -> list[tuple[Row[Any], str, str]]:
    """Return codings with title and words: of a code, in a document, suggested or not, `MOST` at the most."""
    table, d = schema.coding, schema.document
    query = (
        codings.standing()
        .join(d, d.c.id == table.c.document_id)
        .where(d.c.replaced_by.is_(None), table.c.state != State.REJECTED, d.c.id.not_in(list(hidden)))
    )
    if code:
        query = query.where(table.c.code == code)
    if document:
        query = query.where(table.c.document_id == document)
    if suggested is not None:
        query = query.where((table.c.state == State.SUGGESTED) == suggested)
    rows = connection.execute(query.order_by(d.c.arrived, table.c.start, table.c.id).limit(MOST)).all()
    texts = {name: documents.read(connection, name) for name in {row.document_id for row in rows}}
    return [(row, texts[row.document_id].title, texts[row.document_id].text[row.start : row.end]) for row in rows]


def held_among(
    connection: Connection, places: Iterable[tuple[str, int, int]], gates: Collection[str]
) -> set[tuple[str, int, int]]:
    """Return those of some places, given as document, start and end, that lie where a gate holds the text."""
    asked = list(places)
    held = {name: codings.held_in(connection, name, gates) for name in {place[0] for place in asked}}
    return {
        (name, start, end)
        for name, start, end in asked
        if any(first < end and start < last for first, last, _ in held[name])
    }


def subject_chain(connection: Connection, coding_id: str) -> list[str]:
    """Return a coding and all that came before it, so that a memo on one is found from its successors."""
    table = schema.coding
    chain, name = [coding_id], coding_id
    while name := connection.scalar(select(table.c.supersedes).where(table.c.id == name)) or "":
        chain.append(name)
    return chain
