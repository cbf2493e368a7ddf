"""Amazon Transcribe: what it heard, by speaker or by channel; and its analysis of calls, by who takes part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from storylens.ingest.jsonfile import ends, inside, listed, loaded, words
from storylens.ingest.reader import Reader
from storylens.ingest.source import Source
from storylens.ingest.spoken import SCORES, Said, clock, received, seconds
from storylens.records import Received

_TODO = "save the whole output of the transcription job again"
_CLOSED_UP = frozenset(".,?!;:%)]…’")  # what stands right after a word though it is no punctuation to the service


def read(source: Source) -> Iterator[Received]:
    """Yield one document; what one speaker says in a row is one turn.

    Whose a word is comes from the word, or else from the list of speakers by its time. Channels are woven together
    by time. Scores, alternatives and the times of single words are set aside.
    """
    told, whole, remarks = loaded(source, _TODO)
    results = told.get("results")
    channels = listed(inside(inside(results, "channel_labels"), "channels"))
    language = words(inside(results, "language_code") or told.get("LanguageCode"))[:2].lower()
    if channels:
        pieces = [piece for channel in channels for piece in _items(channel.get("items"), {}, _label(channel))]
        pieces.sort(key=lambda piece: piece.begin if piece.begin is not None else 0.0)
    elif calls := listed(told.get("Transcript")):
        pieces = [_call(part) for part in calls]
    else:
        pieces = list(_items(inside(results, "items"), _speakers(results), "")) or [
            Said(words(one.get("transcript"))) for one in listed(inside(results, "transcripts"))[:1]
        ]
    language = language if language.isalpha() else ""
    yield received(source, pieces, remarks=remarks, whole=whole, rest=SCORES, language=language)


def _items(items: object, speakers: dict[object, str], channel: str) -> Iterator[Said]:
    """Yield the words of each speaker, punctuation with the word before it."""
    gathered, who = "", channel
    begin = end = None
    for item in listed(items):
        heard = words(next(iter(listed(item.get("alternatives"))), {}).get("content"))
        mark = item.get("type") == "punctuation" or heard in _CLOSED_UP
        speaker = channel or _label(item) or speakers.get(item.get("start_time"), "" if not mark else who)
        if gathered and not mark and speaker != who:
            yield Said(gathered, who, "", clock(begin), begin, end)
            gathered, begin = "", None
        if not mark:
            who, end = speaker, seconds(item.get("end_time"))
            begin = begin if begin is not None else seconds(item.get("start_time"))
        gathered += heard if mark or not gathered else f" {heard}"
    if gathered:
        yield Said(gathered, who, "", clock(begin), begin, end)


def _speakers(results: object) -> dict[object, str]:
    """Return who speaks at the start of each word, from the list of speakers."""
    segments = listed(inside(inside(results, "speaker_labels"), "segments"))
    return {
        item.get("start_time"): _label(item) or _label(segment)
        for segment in segments
        for item in [segment, *listed(segment.get("items"))]
        if isinstance(item.get("start_time"), str)
    }


def _label(part: dict[str, Any]) -> str:
    """Return the speaker or channel as people say it: "Speaker 0" for spk_0, "Channel 1" for ch_1."""
    label = words(part.get("speaker_label") or part.get("channel_label"))
    kind, _, number = label.partition("_")
    return f"{'Speaker' if kind == 'spk' else 'Channel'} {number}" if kind in ("spk", "ch") and number else label


def _call(part: dict[str, Any]) -> Said:
    begin, end = (seconds(part.get(name), 1000) for name in ("BeginOffsetMillis", "EndOffsetMillis"))
    who = words(part.get("ParticipantRole")).capitalize() or words(part.get("ParticipantId"))
    return Said(words(part.get("Content")), who, "", clock(begin), begin, end)


def _is_transcribe(source: Source) -> bool:
    head, tail = ends(source)
    if b'"Transcript"' in head and b'"ParticipantRole"' in head + tail:
        return True
    return b'"results"' in head and b'"transcripts"' in head


reader = Reader("transcribe", _is_transcribe, read)
