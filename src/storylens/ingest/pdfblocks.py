"""From the lines of a PDF file to paragraphs, headings, footnotes and rows of tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median
from typing import NamedTuple

from storylens.ingest.blocks import Block
from storylens.ingest.hyphens import Words
from storylens.ingest.pdfcolumns import Line
from storylens.ingest.prose import Prose
from storylens.ingest.strand import words
from storylens.ingest.text import LABEL
from storylens.records import Stretch

_ENDED = re.compile(r"[.!?:…][\"”’»)\]]*\d{0,3}$|[\])]$")
_STOP = re.compile(r"[.!,;:…]$")
_ITEM = re.compile(r"(?:[•●▪◦‣·–—o*-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+\S")
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVX]{1,5}\.)\s+[^\W\d_a-z]")
NOTE = re.compile(r"(?P<sign>\d{1,3}|[*†‡§]{1,2})[.)]?\s*(?=[^\s\d.,])")
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*(?:\d{1,4}|[ivxl]{1,6})$")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_LIGATURES = dict(
    zip("\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06", ["ff", "fi", "fl", "ffi", "ffl", "st", "st"], strict=True)
)
_LARGER, _SMALLER = 1.12, 0.93  # than the body: headings, footnotes
_GAP = 1.2  # times the usual distance of lines
_MUCH = 0.15  # of the letters of a file
_ALIKE = 0.08  # of a size, by which letters of one paragraph may differ
_RAGGED = 0.35  # of the width of a column that a line may leave free and still go on
_MANY = 12  # lines of a size from which their usual distance can be told
_LONGEST_HEADING = 160  # letters


class Body(NamedTuple):
    """How most of a file looks."""

    size: float
    largest: float  # size of the largest letters in which much is written
    bold: bool
    spacing: float  # distance of lines, times their size
    pitches: dict[int, float]  # distance of lines by their size, where there are many of them

    def pitch(self, line: Line) -> float:
        """Return the usual distance of lines as large as this one."""
        return self.pitches.get(round(line.size), line.size * self.spacing)


def body_of(lines: Sequence[Line]) -> Body:
    """Return how most lines of a file look."""
    letters: Counter[int] = Counter()
    distances: dict[int, list[float]] = {}
    before_size = before_bottom = 0.0
    for line in lines:
        size, bottom = line.size, line.bottom
        letters[int(2 * size + 0.5)] += len(line.text)
        if -1 < size - before_size < 1 and 0 < before_bottom - bottom < 3 * size:
            distances.setdefault(round(size), []).append(before_bottom - bottom)
        before_size, before_bottom = size, bottom
    halves = letters.most_common(1)[0][0] if letters else 2
    size = halves / 2
    largest = max((one / 2 for one, count in letters.items() if count >= _MUCH * letters.total()), default=size)
    usual = [apart for near in (0, -1, 1) for apart in distances.get(round(size) + near, [])]
    spacing = median(usual) / size if usual and size else 1.2
    pitches = {size: median(apart) for size, apart in distances.items() if len(apart) >= _MANY}
    return Body(size, largest, sum(line.bold for line in lines) * 2 > len(lines), spacing, pitches)


class Column(NamedTuple):
    """Lines below each other, and the edges between which they stand."""

    lines: list[Line]
    left: float
    right: float


def columns_of(lines: Sequence[Line]) -> Iterator[Column]:
    """Yield runs of lines of one page that stand below each other."""
    run: list[Line] = []
    for line in lines:
        if run and not (
            line.bottom < run[-1].bottom and line.left < run[-1].right + line.size and line.right > run[-1].left
        ):
            yield _column(run)
            run = []
        run.append(line)
    if run:
        yield _column(run)


def _column(run: list[Line]) -> Column:
    return Column(run, min(line.left for line in run), max(line.right for line in run))


class Paragraphs:
    """Put lines together, column after column and page after page."""

    def __init__(self, body: Body, prose: Prose, vocabulary: Words, signs: frozenset[str]) -> None:
        self.body, self.prose, self.vocabulary, self.signs = body, prose, vocabulary, signs
        self._lines: list[Line] = []
        self._above = False  # a gap stands above the paragraph
        self._short = False  # the column before ended with a short line
        self._notes: list[Block] = []  # footnotes that wait for the end of the paragraph
        self._headings: dict[int, tuple[int, int]] = {}  # by place among the blocks: how they look, the highest first

    def add(self, column: Column) -> None:
        """Add a column."""
        lines, notes = split_notes(column.lines, self.body)
        self._notes += [Block(words(text), Stretch.NOTE, f"[{sign}] ") for sign, text in self._footnotes(notes)]
        for number, line in enumerate(lines):
            if (
                line.text[-1].isalnum()
                and ("..." in line.text or ". . ." in line.text)
                and _LEADERS.search(line.text)
                and _is_contents(lines, number)
            ):
                self.end()
                self.prose.set_aside["table of contents"] += len(line.text)
                continue
            above = lines[number - 1] if number else None
            below = lines[number + 1] if number + 1 < len(lines) else None
            gap = above is None or above.bottom - line.bottom > _GAP * self.body.pitch(line)
            if not self._lines or self._ends_before(line, above, below, gap, column):
                self.end()
                self._above = gap
            self._lines.append(line)
        if lines:
            self._short = column.right - lines[-1].right > _RAGGED * (column.right - column.left)

    def _ends_before(self, line: Line, above: Line | None, below: Line | None, gap: bool, column: Column) -> bool:
        """Say whether the paragraph so far ends before this line."""
        last = self._lines[-1]
        if last.cells or line.cells:
            return True
        if last.parted:
            return False
        if (abs(last.size - line.size) > _ALIKE * line.size or last.bold != line.bold) and not self._inside(last, line):
            return True
        if above is None:  # a new column or page: it goes on where a full line breaks off within a sentence
            return (
                _has_ended(last) or self._short or _ITEM.match(line.text) is not None or self._is_heading(self._lines)
            )
        if gap or self._is_indented(line, last, below):
            return True
        room = column.right - last.right
        if room < line.size:  # a full line
            return _begins_anew(line) and _has_ended(last)
        needed = (line.text.find(" ") + 1 or len(line.text)) * (line.right - line.left) / len(line.text)
        if room < needed + 0.5 * line.size:
            return _begins_anew(line) and _has_ended(last)
        ragged = _RAGGED * (column.right - column.left) * (1 if line.text[0].islower() else 0.6)
        return room > ragged or _has_ended(last)

    def _inside(self, last: Line, line: Line) -> bool:
        """Say whether a sentence goes on in a line that differs only in being bold or not."""
        return abs(last.size - line.size) <= _ALIKE * line.size and line.text[0].islower() and not _has_ended(last)

    def _is_indented(self, line: Line, last: Line, below: Line | None) -> bool:
        """Say whether a line is the first of a paragraph because it stands further in."""
        step = 0.7 * line.size
        back = below is not None and line.left - below.left > step
        if abs(line.left - last.left) < step:  # after a paragraph of one line
            return back and len(self._lines) == 1 and _has_ended(last)
        if line.left < last.left or _ITEM.match(last.text) or LABEL.match(last.text):
            return False
        return back or below is None or len(self._lines) > 1

    def _is_heading(self, lines: Sequence[Line]) -> bool:
        """Say whether lines are a heading: larger than the rest, or bold or numbered and by themselves."""
        text = " ".join(line.text for line in lines)
        if len(lines) > 3 or len(text) > _LONGEST_HEADING or lines[0].cells or not any(map(str.isalpha, text)):
            return False
        if lines[0].size > _LARGER * self.body.largest:
            return True
        if _STOP.search(text) or text.endswith("?") or lines[0].size < _SMALLER * self.body.size:
            return False
        bold = all(line.bold for line in lines) and not self.body.bold
        return self._above and (bold or (len(lines) == 1 and _NUMBERED.match(text) is not None))

    def end(self) -> None:
        """End the paragraph; footnotes of its page follow it."""
        lines, self._lines = self._lines, []
        if lines:
            text, heading = self._text(lines), self._is_heading(lines)
            if heading:
                self._headings[len(self.prose.blocks)] = (-round(2 * lines[0].size), _depth(text))
            self.prose.blocks.append(Block(words(text), Stretch.HEADING if heading else Stretch.SPEECH))
        self.prose.blocks += self._notes
        self._notes = []

    def rank_headings(self) -> None:
        """Say how deep each heading stands: the larger its letters, and the fewer its numbers, the higher."""
        looks = sorted(set(self._headings.values()))
        for at, look in self._headings.items():
            self.prose.blocks[at] = replace(self.prose.blocks[at], level=1 + looks.index(look))

    def _text(self, lines: Sequence[Line]) -> str:
        text = ""
        for number, line in enumerate(lines):
            bare = self._without_signs(line)
            if number and lines[number - 1].parted:
                joined, hyphen = self.vocabulary.joined(text, bare)
                self.prose.set_aside["hyphens at the ends of lines"] += not hyphen
                text = joined
            else:
                text += (" " if number else "") + bare
        return _LIGATURE.sub(lambda found: _LIGATURES[found[0]], text)

    def _without_signs(self, line: Line) -> str:
        text = line.text
        for start, end in reversed(line.signs):
            if text[start:end] in self.signs:
                self.prose.set_aside["signs of footnotes"] += end - start
                text = text[:start] + text[end:]
        return text

    def _footnotes(self, lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
        note: list[Line] = []
        for line in [*lines, None]:
            if note and (line is None or NOTE.match(line.text)):
                text = self._text(note)
                found = NOTE.match(text)
                yield (found["sign"], text[found.end() :]) if found else ("", text)
                note = []
            if line is not None:
                note.append(line)


def _depth(text: str) -> int:
    """Return how many numbers a heading begins with: two in "2.1 Who came"."""
    number = _NUMBERED.match(text)
    return len(re.findall(r"\d+", number[0])) if number else 0


def _has_ended(line: Line) -> bool:
    """Say whether a line ends with a sentence."""
    return _ENDED.search(line.text[-8:]) is not None


def _begins_anew(line: Line) -> bool:
    """Say whether a line begins with a bullet, a number, or who speaks."""
    return _ITEM.match(line.text) is not None or (":" in line.text[:45] and LABEL.match(line.text) is not None)


def _is_contents(lines: Sequence[Line], at: int) -> bool:
    """Say whether a line that ends in a page number stands among its like."""
    return sum(bool(_LEADERS.search(line.text)) for line in lines[max(0, at - 4) : at + 5]) >= 3


def split_notes(lines: list[Line], body: Body) -> tuple[list[Line], list[Line]]:
    """Part the lines of a column from the footnotes at its end: smaller, and beginning with a sign."""
    at = len(lines)
    while at and lines[at - 1].size < _SMALLER * body.size and not lines[at - 1].cells:
        at -= 1
    first = next((number for number in range(at, len(lines)) if NOTE.match(lines[number].text)), len(lines))
    return lines[:first], lines[first:]
