"""Whisper and its kin: segments with times, and speakers where WhisperX or a service has told them apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from storylens.ingest.jsonfile import ends, inside, listed, loaded, words
from storylens.ingest.plaintext import decoded
from storylens.ingest.reader import Reader
from storylens.ingest.source import Source
from storylens.ingest.spoken import Said, clock, received, seconds
from storylens.records import Received

_TODO = "save the transcript as JSON again, or as .vtt"
_TSV = re.compile(rb"(?:\xef\xbb\xbf)?start\tend\ttext\r?\n\d+\t\d+\t")
_SHOWN = re.compile(  # as its program for the command line shows it
    rb"(?:\xef\xbb\xbf)?\s*\[(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{3} --> (?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{3}\]"
)
_LINE = re.compile(r"\[([\d:.,]{7,13}) --> ([\d:.,]{7,13})\][ \t]*(.*)")
_LANGUAGE = re.compile(r"[a-z]{2}")


def read(source: Source) -> Iterator[Received]:
    """Yield one document; segments of one speaker in a row are one turn.

    Without speakers a turn is as long as a sentence goes on. Tokens, scores and the times of single words are
    set aside.
    """
    if _is_tsv(source):
        yield _of_tsv(source)
        return
    if _SHOWN.match(source.head):
        yield _as_shown(source)
        return
    told, whole, remarks = loaded(source, _TODO)
    segments = listed(told.get("segments")) or listed(told.get("transcription"))
    pieces = [_said(segment) for segment in segments] or [Said(words(told.get("text")))]
    language = str(told.get("language") or inside(told.get("result"), "language") or "").lower()
    made = received(source, pieces, remarks=remarks, language=language if _LANGUAGE.fullmatch(language) else "")
    yield made.model_copy(update={"set_aside": {"times, scores and tokens": max(whole - len(made.text), 0)}})


def _of_tsv(source: Source) -> Received:
    text, remarks = decoded(source)
    rows = (line.split("\t", 2) for line in text.split("\n")[1:])
    pieces = [_row(*row) for row in rows if len(row) == 3]
    return received(source, pieces, remarks=remarks, whole=len(text))


def _as_shown(source: Source) -> Received:
    """Return what the program shows: a line a segment, and lines that go on with the one before."""
    text, remarks = decoded(source)
    pieces: list[Said] = []
    for line in text.split("\n"):
        if found := _LINE.fullmatch(line.strip()):
            begin, end = _time(found[1]), _time(found[2])
            pieces.append(Said(found[3].strip(), stamp=clock(begin), begin=begin, end=end))
        elif line.strip() and pieces:
            pieces[-1] = pieces[-1]._replace(words=f"{pieces[-1].words} {line.strip()}".strip())
    return received(source, pieces, remarks=remarks, whole=len(text))


def _time(written: str) -> float | None:
    """Return hours:minutes:seconds, with or without hours, as seconds."""
    total = 0.0
    for part in written.replace(",", ".").split(":"):
        if (number := seconds(part)) is None:
            return None
        total = total * 60 + number
    return total


def _row(start: str, end: str, said: str) -> Said:
    begin = seconds(start, 1000)
    return Said(said.strip(), stamp=clock(begin), begin=begin, end=seconds(end, 1000))


def _said(segment: dict[str, Any]) -> Said:
    offsets = segment.get("offsets")  # whisper.cpp counts thousandths
    if isinstance(offsets, dict):
        begin, end = (seconds(offsets.get(name), 1000) for name in ("from", "to"))
    else:
        begin, end = seconds(segment.get("start")), seconds(segment.get("end"))
    return Said(words(segment.get("text")), _speaker(segment), "", clock(begin), begin, end)


def _speaker(segment: dict[str, Any]) -> str:
    """Return who speaks: the segment's speaker, or the one of most of its words."""
    if speaker := words(segment.get("speaker")):
        return speaker
    counts = Counter(filter(None, (words(word.get("speaker")) for word in listed(segment.get("words")))))
    return max(sorted(counts), key=counts.__getitem__, default="")


def _is_tsv(source: Source) -> bool:
    return _TSV.match(source.head) is not None


def _is_whisper(source: Source) -> bool:
    if _is_tsv(source) or _SHOWN.match(source.head):
        return True
    head, tail = ends(source)
    if b'"transcription"' in head:
        return b'"offsets"' in head or b'"timestamps"' in head
    timed = b'"start"' in head or b'"start"' in tail
    return timed and (
        b'"segments"' in head
        or b'"segments"' in tail
        or (head.startswith(b"{") and re.match(rb'\{\s*"text"', head) is not None and b'"end"' in tail)
    )


reader = Reader("whisper", _is_whisper, read, version="2")
