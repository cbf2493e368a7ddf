"""Correct a mishearing in place: a new version of the text, with all codings where their words now stand."""

from __future__ import annotations

from dataclasses import dataclass

from storylens.batch.material import material_of
from storylens.batch.readings import cue_reading
from storylens.batch.tag import keep
from storylens.prepare.duplicates import sketch_of, words_said
from storylens.records import Coding, Document, Note, Speaker, StorylensError, Turn, content_id, random_id
from storylens.store import Store, codebooks, codings, documents, entries, log, memos, notes, now, samples, strokes


@dataclass(frozen=True)
class Correction:
    """The new version of a document, and the codings whose words were changed."""

    document_id: str
    touched: tuple[str, ...]


def correct(store: Store, document_id: str, start: int, end: int, words: str, *, by: str) -> Correction:
    """Put words in the place of a stretch of a document. The text as it was is kept as an earlier version.

    Raises `StorylensError` when the stretch is not within one turn, or nothing would change.
    """
    with store.writing() as connection:
        old = documents.read(connection, document_id)
        turns = documents.turns(connection, document_id)
        turn = next((turn for turn in turns if turn.start <= start <= end <= turn.end), None)
        if turn is None:
            raise StorylensError("a correction stays within one turn", todo="choose a shorter stretch")
        if old.text[start:end] == words:
            raise StorylensError("these are the words that stand there", todo="write others")
        shift = _Shift(start, end, len(words))
        text = old.text[:start] + words + old.text[end:]
        kept = old.model_dump(exclude={"id", "text", "text_hash", "part", "source"})
        new = Document.of(text, part=old.part, source=old.source, **kept)
        people = {one.id: _speaker(one, new) for one in documents.speakers(connection, document_id)}
        moved = [_turn(one, new, people, shift) for one in turns]
        row = documents.row(connection, document_id)
        documents.add(
            connection, new, list(people.values()), moved, file=row.file, sketch=sketch_of(words_said(text, moved))
        )
        documents.put_in_case(connection, new.id, row.case_id)
        documents.replace(connection, old.id, new.id)
        notes.add(connection, new.id, [shift.note(note) for note in notes.read(connection, old.id)])
        carried = [_coding(one, new, shift) for one in codings.by_people(connection, old.id)]
        codings.add(connection, [one for one in carried if one is not None])
        samples.follow(connection, old.id, new.id)
        memos.follow(connection, old.id, new.id)
        entries.follow(connection, old.id, new.id, shift.passage, by=by)
        strokes.follow(connection, {one.supersedes: one.id for one in carried if one is not None and one.supersedes})
        books = list(codebooks.in_use(store.folder).values())
        keep(connection, new, material_of(new, list(people.values()), moved), map(cue_reading, books))
        log.note(connection, "correct", by=by, old=old.id, new=new.id)
    return Correction(new.id, tuple(one.id for one in carried if one is not None and one.basis.get("touched")))


@dataclass(frozen=True)
class _Shift:
    """Where positions go when the stretch from `start` to `end` becomes `length` characters long."""

    start: int
    end: int
    length: int

    def __call__(self, at: int, *, is_end: bool = False) -> int:
        if at <= self.start and not (is_end and at == self.start == self.end):
            return at
        if at >= self.end:
            return at + self.length - (self.end - self.start)
        return self.start + (self.length if is_end else 0)

    def touches(self, start: int, end: int) -> bool:
        return start < max(self.end, self.start + 1) and self.start < end

    def passage(self, start: int, end: int) -> tuple[int, int]:
        return self(start), self(end, is_end=True)

    def note(self, note: Note) -> Note:
        return note.model_copy(
            update={"start": self(note.start), "end": max(self(note.start), self(note.end, is_end=True))}
        )


def _speaker(one: Speaker, new: Document) -> Speaker:
    identity = content_id("speaker", new.id, one.label, one.key)
    return one.model_copy(update={"id": identity, "document_id": new.id})


def _turn(one: Turn, new: Document, people: dict[str, Speaker], shift: _Shift) -> Turn:
    start, end = shift.passage(one.start, one.end)
    speaker = people[one.speaker_id].id if one.speaker_id else None
    return one.model_copy(
        update={
            "id": content_id("turn", new.id, start, end),
            "document_id": new.id,
            "start": start,
            "end": end,
            "speaker_id": speaker,
        }
    )


def _coding(one: Coding, new: Document, shift: _Shift) -> Coding | None:
    start, end = shift.passage(one.start, one.end)
    if start >= end:
        return None
    touched = {"touched": True} if shift.touches(one.start, one.end) else {}
    return one.model_copy(
        update={
            "id": random_id(),
            "document_id": new.id,
            "start": start,
            "end": end,
            "supersedes": one.id,
            "made_at": now(),
            "basis": {**one.basis, "carried from": one.document_id, **touched},
        }
    )
