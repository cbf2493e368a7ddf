"""Deepgram: what it heard, by speaker and by channel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from storylens.ingest.jsonfile import ends, inside, listed, loaded, words
from storylens.ingest.reader import Reader
from storylens.ingest.source import Source
from storylens.ingest.spoken import SCORES, Said, clock, received, seconds
from storylens.records import Received, UnreadableError

_TODO = "save the whole answer of Deepgram as JSON again"


def read(source: Source) -> Iterator[Received]:
    """Yield one document; what one speaker says in a row is one turn.

    Utterances are read where there are any, else paragraphs, else words with their speakers, else the plain
    transcript; of several alternatives the first. Times and scores of single words are set aside.
    """
    told, whole, remarks = loaded(source, _TODO)
    results = told.get("results")
    channels = listed(inside(results, "channels"))
    if not channels:
        raise UnreadableError("there are no channels in it", where=source.name, todo=_TODO)
    several = len(channels) > 1
    utterances = listed(inside(results, "utterances"))
    pieces = [_said(one, _who(one, one.get("channel"), several)) for one in utterances]
    for number, channel in enumerate([] if pieces else channels):
        pieces += _channel(channel, number, several)
    if several:
        pieces.sort(key=lambda piece: piece.begin if piece.begin is not None else 0.0)
    others = sum(len(listed(channel.get("alternatives"))) - 1 for channel in channels if channel.get("alternatives"))
    if others > 0:
        remarks.append(f"of what was heard in several ways, the first is taken; left out: {others}")
    language = words(channels[0].get("detected_language"))[:2].lower()
    language = language if language.isalpha() else ""
    yield received(source, pieces, remarks=remarks, whole=whole, rest=SCORES, language=language)


def _channel(channel: dict[str, Any], number: int, several: bool) -> Iterator[Said]:
    best = next(iter(listed(channel.get("alternatives"))), {})
    paragraphs = listed(inside(best.get("paragraphs"), "paragraphs"))
    single = listed(best.get("words"))
    for paragraph in paragraphs:
        sentences = " ".join(words(sentence.get("text")) for sentence in listed(paragraph.get("sentences")))
        yield _said({**paragraph, "transcript": sentences}, _who(paragraph, number, several))
    if not paragraphs and any("speaker" in word for word in single):
        for word in single:
            spoken = word.get("punctuated_word") or word.get("word")
            yield _said({**word, "transcript": spoken}, _who(word, number, several))
    elif not paragraphs:
        first = single[0].get("start") if single else None
        yield _said({"start": first, "transcript": best.get("transcript")}, _who({}, number, several))


def _who(part: dict[str, Any], channel: object, several: bool) -> str:
    """Return the speaker's label: the number that Deepgram gave, and the channel where there are several."""
    number = part.get("speaker")
    speaker = f"Speaker {number}" if isinstance(number, int) else ""
    where = channel[0] if isinstance(channel, list) and channel else channel
    if not several:
        return speaker
    return f"Channel {where}, {speaker}" if speaker else f"Channel {where}"


def _said(part: dict[str, Any], speaker: str) -> Said:
    begin = seconds(part.get("start"))
    return Said(words(part.get("transcript")), speaker, "", clock(begin), begin, seconds(part.get("end")))


def _is_deepgram(source: Source) -> bool:
    head, _ = ends(source)
    return b'"results"' in head and b'"channels"' in head and b'"alternatives"' in head


reader = Reader("deepgram", _is_deepgram, read)
