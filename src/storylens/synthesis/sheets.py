"""Entries as a sheet that a field team fills in, and back again with a difference and its conflicts.

A sheet knows for each row the version that it was written from. What the team changed since is a change; what
somebody changed in the project meanwhile, too, in the same field, is a conflict for a person to settle.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_origin

from storylens.records import StorylensError
from storylens.records.entries import Entry, Kept
from storylens.store import Store, codebooks, entries
from storylens.synthesis.rules import check

NUMBER, VERSION, WHY = "number", "version", "why"
BETWEEN = "; "
ROWS = 300  # empty rows in which lists of words are offered


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
class Difference:
    """What a sheet would change."""

    kind: str
    changes: tuple[FieldChange, ...]
    rows: dict[int, tuple[str, dict[str, Any], str]]  # by row: number or nothing, values, why

    @property
    def conflicts(self) -> tuple[FieldChange, ...]:
        """The changes that a person must settle first."""
        return tuple(change for change in self.changes if change.conflict)

    def __str__(self) -> str:
        return "\n".join(map(str, self.changes)) or "The sheet changes nothing."


def write_sheet(store: Store, kind: str, file: Path) -> int:
    """Write all entries of a kind, and room for new ones; return how many there are.

    Fields that take words of a vocabulary offer its list.
    """
    import xlsxwriter

    model = entries.kind_of(kind)
    with store.reading() as connection:
        kept = entries.every(connection, model)
    lists = {
        entry.id: entry.values for book in codebooks.with_vocabularies(store.folder) for entry in book.vocabularies
    }
    book = xlsxwriter.Workbook(str(file), {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(kind)
    head, wrap = book.add_format({"bold": True, "bottom": 1}), book.add_format({"text_wrap": True, "valign": "top"})
    columns = [NUMBER, VERSION, *model.model_fields, WHY]
    for at, name in enumerate(columns):
        sheet.write_string(0, at, name, head)
        sheet.set_column(at, at, 8 if name in (NUMBER, VERSION) else 40 if name.endswith("text") else 20, wrap)
        words = lists.get(_extra(model, name, "vocabulary"), ())
        if words and not _is_list(model, name) and len(",".join(words)) < 255:
            sheet.data_validation(
                1, at, len(kept) + ROWS, at, {"validate": "list", "source": list(words), "error_type": "information"}
            )
    for row, one in enumerate(kept, 1):
        values = {NUMBER: one.number, VERSION: str(one.version), **plain(one.body)}
        for at, name in enumerate(columns):
            sheet.write_string(row, at, values.get(name, ""))
    sheet.freeze_panes(1, 2)
    book.close()
    return len(kept)


def compare_sheet(store: Store, kind: str, file: Path) -> Difference:
    """Read a sheet and say what it would change, without changing anything."""
    model = entries.kind_of(kind)
    changes: list[FieldChange] = []
    rows: dict[int, tuple[str, dict[str, Any], str]] = {}
    with store.reading() as connection:
        for row, cells in _cells(file, model):
            number, values = cells.pop(NUMBER, ""), {name: cells[name] for name in model.model_fields if name in cells}
            if not number and not any(values.values()):
                continue
            found = list(_row_changes(connection, model, row, number, cells.get(VERSION, ""), values))
            changes += found
            if found:
                rows[row] = (number, values, cells.get(WHY, ""))
    return Difference(kind, tuple(changes), rows)


def apply_sheet(store: Store, difference: Difference, *, by: str, round: int = 0) -> int:
    """Write what a sheet changes as new versions; return how many entries changed. Conflicts are left as they are."""
    model = entries.kind_of(difference.kind)
    settled = {(change.row, change.field) for change in difference.conflicts}
    done = 0
    with store.writing() as connection:
        for row, (number, values, why) in difference.rows.items():
            fields = {
                change.field
                for change in difference.changes
                if change.row == row and (row, change.field) not in settled
            }
            if not number:
                given = {name: value_of(model, name, text) for name, text in values.items() if text}
                body = entries.made(difference.kind, given)
                check(store, connection, body)
                entries.add(connection, body, by=by, reason=why or "from a sheet", round=round)
                done += 1
            elif fields:
                before = entries.read(connection, model, number)
                changed = {name: value_of(model, name, values[name]) for name in fields}
                body = entries.made(difference.kind, {**before.body.model_dump(), **changed})
                check(store, connection, body, before.body)
                entries.revise(connection, number, body, by=by, reason=why or "from a sheet", round=round)
                done += 1
    return done


def _row_changes(
    connection: Any, model: type[Entry], row: int, number: str, version: str, values: dict[str, str]
) -> Iterator[FieldChange]:
    if not number:
        given = {name: text for name, text in values.items() if text}
        known = (plain(kept.body) for kept in entries.every(connection, model))
        if not any(all(plain[name] == text for name, text in given.items()) for plain in known):  # read once before
            yield from (FieldChange("", row, name, "", text) for name, text in given.items())
        return
    history = entries.history(connection, model, number)
    base, latest = plain(_base(history, version, row).body), plain(history[-1].body)
    for name, text in values.items():
        if text != base[name] and text != latest[name]:
            conflict = latest[name] != base[name]
            yield FieldChange(number, row, name, base[name], text, latest[name] if conflict else "", conflict)


def _base(history: list[Kept[Entry]], version: str, row: int) -> Kept[Entry]:
    for kept in history:
        if str(kept.version) == version:
            return kept
    raise StorylensError(
        f"{history[0].number} never had the version {version!r}",
        where=f"row {row}",
        todo="leave the column version as it was written",
    )


def _cells(file: Path, model: type[Entry]) -> Iterator[tuple[int, dict[str, str]]]:
    from openpyxl import load_workbook

    try:
        rows = load_workbook(file, read_only=True, data_only=True).worksheets[0].iter_rows(values_only=True)
    except Exception as error:  # whatever is wrong with it, the user needs one sentence
        raise StorylensError(
            "this is no workbook that can be read", where=str(file), todo="save it as .xlsx"
        ) from error
    header = [str(name or "").strip() for name in next(rows, ())]
    unknown = set(header) - {NUMBER, VERSION, WHY, "", *model.model_fields}
    if NUMBER not in header or unknown:
        wrong = f"the columns {', '.join(sorted(unknown))} are not known" if unknown else "there is no column `number`"
        raise StorylensError(
            wrong,
            where=str(file),
            todo=f"fill in the sheet that `storylens entries sheet {model.kind!r} --to FILE` writes",
        )
    for number, row in enumerate(rows, 2):
        yield number, {name: _text(value) for name, value in zip(header, row, strict=False) if name}


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(value.date() if hasattr(value, "date") and callable(value.date) else value).strip()


def plain(body: Entry) -> dict[str, str]:
    """Return the fields of an entry as the cells of a sheet."""
    plain = {}
    for name, value in body.model_dump().items():
        plain[name] = BETWEEN.join(value) if isinstance(value, tuple) else _word(value)
    return plain


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def value_of(model: type[Entry], name: str, text: str) -> Any:
    """Return the value of a field as it is written in a cell: several are parted by `;`, yes or no is a word."""
    if _is_list(model, name):
        return tuple(part.strip() for part in text.split(BETWEEN.strip()) if part.strip())
    kind = model.model_fields[name].annotation
    if kind is bool:
        return text.strip().lower() in ("yes", "y", "true", "1")
    return None if not text and kind is not str else text


def _is_list(model: type[Entry], name: str) -> bool:
    return name in model.model_fields and get_origin(model.model_fields[name].annotation) is tuple


def _extra(model: type[Entry], name: str, key: str) -> str:
    field = model.model_fields.get(name)
    extra = field.json_schema_extra if field else None
    return str(extra.get(key, "")) if isinstance(extra, dict) else ""
