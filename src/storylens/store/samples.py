"""Samples of documents that several people code, and who has done what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from storylens.records import Coder, StorylensError, random_id
from storylens.store import log, schema
from storylens.store.database import now


@dataclass(frozen=True)
class Sample:
    """Documents drawn with a seed, from strata. Blind: nobody sees another's codings until both are done."""

    id: str
    name: str
    seed: int
    stratified_by: str
    blind: bool


@dataclass(frozen=True)
class Assignment:
    """One document that one coder is to code for a sample."""

    sample: str
    document_id: str
    coder: str
    done_at: str | None
    blind: bool


def add(
    connection: Connection,
    name: str,
    seed: int,
    stratified_by: str,
    documents: Sequence[str],
    coders: Sequence[Coder],
    *,
    blind: bool,
    by: str,
) -> Sample:
    """Keep a sample and give each of its documents to each coder."""
    if connection.scalar(select(schema.sample.c.id).where(schema.sample.c.name == name)):
        raise StorylensError(f"there is a sample {name!r} already", todo="choose another name")
    sample = Sample(random_id(), name, seed, stratified_by, blind)
    connection.execute(
        insert(schema.sample).values(
            id=sample.id, name=name, seed=seed, stratified_by=stratified_by, blind=blind, at=now(), by=by
        )
    )
    rows = [
        {"sample_id": sample.id, "document_id": document, "coder_id": coder.id}
        for document in documents
        for coder in coders
    ]
    if rows:
        connection.execute(insert(schema.assignment), rows)
    log.note(
        connection, "sample", by=by, sample=sample.id, documents=len(documents), coders=[coder.id for coder in coders]
    )
    return sample


def assignments(connection: Connection, *, sample: str = "", coder: str = "") -> list[Assignment]:
    """Return assignments, of one sample or one coder where that is asked for."""
    a, s, c, d = schema.assignment, schema.sample, schema.coder, schema.document
    query = (
        select(s.c.name.label("sample"), a.c.document_id, c.c.name.label("coder"), a.c.done_at, s.c.blind)
        .join(s, s.c.id == a.c.sample_id)
        .join(c, c.c.id == a.c.coder_id)
        .join(d, d.c.id == a.c.document_id)
        .order_by(s.c.at, d.c.arrived, c.c.name)
    )
    if sample:
        query = query.where(s.c.name == sample)
    if coder:
        query = query.where(c.c.name == coder)
    return [
        Assignment(row.sample, row.document_id, row.coder, row.done_at, row.blind) for row in connection.execute(query)
    ]


def follow(connection: Connection, old: str, new: str) -> None:
    """Give what was to be coded in an earlier version of a document in the later one."""
    table = schema.assignment
    connection.execute(update(table).where(table.c.document_id == old).values(document_id=new))


def done(connection: Connection, document_id: str, coder: Coder) -> int:
    """Say that a coder has done a document; return in how many samples it was waiting."""
    table = schema.assignment
    mine = (table.c.document_id == document_id, table.c.coder_id == coder.id, table.c.done_at.is_(None))
    found = connection.execute(update(table).where(*mine).values(done_at=now())).rowcount
    log.note(connection, "coded", by=coder.name, document=document_id)
    return found


def hidden_from(connection: Connection, document_id: str, coder: str) -> bool:
    """Say whether others' codings of a document are hidden from a coder: until both have done a blind sample."""
    mine = [one for one in assignments(connection) if one.document_id == document_id and one.blind]
    if not any(one.coder == coder for one in mine):
        return False
    return any(one.done_at is None for one in mine)
