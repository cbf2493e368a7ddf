"""Names with times that say who speaks: in text as Otter and Rev write it, and in Word as Teams saves it.

"Rehema Ali  0:12", "Speaker 1 (00:00:12)", "[Rehema Ali] 10:05:03" or "[00:00:12] - Rehema Ali" stands on a line, and
the words below it; or a line "0:0:1.200 --> 0:0:4.000" has the name below it, and then the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from storylens.ingest.blocks import Block
from storylens.ingest.strand import words
from storylens.records import Stretch

_CLOCK = r"(?:\d{1,2}:)?\d{1,2}:\d{2}"
HEAD = re.compile(
    r"^[ \t]{0,8}(?:(?:\[(?P<inside>[^\[\]\n]{1,80})\][ \t]{1,4}|(?P<name>[^\s:\[\]()][^:\t\n\[\]]{0,60}?)"
    r"(?P<gap>[ \t]{2,9}|\t|[ ](?=[\[(])|(?<=peaker \d)[ ]|(?<=peaker \d\d)[ ]))"
    rf"[\[(]?(?P<time>{_CLOCK})(?:[.,]\d{{1,3}})?[\])]?"
    rf"|[\[(]?(?P<first>{_CLOCK})(?:[.,]\d{{1,3}})?[\])]?[ \t]{{0,4}}(?:[-–—][ \t]{{1,4}}|(?=Speaker ))"
    r"(?P<named>[^\s:\[\]()\-–—][^:\t\n\[\]]{0,60}?))[ \t]{0,8}:?[ \t]{0,8}$",
    re.MULTILINE | re.ASCII,
)
_LONGEST = 160  # characters of a line with a name and a time
SPARSE = 16  # one line in so many, at least, must be a name and a time
_RANGE = re.compile(
    r"[ \t]{0,8}(\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d{1,6})?)[ \t]{0,4}--+>[ \t]{0,4}\d{1,2}:[\d:.]{1,12}[ \t]{0,8}"
)
_NAME = re.compile(r"[ \t]{0,8}([^\s:][^:\n]{0,60})[ \t]{0,8}")


class _Head(NamedTuple):
    """Who speaks from when on, and how long the lines are that say so."""

    speaker: str
    said_at: str
    size: int


def with_stamped_names(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks, with speakers and times where paragraphs begin with a name and a time.

    At least two must, and their times must not run back; else all stays as it is.
    """
    heads = [_head(block) for block in blocks]
    found = [head for head in heads if head]
    times = [head.said_at for head in found]
    if len(found) < 2 or len(found) * SPARSE < len(blocks) or times != sorted(times):
        return list(blocks)
    return list(_spoken(blocks, heads))


def _spoken(blocks: Sequence[Block], heads: Sequence[_Head | None]) -> Iterator[Block]:
    speaking: _Head | None = None
    waiting = ""  # a name and a time whose words are in the next paragraph
    for block, head in zip(blocks, heads, strict=True):
        if head:
            if waiting and speaking:
                yield Block(words(waiting), Stretch.NOTE, speaker=speaking.speaker)
            speaking, waiting = head, block.strand.text[: head.size].rstrip("\n") + "\n"
            block = replace(block, strand=block.strand.without_start(head.size))
        if block.stretch is not Stretch.SPEECH or not block.strand.text.strip():
            if not head:
                yield block
        elif speaking is None:
            yield replace(block, stretch=Stretch.HEADING)  # a title, a date: before anybody speaks
        else:
            yield replace(block, label=waiting + block.label, speaker=speaking.speaker, said_at=speaking.said_at)
            waiting = ""
    if waiting and speaking:
        yield Block(words(waiting), Stretch.NOTE, speaker=speaking.speaker)


def _head(block: Block) -> _Head | None:
    if block.stretch is not Stretch.SPEECH or block.label:
        return None
    first, line_break, rest = block.strand.text.partition("\n")
    if len(first) > _LONGEST or ":" not in first:
        return None
    if head := HEAD.fullmatch(first):
        return _Head(*named(head), len(first) + len(line_break))
    name = _NAME.fullmatch(rest.partition("\n")[0]) if (time := _RANGE.fullmatch(first)) else None
    if not time or not name:
        return None
    size = len(first) + 1 + len(name[0])
    return _Head(name[1].strip(), clock(time[1]), min(size + 1, len(block.strand.text)))


def named(head: re.Match[str]) -> tuple[str, str]:
    """Return who speaks, and from when on."""
    return (head["inside"] or head["name"] or head["named"]).strip(), clock(head["time"] or head["first"])


def clock(time: str) -> str:
    """Return a time into a recording as hours:minutes:seconds, parts of a second as they are."""
    whole, _, fraction = time.partition(".")
    parts = ["0", *whole.split(":")][-3:]
    return ":".join(part.zfill(2) for part in parts) + (f".{fraction[:3]:0<3}" if fraction else "")
