"""Tables in files: CSV, TSV and Excel, all cells as text, read row by row and as often as is needed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from storylens.ingest.source import Source
from storylens.records import UnreadableError

_HELD = 2_400_000  # characters of a table that are kept, as its rows are gone through several times
_LOOKED_AT = 40  # rows among which the row of heads is looked for
_UNNAMED = re.compile(r"(?:column|col\.?|unnamed:?|field)?[ _.]*\d+(?:_level_\d+)?|\.{3}\d+|", re.IGNORECASE)
_FACT = re.compile(r"[-+]?[\d.,:/ ]+%?|\d{4}-\d{2}-\d{2}.*|true|false", re.IGNORECASE)
_SECOND = {"response", "open-ended response", "responses", "answer"}  # what survey tools put under a head


class Row(NamedTuple):
    """One row: its number in the file, its cells, and how many characters of the file it takes."""

    number: int
    cells: list[str]
    size: int


Lines = Callable[[], Iterator[Row]]


@dataclass(frozen=True)
class Grid:
    """One table. `header` gives each column a name of its own; `questions` the head that it belongs to.

    One question may take several columns: those after the first have no head of their own. `options` is what
    stands in a second row of heads. `own` says of which columns the name stands in the file.
    """

    name: str
    header: tuple[str, ...]
    questions: tuple[str, ...]
    options: tuple[str, ...]
    own: tuple[bool, ...]
    lines: Lines = field(repr=False)
    above: int = 0  # characters of the rows over the heads
    heads: int = 0  # characters of the heads
    notes: list[str] = field(default_factory=list)  # fills as rows are read

    @property
    def remarks(self) -> tuple[str, ...]:
        """Return what was odd in the rows that were read so far."""
        return tuple(dict.fromkeys(self.notes))

    def body(self) -> Iterator[Row]:
        """Yield the rows under the heads that are not empty."""
        return (row for row in self.lines() if any(row.cells))

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield the number of each row that is not empty, and its cells by column."""
        for row in self.body():
            yield row.number, self.named(row.cells)

    def named(self, cells: Sequence[str]) -> dict[str, str]:
        """Return cells by the names of their columns."""
        return {name: cells[at] if at < len(cells) else "" for at, name in enumerate(self.header) if name}

    def sample(self, count: int = 5000) -> list[Row]:
        """Return the first rows."""
        return list(islice(self.body(), count))


class _Kept:
    """The rows of a table, of which the first are kept once they have been read; the rest are read again each time."""

    def __init__(self, lines: Lines) -> None:
        self._lines, self._reading = lines, lines()
        self._rows: list[Row] = []
        self._room, self._ended = _HELD, False

    def __call__(self) -> Iterator[Row]:
        at = 0
        while at < len(self._rows) or self._more():
            yield self._rows[at]
            at += 1
        if not self._ended:
            yield from islice(self._lines(), at, None)

    def _more(self) -> bool:
        """Keep another row, if there is one and room for it."""
        if self._ended or self._room <= 0:
            return False
        row = next(self._reading, None)
        if row is None:
            self._ended = True
            return False
        self._rows.append(row)
        self._room -= row.size + 100
        return True


def grids(source: Source) -> Iterator[Grid]:
    """Yield the tables of a file: one of a text file, one a sheet of a workbook.

    Raises `UnreadableError` when it is no table, empty, or damaged.
    """
    if source.suffix in (".xlsx", ".xlsm") or "xl/workbook.xml" in source.members():
        from storylens.ingest.workbook import sheets

        yield from sheets(source)
    else:
        from storylens.ingest.delimited import delimited

        yield delimited(source)


