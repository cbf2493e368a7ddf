"""Other services that hear what is said, each with its own JSON: AssemblyAI, Rev AI, Azure, Google."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from storylens.ingest.jsonfile import ends, listed, loaded, words
from storylens.ingest.reader import Reader
from storylens.ingest.source import Source
from storylens.ingest.spoken import SCORES, Said, clock, received, seconds
from storylens.records import Received

_TODO = "save the whole answer of the service as JSON again"
_TICKS = 10_000_000  # of a second, as Azure counts
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_].*)?", re.IGNORECASE)


def read(source: Source) -> Iterator[Received]:
    """Yield one document; what one speaker says in a row is one turn. Scores and single words are set aside."""
    told, whole, remarks = loaded(source, _TODO)
    kind = next((kind for kind in _KINDS if told.get(kind) is not None), "text")
    pieces = [piece for piece in _KINDS[kind](told) if piece.words]
    pieces.sort(key=lambda piece: piece.begin if piece.begin is not None else 0.0)
    found = _LANGUAGE.fullmatch(words(told.get("language_code") or told.get("locale")))
    language = found[1].lower() if found else ""
    yield received(source, pieces, remarks=remarks, whole=whole, rest=SCORES, language=language)


def _utterances(told: dict[str, Any]) -> Iterator[Said]:
    """AssemblyAI: times in thousandths, speakers by letter."""
    for one in listed(told["utterances"]):
        yield _said(one.get("text"), _number(one.get("speaker")), one.get("start"), one.get("end"), 1000)


def _monologues(told: dict[str, Any]) -> Iterator[Said]:
    """Rev AI: words and marks in order, spaces among the marks."""
    names = {one.get("id"): words(one.get("name")) for one in listed(told.get("speakers"))}
    for one in listed(told["monologues"]):
        elements = listed(one.get("elements"))
        spoken = "".join(str(element.get("value") or "") for element in elements)
        timed = [element for element in elements if seconds(element.get("ts")) is not None]
        begin, end = (timed[0].get("ts"), timed[-1].get("end_ts")) if timed else (None, None)
        yield _said(spoken, names.get(one.get("speaker")) or _number(one.get("speaker")), begin, end, 1)


def _phrases(told: dict[str, Any]) -> Iterator[Said]:
    """Azure: phrases of several channels, as they are best read."""
    phrases = listed(told["recognizedPhrases"])
    several = len({str(one.get("channel")) for one in phrases}) > 1
    for one in phrases:
        best = next(iter(listed(one.get("nBest"))), {})
        begin, length = (seconds(one.get(name), _TICKS) for name in ("offsetInTicks", "durationInTicks"))
        who = _number(one.get("speaker")) or (f"Channel {one.get('channel')}" if several else "")
        end = begin + length if begin is not None and length is not None else None
        yield _said(best.get("display") or best.get("lexical"), who, begin, end, 1)


def _text(told: dict[str, Any]) -> Iterator[Said]:
    yield Said(words(told.get("text")))


_KINDS: Mapping[str, Callable[[dict[str, Any]], Iterator[Said]]] = {
    "utterances": _utterances,
    "monologues": _monologues,
    "recognizedPhrases": _phrases,
    "text": _text,
}


def _said(spoken: object, speaker: str, begin: object, end: object, parts: int) -> Said:
    """Return a piece; its times are given in so many parts of a second."""
    start, stop = seconds(begin, parts), seconds(end, parts)
    return Said(words(spoken), speaker, "", clock(start), start, stop)


def _number(speaker: object) -> str:
    """Return a speaker who is a number or a letter as people say it."""
    named = str(speaker) if isinstance(speaker, int) and not isinstance(speaker, bool) else words(speaker)
    return f"Speaker {named}" if named and (named.isdecimal() or len(named) == 1) else named


def _is_answer(source: Source) -> bool:
    head, tail = ends(source)
    if b'"monologues"' in head:
        return b'"elements"' in head
    if b'"recognizedPhrases"' in head:
        return True
    either = head + tail
    return b'"utterances"' in either and b'"speaker"' in either and b'"channels"' not in head


reader = Reader("services", _is_answer, read)
