"""In which order the lines of a page are read: columns one after the other, rows of tables as rows.

A PDF file draws its words in some order. Mostly it is the one in which they are read, and is kept; where a
program drew line by line across columns, or in no order, it is made from where the words stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_MOST = 4  # columns on a page
_FEWEST = 5  # lines side by side that make columns
_PROSE = 18  # letters of an average line in a column; a cell of a table has fewer
_APART = 1.7  # of the size of a line: gap between cells; smaller ones come from justified lines
_FAR = 3.4  # the same in a row whose neighbours have no gap
_LEVEL = 0.35  # of the size of a line: two on the same height
_NUMBER = re.compile(r"\d{1,3}")
_NUMBERED = 8  # lines with numbers one after the other: a transcript with numbered lines


class Line(NamedTuple):
    """One line. Lengths are in points, from the lower left corner of the page."""

    text: str
    left: float
    right: float
    bottom: float  # the base line, on which the letters stand
    size: float  # of the font
    parted: bool = False  # its last word goes on in the next line
    bold: bool = False
    signs: tuple[tuple[int, int], ...] = ()  # where raised numbers stand in it, which may refer to footnotes
    cells: bool = False  # a row of a table, its cells parted by tabs


def in_reading_order(rows: list[Sequence[Line]]) -> list[Line]:
    """Return the lines of a page in reading order; each row holds what stands on one height, left to right."""
    pieces = [piece for row in rows for piece in row]
    if _is_disordered(pieces):
        pieces.sort(key=lambda line: (-line.bottom, line.left))
        rows = [[piece] for piece in pieces]
    return list(_ordered(_rows(rows)))


def _rows(rows: Sequence[Sequence[Line]]) -> list[Sequence[Line]]:
    """Put together what is drawn one after the other on the same height."""
    joined: list[Sequence[Line]] = []
    for row in rows:
        last, first = joined[-1][-1] if joined else None, row[0]
        if last and first.left > last.right and abs(last.bottom - first.bottom) < _LEVEL * min(last.size, first.size):
            joined[-1] = [*joined[-1], *row]
        else:
            joined.append(row)
    return joined


def _is_disordered(lines: Sequence[Line]) -> bool:
    """Say whether lines jump up, not to another column, again and again."""
    jumps = sum(
        after.bottom > before.bottom + before.size and after.left < before.right for before, after in pairwise(lines)
    )
    return len(lines) >= 8 and jumps * 4 > len(lines)


def _ordered(rows: list[Sequence[Line]], columns: int = _MOST) -> Iterator[Line]:
    """Yield column after column where there are any; a line across all of them parts what is above and below."""
    river = _river(rows) if columns > 1 else None
    if river is None:
        for at, row in enumerate(rows):
            if len(row) == 1:
                yield row[0]
                continue
            yield _as_row(row, any(map(_is_apart, rows[max(0, at - 1) : at] + rows[at + 1 : at + 2])))
        return
    left: list[Sequence[Line]] = []
    right: list[Sequence[Line]] = []

    def both() -> Iterator[Line]:
        yield from _ordered(left, columns - 1)
        yield from _ordered(right, columns - 1)
        left.clear()
        right.clear()

    for row in rows:
        if any(piece.left < river < piece.right for piece in row):
            yield from both()
            yield _as_row(row, False)
            continue
        for side, pieces in (
            (left, [piece for piece in row if piece.right <= river]),
            (right, [piece for piece in row if piece.left >= river]),
        ):
            if pieces:
                side.append(pieces)
    yield from both()


def _river(rows: Sequence[Sequence[Line]]) -> float | None:
    """Return where white space runs down between columns of prose, if it does."""
    gaps = [(a.right, b.left) for row in rows for a, b in pairwise(row)]
    if len(gaps) < _FEWEST:
        return None
    centres = sorted({round((a + b) / 2) for a, b in gaps})
    step = max(1, len(centres) // 60)
    best = max(centres[::step], key=lambda x: (sum(a < x < b for a, b in gaps), -x))
    beside = [row for row in rows if any(a.right < best < b.left for a, b in pairwise(row))]
    across = sum(any(piece.left < best < piece.right for piece in row) for row in rows)
    if len(beside) < _FEWEST or across > len(beside):
        return None
    sides = [[piece for row in beside for piece in row if (piece.right <= best) is side] for side in (True, False)]
    prose = all(sum(len(piece.text) for piece in side) >= _PROSE * len(side) for side in sides)
    return float(best) if prose else None


def _is_apart(row: Sequence[Line]) -> bool:
    return any(b.left - a.right > _APART * a.size for a, b in pairwise(row))


def _as_row(row: Sequence[Line], in_table: bool) -> Line:
    """Return one line: cells parted by tabs where they stand far apart, and very far in a row by itself."""
    if len(row) == 1:
        return row[0]
    text, signs, cells = row[0].text, list(row[0].signs), False
    for before, piece in pairwise(row):
        apart = piece.left - before.right > (_APART if in_table else _FAR) * before.size
        cells |= apart
        text += "\t" if apart else " "
        signs += [(start + len(text), end + len(text)) for start, end in piece.signs]
        text += piece.text
    size, bold = max(piece.size for piece in row), all(piece.bold for piece in row)
    return Line(text, row[0].left, row[-1].right, row[0].bottom, size, row[-1].parted, bold, tuple(signs), cells)


def without_numbers(rows: Sequence[Sequence[Line]]) -> list[Sequence[Line]]:
    """Leave out the numbers that count the lines of a page in its margin."""
    alone = [at for at, row in enumerate(rows) if len(row) == 1 and _NUMBER.fullmatch(row[0].text)]
    counted: set[int] = set()
    run: list[int] = []
    for at in alone:
        line = rows[at][0]
        last = rows[run[-1]][0] if run else None
        if last is None or int(line.text) != int(last.text) + 1 or abs(line.right - last.right) > line.size:
            counted.update(run if len(run) >= _NUMBERED else ())
            run = []
        run.append(at)
    counted.update(run if len(run) >= _NUMBERED else ())
    return [row for at, row in enumerate(rows) if at not in counted]
