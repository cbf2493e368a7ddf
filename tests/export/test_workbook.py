"""The workbook: text stays text, and the same tables give the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook

from storylens import Project
from storylens.analysis.table import Table
from storylens.export.workbook import LONGEST, write_workbook
from tests.helpers import BOOK, Told, pieces

HOSTILE = ['=HYPERLINK("http://evil.example","x")', "+1+1", "-1-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", "{=1}"]


def written(tmp_path: Path, frame: pd.DataFrame, **fields: Any) -> Any:
    write_workbook([Table("t", "Title", frame, **fields)], tmp_path / "t.xlsx", scope="3 documents")
    return load_workbook(tmp_path / "t.xlsx")["t"]


def rows(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_looks_like_a_formula_is_text(tmp_path: Path, text: str) -> None:
    frame = pd.DataFrame({text: [text]}, index=pd.Index([text], name=text))
    sheet = written(tmp_path, frame, notes=(text,))
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert sum(cell.value == text for cell in cells) == 5
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_story_that_begins_like_a_formula_is_exported_as_it_was_told(
    project: Callable[..., Project], tmp_path: Path
) -> None:
    made = project(Told("T1", "=1+1 is what the pump cost us, in hands."))
    made.tag()
    (workbook, page) = made.export(by="Tendai", to=tmp_path).files
    sheet = load_workbook(workbook)["quotes"]
    told = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=1+1")]
    assert told
    assert {cell.data_type for cell in told} == {"s"}
    assert not any(b"<f>" in piece for piece in pieces(workbook))
    assert page.exists()


def test_numbers_are_numbers_and_links_are_not_links(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {"n": [np.int64(3)], "share": [0.5], "yes": [True], "link": ["https://evil.example"]}, index=pd.Index(["a"])
    )
    sheet = written(tmp_path, frame)
    assert rows(sheet)[-1] == ["a", 3, 0.5, "True", "https://evil.example"]
    assert sheet._hyperlinks == []


def test_every_sheet_says_what_it_is_and_what_it_counts(seen_village: Project, tmp_path: Path) -> None:
    report = seen_village.tables()
    write_workbook(report.tables, tmp_path / "t.xlsx", scope=report.scope)
    book = load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames == [table.name for table in report.tables]
    for table in report.tables:
        values = rows(book[table.name])
        assert values[0][0] == table.title
        assert values[1][0] == report.scope
        assert [row[0] for row in values[2 : 2 + len(table.notes)]] == list(table.notes)
        header = values[len(table.notes) + 3]
        assert header == [table.frame.index.name or None, *table.frame.columns] or header[1:] == list(
            table.frame.columns
        )
        assert len(values) - len(table.notes) - 4 == len(table.frame)


def test_a_very_long_passage_does_not_break_the_file(tmp_path: Path) -> None:
    frame = pd.DataFrame({"quote": ["word " * 20_000]}, index=pd.Index(["a"]))
    assert len(rows(written(tmp_path, frame))[-1][1]) == LONGEST


def test_a_project_of_any_name_is_exported(project: Callable[..., Project], tmp_path: Path) -> None:
    made = project(Told("T1", "The pump broke."), book=BOOK.replace("name: Water", 'name: "Water: [a]/b*?"'))
    made.store.folder.set("project", "name", "../North / South: 2024?")
    files = made.export(by="Tendai", to=tmp_path / "out").files
    assert {file.parent for file in files} == {tmp_path / "out"}
    assert all(file.is_file() for file in files)
    assert load_workbook(files[0]).sheetnames[0] == "themes"


def test_each_row_is_as_high_as_its_lines_and_each_column_as_wide_as_its_head(tmp_path: Path) -> None:
    told = "The pump broke. " * 40
    frame = pd.DataFrame({"a head of some length": ["x", "x"], "told": [told, "short"]}, index=pd.Index(["a", "b"]))
    sheet = written(tmp_path, frame)
    width = {letter: column.width for letter, column in sheet.column_dimensions.items()}
    assert width["B"] > len("a head of some length")
    lines = len(told) / width["C"]
    assert sheet.row_dimensions[sheet.max_row - 1].height >= lines * sheet.sheet_format.defaultRowHeight
    assert sheet.row_dimensions[sheet.max_row].height is None  # one line, as any row
