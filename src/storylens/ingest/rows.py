"""Tables in written documents: data, a dialogue laid out in columns, or a box around text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from storylens.ingest.blocks import Block
from storylens.ingest.stampednames import clock
from storylens.ingest.strand import Strand, joined, words
from storylens.ingest.talkrows import TIME, columns_of, plain, talk_as_blocks

Row = Sequence[Sequence[Strand]]  # for each cell its paragraphs

_NUMBER = re.compile(r"\W*\d{1,5}\W*")
_SHORT = 12  # words in a cell of a table of data; a box holds more


def rows_as_blocks(rows: Sequence[Row]) -> Iterator[Block]:
    """Yield the lines of a table: a row a line, its cells parted by tabs.

    In a dialogue whose last column is what is said, the paragraphs of that column stay paragraphs. A table of
    one cell, or of one row with long cells, is a box: its paragraphs are paragraphs.
    """
    rows = [row for row in rows if any(plain(cell) for cell in row)]
    if all(len(row) == 1 for row in rows) or (len(rows) == 1 and any(_size(cell) > _SHORT for cell in rows[0])):
        for row in rows:
            for cell in row:
                yield from (Block(strand) for strand in cell)
    elif columns := columns_of(rows[0]):
        yield from talk_as_blocks(rows, columns)
    elif _is_dialogue(rows):
        for row in rows:
            yield from _turn(row)
    else:
        for row in rows:
            yield Block(joined([joined(list(cell), " ") for cell in row], "\t"))


def _size(cell: Sequence[Strand]) -> int:
    return len(plain(cell).split())


def _is_dialogue(rows: Sequence[Row]) -> bool:
    """Say whether a table is (number or time,) speaker, words: few names that come back, and long answers."""
    width = max(len(row) for row in rows)
    if width not in (2, 3) or len(rows) < 4:
        return False
    body = [row for row in rows if len(row) == width]
    names = [name for row in body if (name := plain(row[-2]))]
    short = sum(len(name.split()) <= 4 for name in names)
    if len(body) * 5 < len(rows) * 4 or not names or short * 10 < len(names) * 9:
        return False
    if not 2 <= len(set(names)) <= max(2, len(names) // 2) or sum(_size(row[-1]) for row in body) < 5 * len(body):
        return False
    firsts = [first for row in body if (first := plain(row[0]))]
    return width == 2 or sum(bool(TIME.fullmatch(f) or _NUMBER.fullmatch(f)) for f in firsts) * 5 >= len(firsts) * 4


def _turn(row: Row) -> Iterator[Block]:
    """Yield one row of a dialogue: the speaker and the first paragraph parted by a tab, then the others."""
    *before, said = row if len(row) > 1 else ((), row[0])
    lead = plain(before[0]) if len(before) > 1 else ""
    time = TIME.fullmatch(lead)
    paragraphs = [strand for strand in said if strand.text.strip()]
    head = [joined(list(before[-1]), " ")] if before and plain(before[-1]) else []
    if not head and not paragraphs:
        yield Block(words(lead))
        return
    first = joined(head + paragraphs[:1], "\t")
    yield Block(first, label=f"{lead}\t" if lead else "", said_at=clock(time["time"]) if time else "")
    yield from (Block(strand) for strand in paragraphs[1:])
