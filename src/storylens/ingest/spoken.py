"""What is spoken in a recording, piece by piece, on its way to turns: captions, and what speech recognition makes."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from storylens.ingest.build import Builder
from storylens.ingest.source import Source
from storylens.records import Received, Stretch, UnreadableError

SCORES = "times, scores and single words"  # what services write beside the words
_PAUSE = 2.0  # seconds after which words that nobody is named for begin anew
_ENOUGH = 500  # characters after which they do
_ENDED = re.compile(r"[.!?…。？！][\"'”’)\]]*$")
_LONGEST = 1000 * 3600.0  # seconds; a time beyond is a mistake


class Said(NamedTuple):
    """Words, who says them, and when; `stamp` is the time as the file has it."""

    words: str
    speaker: str = ""
    key: str = ""
    stamp: str = ""
    begin: float | None = None  # seconds into the recording
    end: float | None = None
    is_note: bool = False  # a remark of the one who wrote the captions


def seconds(value: object, parts: int = 1) -> float | None:
    """Return a number of seconds, given in so many parts of one, or None for anything that is not a time."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value) / parts
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) and 0 <= number < _LONGEST else None


def clock(time: float | None) -> str:
    """Return a time into a recording as hours:minutes:seconds with thousandths, or nothing."""
    if time is None:
        return ""
    whole = round(time * 1000)
    return f"{whole // 3_600_000:02d}:{whole // 60_000 % 60:02d}:{whole // 1000 % 60:02d}.{whole % 1000:03d}"


def received(
    source: Source,
    pieces: Iterable[Said],
    *,
    remarks: Iterable[str] = (),
    whole: int = 0,
    rest: str = "times, numbers and markup",
    set_aside: dict[str, int] | None = None,
    language: str = "",
) -> Received:
    """Return a document of which each turn is all that one speaker says in a row, stamped with its first time.

    Words that nobody is named for are one turn as long as a sentence goes on. `whole` is the number of
    characters in the file; `rest` says what of it is neither text nor set aside by name.
    """
    built = Builder()
    for turn in _turns(pieces):
        first = turn[0]
        label = (f"[{first.stamp}] " if first.stamp else "") + (f"{first.speaker}: " if first.speaker else "")
        built.line(
            " ".join(piece.words for piece in turn),
            label="" if first.is_note else label,
            speaker=first.speaker,
            key=first.key,
            said_at=clock(first.begin),
            stretch=Stretch.NOTE if first.is_note else Stretch.SPEECH,
        )
    if not any(passage.stretch is Stretch.SPEECH for passage in built.passages):
        raise UnreadableError("nothing is said in it", where=source.name, todo="check that it was saved whole")
    aside = {reason: count for reason, count in (set_aside or {}).items() if count > 0}
    left = whole - len(built.text) - sum(aside.values())
    if left > 0:
        aside[rest] = left
    return Received(
        text=built.text,
        title=source.stem,
        language=language,
        passages=tuple(built.passages),
        remarks=tuple(dict.fromkeys(remarks)),
        set_aside=aside,
    )


def _turns(pieces: Iterable[Said]) -> Iterator[list[Said]]:
    turn: list[Said] = []
    length = 0
    for piece in pieces:
        if not piece.words:
            continue
        if turn and _goes_on(turn[-1], piece, length):
            turn.append(piece)
            length += len(piece.words) + 1
            continue
        if turn:
            yield turn
        turn, length = [piece], len(piece.words)
    if turn:
        yield turn


def _goes_on(before: Said, after: Said, length: int) -> bool:
    """Say whether the same turn goes on."""
    if before.is_note or after.is_note:
        return False
    if before.speaker or after.speaker:
        return (before.speaker, before.key) == (after.speaker, after.key)
    paused = before.end is not None and after.begin is not None and after.begin - before.end > _PAUSE
    return not paused and length < _ENOUGH and after.words[0].islower() and not _ENDED.search(before.words[-8:])
