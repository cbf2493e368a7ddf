"""What is sent to the screen, as plain values."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row

from storylens.prepare.sections import hides, sections
from storylens.records import Code, Codebook, Document, State, Turn
from storylens.store import Store, codebooks, codings, documents, notes, people
from storylens.store.memos import Memo

Payload = dict[str, Any]


def document_payload(store: Store, connection: Connection, document_id: str) -> Payload:
    """Return a document with its turns. The text is sent once; turns are positions in it, in code points."""
    document = documents.read(connection, document_id)
    codes = people.codes(connection)
    speakers = {one.id: one for one in documents.speakers(connection, document_id)}
    held = codings.held_in(connection, document_id, gates(store))
    turns = []
    for turn, section in headed(document, documents.turns(connection, document_id), held):
        speaker = speakers.get(turn.speaker_id or "")
        turns.append(
            {
                "id": turn.id,
                "position": turn.position,
                "start": turn.start,
                "end": turn.end,
                "stretch": turn.stretch,
                "speaker": speaker.label if speaker else "",
                "role": speaker.role if speaker else "other",
                "teller": codes.get(speaker.teller_id or "", "") if speaker else "",
                "said_at": turn.said_at,
                "question": turn.question,
                "section": section,
                "held": [code for start, end, code in held if start < turn.end and turn.start < end],
            }
        )
    return {
        "id": document.id,
        "title": document.title,
        "kind": document.kind,
        "language": document.language,
        "source": document.source,
        "text": document.text,
        "turns": turns,
        "recording": document.recording,
        "translated_from": document.translated_from,
        "translator": document.translator,
        "original": documents.original_of(connection, document),
        "translation": documents.translation_of(connection, document),
        "notes": [note.model_dump() for note in notes.read(connection, document_id)],
    }


def headed(
    document: Document, turns: Sequence[Turn], held: Iterable[tuple[int, int, str]]
) -> Iterator[tuple[Turn, str]]:
    """Yield turns, each with its section; a heading that is held shows no words there either."""
    hidden = hides((start, end) for start, end, _ in held)
    found = sections(turns, lambda turn: "" if hidden(turn) else document.text[turn.start : turn.end])
    return zip(turns, found, strict=True)


def sections_of(connection: Connection, document_id: str, codes: set[str]) -> Callable[[int], str]:
    """Return a function that gives the section in which a place of a document stands. `codes` hold a passage."""
    held = codings.held_in(connection, document_id, codes)
    found = list(headed(documents.read(connection, document_id), documents.turns(connection, document_id), held))
    ends = [turn.end for turn, _ in found]
    return lambda place: found[at][1] if (at := bisect_right(ends, place)) < len(found) else ""


def gates(store: Store) -> set[str]:
    """Return the codes that hold a passage until somebody has looked."""
    return {code.id for book in codebooks.in_use(store.folder).values() for code in book.codes() if code.gate}


_SHOWN = (
    "id",
    "start",
    "end",
    "code",
    "codebook",
    "codebook_edition",
    "state",
    "polarity",
    "pole",
    "fields",
    "rule",
    "score",
    "memo",
    "made_at",
    "supersedes",
    "coder",
    "coder_kind",
)


def coding_payload(row: Row[Any]) -> Payload:
    """Return a coding that stands, with who made it."""
    values = row._asdict()
    return {
        **{name: values[name] for name in _SHOWN},
        "hits": row.basis.get("hits", []),
        "flags": row.basis.get("flags", []),
        "why": row.basis.get("why", ""),
        "touched": bool(row.basis.get("touched")),
        "suggested": row.state == State.SUGGESTED,
    }


def codebook_payload(book: Codebook) -> Payload:
    """Return a codebook as a tree of families and codes."""
    return {
        "id": book.id,
        "title": book.title,
        "edition": book.edition,
        "choices": _choices(book),
        "families": [
            {"id": family.id, "name": family.name, "codes": [_code(code) for code in family.codes]}
            for family in book.families
        ],
    }


def _choices(book: Codebook) -> dict[str, list[str]]:
    """Return the values of the fields that a vocabulary of the codebook lists: `power_direction` those of direction."""
    asked = {field for code in book.codes() for field in code.fields}
    return {
        field: list(words.values)
        for field in sorted(asked)
        for words in book.vocabularies
        if words.id == field or words.id.endswith(f"_{field}")
    }


def _code(code: Code) -> Payload:
    return {
        "id": code.id,
        "name": code.name,
        "definition": code.definition,
        "include": code.include,
        "exclude": code.exclude,
        "examples": list(code.examples),
        "polarity": list(code.polarity),
        "poles": list(code.poles),
        "fields": list(code.fields),
        "parent": code.parent,
        "sensitive": code.sensitive,
        "gate": code.gate,
        "retired": code.retired,
        "unit": code.unit,
    }


def memo_payload(memo: Memo) -> Payload:
    """Return a memo."""
    return {
        "id": memo.id,
        "about": memo.about,
        "subject": memo.subject,
        "text": memo.text,
        "coder": memo.coder,
        "at": memo.at,
    }
