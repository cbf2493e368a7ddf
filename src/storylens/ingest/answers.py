"""The answers of one respondent to a survey, as text and passages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from storylens.ingest.build import Builder
from storylens.ingest.columns import Column
from storylens.ingest.grid import Grid, Row
from storylens.ingest.source import Source
from storylens.ingest.survey import FACTS, SILENT, UNASKED, facts_in
from storylens.ingest.xlsform import Form
from storylens.records import Stretch

ASKED = "Interviewer"
NOT_ANSWERED, CHOSEN = "[not answered]", "[answered by choice only]"
_IDENTITIES = ("_uuid", "meta/instanceid", "instanceid", "key", "_id")  # what software calls a submission by
_DATES = ("_submission_time", "submissiondate", "today", "start", "end")
_ASIDE = {
    "personal": "names, addresses and places of persons",
    "technical": "what the software noted",
    "ignore": "columns to be ignored",
}


@dataclass(frozen=True)
class Table:
    """One table of a file, with what its columns are, and the form that it answers."""

    source: Source
    grid: Grid
    columns: Sequence[Column]
    form: Form | None = None

    @cached_property
    def stories(self) -> list[Column]:
        """Columns with open answers."""
        return [
            column for column in self.columns if column.kind == "story" or (column.kind == "told" and self._is_open)
        ]

    @cached_property
    def is_interview(self) -> bool:
        """Each row is a question and its answer."""
        return {"asked", "told"} <= {column.kind for column in self.columns}

    @property
    def _is_open(self) -> bool:
        return not self.is_interview

    @cached_property
    def key(self) -> str | None:
        """The column that says who answers: of several, the first that is different in most rows."""
        rows = self.grid.sample(1000)
        best: tuple[int, str] | None = None
        for column in self.columns:
            if column.kind not in ("id", "case"):
                continue
            at = self.grid.header.index(column.name)
            values = [row.cells[at] for row in rows if at < len(row.cells) and row.cells[at]]
            if column.kind == "case" and len(set(values)) < len(rows):
                continue  # a case that several speak on is not a person
            different = len(set(values)) + (column.kind == "id") * len(rows)
            if values and (best is None or different > best[0]):
                best = (different, column.name)
        return best[1] if best else None

    @cached_property
    def identity(self) -> str | None:
        """The column that names a submission for good: the key, or else what software calls it by."""
        made = [name for wanted in _IDENTITIES for name in self.grid.header if name.lower() == wanted]
        return self.key or next(iter(made), None)

    def kind_of(self, name: str) -> str:
        """Return what a column is."""
        return next((column.kind for column in self.columns if column.name == name), "")

    @cached_property
    def firsts(self) -> dict[str, str]:
        """The first column of each kind; where none is a date, that of what software noted when it was sent."""
        firsts = {column.kind: column.name for column in reversed(self.columns)}
        noted = [name for wanted in _DATES for name in self.grid.header if name.lower() == wanted]
        return {"date": noted[0], **firsts} if noted else firsts

    def cell(self, kind: str, cells: Mapping[str, str]) -> str:
        """Return what stands in the first column of a kind."""
        return cells.get(self.firsts.get(kind, ""), "")


class Answers:
    """Put together what one respondent was asked and answered; `built` is what came of it."""

    def __init__(self, table: Table, speaker: str, key: str) -> None:
        self.table, self.speaker, self.key = table, speaker, key
        self.built = Builder()
        self.kept = 0  # characters of cells that are in the text
        stories = table.stories
        self._choices: dict[str, list[Column]] = {}
        for column in table.columns:
            if column.kind == "choice":
                self._choices.setdefault(column.question, []).append(column)
        self._shown = len(stories) > 1 or any(
            _is_question(column.question) or column.question in self._choices for column in stories
        )

    def add(self, cells: Mapping[str, str]) -> None:
        """Add the open answers of a row; nothing when the row is empty but for keys and dates."""
        told = any(cells.get(column.name, "").lower() not in SILENT | UNASKED for column in self.table.stories)
        facts = facts_in(self.table.columns, cells)
        if told or (facts and self._shown):
            prompt = self.table.cell("asked", cells)
            self.kept += len(prompt)
            self.built.line(prompt, speaker=ASKED, key=f"{ASKED}:{self.speaker}", asked=True)
            for column in self.table.stories:
                self._answer(column, cells, shown=self._shown)

    def add_repeated(self, groups: Sequence[tuple[str, Sequence[Column], Mapping[str, str]]]) -> None:
        """Add what was answered in repeated groups: their number, closed answers as a note, open ones as answers."""
        for heading, columns, cells in groups:
            self.built.line(heading, stretch=Stretch.HEADING, level=1)
            closed = "; ".join(f"{label}: {value}" for label, value in facts_in(columns, cells).items())
            self.built.line(closed, stretch=Stretch.NOTE, speaker=self.speaker, key=self.key)
            for column in columns:
                if column.kind == "story":
                    self._answer(column, cells, shown=True)

    def _answer(self, column: Column, cells: Mapping[str, str], *, shown: bool) -> None:
        cell = cells.get(column.name, "")
        if cell.lower() in UNASKED or (column.conditional and not cell):
            return
        silent = cell.lower() in SILENT
        if shown:
            asked = f"{ASKED}:{self.speaker}"
            self.built.line(column.question, speaker=ASKED, key=asked, asked=True, question=column.label)
        if silent:
            if shown:
                chosen = facts_in(self._choices.get(column.question, ()), cells)
                facts = {"speaker": self.speaker, "key": self.key, "question": column.label}
                self.built.line(CHOSEN if chosen else NOT_ANSWERED, stretch=Stretch.NOTE, **facts)
            return
        self.kept += len(cell)
        for line in cell.split("\n"):
            self.built.line(line, speaker=self.speaker, key=self.key, question=column.label)


def _is_question(head: str) -> bool:
    return head.rstrip().endswith(("?", "؟", "？")) or len(head.split()) > 4


def aside_in(table: Table, row: Row, cells: Mapping[str, str], kept: int) -> dict[str, int]:
    """Count the characters of a row that its text does not hold, by reason."""
    aside: Counter[str] = Counter()
    for column in table.columns:
        if column.kind in (*FACTS, "basis"):
            aside["kept as attributes"] += len(cells.get(column.name, ""))
        elif column.kind in _ASIDE:
            aside[_ASIDE[column.kind]] += len(cells.get(column.name, ""))
        elif column.kind not in ("story", "told", "asked"):
            aside["kept as key, date, title or consent"] += len(cells.get(column.name, ""))
    rest = row.size - kept - aside.total()
    aside["marks between cells, and white space"] += max(rest, 0)
    return dict(sorted((+aside).items()))
