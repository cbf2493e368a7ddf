"""Repeated groups of a survey (children, fields, visits), which KoBo and ODK export as tables of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from storylens.ingest.answers import Table
from storylens.ingest.columns import Column
from storylens.ingest.grid import grids
from storylens.ingest.source import Source
from storylens.ingest.survey import columns_of
from storylens.records import UnreadableError

_PARENTS = ("_parent_index", "parent_key")
_OWN = {"_parent_index": "_index", "parent_key": "key"}
_MANY = 60  # files beside a table that are looked at

Group = tuple[str, Sequence[Column], Mapping[str, str]]  # heading, columns, cells


def is_repeat(header: Sequence[str]) -> bool:
    """Return True for a table whose rows belong to rows of another."""
    return any(name.lower() in _PARENTS for name in header)


@dataclass
class Repeats:
    """The rows of repeated groups by the row that they belong to."""

    own: str = ""  # column of the survey that rows of repeated groups name
    groups: dict[str, list[Group]] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, table: Table, sheets: Sequence[Table]) -> Repeats:
        """Collect the groups that belong to a survey: further sheets of its workbook, or CSV files beside it."""
        found = cls()
        for repeat in [*sheets, *_beside(table)]:
            parent = next(name for name in repeat.grid.header if name.lower() in _PARENTS)
            own = _OWN[parent.lower()]
            found.own = found.own or next((name for name in table.grid.header if name.lower() == own), "")
            name = repeat.grid.name or repeat.source.stem.removeprefix(f"{table.source.stem}-")
            label = table.form.repeats.get(name, name) if table.form else name
            counts: dict[str, int] = {}
            for _, cells in repeat.grid.rows():
                key = cells[parent]
                counts[key] = counts.get(key, 0) + 1
                found.groups.setdefault(key, []).append((f"{label} {counts[key]}", repeat.columns, cells))
        return found

    def of_row(self, cells: Mapping[str, str]) -> list[Group]:
        """Return the groups that belong to a row of the survey."""
        key = cells.get(self.own, "") if self.own else ""
        self._taken.add(key)
        return self.groups.get(key, []) if key else []

    @property
    def lost(self) -> int:
        """Number of rows that belong to no row of the survey that was read."""
        return sum(len(rows) for key, rows in self.groups.items() if key not in self._taken)


def _beside(table: Table) -> list[Table]:
    """Return repeated groups that lie beside a CSV file, as ODK exports them: SURVEY-GROUP.csv."""
    if table.source.suffix != ".csv" or not any(name.lower() == "key" for name in table.grid.header):
        return []
    found = []
    for path in sorted(table.source.path.parent.glob("*.csv"))[:_MANY]:
        if not path.name.startswith(f"{table.source.stem}-"):
            continue
        try:
            for grid in grids(Source(path, path.name)):
                if is_repeat(grid.header):
                    found.append(Table(Source(path, path.name), grid, columns_of(grid, {}, table.form), table.form))
        except UnreadableError:
            continue
    return found
