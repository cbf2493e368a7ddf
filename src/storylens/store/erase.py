"""Erase a story or a teller: really, everywhere in the project folder, and leave a tombstone without text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, insert, or_, select, update

from storylens.records import Speaker, StorylensError, Stretch, content_id, text_hash
from storylens.store import described, documents, entries, exports, log, names, people, schema
from storylens.store.database import Store, insert_new, now
from storylens.store.erase_entries import erase_resting
from storylens.store.exports import PastExport
from storylens.store.folder import Folder

BLANK = "×"  # one for each character, so that everybody else's positions stay right


@dataclass
class Erasure:
    """What was erased, and what a person must still see to: past exports, and files that still hold it."""

    documents: list[str] = field(default_factory=list)
    blanked: list[str] = field(default_factory=list)  # documents in which others speak too
    exports: list[PastExport] = field(default_factory=list)
    files: list[str] = field(default_factory=list)  # files in the inbox that were removed
    elsewhere: list[str] = field(default_factory=list)  # files that still hold it
    entries: list[str] = field(default_factory=list)  # of the record book, that stood on nothing else
    to_read: list[str] = field(default_factory=list)  # entries that stood on it among others

    def __str__(self) -> str:
        lines = [
            f"Erased: {len(self.documents)} documents; words blanked in {len(self.blanked)} that others tell in too."
        ]
        if self.entries:
            lines.append(f"Erased, as they stood on nothing else: {', '.join(self.entries)}")
        if self.to_read:
            lines.append(f"These stood on it among others; read whether they still tell it: {', '.join(self.to_read)}")
        lines += [f"Removed from the inbox: {file}" for file in self.files]
        lines += [f"It was held by {export}" for export in self.exports]
        lines += [
            f"This file still holds it; take it out there before the file is read again: {file}"
            for file in self.elsewhere
        ]
        if self.exports or self.elsewhere:
            lines.append(
                "Copies that were handed on, and backups of this folder made by others, are for you to ask back."
            )
        return "\n".join(lines)


def erase_document(store: Store, document_id: str, *, by: str, reason: str) -> Erasure:
    """Erase one document with its versions and duplicates, its codings, original, parse and backups."""
    done = Erasure()
    with store.writing() as connection:
        kin = _with_kin(connection, [document_id])
        _erase_documents(connection, store.folder, kin, done, by=by, reason=reason)
    _clean_up(store)
    return done


def erase_teller(store: Store, teller_id: str, *, by: str, reason: str) -> Erasure:
    """Erase all that a teller told and all that is known of them.

    Documents in which nobody else tells go as a whole; in others the teller's words are blanked, also where
    somebody quotes them.
    """
    done = Erasure()
    with store.writing() as connection:
        done.exports += exports.holding(connection, teller_id)
        key_of = select(schema.teller.c.key).where(schema.teller.c.id == teller_id)
        spoken_as = select(schema.speaker.c.label).where(schema.speaker.c.teller_id == teller_id)
        labels = connection.scalars(spoken_as).all()
        alone, shared = _documents_of(connection, teller_id)
        kin = [name for name in _with_kin(connection, alone) if name not in shared]
        _erase_documents(connection, store.folder, kin, done, by=by, reason=reason)
        for document_id in shared:
            _blank(connection, store.folder, document_id, teller_id, done)
        if str(connection.scalar(key_of) or "").startswith("sheet:"):
            _forget_sheets(connection, store.folder, done)
        names.forget(connection, names.KeyFile(store.folder), labels)
        code = connection.scalar(select(schema.teller.c.code).where(schema.teller.c.id == teller_id))
        entries.forget(connection, str(code))
        connection.execute(delete(schema.teller).where(schema.teller.c.id == teller_id))
        _tombstone(connection, teller_id, "teller", done, by=by, reason=reason)
    _clean_up(store)
    return done


def _documents_of(connection: Connection, teller_id: str) -> tuple[list[str], list[str]]:
    table = schema.speaker
    mine = set(connection.scalars(select(table.c.document_id).where(table.c.teller_id == teller_id)))
    others = set(
        connection.scalars(
            select(table.c.document_id).where(
                table.c.document_id.in_(mine), table.c.teller_id.is_not(None), table.c.teller_id != teller_id
            )
        )
    )
    return sorted(mine - others), sorted(others)


def _with_kin(connection: Connection, ids: Iterable[str]) -> list[str]:
    """Add to documents their earlier and later versions and their duplicates: all of them hold the same story."""
    table = schema.document
    found = todo = set(ids)
    while todo:
        kin = connection.execute(
            select(table.c.id, table.c.replaced_by, table.c.duplicate_of).where(
                or_(table.c.id.in_(todo), table.c.replaced_by.in_(todo), table.c.duplicate_of.in_(todo))
            )
        )
        todo = {name for row in kin for name in row if name} - found
        found = found | todo
    return sorted(found)


def _erase_documents(
    connection: Connection, folder: Folder, ids: Iterable[str], done: Erasure, *, by: str, reason: str
) -> None:
    table = schema.document
    rows = connection.execute(select(table).where(table.c.id.in_(list(ids))).order_by(table.c.arrived)).all()
    for row in rows:
        known = {export.number for export in done.exports}
        done.exports += [export for export in exports.holding(connection, row.id) if export.number not in known]
        _forget_memos(connection, row.id)
        _forget_entries(connection, row.id, None, done)
        connection.execute(delete(table).where(table.c.id == row.id))
    for row in rows:
        _forget_file(connection, folder, row.file, row.original, done)
        if described.forget(connection, row.source):
            _forget_sheets(connection, folder, done)
        _tombstone(connection, row.id, "document", done, by=by, reason=reason)
        if row.part:  # the same row in a file of another name
            _mark(connection, content_id("document", row.text_hash, "", row.part), "row")
        done.documents.append(row.id)


def _tombstone(connection: Connection, identity: str, what: str, done: Erasure, *, by: str, reason: str) -> None:
    connection.execute(
        insert(schema.tombstone).values(
            id=identity,
            what=what,
            reason=reason,
            by=by,
            at=now(),
            exports=[export.number for export in done.exports],
        )
    )
    log.note(connection, f"erase {what}", by=by, subject=identity)


def _blank(connection: Connection, folder: Folder, document_id: str, teller_id: str, done: Erasure) -> None:
    """Blank a teller's turns in a document, and the lines in which others quote them."""
    document = documents.read(connection, document_id)
    mine = {
        speaker.id: speaker for speaker in documents.speakers(connection, document_id) if speaker.teller_id == teller_id
    }
    turns = documents.turns(connection, document_id)
    text = document.text
    told: list[str] = []
    for turn in turns:
        if turn.speaker_id in mine:
            told += re.split(r"\n|(?<=[.!?])\s", text[turn.start : turn.end])
            text = text[: turn.start] + _blanks(text[turn.start : turn.end]) + text[turn.end :]
    pieces = [" ".join(piece.split()) for piece in told if len(piece.split()) > 2]
    for turn in turns:
        if turn.stretch is Stretch.QUOTED:
            quoted = text[turn.start : turn.end]
            plain = " ".join(quoted.replace(">", " ").split())
            if any(piece in plain for piece in pieces) or any(
                line.strip("> ") in plain for line in told if len(line.split()) > 3
            ):
                text = text[: turn.start] + _blanks(quoted) + text[turn.end :]
    title = document.title
    for speaker in mine.values():
        text, title = (re.sub(_names(speaker), lambda found: _blanks(found[0]), part) for part in (text, title))
    spans = [(turn.start, turn.end) for turn in turns if turn.speaker_id in mine]
    _forget_entries(connection, document_id, spans, done)
    for start, end in spans:
        _forget_memos(connection, document_id, start, end)
        for table in (schema.coding, schema.note):
            connection.execute(
                delete(table).where(table.c.document_id == document_id, table.c.start < end, table.c.end > start)
            )
    connection.execute(delete(schema.speaker).where(schema.speaker.c.id.in_(list(mine))))
    table = schema.document
    connection.execute(
        update(table)
        .where(table.c.id == document_id)
        .values(text=text, title=title, text_hash=text_hash(text), sketch=b"")
    )
    row = connection.execute(select(table.c.file, table.c.original).where(table.c.id == document_id)).one()
    _forget_file(connection, folder, row.file, row.original, done)
    log.note(connection, "blank teller", document=document_id, teller=teller_id)
    done.blanked.append(document_id)


