"""Merge two copies of a project, so that both people's work is kept and where they differ is listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, func, select, update

from storylens.records import CoderKind, StorylensError
from storylens.store import codebooks, log, schema
from storylens.store.codings import CONFIRMED, GOLD
from storylens.store.database import Store, insert_new
from storylens.store.documents import next_number
from storylens.store.erase import BLANK
from storylens.store.memos import About
from storylens.store.merge_entries import merge_entries

Rows = list[dict[str, Any]]
# Rows that never change once they are written: those of the other copy are added as they are.
_ADDED = (schema.codebook, schema.note, schema.coding, schema.memo, schema.sample, schema.assignment)
_ON_DOCUMENTS = (schema.note, schema.coding, schema.assignment)
_TELLER, _CODER = "teller_id", "coder_id"


@dataclass
class Merged:
    """What came over, and what a person must settle."""

    documents: int = 0
    codings: int = 0
    memos: int = 0
    codes: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        counts = f"{self.documents} documents, {self.codings} codings, {self.memos} memos, {len(self.codes)} codes"
        first = f"Came over: {counts}."
        return "\n".join([first, *(f"To settle: {conflict}" for conflict in self.conflicts)])


def merge(store: Store, other: Store, *, by: str) -> Merged:
    """Take over what another copy of this project has and this one has not.

    Nothing of either is lost: a coding on which both have decided keeps both decisions, and is listed, as are codes
    and entries that both have changed. What was erased here does not come back, and what was erased there is listed.
    Raises `StorylensError` when the two have no document in common.
    """
    done = Merged()
    with other.reading() as theirs, store.writing() as ours:
        if not _ids(ours, schema.document) & _ids(theirs, schema.document):
            raise StorylensError(
                "the two projects have no document in common",
                where=str(other.folder.path),
                todo="merge copies of one project; new stories are taken in with `storylens ingest`",
            )
        tellers, coders = _tellers(ours, theirs), _coders(ours, theirs)
        done.documents = _documents(ours, theirs, tellers)
        here = _readable(ours)
        for table in _ADDED:
            rows = _mapped(theirs, table, tellers, coders)
            if table in _ON_DOCUMENTS:
                rows = [row for row in rows if _may_come(row, here)]
            if table is schema.memo:
                rows = _on_what_is_here(ours, rows, set(here))
            new = insert_new(ours, table, rows)
            if table is schema.coding:
                done.codings = new
            elif table is schema.memo:
                done.memos = new
        _consents(ours, theirs, tellers)
        _marks(ours, theirs, coders, set(here))
        _changes(ours, theirs)
        _exports(ours, theirs)
        done.conflicts += merge_entries(ours, theirs, set(here), _recoded(ours, theirs, tellers))
        done.conflicts += _decided_twice(ours)
        done.conflicts += _erased_there(ours, theirs)
        log.note(ours, "merge", by=by, documents=done.documents, codings=done.codings, memos=done.memos)
    _codes(store, other, done)
    _copy_originals(store, other)
    return done


def _ids(connection: Connection, table: Table) -> set[str]:
    return set(connection.scalars(select(table.c.id)))


def _rows(connection: Connection, table: Table) -> Rows:
    return [dict(row._mapping) for row in connection.execute(select(table))]


def _mapped(connection: Connection, table: Table, tellers: Mapping[str, str], coders: Mapping[str, str]) -> Rows:
    rows = _rows(connection, table)
    for row in rows:
        if row.get(_CODER):
            row[_CODER] = coders.get(row[_CODER], row[_CODER])
        if row.get(_TELLER):
            row[_TELLER] = tellers.get(row[_TELLER], row[_TELLER])
    return rows


def _tellers(ours: Connection, theirs: Connection) -> dict[str, str]:
    """Take over tellers; return the id here of each id there: a teller is known again by the key."""
    here = {row["key"]: row["id"] for row in _rows(ours, schema.teller)}
    erased = _ids(ours, schema.tombstone)
    taken = {row["code"] for row in _rows(ours, schema.teller)}
    known: dict[str, str] = {}
    insert_new(ours, schema.case, _rows(theirs, schema.case))
    for row in _rows(theirs, schema.teller):
        if row["id"] in erased:
            continue
        known[row["id"]] = here[row["key"]] if row["key"] in here else row["id"]
        if row["key"] in here:
            continue
        number = len(taken)
        while row["code"] in taken:
            number += 1
            row["code"] = f"T{number:02d}"
        taken.add(row["code"])
        insert_new(ours, schema.teller, [row])
    for table in (schema.attribute, schema.told_by, schema.described, schema.frame):
        rows = [row for row in _mapped(theirs, table, known, {}) if row.get(_TELLER) not in erased]
        insert_new(ours, table, rows)
    return known


def _coders(ours: Connection, theirs: Connection) -> dict[str, str]:
    """Take over coders; a person is known again by the name."""
    here = {row["name"]: row["id"] for row in _rows(ours, schema.coder) if row["kind"] == CoderKind.PERSON}
    known: dict[str, str] = {}
    for row in _rows(theirs, schema.coder):
        same = here.get(row["name"]) if row["kind"] == CoderKind.PERSON else None
        known[str(row["id"])] = str(same or row["id"])
        if not same:
            insert_new(ours, schema.coder, [row])
    return known


def _documents(ours: Connection, theirs: Connection, tellers: Mapping[str, str]) -> int:
    here = _ids(ours, schema.document) | _ids(ours, schema.tombstone)
    new = [row for row in _rows(theirs, schema.document) if row["id"] not in here]
    for row in sorted(new, key=lambda row: row["arrived"]):
        insert_new(ours, schema.document, [{**row, "arrived": next_number(ours)}])
    ids = {row["id"] for row in new}
    for table in (schema.speaker, schema.turn, schema.tagging):
        rows = [row for row in _mapped(theirs, table, tellers, {}) if row["document_id"] in ids]
        insert_new(ours, table, rows)
    return len(new)


def _recoded(ours: Connection, theirs: Connection, tellers: Mapping[str, str]) -> dict[str, str]:
    """Return the codes of documents and tellers that are others here than there, by the code there."""
    documents = {row["id"]: f"D{row['arrived']:03d}" for row in _rows(ours, schema.document)}
    people = {row["id"]: row["code"] for row in _rows(ours, schema.teller)}
    codes = [(f"D{row['arrived']:03d}", documents.get(row["id"], "")) for row in _rows(theirs, schema.document)]
    codes += [(row["code"], people.get(tellers.get(row["id"], ""), "")) for row in _rows(theirs, schema.teller)]
    return {there: here for there, here in codes if here != there}


def _consents(ours: Connection, theirs: Connection, tellers: Mapping[str, str]) -> None:
    """Add answers that were written down in the other copy alone, in the order of time."""

    def key(row: Mapping[str, Any]) -> tuple[Any, ...]:
        return row["teller_id"], row["use"], row["answer"], row["recorded_at"]

    here = {key(row) for row in _rows(ours, schema.consent)}
    known = _ids(ours, schema.teller) | {None}  # None: the declaration for all
    for row in sorted(_mapped(theirs, schema.consent, tellers, {}), key=lambda row: row["recorded_at"]):
        if key(row) not in here and row[_TELLER] in known:
            insert_new(ours, schema.consent, [{name: value for name, value in row.items() if name != "number"}])


def _readable(ours: Connection) -> dict[str, str]:
    """Return the texts that are here now, by document."""
    table = schema.document
    return {row.id: row.text for row in ours.execute(select(table.c.id, table.c.text))}


def _may_come(row: Mapping[str, Any], here: Mapping[str, str]) -> bool:
    """Leave out what is on a text that was erased here, or on words that were blanked."""
    text = here.get(row["document_id"])
    return text is not None and BLANK not in text[row.get("start", 0) : row.get("end", 0)]


def _on_what_is_here(ours: Connection, memos: Rows, documents: set[str]) -> Rows:
    """Leave out memos on documents and codings that are not here: they may quote what was erased."""
    here = {About.DOCUMENT: documents, About.CODING: _ids(ours, schema.coding)}
    return [row for row in memos if row["subject"] in here.get(row["about"], {row["subject"]})]


def _marks(ours: Connection, theirs: Connection, coders: Mapping[str, str], here: set[str]) -> None:
    """Take over who is done with which document, what was settled, and what a person has read in place of a screen."""
    done = schema.assignment.c
    for row in _mapped(theirs, schema.assignment, {}, coders):
        if row["done_at"]:
            same = [done[name] == row[name] for name in ("sample_id", "document_id", _CODER)]
            ours.execute(update(schema.assignment).where(*same, done.done_at.is_(None)).values(done_at=row["done_at"]))
    marks = [row for row in _mapped(theirs, schema.tagging, {}, coders) if row["tagger"] in (GOLD, CONFIRMED)]
    insert_new(ours, schema.tagging, [row for row in marks if row["document_id"] in here])


def _changes(ours: Connection, theirs: Connection) -> None:
    """Add the history of the codebooks in the other copy: what it did not share with this one."""

    def told(row: Mapping[str, Any]) -> tuple[Any, ...]:
        return tuple(str(value) for name, value in sorted(row.items()) if name != "number")

    here = {told(row) for row in _rows(ours, schema.code_change)}
    new = [row for row in _rows(theirs, schema.code_change) if told(row) not in here]
    for row in sorted(new, key=lambda row: int(row["number"])):
        insert_new(ours, schema.code_change, [{name: value for name, value in row.items() if name != "number"}])


def _exports(ours: Connection, theirs: Connection) -> None:
    """Add the other copy's exports, so that a withdrawal can name them, with new numbers where ours have these."""
    here = _ids(ours, schema.export)
    last = ours.scalar(select(func.max(schema.export.c.number))) or 0
    new = [row for row in _rows(theirs, schema.export) if row["id"] not in here]
    for number, row in enumerate(sorted(new, key=lambda row: int(row["number"])), last + 1):
        insert_new(ours, schema.export, [{**row, "number": number}])
    insert_new(ours, schema.export_held, _rows(theirs, schema.export_held))


