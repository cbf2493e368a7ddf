"""The record book: entries that people write, each version signed, and the passages they stand on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, Select, insert, select, update

from storylens.records import StorylensError, random_id
from storylens.records.entries import Body, Entry, Kept, Link
from storylens.store import log, schema
from storylens.store.database import now


def kinds() -> dict[str, type[Entry]]:
    """Return the kinds of entries by name."""
    from storylens.records import contribution, groups, harvest, learning, network, printing

    modules = (harvest, contribution, learning, network, groups, printing)
    found = (thing for module in modules for thing in vars(module).values())
    return {
        thing.kind: thing
        for thing in found
        if isinstance(thing, type) and issubclass(thing, Entry) and thing is not Entry
    }


def kind_of(name: str) -> type[Entry]:
    """Return a kind of entry by name; a hyphen may stand for a blank. Raises `StorylensError` when there is none."""
    by_name = {kind.replace("-", " "): thing for kind, thing in kinds().items()}
    found = by_name.get(name.strip().replace("-", " "))
    if found is None:
        raise StorylensError(f"there is no kind of entry {name!r}", todo="choose from " + ", ".join(sorted(kinds())))
    return found


def kind_of_number(number: str) -> type[Entry]:
    """Return the kind of a numbered entry, such as `toc-statement-3`. Raises `StorylensError` when there is none."""
    stem = number.rpartition("-")[0]
    found = next((kind for name, kind in kinds().items() if name.replace(" ", "-") == stem), None)
    if found is None:
        raise StorylensError(f"{number!r} is no number of an entry", todo="give one such as outcome-3")
    return found


def made(kind: str, values: dict[str, Any]) -> Entry:
    """Make an entry of a kind from plain values. Raises `StorylensError` that names the field that is wrong."""
    try:
        return kind_of(kind).model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise StorylensError(
            f"the {kind} cannot be kept: {place}: {first['msg'].removeprefix('Value error, ')}", todo="mend this field"
        ) from error


def add(connection: Connection, body: Body, *, by: str, reason: str = "", round: int = 0) -> Kept[Body]:
    """Write a new entry; its number is the next of its kind."""
    table = schema.entry
    taken = connection.scalars(select(table.c.number).where(table.c.kind == body.kind))
    last = max((int(number.rpartition("-")[2]) for number in taken), default=0)  # merged copies leave gaps
    identity, number = random_id(), f"{body.kind.replace(' ', '-')}-{last + 1}"
    connection.execute(insert(table).values(id=identity, kind=body.kind, number=number))
    return _version(connection, identity, number, 1, body, by=by, reason=reason, round=round)


def revise(
    connection: Connection, number: str, body: Body, *, by: str, reason: str, round: int = 0, seen: int | None = None
) -> Kept[Body]:
    """Write a new version of an entry. `seen` is the version that the author had before them.

    Raises `StorylensError` when somebody else has written a newer one since.
    """
    before: Kept[Body] = read(connection, type(body), number)
    if seen is not None and seen != before.version:
        raise StorylensError(
            f"{number} was changed by {before.author} since (version {before.version})",
            todo="look at it and write again",
        )
    if body == before.body:
        return before
    return _version(
        connection,
        before.id,
        before.number,
        before.version + 1,
        body,
        by=by,
        reason=reason,
        round=round or before.round,
    )


def _version(
    connection: Connection, identity: str, number: str, version: int, body: Body, *, by: str, reason: str, round: int
) -> Kept[Body]:
    at = now()
    connection.execute(
        insert(schema.entry_version).values(
            entry_id=identity,
            version=version,
            body=body.model_dump(mode="json"),
            author=by,
            reason=reason,
            round=round,
            at=at,
        )
    )
    log.note(connection, f"{body.kind} version", by=by, entry=identity, version=version)
    return Kept(identity, number, version, by, reason, round, at, body)


def _versions() -> Select[Any]:
    entry, version = schema.entry, schema.entry_version
    return (
        select(
            entry.c.id,
            entry.c.kind,
            entry.c.number,
            version.c.version,
            version.c.body,
            version.c.author,
            version.c.reason,
            version.c.round,
            version.c.at,
        )
        .join(version, version.c.entry_id == entry.c.id)
        .order_by(version.c.at, entry.c.number, version.c.version)
    )


def _kept(kind: type[Body], row: Any) -> Kept[Body]:
    values = {name: value for name, value in row._mapping.items() if name not in ("kind", "body")}
    return Kept(**values, body=kind.model_validate(row.body))


def read(connection: Connection, kind: type[Body], number: str) -> Kept[Body]:
    """Return the latest version of an entry. Raises `StorylensError` when there is none of that number and kind."""
    return history(connection, kind, number)[-1]


def history(connection: Connection, kind: type[Body], number: str) -> list[Kept[Body]]:
    """Return all versions of an entry, the oldest first."""
    rows = connection.execute(
        _versions().where(schema.entry.c.number == number, schema.entry.c.kind == kind.kind)
    ).all()
    if not rows:
        raise StorylensError(
            f"there is no {kind.kind} {number!r}", todo=f"`storylens entries list {kind.kind!r}` lists them"
        )
    return sorted((_kept(kind, row) for row in rows), key=lambda kept: kept.version)


def every(connection: Connection, kind: type[Body]) -> list[Kept[Body]]:
    """Return the latest version of all entries of a kind, in the order in which they were first written."""
    latest: dict[str, Kept[Body]] = {}
    for row in connection.execute(_versions().where(schema.entry.c.kind == kind.kind)):
        kept = _kept(kind, row)
        if kept.number not in latest or latest[kept.number].version < kept.version:
            latest[kept.number] = kept
    return sorted(latest.values(), key=lambda kept: int(kept.number.rsplit("-", 1)[-1]))


def link(
    connection: Connection,
    number: str,
    role: str,
    document_id: str,
    start: int,
    end: int,
    *,
    by: str,
    coding_id: str | None = None,
) -> Link:
    """Say that an entry stands on a passage. The same passage in the same role is kept once."""
    table = schema.entry_link
    entry_id = _entry_id(connection, number)
    for known in links(connection, number):
        if (known.role, known.document_id, known.start, known.end) == (role, document_id, start, end):
            return known
    made_ = Link(
        id=random_id(),
        entry_id=entry_id,
        role=role,
        document_id=document_id,
        start=start,
        end=end,
        coding_id=coding_id,
        by=by,
        at=now(),
    )
    connection.execute(insert(table).values(**made_.model_dump()))
    log.note(connection, "link", by=by, entry=entry_id, link=made_.id)
    return made_


def unlink(connection: Connection, link_id: str, *, by: str) -> None:
    """Take a link back; that it was there stays on record."""
    table = schema.entry_link
    connection.execute(update(table).where(table.c.id == link_id).values(removed_at=now()))
    log.note(connection, "unlink", by=by, link=link_id)


def follow(
    connection: Connection, old: str, new: str, place: Callable[[int, int], tuple[int, int]], *, by: str
) -> None:
    """Link to the later version of a document what stood on an earlier one, where its words now stand."""
    moved = [one for one in links(connection) if one.document_id == old]
    number = numbers(connection, {one.entry_id for one in moved})
    for one in moved:
        start, end = place(one.start, one.end)
        unlink(connection, one.id, by=by)
        if start < end:
            link(connection, number[one.entry_id], one.role, new, start, end, by=one.by, coding_id=one.coding_id)


def links(connection: Connection, number: str = "") -> list[Link]:
    """Return the links of one entry, or of all."""
    table, entry = schema.entry_link, schema.entry
    query = select(table).join(entry, entry.c.id == table.c.entry_id).where(table.c.removed_at.is_(None))
    if number:
        query = query.where(entry.c.number == number)
    rows = connection.execute(query.order_by(table.c.at, table.c.document_id, table.c.start))
    return [Link(**{name: row._mapping[name] for name in Link.model_fields}) for row in rows]


def numbers(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Return the numbers of entries by id."""
    table = schema.entry
    rows = connection.execute(select(table.c.id, table.c.number).where(table.c.id.in_(list(ids))))
    return {row.id: row.number for row in rows}


def _entry_id(connection: Connection, number: str) -> str:
    found = connection.scalar(select(schema.entry.c.id).where(schema.entry.c.number == number))
    if found is None:
        raise StorylensError(f"there is no entry {number!r}", todo="`storylens entries list` lists them")
    return str(found)


def renamed(body: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields of an entry in which whatever is one of the names as a whole is called by the other name."""

    def other(value: Any) -> Any:
        if isinstance(value, list):
            return [names.get(one, one) for one in value]
        return names.get(value, value) if isinstance(value, str) else value

    return {field: other(value) for field, value in body.items()}


def forget(connection: Connection, code: str) -> None:
    """Take the code of a teller who was erased out of all versions of all entries that name them."""
    table = schema.entry_version
    for row in connection.execute(select(table.c.entry_id, table.c.version, table.c.body)).all():
        if (body := renamed(row.body, {code: ""})) != row.body:
            here = (table.c.entry_id == row.entry_id, table.c.version == row.version)
            connection.execute(update(table).where(*here).values(body=body))
