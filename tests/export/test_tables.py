"""A table is the same in every kind of file; text in it is text, and it says what it stands on."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from lxml import html

from storylens import Project
from storylens.export.tables import WRITERS
from storylens.records import StorylensError
from storylens.records.learning import Lesson
from storylens.synthesis.catalogue import every, names
from tests.conftest import Ran
from tests.helpers import NEVER_PRINTED, holding
from tests.synthesis.book_helpers import book, write

HOSTILE = '=HYPERLINK("http://example.org")'
KINDS = ("csv", "xlsx", "docx", "html")


def read(file: Path) -> list[list[str]]:
    """Read the rows of a table back, heads first, as another program would."""
    if file.suffix == ".csv":
        with file.open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.reader(stream))
    if file.suffix == ".xlsx":
        rows = [
            ["" if cell is None else str(cell) for cell in row] for row in openpyxl.load_workbook(file).active.values
        ]
        return rows[next(number for number, row in enumerate(rows) if row[0] == "code") :]
    if file.suffix == ".docx":
        return [[cell.text for cell in row.cells] for row in docx.Document(str(file)).tables[0].rows]
    table = html.fromstring(file.read_bytes()).find(".//table")
    return [[str(cell.text_content()) for cell in row] for row in table.iter("tr")]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_file_has_the_same_rows(village: Project, tmp_path: Path, kind: str) -> None:
    table = village.write_table("codes", tmp_path / f"codes.{kind}", by="Tendai")
    expected = [["code", *map(str, table.frame.columns)], *([*map(str, row)] for row in table.frame.itertuples())]
    assert read(tmp_path / f"codes.{kind}") == expected


@pytest.mark.parametrize("kind", KINDS)
def test_text_that_looks_like_a_formula_is_text(village: Project, tmp_path: Path, kind: str) -> None:
    write(village, Lesson(text=HOSTILE, context="-1+1"))
    file = tmp_path / f"lessons.{kind}"
    village.write_table("lessons", file, by="Tendai")
    if kind == "csv":
        assert all(not cell.startswith(("=", "-", "+", "@")) for row in read(file) for cell in row)
        assert f"'{HOSTILE}" in read(file)[1]
    elif kind == "xlsx":
        cells = [cell for row in openpyxl.load_workbook(file).active for cell in row]
        assert [cell.data_type for cell in cells if cell.value == HOSTILE] == ["s"]
        assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)
    elif kind == "html":
        assert html.fromstring(file.read_bytes()).find(".//a[@href='http://example.org']") is None


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_project_gives_the_same_bytes_without_a_word_of_those_who_did_not_agree(
    village: Project, tmp_path: Path, kind: str
) -> None:
    for folder in ("one", "other"):
        for name in ("themes", "left-out", "voices"):
            village.write_table(name, tmp_path / folder / f"{name}.{kind}", by="Tendai")
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "other" / file.name).read_bytes(), file.name
    assert holding(tmp_path / "one", NEVER_PRINTED) == []


@pytest.mark.parametrize("kind", ["xlsx", "docx", "html"])
def test_it_says_how_many_stories_and_how_much_a_person_confirmed(village: Project, tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"themes.{kind}"
    village.write_table("themes", file, by="Tendai")
    if kind == "xlsx":
        words = " ".join(str(cell.value) for row in openpyxl.load_workbook(file).active for cell in row)
    elif kind == "docx":
        words = " ".join(paragraph.text for paragraph in docx.Document(str(file)).paragraphs)
    else:
        words = str(html.fromstring(file.read_bytes()).text_content())
    assert f"{len(village.view().documents)} stories, {village.view().n} tellers" in words
    assert "Behind these numbers: 0 of" in words


def test_every_table_can_be_written_in_every_kind(village: Project, tmp_path: Path) -> None:
    village.highlight("w1.txt", "The borehole is near the school", "v.water", by="Tendai")  # a point for the curve
    for table in every(book(village), filled=False):
        for kind, write_file in WRITERS.items():
            write_file(table, tmp_path / f"{table.name}{kind}", "a line of scope")
    assert len(list(tmp_path.iterdir())) >= len(WRITERS) * len(names())


def test_another_kind_of_file_is_refused_before_anything_is_written(village: Project, tmp_path: Path) -> None:
    with pytest.raises(StorylensError, match=r"\.csv, \.xlsx, \.docx, \.html"):
        village.write_table("themes", tmp_path / "themes.pdf", by="Tendai")
    assert not list(tmp_path.glob("themes*"))


def test_the_command_writes_it(village: Project, storylens: Callable[..., Ran], tmp_path: Path) -> None:
    ran = storylens("tables", "codes", "--by", "place", "--to", tmp_path / "codes.csv", "-p", village.path)
    assert (ran.code, ran.err) == (0, "")
    assert read(tmp_path / "codes.csv")[0][:2] == ["code", "theme"]
    assert any("North" in head for head in read(tmp_path / "codes.csv")[0])
