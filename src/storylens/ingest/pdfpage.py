"""The lines on a page of a PDF file: their words, where they stand, how large they are."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from statistics import median, mode
from typing import Any, NamedTuple

from storylens.ingest.pdfcolumns import Line, in_reading_order, without_numbers

_LINE = re.compile("[^\r\n\x02\ufffe]+")
_PARTED = ("\x02", "\ufffe")  # how pdfium writes a hyphen at the end of a line
_SPACES = re.compile(" +")
_RAISED = re.compile(r"(?:\d{1,3}|[*†‡§]{1,2})(?!\w)")
_BEFORE_RAISED = ".,;:!?)”’\"'"
_NOTE = re.compile(r"[\d*†‡§]")
_WIDE = 0.9  # of the size of a line: a gap between words that may part columns
_LOOSE = 1.2  # times the width of an average line with as many letters: it may have gaps
_SAMPLE = 5  # lines of a page, the widest, that are looked at in any case
_NARROW = 0.85  # of a good line; wider ones are not asked whether they are bold
_ALONE = 1.6  # times its size below the line before: it may be a heading
_RUN_TOGETHER = 0.8  # of its size, by which the last letter of a line may hang below the first
_LIFT = 0.15  # of its size, by which a raised number stands above the line


class Page(NamedTuple):
    """The lines of a page in the order in which they are read, and how many letters merely count them."""

    lines: list[Line]
    numbers: int = 0


def read_page(page: Any) -> Page:
    """Return the words of a page."""
    textpage = page.get_textpage()
    try:
        glyphs = _Glyphs(textpage)
        rows = glyphs.rows(list(glyphs.lines()))
    finally:
        textpage.close()
    kept = without_numbers(rows)
    numbers = sum(len(row[0].text) for row in rows if row not in kept) if len(kept) < len(rows) else 0
    return Page(in_reading_order(kept), numbers)


class _Glyphs:
    """The letters of a page. To ask about one takes as long as to read two, so few are asked about."""

    def __init__(self, textpage: Any) -> None:
        import pypdfium2.raw as raw

        self._raw, self._page = raw, textpage.raw
        self._buffer, self._flags = (raw.c_char * 128)(), raw.c_int()
        self._box, self._matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self._x, self._y = raw.c_double(), raw.c_double()
        self.text: str = textpage.get_text_range()
        self._units: list[int] | None = None
        if len(self.text) != textpage.count_chars():  # letters beyond the first plane, and signs that are no letters
            self._units = list(accumulate((1 + (letter > "\uffff") for letter in self.text), initial=0))
        self._rotation = self._turned()

    def _turned(self) -> int:
        """Return by how many degrees most letters are turned: pages are at times drawn on their side."""
        letters = range(0, len(self.text), 1 + len(self.text) // _SAMPLE)
        angles = (self._raw.FPDFText_GetCharAngle(self._page, self._number(at)) for at in letters)
        return mode([round(angle / (math.pi / 2)) % 4 * 90 for angle in angles]) if self.text else 0

    def _number(self, at: int) -> int:
        """Return the number that pdfium gives to a letter."""
        if self._units is None:
            return at
        return int(self._raw.FPDFText_GetCharIndexFromTextIndex(self._page, self._units[at]))

    def origin(self, at: int) -> tuple[float, float]:
        """Return where a letter begins on its base line, as on the page when it is held upright."""
        self._raw.FPDFText_GetCharOrigin(self._page, self._number(at), self._x, self._y)
        return self._upright(self._x.value, self._y.value)

    def edges(self, at: int) -> tuple[float, float, float]:
        """Return the left, right and lower edge of a letter."""
        box = self._box
        self._raw.FPDFText_GetLooseCharBox(self._page, self._number(at), box)
        if not self._rotation:
            return box.left, box.right, box.bottom
        one, other = self._upright(box.left, box.bottom), self._upright(box.right, box.top)
        return min(one[0], other[0]), max(one[0], other[0]), min(one[1], other[1])

    def size(self, at: int) -> float:
        """Return the size of a letter's font as it is drawn."""
        number, matrix = self._number(at), self._matrix
        self._raw.FPDFText_GetMatrix(self._page, number, matrix)
        size = self._raw.FPDFText_GetFontSize(self._page, number)
        return float(size * (abs(matrix.d) + abs(matrix.b) or 1.0))  # one of the two is nought, but for slanted lines

    def _upright(self, x: float, y: float) -> tuple[float, float]:
        turns = {0: (x, y), 90: (y, -x), 180: (-x, -y), 270: (-y, x)}
        return turns.get(self._rotation, (x, y)) if self._rotation else (x, y)

    def lines(self) -> Iterator[tuple[int, Line]]:
        """Yield the lines as pdfium has them, each with the number of its first letter."""
        text = self.text
        for found in _LINE.finditer(text):
            whole = found[0]
            words = whole.strip()
            if not words:
                continue
            at = found.start() + (len(whole) - len(whole.lstrip()) if whole[0].isspace() else 0)
            middle = at + len(words) // 2
            if text[middle] == " ":  # pdfium made it up from a gap; the letter before it did not
                middle -= 1
            left, bottom = self.origin(at)
            if _NOTE.match(words):  # it may be raised
                bottom = self.origin(middle)[1]
            parted = text[found.end() : found.end() + 1] in _PARTED
            end = at + len(words)
            _, right, low = self.edges(end - 1)
            size = self.size(middle)
            if abs(bottom - low) > _RUN_TOGETHER * size:  # its end stands on another line than its beginning
                yield from self._apart(at, end, parted)
            else:
                yield at, Line(words, left, right, bottom, size, parted)

    def _apart(self, at: int, end: int, parted: bool) -> Iterator[tuple[int, Line]]:
        """Yield the lines that pdfium ran together, as it does where letters of different height meet."""
        starts = [at]
        for space in _SPACES.finditer(self.text, at, end):
            if abs(self.origin(space.end())[1] - self.origin(starts[-1])[1]) > 0.5 * self.size(space.end()):
                starts.append(space.end())
        for start, following in zip(starts, [*starts[1:], end], strict=True):
            words = self.text[start:following].rstrip()
            left, bottom = self.origin(start)
            last = start + len(words) - 1
            yield start, Line(words, left, self.edges(last)[1], bottom, self.size(start), parted and following == end)

    def rows(self, lines: Sequence[tuple[int, Line]]) -> list[Sequence[Line]]:
        """Return each line in the pieces that gaps part, with what else is to be known of some of them."""
        if not lines:
            return []
        widths = sorted(line.right - line.left for _, line in lines)
        narrow = _NARROW * widths[len(widths) * 3 // 4]
        size = max(line.size for _, line in lines)
        noted = any(line.size < 0.9 * size and _NOTE.match(line.text) for _, line in lines)
        suspects = self._suspects(lines)
        rows: list[Sequence[Line]] = []
        before: Line | None = None
        for number, (at, line) in enumerate(lines):
            if noted:
                line = self._with_signs(at, line)
            pieces = self._pieces(at, line) if number in suspects else [(at, line)]
            alone = before is None or before.bold or not 0 < before.bottom - line.bottom < _ALONE * line.size
            if len(pieces) > 1 or (alone and line.right - line.left < narrow):
                pieces = [(start, self._with_weight(start, piece)) for start, piece in pieces]
            rows.append([piece for _, piece in pieces])
            before = pieces[0][1]
        return rows

    def _with_weight(self, at: int, line: Line) -> Line:
        return line._replace(bold=True) if self._is_bold(at) and self._is_bold(at + len(line.text) - 1) else line

    def _is_bold(self, at: int) -> bool:
        """Say whether a letter is of a font whose name says that it is bold."""
        size = self._raw.FPDFText_GetFontInfo(self._page, at, self._buffer, len(self._buffer), self._flags)
        name = self._buffer.raw[: max(0, min(size, len(self._buffer)))].lower()
        return b"bold" in name or b"black" in name or b"heavy" in name

    def _suspects(self, lines: Sequence[tuple[int, Line]]) -> set[int]:
        """Return which lines may have gaps between their words: loose ones, or all if a wide one has."""
        widths = [(line.right - line.left) / (len(line.text) * line.size or 1) for _, line in lines]
        usual = _LOOSE * median(widths)
        loose = {number for number, width in enumerate(widths) if width > usual}
        if self._raw.FPDFText_CountRects(self._page, 0, -1) < len(lines) + _SAMPLE:  # each was drawn at one go
            return loose
        widest = sorted(range(len(lines)), key=lambda number: lines[number][1].left - lines[number][1].right)
        return set(range(len(lines))) if any(self._gaps(*lines[number]) for number in widest[:_SAMPLE]) else loose

    def _gaps(self, at: int, line: Line) -> list[tuple[int, int, float, float]]:
        """Return where words stand far apart: from and to in the text, from and to on the page."""
        gaps = []
        for space in _SPACES.finditer(line.text):
            before, after = self.edges(at + space.start() - 1)[1], self.edges(at + space.end())[0]
            if after - before > _WIDE * line.size:
                gaps.append((space.start(), space.end(), before, after))
        return gaps

    def _pieces(self, at: int, line: Line) -> list[tuple[int, Line]]:
        """Part a line at its gaps."""
        gaps = self._gaps(at, line)
        starts = [(0, line.left), *((to, right) for _, to, _, right in gaps)]
        ends = [*((start, left) for start, _, left, _ in gaps), (len(line.text), line.right)]
        pieces = []
        for (start, left), (end, right) in zip(starts, ends, strict=True):
            signs = tuple((a - start, b - start) for a, b in line.signs if start <= a and b <= end)
            parted = line.parted and end == len(line.text)
            piece = Line(line.text[start:end], left, right, line.bottom, line.size, parted, line.bold, signs)
            pieces.append((at + start, piece))
        return pieces

    def _with_signs(self, at: int, line: Line) -> Line:
        """Note which numbers in a line are raised and small."""
        signs = []
        for sign in _RAISED.finditer(line.text):
            before = line.text[sign.start() - 1 : sign.start()]
            if not (before.isalpha() or (before and before in _BEFORE_RAISED)):
                continue
            height = self.origin(at + sign.start())[1] - line.bottom
            if height > _LIFT * line.size and self.size(at + sign.start()) <= line.size:
                signs.append(sign.span())
        return line._replace(signs=tuple(signs)) if signs else line