def grid_of(name: str, lines: Lines, notes: list[str]) -> Grid | None:
    """Find the row of heads, which need not be the first, and make a grid; None where nothing is in it."""
    lines = _Kept(lines)
    first = [row for row in islice(lines(), _LOOKED_AT) if any(row.cells)]
    if not first:
        return None
    at = _row_of_heads([row.cells for row in first])
    heads = first[at]
    second = first[at + 1] if at + 1 < len(first) and _is_second(heads.cells, first[at + 1].cells) else None
    last = (second or heads).number
    width = max(len(row.cells) for row in first[at:])
    header, questions, own = _names(_padded(heads.cells, width), _filled_columns(first[at + 1 :], width))
    if at:
        notes.append(f"rows above the row of heads, not read: {at}")

    def body() -> Iterator[Row]:
        return (row for row in lines() if row.number > last)

    return Grid(
        name=name,
        header=header,
        questions=questions,
        options=tuple(_padded(second.cells, width)) if second else ("",) * width,
        own=own,
        lines=body,
        above=sum(row.size for row in first[:at]),
        heads=heads.size + (second.size if second else 0),
        notes=notes,
    )


def _padded(cells: Sequence[str], width: int) -> list[str]:
    return [*cells[:width], *[""] * (width - len(cells))]


def _row_of_heads(rows: Sequence[Sequence[str]]) -> int:
    """Return which row has the heads: the first that is as wide as most, and is of words that differ."""
    widths = Counter(sum(map(bool, row)) for row in rows)
    usual = max(widths, key=lambda width: (widths[width] * (width > 1), width))
    for at, row in enumerate(rows[:-1]):
        filled = [cell for cell in row if cell]
        words = sum(not _FACT.fullmatch(cell) for cell in filled)
        if len(set(filled)) * 5 >= usual * 3 and len(filled) > (usual > 1) and words * 2 > len(filled):
            return at
    return 0


def _is_second(heads: Sequence[str], cells: Sequence[str]) -> bool:
    """Say whether a row holds options under heads that are wider than one column, as survey tools export them."""
    named = [cell for head, cell in zip(heads, cells, strict=False) if head and not _UNNAMED.fullmatch(head)]
    under = [cell for head, cell in zip(heads, cells, strict=False) if not head]
    told = [cell for cell in named if cell and cell.lower() not in _SECOND]
    options = [cell for cell in under if cell]
    if any(_FACT.fullmatch(cell) for cell in told + options) or len(set(options)) < len(options):
        return False
    announced = any(cell.lower() in _SECOND for cell in cells)
    alone = [
        cell for at, cell in enumerate(cells[: len(heads)]) if heads[at] and (at + 1 == len(heads) or heads[at + 1])
    ]
    return bool(options) and (announced or not any(alone))


def _filled_columns(rows: Sequence[Row], width: int) -> set[int]:
    return {at for row in rows for at, cell in enumerate(row.cells[:width]) if cell}


def _names(heads: Sequence[str], filled: set[int]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[bool, ...]]:
    """Name the columns: each once; one without a head belongs to the question before it."""
    anything = any(head and not _UNNAMED.fullmatch(head) for head in heads)
    names: dict[str, int] = {}
    questions: list[str] = []
    own: list[bool] = []
    question = ""
    for at, head in enumerate(heads):
        named = bool(head) and not (anything and _UNNAMED.fullmatch(head))
        question = head if named else question
        name = head or (f"column {_letters(at)}" if at in filled else "")
        while name and name in names:
            name = f"{name} ({_letters(at)})"
        names[name or f"\x00{at}"] = at
        questions.append(question or name)
        own.append(named)
    return tuple(name if not name.startswith("\x00") else "" for name in names), tuple(questions), tuple(own)


def _letters(at: int) -> str:
    letters = ""
    while at >= 0:
        at, rest = divmod(at, 26)
        letters, at = chr(ord("A") + rest) + letters, at - 1
    return letters


def damaged(source: Source) -> UnreadableError:
    """Return the error for a table that no program can open."""
    return UnreadableError(
        "the table is damaged or cut off", where=source.name, todo="open it in its own program and save it again"
    )
