"""Timed captions, as WebVTT and SubRip have them: cues, and notes between them.

What can be read is read: a cue without number, with half a time or none, without the blank line before it.
What is odd is counted.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import zip_longest

_CLOCK = r"(?:\d{1,4}:)?\d{1,2}:\d{1,2}(?:[.,:]\d{1,9})?"
TIMES = re.compile(rf"^[ \t]{{0,20}}({_CLOCK})[ \t]{{0,20}}--+>(.*)$", re.MULTILINE | re.ASCII)
_END = re.compile(rf"[ \t]{{0,20}}({_CLOCK})(?![\w:])", re.ASCII)
_BROKEN = re.compile(r"[ \t]{0,20}\w{1,9}:\w{1,9}[:.,\w]{0,20}[ \t]{0,20}--+>")
_TAG = re.compile(
    r"</?(?:(?:c|i|b|u|s|v|ruby|rt|lang|font|span|br|p|em|strong)(?=[\s.>/])[^<>]*|(?:\d+:)?\d+:\d+(?:\.\d+)?)>"
    r"|\{\\[^{}\n]{0,100}\}",
    re.IGNORECASE,
)
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)*\s+(?P<name>[^<>]+)>")
_NUMBERED = re.compile(r'\s*(?P<number>\d{1,9})(?:\s+"(?P<name>[^"\n]{1,80})"(?:\s+\(\d+\))?)?\s*', re.ASCII)
_NOTE = re.compile(r"NOTE(?:[ \t]+|$)")
_BY_MACHINE = re.compile(r"\s*(?:confidence|duration|recognizability|language|created|generated)\b", re.IGNORECASE)
_UNTIMED = "captions without a time that can be read"
_LOOSE = "words apart from any time, taken with the caption before them"
_OPEN_END = "captions of which the end cannot be read"


@dataclass
class Cue:
    """One caption, or a note between two; `lines` are without markup.

    `voices` says whose each line is, where the format tells; empty for nobody in particular.
    """

    lines: list[str]
    stamp: str = ""
    begin: float | None = None
    end: float | None = None
    voices: list[str] | None = None
    is_note: bool = False

    def add(self, other: Cue) -> None:
        """Add the words of another cue."""
        if self.voices is not None or other.voices is not None:
            self.voices = (self.voices or [""] * len(self.lines)) + (other.voices or [""] * len(other.lines))
        self.lines += other.lines


@dataclass
class Captions:
    """The cues of a file in order, what was odd, and how many characters were set aside, by reason."""

    cues: list[Cue] = field(default_factory=list)
    odd: Counter[str] = field(default_factory=Counter)
    set_aside: Counter[str] = field(default_factory=Counter)
    about: list[str] = field(default_factory=list)  # the header, and notes by the program that made the file

    def remarks(self) -> Iterator[str]:
        """Yield what was odd, a line each."""
        yield from (f"{what}: {count}" for what, count in self.odd.items())


def captions_in(text: str, *, webvtt: bool) -> Captions:
    """Read the captions in a text; `webvtt` says that there are notes, styles, regions and worded identifiers."""
    found = Captions()
    marks = list(TIMES.finditer(text))
    lines = text[: marks[0].start() if marks else None].split("\n")
    if marks:
        lines.pop()  # the start of the first line of times
    number, name = _identifier(lines, 0, 0, webvtt=webvtt)
    if webvtt and lines and lines[0].removeprefix("\ufeff").startswith("WEBVTT"):
        blank = _blank(lines)
        found.about.append("\n".join(lines[:blank]))
        found.set_aside["header"] += len(found.about[0])
        lines = lines[blank:]
    _between(found, lines, webvtt=webvtt)
    for mark, after in zip_longest(marks, marks[1:]):
        end = _END.match(mark[2])
        if not end:
            found.odd[_OPEN_END] += 1
        cue = Cue([], mark[1], _seconds(mark[1]), _seconds(end[1]) if end else None)
        lines = text[mark.end() + 1 : after.start() if after else None].split("\n")
        blank = _blank(lines)
        following = ""
        if after:
            lines.pop()
            number, following = _identifier(lines, blank, number, webvtt=webvtt)
        _fill(cue, lines[:blank], name)
        found.cues.append(cue)
        if len(lines) > blank:
            _between(found, lines[blank:], webvtt=webvtt)
        name = following
    return found


def _identifier(lines: list[str], blank: int, number: int, *, webvtt: bool) -> tuple[int, str]:
    """Take the number or identifier of the next cue off the end of the lines; return it, and a name in it.

    Where no blank line parts it from words, a number is one when it follows the last, or other words.
    """
    last = len(lines) - 1
    if last < 0 or not lines[last].strip():
        return number + 1, ""
    numbered = _NUMBERED.fullmatch(lines[last])
    if numbered and (last >= blank or last > 0 or int(numbered["number"]) == number + 1):
        lines.pop()
        return int(numbered["number"]), numbered["name"] or ""
    if webvtt and last > blank and not lines[last - 1].strip() and not _NOTE.match(lines[last]):
        lines.pop()
    return number + 1, ""


def _fill(cue: Cue, lines: list[str], name: str) -> None:
    """Put the words into a cue, and who says them where voice tags, its data or its number tell."""
    if not lines:
        return
    whole = "\n".join(lines)
    if "<v" in whole:
        parts = [(voice, _plain(words)) for voice, words in _voices(whole)]
    elif '"spokenText"' in whole and (told := _spoken(whole)):
        parts = [told]
    else:
        cue.lines = [words for words in map(_plain, lines) if words]
        cue.voices = [name] * len(cue.lines) if name else None
        return
    cue.lines = [words for _, words in parts if words]
    cue.voices = [voice for voice, words in parts if words]


def _voices(payload: str) -> Iterator[tuple[str, str]]:
    at, voice = 0, ""
    for tag in _VOICE.finditer(payload):
        yield voice, payload[at : tag.start()]
        at, voice = tag.end(), _plain(tag["name"])
    yield voice, payload[at:]


def _spoken(payload: str) -> tuple[str, str] | None:
    """Return name and words from the data that Teams can put into a cue."""
    try:
        told = json.loads(payload)
        return _plain(str(told.get("speakerName") or "")), _plain(str(told["spokenText"]))
    except (ValueError, RecursionError, AttributeError, KeyError):
        return None


def _plain(line: str) -> str:
    """Return a line without markup and entities, and with single spaces."""
    if "<" in line or "{" in line:
        line = _TAG.sub("", line)
    if "&" in line:
        line = unescape(line)
    return " ".join(line.split())


def _between(found: Captions, lines: list[str], *, webvtt: bool) -> None:
    """Read the blocks between one cue and the next: notes, styles, and words that have lost their time."""
    for block in _blocks(lines):
        size = sum(map(len, block)) + len(block)
        if webvtt and (note := _NOTE.match(block[0])):
            words = _plain(" ".join([block[0][note.end() :], *block[1:]]))
            if _BY_MACHINE.match(words):
                found.about.append(words)
                found.set_aside["notes by the program that made it"] += size
            else:
                found.cues.append(Cue([words], is_note=True))
        elif webvtt and block[0].strip() in ("STYLE", "REGION"):
            found.set_aside["styles and regions"] += size
        else:
            _stray(found, block)


def _stray(found: Captions, block: list[str]) -> None:
    """Keep words that have no time, or none that can be read."""
    numbered = _NUMBERED.fullmatch(block[0])
    words = [line for line in block[1 if numbered else 0 :] if not ("-->" in line and _BROKEN.match(line))]
    cue = Cue([])
    _fill(cue, words, "")
    if not cue.lines:
        return
    if numbered or len(words) < len(block) or not found.cues or found.cues[-1].is_note:
        found.odd[_UNTIMED] += 1
        found.cues.append(cue)
    else:
        found.odd[_LOOSE] += 1
        found.cues[-1].add(cue)


def _blank(lines: list[str]) -> int:
    """Return where the first blank line is, or how many lines there are."""
    return next((at for at, line in enumerate(lines) if not line or line.isspace()), len(lines))


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []


def _seconds(clock: str) -> float:
    """Return hours:minutes:seconds, with or without hours and thousandths, as seconds."""
    clock, _, fraction = clock.replace(",", ".").partition(".")
    parts = clock.split(":")
    if len(parts) == 4:  # thousandths after a colon
        fraction = parts.pop()
    whole = 0
    for part in parts:
        whole = whole * 60 + int(part)
    return whole + float(f"0.{fraction or 0}")