def _erased_there(ours: Connection, theirs: Connection) -> Iterable[str]:
    """Say what the other copy has erased and this one still has: erasing takes a person's word."""
    gone = {row["id"] for row in _rows(theirs, schema.tombstone)}
    documents = [f"D{row['arrived']:03d}" for row in _rows(ours, schema.document) if row["id"] in gone]
    tellers = [row["code"] for row in _rows(ours, schema.teller) if row["id"] in gone]
    return [
        f"{name} was erased in the other copy: erase it here with `storylens erase`" for name in documents + tellers
    ]


def _decided_twice(ours: Connection) -> Iterable[str]:
    """Say which codings have two decisions, one from either copy."""
    table, coder = schema.coding, schema.coder
    twice = (
        select(table.c.supersedes)
        .where(table.c.supersedes.is_not(None))
        .group_by(table.c.supersedes)
        .having(func.count() > 1)
    )
    rows = ours.execute(
        select(table.c.supersedes, table.c.code, table.c.state, coder.c.name)
        .join(coder, coder.c.id == table.c.coder_id)
        .where(table.c.supersedes.in_(twice))
        .order_by(table.c.supersedes, coder.c.name, table.c.made_at)
    )
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(f"coding {row.supersedes[:8]}", []).append(f"{row.name}: {row.code} {row.state}")
    return [f"{name} was decided on in both copies ({'; '.join(said)})" for name, said in found.items()]


def _codes(store: Store, other: Store, done: Merged) -> None:
    """Take over codes that only the other copy has, and list those that both have changed."""
    for name, book in codebooks.in_use(other.folder).items():
        mine = codebooks.in_use(store.folder).get(name)
        theirs = other.folder.codebooks / f"{name}.yml"
        if mine is None and theirs.exists():
            codebooks.choose(store.folder, theirs)
            done.codes += [code.id for code in book.codes()]
        elif mine is not None and mine.digest != book.digest and theirs.exists():
            known = {code.id: code for code in mine.codes()}
            new = [code for code in book.codes() if code.id not in known]
            done.codes += [code.id for code in new]
            codebooks.take_over(store.folder, theirs, [code.id for code in new])
            done.conflicts += [
                f"the code {code.id} differs in the two copies; this copy's words are kept"
                for code in book.codes()
                if code.id in known and code != known[code.id]
            ]


def _copy_originals(store: Store, other: Store) -> None:
    with store.reading() as connection:
        erased = _ids(connection, schema.tombstone)
    for file in sorted(other.folder.originals.glob("*/*")):
        if file.name not in erased:
            store.folder.keep_original(file, file.name)
