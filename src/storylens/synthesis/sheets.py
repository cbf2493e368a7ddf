"""Entries as a sheet that a field team fills in, and back again with a difference and its conflicts.

A sheet knows for each row the version that it was written from. What the team changed since is a change; what
somebody changed in the project meanwhile, too, in the same field, is a conflict for a person to settle. A row that
breaks a rule is told with the reason, and is not written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection

from storylens.records import StorylensError
from storylens.records.entries import Entry, Kept
from storylens.store import Store, entries
from storylens.synthesis import fields, sheet_file
from storylens.synthesis.book import Book
from storylens.synthesis.rules import check, keep, vocabularies
from storylens.synthesis.sheet_file import NUMBER, VERSION, WHY


@dataclass(frozen=True)
class FieldChange:
    """One field of one entry that a sheet changes. In a conflict, `now` is what the project has meanwhile."""

    number: str  # empty for a new row
    row: int
    field: str
    before: str
    after: str
    now: str = ""
    conflict: bool = False

    def __str__(self) -> str:
        where = self.number or f"new, row {self.row}"
        if self.conflict:
            return f"conflict in {where}, {self.field}: the sheet says {self.after!r}, the project now {self.now!r}"
        return f"{where}, {self.field}: {self.before!r} becomes {self.after!r}"


@dataclass(frozen=True)
class RowChange:
    """What one row changes, and why; `refused` says by which rule it may not be written."""

    row: int
    number: str  # empty for a new entry
    seen: int  # the version that the project has now
    fields: tuple[FieldChange, ...]
    why: str = ""
    refused: str = ""

    @property
    def values(self) -> dict[str, str]:
        """The fields that are written: those without a conflict."""
        return {change.field: change.after for change in self.fields if not change.conflict}

    def __str__(self) -> str:
        refused = [f"{self.number or 'new'}, row {self.row}, is not written: {self.refused}"] if self.refused else []
        return "\n".join([*map(str, self.fields), *refused])


@dataclass(frozen=True)
class Difference:
    """What a sheet would change."""

    kind: str
    rows: tuple[RowChange, ...]

    @property
    def changes(self) -> tuple[FieldChange, ...]:
        """The changes, field by field."""
        return tuple(change for row in self.rows for change in row.fields)

    @property
    def conflicts(self) -> tuple[FieldChange, ...]:
        """The changes that a person must settle first."""
        return tuple(change for change in self.changes if change.conflict)

    @property
    def refused(self) -> tuple[RowChange, ...]:
        """The rows that break a rule."""
        return tuple(row for row in self.rows if row.refused)

    def __str__(self) -> str:
        return "\n".join(map(str, self.rows)) or "The sheet changes nothing."


def write_sheet(store: Store, kind: str, file: Path) -> int:
    """Write the entries of a kind that may be printed, names replaced; return how many there are.

    Fields that take words of a vocabulary offer its list. The passages that entries stand on are on a second sheet,
    in words only where they may be quoted.
    """
    model, book = entries.kind_of(kind), Book(store)
    kept = book.every(model)
    sheet_file.write(file, book, kept, model, vocabularies(store))
    return len(kept)


def compare_sheet(store: Store, kind: str, file: Path) -> Difference:
    """Read a sheet and say what it would change, without changing anything."""
    model, sheet = entries.kind_of(kind), _Sheet(Book(store))
    rows = []
    with store.reading() as connection:
        for row, cells in sheet_file.read(file, model):
            values = {name: cells[name] for name in model.model_fields if name in cells}
            number = cells.get(NUMBER, "")
            if not number and not any(values.values()):
                continue
            found, seen = sheet.changes(connection, model, row, number, cells.get(VERSION, ""), values)
            if found:
                change = RowChange(row, number, seen, tuple(found), cells.get(WHY, ""))
                rows.append(replace(change, refused=_refused(store, connection, model, change)))
    return Difference(model.kind, tuple(rows))


def apply_sheet(store: Store, difference: Difference, *, by: str, round: int = 0) -> int:
    """Write what a sheet changes as new versions; return how many entries changed.

    Conflicts and rows that break a rule are left as they are. Raises `StorylensError`, and writes nothing, when
    somebody has changed one of the entries since the sheet was compared.
    """
    model = entries.kind_of(difference.kind)
    wanted = [row for row in difference.rows if row.values and not row.refused]
    with store.writing() as connection:
        for row in wanted:
            body, why = _body(connection, model, row), row.why or "from a sheet"
            seen = row.seen or None
            keep(store, connection, body, row.number, by=by, reason=why, round=round, seen=seen)
    return len(wanted)


@dataclass(frozen=True)
class _Sheet:
    """How sheets are compared: as what was printed, since names in them are replaced."""

    book: Book

    def changes(
        self,
        connection: Connection,
        model: type[Entry],
        row: int,
        number: str,
        version: str,
        values: Mapping[str, str],
    ) -> tuple[list[FieldChange], int]:
        """Return what a row changes, and the version of its entry that the project has now."""
        if not number:
            return list(self._new(connection, model, row, values)), 0
        history = entries.history(connection, model, number)
        base, latest = self._printed(_base(history, version, row)), self._printed(history[-1])
        found = []
        for name, text in values.items():
            if text not in (base[name], latest[name]):
                conflict = latest[name] != base[name]
                now = latest[name] if conflict else ""
                found.append(FieldChange(number, row, name, base[name], text, now, conflict))
        return found, history[-1].version

    def _new(
        self, connection: Connection, model: type[Entry], row: int, values: Mapping[str, str]
    ) -> Iterator[FieldChange]:
        given = {name: text for name, text in values.items() if text}
        known = map(self._printed, entries.every(connection, model))
        if not any(all(plain[name] == text for name, text in given.items()) for plain in known):  # read once before
            yield from (FieldChange("", row, name, "", text) for name, text in given.items())

    def _printed(self, kept: Kept[Entry]) -> dict[str, str]:
        return {name: self.book.text(text).strip() for name, text in fields.written(kept.body).items()}


def _base(history: list[Kept[Entry]], version: str, row: int) -> Kept[Entry]:
    for kept in history:
        if str(kept.version) == version:
            return kept
    raise StorylensError(
        f"{history[0].number} never had the version {version!r}",
        where=f"row {row}",
        todo="leave the column version as it was written",
    )


def _body(connection: Connection, model: type[Entry], row: RowChange) -> Entry:
    before = entries.read(connection, model, row.number).body.model_dump() if row.number else {}
    return entries.made(model.kind, {**before, **fields.understood(model, row.values)})


def _refused(store: Store, connection: Connection, model: type[Entry], row: RowChange) -> str:
    try:
        before = entries.read(connection, model, row.number).body if row.number else None
        check(store, connection, _body(connection, model, row), before, number=row.number)
    except StorylensError as error:
        return str(error)
    return ""
