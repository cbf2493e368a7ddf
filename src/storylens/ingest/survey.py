"""What each column of a table is: key, date, consent, an open answer, a closed one, or something to be set aside.

What a person says comes first, then the form that belongs to the table, then the words at the head, and last
what stands in the cells.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from storylens.ingest.columns import (
    NO,
    PERSONAL,
    TECHNICAL,
    YES,
    Column,
    attribute_of,
    basis_of,
    field_of,
    grouped_by,
    plain_head,
)
from storylens.ingest.grid import Grid, Row
from storylens.ingest.xlsform import Form

OPEN = 4  # mean words in an answer; columns with fewer hold facts, not stories
LONG = 25  # mean words from which on an answer is told, even where several say the same
UNASKED = frozenset({"not asked", "n/a", "na", "not applicable", "skipped", "(skipped)", "does not apply", "#n/a"})
SILENT = frozenset(
    {"", "not answered", "no answer", "no response", "none given", "left blank", "-", ".", "99", "-99", "999"}
)
_TICKS = YES | NO | {""}
FACTS = ("attribute", "choice")


@dataclass
class _Filled:
    """What stands in the cells of one column."""

    filled: int = 0
    words: int = 0
    values: Counter[str] = field(default_factory=Counter)

    @property
    def mean(self) -> float:
        return self.words / self.filled if self.filled else 0.0

    @property
    def closed(self) -> bool:
        """Each value comes back: it was chosen, not told."""
        return self.mean < LONG and len(self.values) * 2 <= self.filled


def columns_of(grid: Grid, said: Mapping[str, str], form: Form | None = None) -> list[Column]:
    """Say what each column of a table is, by its first rows. Columns without head and content are left out."""
    filled = _count(grid.sample(), len(grid.header))
    spread = Counter(question for question, name in zip(grid.questions, grid.header, strict=True) if name)
    ticked = _ticked(grid, filled)
    found = []
    for at, name in enumerate(grid.header):
        if not name:
            continue
        label = name if grid.own[at] else grid.questions[at]
        column = Column(name, "", grid.questions[at], label, grid.options[at])
        if mapped := said.get(name.lower()) or (said.get(grid.questions[at].lower()) if not grid.own[at] else None):
            column = _mapped(column, mapped)
        elif form is not None and (known := form.column(name)) is not None:
            column = _in_form(column, known, filled[at])
        elif at in ticked:
            column = replace(
                column, kind="choice", label=ticked[at], question=ticked[at], option=name.rpartition("/")[2]
            )
        elif grid.own[at] and (kind := by_head(name)):
            column = replace(column, kind=kind)
        elif grid.own[at] and (attribute := attribute_of(name)):
            column = replace(column, kind="attribute", label=attribute)
        elif spread[grid.questions[at]] > 1:
            last = at + 1 == len(grid.header) or grid.questions[at + 1] != grid.questions[at]
            column = _one_of_several(column, filled[at], last=last)
        else:
            column = replace(column, kind="story" if _is_open(filled[at]) else "attribute")
        found.append(column)
    return _told_apart(found, set(ticked.values()))


def _count(rows: Sequence[Row], width: int) -> list[_Filled]:
    found = []
    for at in range(width):
        values = Counter(row.cells[at] for row in rows if at < len(row.cells))
        for cell in [cell for cell in values if not cell or cell.lower() in UNASKED]:
            del values[cell]
        words = sum(len(cell.split()) * times for cell, times in values.items())
        found.append(_Filled(values.total(), words, values))
    return found


def _is_open(filled: _Filled) -> bool:
    return filled.filled > 0 and filled.mean >= OPEN and not filled.closed


def by_head(name: str) -> str:
    """Return what a column is by its head alone, or nothing."""
    plain = plain_head(name)
    if basis_of(name) or grouped_by(name):
        return "basis"
    if plain.startswith("_") and TECHNICAL.fullmatch(plain):
        return "technical"
    if known := field_of(name):
        return known
    if PERSONAL.fullmatch(plain):
        return "personal"
    return "technical" if TECHNICAL.fullmatch(plain) else ""


def _mapped(column: Column, kind: str) -> Column:
    """Return a column as a person says that it is."""
    if kind in ("gender", "age", "place", "group"):
        return replace(column, kind="attribute", label=kind)
    return replace(column, kind=kind)


def _in_form(column: Column, known: Column, filled: _Filled) -> Column:
    """Return a column as its form has it; of texts, only cells tell whether they are facts or stories."""
    known = replace(known, name=column.name)
    if known.kind == "text":
        if filled.mean >= OPEN or not filled.filled:
            return replace(known, kind="story")
        return replace(known, kind="attribute", label=known.question if known.label == known.name else known.label)
    return known


def _one_of_several(column: Column, filled: _Filled, *, last: bool) -> Column:
    """Judge one of the columns over which a question is spread: an option, or what was answered in own words."""
    options = set(filled.values)
    if column.option and all(value.lower() in _TICKS or value == column.option for value in options):
        return replace(column, kind="choice")
    if len(options) <= 1 and not (last and filled.filled == 1 and filled.mean >= OPEN):
        return replace(column, kind="choice", option="")
    question = column.question + (f" / {column.option}" if column.option and len(column.option) > 1 else "")
    return replace(column, kind="story" if _is_open(filled) else "choice", option="", label=question)


def _ticked(grid: Grid, filled: Sequence[_Filled]) -> dict[int, str]:
    """Find columns such as `crops/maize` that hold nothing but ticks, and the question of each."""
    found: dict[str, list[int]] = defaultdict(list)
    for at, name in enumerate(grid.header):
        question, _, option = name.rpartition("/")
        if question and option and all(value.lower() in _TICKS for value in filled[at].values):
            found[question].append(at)
    return {
        at: question
        for question, places in found.items()
        for at in places
        if len(places) > 1 and any(filled[place].filled for place in places)
    }


def _told_apart(columns: list[Column], ticked: set[str]) -> list[Column]:
    """Set aside the column that says the same as several columns of ticks; give two open answers two labels."""
    labels = Counter(column.label for column in columns if column.kind == "story")
    return [
        replace(column, kind="ignore")
        if column.name in ticked and column.kind in ("attribute", "story")
        else replace(column, label=f"{column.label} ({column.name})")
        if column.kind == "story" and labels[column.label] > 1
        else column
        for column in columns
    ]


def facts_in(columns: Sequence[Column], row: Mapping[str, str]) -> dict[str, str]:
    """Return the closed answers in a row by what they are kept under, in small letters, so that sheets can be joined.

    Several answers to one question are listed.
    """
    found: dict[str, list[str]] = {}
    for column in columns:
        if column.kind not in FACTS or not (cell := row.get(column.name, "")) or cell.lower() in UNASKED:
            continue
        if column.kind == "choice" and column.option:
            if cell.lower() in NO:
                continue
            cell = column.option if cell.lower() in YES else cell
        found.setdefault(column.label.lower(), []).append(column.said(cell))
    return {label: "; ".join(dict.fromkeys(values)) for label, values in found.items()}
