"""Tellers: who speaks as whom, what is known of them, and what they agreed to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, exists, func, insert, select, update

from storylens.prepare.labels import known_role
from storylens.records import Answer, Attribute, Consent, Role, StorylensError, ToldBy, random_id
from storylens.store import log, schema
from storylens.store.database import now
from storylens.store.documents import case_id
from storylens.store.joining import join_by_key

_NOBODY = re.compile(r"row \d+|unknown(?: speaker)?|deleted account", re.IGNORECASE)  # a label that names no one


def record(connection: Connection, told: ToldBy) -> None:
    """Keep what a source says about a speaker: which teller it is, attributes, case, consent."""
    if told.role == Role.INTERVIEWER:
        _alias(connection, told, None)
        return
    teller_id = _teller(connection, told.key or f"sheet:{told.code}", told.code)
    if told.speaker or told.file:
        _alias(connection, told, teller_id)
    if told.group:
        connection.execute(update(schema.teller).where(schema.teller.c.id == teller_id).values(is_group=True))
    if told.case:
        connection.execute(
            update(schema.teller).where(schema.teller.c.id == teller_id).values(case_id=case_id(connection, told.case))
        )
    for known in _of_one_person(told.attributes) if _is_group(connection, teller_id) else told.attributes:
        row = known.model_dump(mode="json") | {"teller_id": teller_id}
        table = schema.attribute
        connection.execute(delete(table).where(table.c.teller_id == teller_id, table.c.name == known.name))
        connection.execute(insert(table).values(row))
    for use, answer in told.consent:
        given = Consent(
            use=use,
            answer=answer,
            teller_id=teller_id,
            mode=told.consent_mode,
            given_on=told.consent_on,
            wording=told.consent_wording,
            language=told.consent_language,
        )
        before = last_answer(connection, given)
        if before not in (answer, Answer.WITHDRAWN):  # only a person takes a withdrawal back, never a file
            consent(connection, given)


def _is_group(connection: Connection, teller_id: str) -> bool:
    return bool(connection.scalar(select(schema.teller.c.is_group).where(schema.teller.c.id == teller_id)))


def _of_one_person(attributes: Iterable[Attribute]) -> list[Attribute]:
    """Leave out what only one person can have: a group has a composition, and no gender."""
    return [known for known in attributes if known.name != "gender"]


def consent(connection: Connection, given: Consent) -> None:
    """Write down an answer. Earlier answers stay; the latest counts."""
    connection.execute(insert(schema.consent).values(given.model_dump(mode="json") | {"recorded_at": now()}))
    log.note(connection, "consent", teller=given.teller_id or "all", use=given.use, answer=given.answer)


def last_answer(connection: Connection, given: Consent) -> Answer | None:
    """Return what the same teller last answered to the same use, if anything."""
    table = schema.consent
    found = connection.scalar(
        select(table.c.answer)
        .where(table.c.teller_id == given.teller_id, table.c.use == given.use)
        .order_by(table.c.number.desc())
        .limit(1)
    )
    return Answer(found) if found else None


def _alias(connection: Connection, told: ToldBy, teller_id: str | None) -> None:
    table = schema.told_by
    connection.execute(delete(table).where(table.c.file == told.file, table.c.label == told.speaker))
    connection.execute(
        insert(table).values(
            id=random_id(), file=told.file, label=told.speaker, role=told.role or Role.TELLER, teller_id=teller_id
        )
    )


def _teller(connection: Connection, key: str, code: str = "") -> str:
    """Return the teller with a key, making one when it is new."""
    table = schema.teller
    if found := connection.scalar(select(table.c.id).where(table.c.key == key)):
        return str(found)
    taken = set(connection.scalars(select(table.c.code)))
    if not code or code in taken:
        numbers = [int(match[1]) for name in taken if (match := re.fullmatch(r"T(\d+)", name))]
        erased = connection.scalar(select(func.count()).where(schema.tombstone.c.what == "teller")) or 0
        code = f"T{max(*numbers, len(numbers) + erased, 0) + 1:02d}"  # that of an erased one is not given again
    identity = random_id()
    connection.execute(insert(table).values(id=identity, code=code, key=key))
    return identity


def resolve(connection: Connection) -> int:
    """Give every speaker in the role of teller their teller; return how many changed.

    What a sheet says comes first, then the key that the format gave; else the speaker is a teller of their
    own: the same name in two files suggests the same person, but does not make them so.
    """
    sheet: dict[str, list[Row[Any]]] = {}
    for line in connection.execute(select(schema.told_by)):
        sheet.setdefault(line.label, []).append(line)
    people, documents = schema.speaker, schema.document
    changed = 0
    speakers = connection.execute(
        select(people, documents.c.source, documents.c.part, documents.c.replaced_by, documents.c.duplicate_of)
        .join(documents, documents.c.id == people.c.document_id)
        .order_by(documents.c.arrived, people.c.label, people.c.id)
    ).all()
    later = _later(speakers)
    kin = _kin(speakers, later)
    known = {row.id: next(filter(None, (_said(sheet, one) for one in kin(row))), None) for row in speakers}
    roles = {row.id: said.role if (said := known[row.id]) else row.role for row in speakers}
    telling = Counter(row.document_id for row in speakers if roles[row.id] == Role.TELLER)
    for row in speakers:
        said, role = known[row.id], roles[row.id]
        if said is None and role == Role.TELLER and not (row.key or row.part) and telling[row.document_id] == 1:
            of_files = (_in_file(sheet.get("", ()), one) for one in kin(row))  # said of the one who tells in the file
            said = next(filter(None, of_files), None)
        teller_id = said.teller_id if said else None
        if row.key and teller_id and said and said.label in (row.key, row.key.partition(":")[2]):
            join_by_key(connection, row.key, teller_id)
        if role == Role.TELLER and teller_id is None:
            teller_id = _teller(connection, row.key or f"speaker:{later.get(row.id, row).id}")
        if (role, teller_id) != (row.role, row.teller_id):
            changed += 1
        if role != row.role:  # their words were never tagged or screened as a teller's: fail closed until they are
            connection.execute(delete(schema.tagging).where(schema.tagging.c.document_id == row.document_id))
        if (role, teller_id, said is not None or row.sure) != (row.role, row.teller_id, row.sure):
            connection.execute(
                update(people)
                .where(people.c.id == row.id)
                .values(role=role, teller_id=teller_id, sure=said is not None or row.sure)
            )
    _drop_empty(connection)
    return changed


def _later(speakers: Sequence[Row[Any]]) -> dict[str, Row[Any]]:
    """Return for those who speak in an earlier version, or a duplicate, the same label in the text that counts."""
    by = {(row.document_id, row.label): row for row in speakers}
    found: dict[str, Row[Any]] = {}
    for row in speakers:
        last, seen = row, {row.document_id}
        while (after := last.replaced_by or last.duplicate_of) and after not in seen and (after, row.label) in by:
            seen.add(after)
            last = by[after, row.label]
        if last is not row:
            found[row.id] = last
    return found


def _kin(speakers: Sequence[Row[Any]], later: dict[str, Row[Any]]) -> Callable[[Row[Any]], list[Row[Any]]]:
    """Return a function that gives a speaker with the same label in all versions and duplicates, themself first."""
    found: dict[str, list[Row[Any]]] = {}
    for row in speakers:
        if row.id in later:
            found.setdefault(later[row.id].id, [later[row.id]]).append(row)

    def kin(row: Row[Any]) -> list[Row[Any]]:
        every = found.get(later.get(row.id, row).id, [row])
        return [row, *(one for one in every if one is not row)]

    return kin


def _said(sheet: dict[str, list[Row[Any]]], speaker: Row[Any]) -> Row[Any] | None:
    """Find what is said of a speaker: by their key, for this very file, or for a label in any file.

    A label in any file means no one whom the format itself identifies: a forum member who shares an
    interviewer's first name is not the interviewer.
    """
    for key in (speaker.key, speaker.key.partition(":")[2]):  # an address or a user name, with or without its kind
        if key and key in sheet:
            return sheet[key][0]
    rows = sheet.get(speaker.label, ())
    anywhere = (row for row in rows if not row.file and row.label and not speaker.key)
    return _in_file(rows, speaker) or next(anywhere, None)


def _in_file(rows: Iterable[Row[Any]], speaker: Row[Any]) -> Row[Any] | None:
    of_source = (row for row in rows if row.file and f"/{speaker.source}".endswith(f"/{row.file}"))
    return next(of_source, None)


def _drop_empty(connection: Connection) -> None:
    """Remove tellers that only a guess had made and that nobody speaks as any more."""
    table = schema.teller
    connection.execute(
        delete(table).where(
            table.c.key.startswith("speaker:"),
            ~exists().where(schema.speaker.c.teller_id == table.c.id),
            ~exists().where(schema.consent.c.teller_id == table.c.id),
        )
    )


def unsure(connection: Connection) -> list[tuple[str, str, int]]:
    """Return the labels whose role is a guess: label, guessed role, in how many documents."""
    table = schema.speaker
    rows = connection.execute(
        select(table.c.label, table.c.role, func.count())
        .where(~table.c.sure)
        .group_by(table.c.label, table.c.role)
        .order_by(table.c.label)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def set_role(connection: Connection, label: str, role: Role, *, by: str) -> int:
    """Say in which role a label speaks, now and in files to come; return in how many documents it stands."""
    _alias(connection, ToldBy(speaker=label, role=role), None)
    resolve(connection)
    found = connection.scalar(select(func.count()).where(schema.speaker.c.label == label)) or 0
    log.note(connection, "speaker role", by=by, role=role, documents=found)
    return found


def codes(connection: Connection) -> dict[str, str]:
    """Return the code of each teller by id: what tables and quotes print."""
    table = schema.teller
    return {row.id: row.code for row in connection.execute(select(table.c.id, table.c.code))}


def find(connection: Connection, code: str) -> str:
    """Return the id of the teller with a code. Raises `StorylensError` when there is none."""
    table = schema.teller
    found = connection.scalar(select(table.c.id).where(table.c.code == code))
    if found is None:
        raise StorylensError(f"there is no teller {code!r}", todo="`storylens tellers` lists them")
    return str(found)


def merge(connection: Connection, kept: str, gone: str, *, by: str) -> None:
    """Say that two tellers, by their codes, are one person. Attributes and answers of the first go before.

    A withdrawal or refusal of either counts for both.
    """
    one, other = find(connection, kept), find(connection, gone)
    if one == other:
        return
    connection.execute(update(schema.speaker).where(schema.speaker.c.teller_id == other).values(teller_id=one))
    connection.execute(update(schema.told_by).where(schema.told_by.c.teller_id == other).values(teller_id=one))
    for row in connection.execute(select(schema.speaker).where(schema.speaker.c.teller_id == one)).all():
        source = connection.scalar(select(schema.document.c.source).where(schema.document.c.id == row.document_id))
        _alias(connection, ToldBy(file=str(source), speaker=row.label), one)  # so that it holds when files come again
    known = set(connection.scalars(select(schema.attribute.c.name).where(schema.attribute.c.teller_id == one)))
    for row in connection.execute(select(schema.attribute).where(schema.attribute.c.teller_id == other)).all():
        if row.name not in known:
            connection.execute(insert(schema.attribute).values({**row._mapping, "teller_id": one}))
    for row in connection.execute(select(schema.consent).where(schema.consent.c.teller_id == other)).all():
        if row.answer != Answer.YES:
            values = {name: value for name, value in row._mapping.items() if name != "number"}
            connection.execute(insert(schema.consent).values({**values, "teller_id": one}))
    connection.execute(delete(schema.teller).where(schema.teller.c.id == other))
    log.note(connection, "same teller", by=by, kept=one, gone=other)


def proposals(connection: Connection) -> list[tuple[str, tuple[str, ...]]]:
    """Return names under which more than one teller speaks: they may be one person. Name, and codes of the tellers."""
    people, tellers = schema.speaker, schema.teller
    rows = connection.execute(
        select(people.c.label, tellers.c.code)
        .join(tellers, tellers.c.id == people.c.teller_id)
        .where(people.c.label != "")
        .distinct()
        .order_by(people.c.label, tellers.c.code)
    )
    codes_of: dict[str, list[str]] = {}
    for row in rows:
        if not (known_role(row.label) or _NOBODY.fullmatch(row.label)):
            codes_of.setdefault(row.label, []).append(row.code)
    return [(label, tuple(found)) for label, found in codes_of.items() if len(found) > 1]


def labels(connection: Connection) -> dict[str, set[str]]:
    """Return the labels under which people speak, each with the ids of the tellers who do."""
    table = schema.speaker
    found: dict[str, set[str]] = {}
    for row in connection.execute(select(table.c.label, table.c.teller_id).where(table.c.label != "")):
        found.setdefault(row.label, set()).update([row.teller_id] if row.teller_id else [])
    return found
