"""What sheets say of documents and of who was sought, whether the files are here already or still to come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from storylens.ingest.sheets import AboutDocument, SampledGroup
from storylens.records import Kind
from storylens.store import schema
from storylens.store.documents import case_id

UNKNOWN = "und"  # the language of an original that nobody has named
_PROSE = (Kind.INTERVIEW, Kind.GROUP, Kind.STORY, Kind.CASE_STUDY)  # a sheet cannot make a thread of an interview
_AS_KEPT = {
    "original": "translation_of",
    "original_language": "translated_from",
    "valence": "prompt_valence",
}  # fields that are called otherwise where documents are kept
READ_BY = ("language", "translated_from")  # what decides how taggers read a text


def keep(connection: Connection, about: Iterable[AboutDocument]) -> int:
    """Keep what a sheet says of files; what it leaves empty stays as an earlier sheet said. Return how many files."""
    table, number = schema.described, 0
    for one in about:
        said = one.model_dump(mode="json", exclude_defaults=True, exclude={"file"})
        before = connection.scalar(select(table.c.said).where(table.c.file == one.file)) or {}
        connection.execute(delete(table).where(table.c.file == one.file))
        connection.execute(insert(table).values(file=one.file, said={**before, **said}))
        number += 1
    return number


def apply(connection: Connection) -> list[str]:
    """Write what sheets say onto the documents; return the ids of those that taggers must read again.

    What a sheet says goes before what a file says of itself.
    """
    said = {row.file: row.said for row in connection.execute(select(schema.described))}
    again = []
    table = schema.document
    for row in connection.execute(select(table).order_by(table.c.arrived)).all() if said else ():
        found = next((said[name] for name in _names(row.source) if name in said), None)
        values = _values(connection, dict(row._mapping), found) if found else {}
        if not values:
            continue
        connection.execute(update(table).where(table.c.id == row.id).values(**values))
        if values.keys() & set(READ_BY):
            connection.execute(delete(schema.tagging).where(schema.tagging.c.document_id == row.id))
            again.append(row.id)
    return again


def _names(source: str) -> list[str]:
    """Return the names by which a sheet may call a file, from its whole path to its bare name without ending."""
    parts = source.split("/")
    paths = ["/".join(parts[at:]) for at in range(len(parts))]
    return [*paths, paths[-1].rpartition(".")[0]]


def _values(connection: Connection, row: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of a document is to be changed."""
    said = {_AS_KEPT.get(name, name): value for name, value in found.items()}
    case = said.pop("case", "")
    if said.get("kind") and row["kind"] not in _PROSE:
        del said["kind"]
    if said.keys() & {"translator", "translation_of", "interpreted"} and not row["translated_from"]:
        said.setdefault("translated_from", UNKNOWN)
    if case:
        said["case_id"] = case_id(connection, case)
    return {name: value for name, value in said.items() if row[name] != value}


def forget(connection: Connection, source: str) -> bool:
    """Remove what sheets say of a file; return whether any did."""
    table = schema.described
    return bool(connection.execute(delete(table).where(table.c.file.in_(_names(source)))).rowcount)


def keep_frame(connection: Connection, groups: Iterable[SampledGroup]) -> int:
    """Keep how many of each group were sought, reached, and declined, in place of what was said of it before."""
    table, number = schema.frame, 0
    for one in groups:
        connection.execute(delete(table).where(table.c.attribute == one.attribute, table.c.group == one.group))
        connection.execute(insert(table).values(one.model_dump()))
        number += 1
    return number


def frame(connection: Connection) -> list[SampledGroup]:
    """Return the sampling frame, by attribute and group."""
    table = schema.frame
    rows = connection.execute(select(table).order_by(table.c.attribute, table.c.group))
    return [SampledGroup(**row._mapping) for row in rows]