def _names(speaker: Speaker) -> str:
    """Return the pattern of a speaker's label: before their turns, and as a name in what others say.

    Labels such as A, I or R1 are words or signs to others, and are blanked before turns alone.
    """
    label = re.escape(speaker.label)
    if not label:
        return r"(?!)"
    before_a_turn = rf"(?m:^\W*{label}(?=\s*[:;.,\t–—-]))"
    return before_a_turn if len(speaker.label) < 3 else rf"{before_a_turn}|(?<!\w){label}(?!\w)"


def _blanks(words: str) -> str:
    return re.sub(r"\S", BLANK, words)


def _forget_file(connection: Connection, folder: Folder, file: str, original: str, done: Erasure) -> None:
    """Remove the bytes as they came for good, and the file and its copies in the inbox; say where else they lie.

    A file that others' stories came from as well stays where it is: a person must take the rows out of it.
    """
    _forget_original(connection, folder, original)
    table = schema.receipt
    copies = set(connection.scalars(select(table.c.path).where(table.c.sha256 == original))) | {file}
    connection.execute(delete(table).where(table.c.path.in_(copies)))
    for copy in sorted(copies):
        copy, packed, _ = copy.partition("!")  # in a zip file others' stories may lie as well
        shared = packed or connection.scalar(
            select(schema.document.c.id).where(schema.document.c.file == copy).limit(1)
        )
        place = folder.path / copy
        if place.is_relative_to(folder.path) and not shared:
            if place.exists():
                place.unlink()
                done.files.append(copy)
        elif place.exists() and copy not in done.elsewhere:
            done.elsewhere.append(copy)


