"""Tables as an Excel workbook, the same bytes for the same tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from storylens.analysis.table import Table

NARROWEST, WIDEST = 8, 60  # characters in a line of a column
LONGEST = 32_000  # characters; Excel takes 32,767 in a cell
_LINE, _HIGHEST = 15, 400  # points; Excel shows a row no higher than 409


def write_workbook(tables: Sequence[Table], file: Path, *, scope: str) -> None:
    """Write a sheet a table. Text is written as text: a story that begins with `=` is no formula."""
    import xlsxwriter

    book = xlsxwriter.Workbook(
        str(file), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC), "title": "storylens tables"})
    styles = {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "note": book.add_format({"italic": True, "font_color": "#444444"}),
        "cell": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    for table in tables:
        _sheet(book, table, scope, styles)
    book.close()


def _sheet(book: Any, table: Table, scope: str, styles: dict[str, Any]) -> None:
    sheet = book.add_worksheet(table.name[:31])
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, table.title, styles["title"])
    lines = [scope, *table.notes]
    for number, line in enumerate(lines, 1):
        sheet.write_string(number, 0, line, styles["note"])
    top = len(lines) + 2
    header = [table.frame.index.name or "", *map(str, table.frame.columns)]
    rows = [list(row) for row in table.frame.itertuples()]
    widths = [_width(column) for column in zip(header, *rows, strict=True)]
    for column, (name, width) in enumerate(zip(header, widths, strict=True)):
        sheet.write_string(top, column, name, styles["head"])
        sheet.set_column(column, column, width)
    sheet.set_row(top, _height(header, widths))
    sheet.freeze_panes(top + 1, 1)
    sheet.repeat_rows(top)
    for number, row in enumerate(rows, top + 1):
        sheet.set_row(number, _height(row, widths))
        for column, value in enumerate(row):
            if isinstance(value, bool) or (not isinstance(value, (int, float)) and not hasattr(value, "dtype")):
                sheet.write_string(number, column, str(value)[:LONGEST], styles["cell"])
            elif value == value:  # not a number is not itself
                sheet.write_number(number, column, value, styles["cell"])


def _width(column: Sequence[Any]) -> int:
    """Return the width of a column: that of its longest cell, within bounds."""
    longest = max((len(line) for cell in column for line in str(cell)[:LONGEST].split("\n")), default=0)
    return max(NARROWEST, min(longest + 2, WIDEST))


def _height(row: Sequence[Any], widths: Sequence[int]) -> int:
    """Return the height at which a row shows all its lines: not every program finds it by itself."""
    lines = max(
        sum(1 + len(line) // (width - 1) for line in str(cell)[:LONGEST].split("\n"))
        for cell, width in zip(row, widths, strict=True)
    )
    return min(lines * _LINE, _HIGHEST)
