"""Tables as an Excel workbook, the same bytes for the same tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from storylens.analysis.table import Table

_WIDTHS = {"quote": 70, "quoted": 34, "definition": 60, "theme": 28, "reason": 34, "document": 36}
LONGEST = 32_000  # characters; Excel takes 32,767 in a cell


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
    frame = table.frame
    header = [frame.index.name or "", *map(str, frame.columns)]
    for column, name in enumerate(header):
        sheet.write_string(top, column, name, styles["head"])
        sheet.set_column(column, column, _WIDTHS.get(name, 18 if column == 0 else max(10, min(len(name) + 2, 24))))
    sheet.freeze_panes(top + 1, 1)
    sheet.repeat_rows(top)
    for number, (index, *cells) in enumerate(frame.itertuples(), top + 1):
        for column, value in enumerate([index, *cells]):
            if isinstance(value, bool) or (not isinstance(value, (int, float)) and not hasattr(value, "dtype")):
                sheet.write_string(number, column, str(value)[:LONGEST], styles["cell"])
            elif value == value:  # not a number is not itself
                sheet.write_number(number, column, value, styles["cell"])
