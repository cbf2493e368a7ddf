"""Tables in Excel workbooks: sheets, merged cells, dates, and formulas with and without their values."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from storylens.ingest.grid import Grid, Row, damaged, grid_of
from storylens.ingest.plaintext import cleaned
from storylens.ingest.source import Source
from storylens.records import UnreadableError

_BLOCK = 1024 * 1024
_OVERLAP = 8192  # bytes; longer than one cell with its formula is looked at
_MOST = 10_000  # merged ranges of a sheet
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]*?ref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\"")
_UNCOMPUTED = re.compile(
    rb"<(?:\w+:)?c\s[^<>]{0,200}?\br=\"([A-Z]{1,3}\d{1,7})\"[^<>]{0,200}>\s*<(?:\w+:)?f(?:\s[^<>]{0,400})?"
    rb"(?:/>|>[^<>]{0,4000}</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>|</(?:\w+:)?c>)"
)
_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"}


def sheets(source: Source) -> Iterator[Grid]:
    """Yield the sheets of a workbook that hold anything.

    Raises `UnreadableError` when it is damaged, empty, protected, or unpacks to more than it can hold.
    """
    source.refuse_compound("Excel", ".xlsx")
    source.check_package()
    from openpyxl import load_workbook

    try:
        workbook = load_workbook(source.path, read_only=True, data_only=True, keep_links=False)
        found = [grid for sheet in workbook.worksheets if (grid := _sheet(source, sheet))]
    except UnreadableError:
        raise
    except Exception as error:  # what openpyxl makes of a damaged file is of many kinds
        raise damaged(source) from error
    if not found:
        raise UnreadableError("the workbook is empty", where=source.name, todo="remove it, or get it again")
    yield from found


def _sheet(source: Source, sheet: Any) -> Grid | None:
    merged, uncomputed = _marked(source, getattr(sheet, "_worksheet_path", ""))
    remarks = []
    if uncomputed:
        listed = ", ".join(uncomputed[:5]) + (" and more" if uncomputed[5:] else "")
        remarks.append(f"formulas without a value in {sheet.title}: {listed}")
    return grid_of(str(sheet.title), lambda: _rows(source, sheet, merged), remarks)


def _rows(source: Source, sheet: Any, merged: dict[int, list[tuple[int, int]]]) -> Iterator[Row]:
    """Yield rows; a cell that is merged downwards has its value in every row."""
    sheet.reset_dimensions()  # what a file says of its size is not to be trusted
    open_ranges: list[tuple[int, int, str]] = []  # column, last row, value
    try:
        for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
            cells = [_cell(value) for value in values]
            while cells and not cells[-1]:
                cells.pop()
            open_ranges = [known for known in open_ranges if known[1] >= number]
            if cells:
                for column, _, value in open_ranges:
                    if column >= len(cells):
                        cells += [""] * (column + 1 - len(cells))
                    cells[column] = cells[column] or value
            open_ranges += [
                (column, last, cells[column]) for column, last in merged.get(number, ()) if column < len(cells)
            ]
            yield Row(number, cells, sum(map(len, cells)))
    except UnreadableError:
        raise
    except Exception as error:  # a sheet may be damaged where the workbook is not
        raise damaged(source) from error


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        text = value.strip() if value.isascii() and "\r" not in value else cleaned(value)[0].strip()
        return "" if text in _ERRORS else text.replace("_x000D_", "")
    if isinstance(value, datetime):
        return (value.date() if value.time() == time.min else value).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | timedelta):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".15g")
    return cleaned(str(value))[0].strip()


def _marked(source: Source, part: str) -> tuple[dict[int, list[tuple[int, int]]], list[str]]:
    """Return cells merged downwards, by first row, and cells whose formula was never computed.

    Both stand in the XML only; it is looked through in blocks.
    """
    merged: dict[int, list[tuple[int, int]]] = {}
    uncomputed: dict[str, None] = {}
    count = 0
    with zipfile.ZipFile(source.path) as archive:
        if part.lstrip("/") not in archive.namelist():
            return {}, []
        with archive.open(part.lstrip("/")) as stream:
            data = b""
            while block := stream.read(_BLOCK):
                data = data[-_OVERLAP:] + block
                for match in _MERGED.finditer(data):
                    first, last = int(match[2]), int(match[4])
                    entry = (_number(match[1]), last)
                    if last > first and count < _MOST and entry not in merged.get(first, ()):
                        merged.setdefault(first, []).append(entry)
                        count += 1
                if b"<f" in data or b":f" in data:
                    uncomputed.update(dict.fromkeys(match[1].decode("ascii") for match in _UNCOMPUTED.finditer(data)))
    return merged, list(uncomputed)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