def _forget_entries(
    connection: Connection, document_id: str, spans: Sequence[tuple[int, int]] | None, done: Erasure
) -> None:
    gone, others = erase_resting(connection, document_id, spans)
    done.entries += gone
    done.to_read = sorted({*done.to_read, *others} - {*done.entries})


def _forget_memos(connection: Connection, document_id: str, start: int = 0, end: int | None = None) -> None:
    """Remove the memos on a document, or on the codings of a stretch of it: they may quote it."""
    coding, memo = schema.coding.c, schema.memo.c
    inside = select(coding.id).where(coding.document_id == document_id, coding.end > start)
    if end is not None:
        inside = inside.where(coding.start < end)
    else:
        connection.execute(delete(schema.memo).where(memo.subject == document_id))
    connection.execute(delete(schema.memo).where(memo.subject.in_(inside)))


def _forget_sheets(connection: Connection, folder: Folder, done: Erasure) -> None:
    """Remove the sheets that tell of tellers and files as they came; the files are for a person to mend."""
    table = schema.receipt
    sheets = select(table).where(table.c.outcome.in_(["tellers", "told of"])).order_by(table.c.path)
    for row in connection.execute(sheets).all():
        _forget_original(connection, folder, row.sha256)
        if (folder.path / row.path).exists() and row.path not in done.elsewhere:
            done.elsewhere.append(row.path)


def _forget_original(connection: Connection, folder: Folder, original: str) -> None:
    folder.original(original).unlink(missing_ok=True)
    _mark(connection, original, "file")


def _mark(connection: Connection, identity: str, what: str) -> None:
    """Leave a tombstone that only keeps what was erased from coming back."""
    row = {"id": identity, "what": what, "reason": "", "by": "", "at": now(), "exports": []}
    insert_new(connection, schema.tombstone, [row])


def _clean_up(store: Store) -> None:
    """Remove what is derived from texts, and backups that still hold them; then write a fresh database file."""
    store.folder.clear_derived()
    store.compact()


def erase(store: Store, *, teller: str = "", document: str = "", by: str, reason: str) -> Erasure:
    """Erase the teller with a code, or the document that a name means.

    Raises `StorylensError` when neither or both are given.
    """
    if bool(teller) == bool(document):
        raise StorylensError("one teller or one document can be erased at a time", todo="name one of them")
    with store.reading() as connection:
        identity = people.find(connection, teller) if teller else documents.find(connection, document)
    make = erase_teller if teller else erase_document
    return make(store, identity, by=by, reason=reason)
