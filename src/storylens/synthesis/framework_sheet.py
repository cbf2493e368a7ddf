"""The framework matrix as a sheet to write in, case by theme, and back again with a difference and its conflicts.

The workbook keeps on a hidden sheet what each cell said when it went out. What the writer changed since is a change;
where somebody changed the same cell in the project meanwhile, it is a conflict for a person to settle.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storylens.records import StorylensError
from storylens.records.learning import Cell
from storylens.store import Store, entries
from storylens.synthesis.book import Book
from storylens.synthesis.framework import EMPTY, Framework, Place

CASE, WRITTEN, PASSAGES = "case", "as it went out", "passages"


@dataclass(frozen=True)
class CellChange:
    """One cell that a sheet changes. In a conflict, `now` is what the project has meanwhile."""

    case: str
    code: str
    theme: str
    before: str
    after: str
    number: str = ""  # of the entry; empty for a cell that was not written yet
    now: str = ""
    conflict: bool = False

    def __str__(self) -> str:
        where = f"{self.case} on {self.theme}"
        if self.conflict:
            return f"conflict in {where}: the sheet says {self.after!r}, the project now {self.now!r}"
        return f"{where}: {self.before!r} becomes {self.after!r}"


@dataclass(frozen=True)
class GridDifference:
    """What a sheet of the matrix would change."""

    changes: tuple[CellChange, ...]

    @property
    def conflicts(self) -> tuple[CellChange, ...]:
        """The changes that a person must settle first."""
        return tuple(change for change in self.changes if change.conflict)

    def __str__(self) -> str:
        return "\n".join(map(str, self.changes)) or "The sheet changes nothing."


def write_grid(store: Store, file: Path, *, codes: Sequence[str] = ()) -> int:
    """Write the matrix as a workbook to fill in; return how many cells it has.

    `codes` are the themes, by default those that most tellers speak of and those already charted. On a second sheet
    stand the passages of each cell, in words only where they may be quoted: a workbook travels.
    """
    import xlsxwriter

    book = Book(store)
    framework = Framework(book, codes)
    workbook = xlsxwriter.Workbook(str(file), {"strings_to_formulas": False, "strings_to_urls": False})
    bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1})
    wrap = workbook.add_format({"text_wrap": True, "valign": "top", "border": 1})
    faint = workbook.add_format({"text_wrap": True, "valign": "top", "border": 1, "italic": True, "color": "#666666"})
    grid = workbook.add_worksheet("matrix")
    grid.set_column(0, 0, 24)
    grid.set_column(1, max(len(framework.grid.codes), 1), 42)
    for column, name in enumerate([CASE, *framework.grid.theme.values()]):
        grid.write_string(0, column, name, bold)
    for row, case in enumerate(framework.grid.cases, 1):
        grid.write_string(row, 0, case, bold)
        for column, code in enumerate(framework.grid.codes, 1):
            said = framework.summary((case, code))
            grid.write_string(row, column, said or framework.state((case, code)), wrap if said else faint)
    grid.freeze_panes(1, 1)
    _write_rows(workbook, PASSAGES, ["case", "theme", "story", "from", "to", "teller", "words"], _passages(framework))
    hidden = _write_rows(workbook, WRITTEN, ["case", "code", "theme", "text"], _as_it_goes_out(framework))
    hidden.hide()
    workbook.close()
    return len(framework.places)


def compare_grid(store: Store, file: Path) -> GridDifference:
    """Read a sheet of the matrix and say what it would change, without changing anything."""
    sheets = _sheets(file)
    out = {(case, theme): (code, text) for case, code, theme, text, *_ in sheets[WRITTEN][1:]}
    now = Framework(Book(store))
    header = sheets["matrix"][0]
    changes = []
    for cells in sheets["matrix"][1:]:
        for theme, after in zip(header[1:], cells[1:], strict=False):
            if (cells[0], theme) not in out:
                if cells[0] and theme and after:
                    raise StorylensError(
                        f"the sheet has a cell {cells[0]!r}, {theme!r} that it did not have when it went out",
                        where=str(file),
                        todo="leave the cases and themes as they are; a new theme is a new code",
                    )
                continue
            code, before = out[cells[0], theme]
            if found := _change(now, (cells[0], code), theme, before, after):
                changes.append(found)
    return GridDifference(tuple(changes))


def apply_grid(store: Store, difference: GridDifference, *, by: str, reason: str = "from the sheet") -> int:
    """Write what a sheet changes as new versions, linked to the passages coded in the cell; return how many cells.

    Conflicts are left as they are. A summary that a person wrote is a person's, whoever drafted it before.
    """
    framework = Framework(Book(store))
    done = 0
    with store.writing() as connection:
        for change in difference.changes:
            if change.conflict:
                continue
            values: dict[str, Any] = {"case": change.case, "code": change.code}
            if change.number:
                values = entries.read(connection, Cell, change.number).body.model_dump()
            empty = change.after if change.after in EMPTY else ""
            values |= {"summary": "" if empty else change.after, "empty": empty, "drafted_by_machine": False}
            body = Cell.model_validate(values)
            if change.number:
                kept = entries.revise(connection, change.number, body, by=by, reason=reason)
            else:
                kept = entries.add(connection, body, by=by, reason=reason)
            for one in framework.coded((change.case, change.code)) if not empty else ():
                entries.link(
                    connection, kept.number, "supports", one.document_id, one.start, one.end, by=by, coding_id=one.link
                )
            done += 1
    return done


def _change(now: Framework, place: Place, theme: str, before: str, after: str) -> CellChange | None:
    written = now.summary(place)
    latest = written or now.state(place)
    if after in (before, latest) or (not after and before in EMPTY):
        return None
    kept = now.written.get(place)
    conflict = latest != before and bool(written or before not in EMPTY)
    return CellChange(*place, theme, before, after, kept.number if kept else "", latest if conflict else "", conflict)


def _as_it_goes_out(framework: Framework) -> Iterator[list[str]]:
    for case, code in framework.places:
        text = framework.summary((case, code)) or framework.state((case, code))
        yield [case, code, framework.grid.theme[code], text]


def _passages(framework: Framework) -> Iterator[list[str]]:
    book = framework.book
    for case, code in framework.places:
        for one in framework.coded((case, code)):
            story, teller = book.seen.documents.code[one.document_id], book.seen.tellers.code[one.teller_id]
            words = book.quote([one]) or "may not be quoted: look it up in the coder"
            yield [case, framework.grid.theme[code], story, str(one.start), str(one.end), teller, words]


def _write_rows(workbook: Any, name: str, header: Sequence[str], rows: Iterator[list[str]]) -> Any:
    sheet = workbook.add_worksheet(name)
    for number, row in enumerate([header, *rows]):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text)
    sheet.set_column(0, len(header) - 2, 16)
    sheet.set_column(len(header) - 1, len(header) - 1, 90)
    sheet.freeze_panes(1, 0)
    return sheet


def _sheets(file: Path) -> dict[str, list[list[str]]]:
    from openpyxl import load_workbook

    try:
        workbook = load_workbook(file, read_only=True)  # a formula comes as it was typed, and is never run
        sheets = {
            sheet.title: [list(map(_text, row)) for row in sheet.iter_rows(values_only=True)] for sheet in workbook
        }
    except Exception as error:  # whatever is wrong with it, the user needs one sentence
        raise StorylensError(
            "this is no workbook that can be read", where=str(file), todo="save it as .xlsx"
        ) from error
    if not sheets.get("matrix") or not sheets.get(WRITTEN):
        raise StorylensError(
            f"there are no sheets “matrix” and “{WRITTEN}” in it",
            where=str(file),
            todo="fill in the workbook that `storylens matrix --to` writes, and keep its hidden sheet",
        )
    return sheets


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()
