"""From what a reader handed on to a document with speakers and turns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from storylens.language.identify import language_of
from storylens.prepare.labels import find_labels, known_role
from storylens.prepare.remarks import is_remark
from storylens.prepare.roles import Part, roles
from storylens.records import Document, Kind, Passage, Received, Role, Speaker, Stretch, Turn, content_id
from storylens.records.dates import day

_OPENING = 2000  # characters in which a transcript says when, where and by whom it was made
_DATE = re.compile(r"^\W*(?:date|recorded on|interviewed on)\W+(?P<date>.{4,40}?)\W*$", re.IGNORECASE | re.MULTILINE)


class Prepared(NamedTuple):
    """A document, those who speak in it, and their turns."""

    document: Document
    speakers: tuple[Speaker, ...]
    turns: tuple[Turn, ...]


class _Piece(NamedTuple):
    """A passage with its speaker; the name is None where the words are nobody's."""

    passage: Passage
    name: str | None
    start: int
    said_at: str = ""  # where the label says it, and the format does not


def prepare(received: Received, *, source: str, original: str, language: str = "", recording: str = "") -> Prepared:
    """Find speakers, roles and turns, and make the document.

    `language` is what is taken when nothing tells; `recording` is where the sound lies, if there is any.
    """
    pieces = [piece for piece in _pieces(received) if piece.passage.end > piece.start]
    parts = _parts(received, pieces)
    document = Document.of(
        received.text,
        part=received.part,
        source=source,
        original=original,
        title=received.title or source.rsplit("/", 1)[-1],
        kind=received.kind or _kind(parts),
        language=received.language or language_of(received.text, language),
        collected_on=received.collected_on or _date_in(received.text),
        recording=recording,
        translated_from=received.translated_from or _of_an_unknown_original(received),
        **{
            name: getattr(received, name)
            for name in (
                "prompt",
                "prompt_valence",
                "wave",
                "institutional",
                "translation_of",
                "translator",
                "interpreted",
                "place",
            )
        },
    )
    speakers = _speakers(document, pieces, parts)
    return Prepared(document, tuple(speakers.values()), tuple(_turns(document, received, pieces, speakers)))


def _of_an_unknown_original(received: Received) -> str:
    return "und" if received.translator or received.translation_of or received.interpreted else ""


def _pieces(received: Received) -> Iterator[_Piece]:
    """Give each passage its speaker: from the format, from labels in the text, or else the author."""
    passages = received.passages or (Passage(start=0, end=len(received.text)),)
    if any(passage.speaker or passage.asked for passage in passages):
        for passage in passages:
            nobodys = passage.stretch is Stretch.HEADING or (passage.stretch is Stretch.NOTE and not passage.speaker)
            yield _Piece(passage, None if nobodys else passage.speaker, passage.start)
        return
    spoken = (received.text[one.start : one.end] if one.stretch is not Stretch.NOTE else "" for one in passages)
    labels = find_labels(list(spoken))
    if not any(labels):
        author = next((told.speaker for told in received.told_by), "")
        for passage in passages:
            yield _Piece(passage, author if passage.stretch is Stretch.SPEECH else None, passage.start)
        return
    names = {label.name for label in labels if label}
    speaking: str | None = None  # before the first label there is a title, a date: nobody's words
    for passage, label in zip(passages, labels, strict=True):
        said = received.text[passage.start + (label.words_at if label else 0) : passage.end].strip()
        if label and speaking is None and said in names and known_role(label.name):
            yield _Piece(passage, None, passage.start)  # "Interviewer: Kondwani" says who asks; nobody says it
            continue
        if label:
            speaking = label.name
        named = None if passage.stretch is Stretch.HEADING else speaking
        yield _Piece(passage, named, passage.start + (label.words_at if label else 0), label.said_at if label else "")


def _parts(received: Received, pieces: Sequence[_Piece]) -> dict[str, Part]:
    spoken: dict[str, list[str]] = {}
    for piece in pieces:
        if piece.name is not None:
            spoken.setdefault(piece.name, []).append(received.text[piece.start : piece.passage.end])
    asked = {piece.name for piece in pieces if piece.passage.asked}
    if asked:
        return {name: Part(Role.INTERVIEWER if name in asked else Role.TELLER, True) for name in spoken}
    if received.kind is Kind.THREAD:
        return {name: Part(Role.TELLER, True) for name in spoken}
    opening = received.text[:_OPENING]
    return roles(spoken, interviewers=frozenset(name for name in spoken if _named_as_interviewer(name, opening)))


def _named_as_interviewer(name: str, opening: str) -> bool:
    """Say whether the head of a transcript names somebody as the one who asks: "Interviewer: Kondwani"."""
    pattern = rf"(?im)^\W*(?:interviewer|interviewed by|facilitator|moderator)\s*[:\t-]\s*{re.escape(name)}\W*$"
    return bool(name) and re.search(pattern, opening) is not None


def _kind(parts: dict[str, Part]) -> Kind:
    if len(parts) < 2:
        return Kind.STORY
    return Kind.GROUP if sum(part.role is Role.TELLER for part in parts.values()) > 2 else Kind.INTERVIEW


def _date_in(text: str) -> date | None:
    found = _DATE.search(text, 0, _OPENING)
    return day(found["date"]) if found else None


def _speakers(
    document: Document, pieces: Sequence[_Piece], parts: dict[str, Part]
) -> dict[tuple[str | None, str], Speaker]:
    return {
        (name, key): Speaker(
            id=content_id("speaker", document.id, name, key),
            document_id=document.id,
            label=name,
            key=key,
            role=parts[name].role,
            sure=parts[name].sure,
        )
        for name, key in dict.fromkeys((piece.name, piece.passage.key) for piece in pieces)
        if name is not None
    }


def _turns(
    document: Document, received: Received, pieces: Sequence[_Piece], speakers: dict[tuple[str | None, str], Speaker]
) -> Iterator[Turn]:
    numbers = {id(piece.passage): number for number, piece in enumerate(pieces, 1)}
    positions = {at: numbers.get(id(passage)) for at, passage in enumerate(received.passages)}
    for number, piece in enumerate(pieces, 1):
        speaker = speakers.get((piece.name, piece.passage.key))
        words = received.text[piece.start : piece.passage.end]
        stretch = piece.passage.stretch
        if stretch is Stretch.SPEECH and (speaker is None or is_remark(words)):
            stretch = Stretch.NOTE
        yield Turn(
            id=content_id("turn", document.id, piece.start, piece.passage.end),
            document_id=document.id,
            position=number,
            start=piece.start,
            end=piece.passage.end,
            speaker_id=speaker.id if speaker else None,
            stretch=stretch,
            level=0 if is_remark(words) else piece.passage.level,
            said_at=piece.passage.said_at or piece.said_at,
            reply_to=positions.get(piece.passage.reply_to) if piece.passage.reply_to is not None else None,
            quotes=positions.get(piece.passage.quotes) if piece.passage.quotes is not None else None,
            question=piece.passage.question,
            language=_other_language(words, document.language),
        )


def _other_language(words: str, language: str) -> str:
    """Return the language of a turn where it is clearly not that of the document."""
    found = language_of(words, language)
    return found if found != language else ""
