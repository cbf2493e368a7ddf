"""Tables are read as they are: whatever parts the cells, wherever the heads are, and however large they are."""

from __future__ import annotations

import datetime
import io
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from storylens.ingest.grid import grids
from storylens.ingest.source import Source
from storylens.records import UnreadableError
from tests.helpers import repacked
from tests.ingest.given import given


def workbook(fill: Callable[[Any], None]) -> bytes:
    """Return a workbook that a function has filled."""
    from openpyxl import Workbook

    made = Workbook()
    fill(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def rows(source: Source) -> list[dict[str, str]]:
    (grid,) = grids(source)
    return [cells for _, cells in grid.rows()]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_mark_between_cells_is_found(tmp_path: Path, mark: str) -> None:
    text = mark.join(["who", "what"]) + "\n" + mark.join(["Ruth", '"one, two; three | four\tfive"']) + "\n"
    (row,) = rows(given(tmp_path, "t.csv", text * 1))
    assert row["who"] == "Ruth"
    assert row["what"].startswith("one, two; three")


def test_cells_may_run_over_lines_and_hold_quotation_marks(tmp_path: Path) -> None:
    text = 'who,what\r\nRuth,"She said: ""no"".\r\nThen she went."\r\n'
    assert rows(given(tmp_path, "t.csv", text)) == [{"who": "Ruth", "what": 'She said: "no".\nThen she went.'}]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_known(tmp_path: Path, encoding: str) -> None:
    text = "qui,quoi\n" + "".join(f"Réhéma {n},Les semences étaient à côté du dépôt, à l'évidence.\n" for n in range(9))
    assert rows(given(tmp_path, "t.csv", text.encode(encoding)))[0]["qui"] == "Réhéma 0"


def test_heads_need_not_be_in_the_first_row(tmp_path: Path) -> None:
    text = "Member survey 2025\n\nRiverbend,,\nwho,where,what\nRuth,Hill,We walked.\nIsaac,Tembo,We counted.\n"
    source = given(tmp_path, "t.csv", text)
    assert rows(source)[0] == {"who": "Ruth", "where": "Hill", "what": "We walked."}
    (grid,) = grids(source)
    assert grid.remarks == ("rows above the row of heads, not read: 2",)


def test_columns_without_heads_belong_to_the_question_before(tmp_path: Path) -> None:
    (grid,) = grids(given(tmp_path, "t.csv", "who,Tools,Column2,,Where\nR1,hoe,,axe,Hill\nR2,,saw,,Tembo\n"))
    assert grid.header == ("who", "Tools", "Column2", "column D", "Where")
    assert grid.questions == ("who", "Tools", "Tools", "Tools", "Where")


def test_a_second_row_of_heads_holds_options(tmp_path: Path) -> None:
    text = "Respondent ID,Which tools?,,,What changed?\n,hoe,saw,Other,Open-Ended Response\n1,hoe,,,We sing.\n"
    (grid,) = grids(given(tmp_path, "t.csv", text))
    assert grid.options[1:4] == ("hoe", "saw", "Other")
    assert [number for number, _ in grid.rows()] == [3]


def test_a_first_row_of_answers_is_no_second_row_of_heads(tmp_path: Path) -> None:
    (grid,) = grids(given(tmp_path, "t.csv", "Where,Tools,Column2\nHill,hoe,saw\nTembo,hoe,\n"))
    assert len(list(grid.rows())) == 2


def test_equal_heads_stay_apart(tmp_path: Path) -> None:
    (row,) = rows(given(tmp_path, "t.csv", "who,why,why\nRuth,rain,rage\n"))
    assert list(row.values()) == ["Ruth", "rain", "rage"]


def test_what_statistics_programs_write_for_nothing_is_nothing(tmp_path: Path) -> None:
    assert rows(given(tmp_path, "t.csv", "who,what\nRuth,NA\nNA,rain\n")) == [
        {"who": "Ruth", "what": ""},
        {"who": "", "what": "rain"},
    ]


def test_sheets_dates_numbers_and_truth(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        made.active.title = "told"
        made.active.append(["who", "on", "at", "much", "whole", "is"])
        moment = datetime.datetime(2025, 2, 3, 9, 12)  # noqa: DTZ001 - a workbook has no time zones
        made.active.append(["Ruth", moment.replace(hour=0, minute=0), moment, 0.1 + 0.2, 12.0, True])
        made.create_sheet("empty")
        made.create_sheet("more").append(["only", "heads"])

    first, second = grids(given(tmp_path, "t.xlsx", workbook(fill)))
    assert [cells for _, cells in first.rows()] == [
        {"who": "Ruth", "on": "2025-02-03", "at": "2025-02-03T09:12:00", "much": "0.3", "whole": "12", "is": "true"}
    ]
    assert (first.name, second.name) == ("told", "more")


def test_a_cell_merged_downwards_stands_in_every_row(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        for row in (["id", "asked", "told"], ["01", "Who?", "I."], ["", "When?", "Then."], ["02", "Who?", "We."]):
            made.active.append(row)
        made.active.merge_cells("A2:A3")

    assert [row["id"] for row in rows(given(tmp_path, "t.xlsx", workbook(fill)))] == ["01", "01", "02"]


def test_formulas_give_their_value_or_are_said(tmp_path: Path) -> None:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        sheet = made.add_worksheet("sums")
        sheet.write_row(0, 0, ["who", "sum", "lost"])
        sheet.write(1, 0, "Ruth")
        sheet.write_formula(1, 1, "=1+2", value=3)
        sheet.write_formula(1, 2, "=A1", value="")
    data = out.getvalue()
    part = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read(part)
    uncomputed = repacked(data, {part: xml.replace(b"<f>A1</f><v></v>", b"<f>A1</f>")})
    source = given(tmp_path, "t.xlsx", uncomputed)
    (grid,) = grids(source)
    assert next(grid.rows())[1] == {"who": "Ruth", "sum": "3", "lost": ""}
    assert grid.remarks == ("formulas without a value in sums: C2",)


def test_a_sheet_that_lies_about_its_size_is_read(tmp_path: Path) -> None:
    data = workbook(lambda made: [made.active.append(row) for row in (["who", "what"], ["Ruth", "rain"])])
    part = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read(part)
    lying = repacked(data, {part: xml.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"')})
    assert rows(given(tmp_path, "t.xlsx", lying)) == [{"who": "Ruth", "what": "rain"}]


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx"])
def test_what_is_empty_or_damaged_is_one_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableError) as told:
        list(grids(given(tmp_path, name, b"\n\n \n")))
    assert str(told.value).count("\n") == 0


def test_a_large_table_is_not_held(tmp_path: Path) -> None:
    line = "R1," + "we walked to the river and back again " * 50 + "\n"
    path = tmp_path / "large.csv"
    with path.open("w") as stream:
        stream.write("respondent,What changed for you?\n")
        stream.writelines(line.replace("R1", f"R{number}") for number in range(6000))
    source = Source(path, "large.csv")
    tracemalloc.start()
    (grid,) = grids(source)
    assert sum(1 for _ in grid.rows()) == 6000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < path.stat().st_size / 4
