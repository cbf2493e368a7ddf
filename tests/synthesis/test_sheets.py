"""A sheet goes out to a field team and comes back: nothing by itself, what was filled in, and conflicts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from storylens import Project
from storylens.records import StorylensError
from tests.helpers import Told


def filled(file: Path, cells: dict[tuple[int, str], str]) -> Path:
    """Write into the first sheet, by row and name of column."""
    workbook = load_workbook(file)
    sheet = workbook.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for (row, name), value in cells.items():
        sheet.cell(row, columns[name]).value = value
    workbook.save(file)
    return file


@pytest.fixture
def sent(village: Project, tmp_path: Path) -> Path:
    village.entries.write("outcome", {"social_actor": "The committee", "place": "South"}, by="Tendai")
    village.entries.link("outcome-1", "w3", "We paid for the pump together", role="outcome", by="Tendai")
    assert village.entries.write_sheet("outcome", tmp_path / "out.xlsx") == 1
    return tmp_path / "out.xlsx"


def test_a_sheet_that_nobody_touched_changes_nothing(village: Project, sent: Path) -> None:
    assert str(village.entries.compare_sheet("outcome", sent)) == "The sheet changes nothing."


def test_it_shows_the_words_and_offers_the_lists(sent: Path) -> None:
    workbook = load_workbook(sent)
    assert "“We paid for the pump together”" in str(workbook["passages"]["G2"].value)
    offered = {str(each.formula1) for each in workbook["outcome"].data_validations.dataValidation}
    words = [[cell.value for cell in column] for column in workbook["words"].columns]
    assert ["sign", "positive", "negative", "mixed"] in [column[:4] for column in words]
    assert all(formula.startswith("words!$") for formula in offered)


def test_what_the_team_wrote_becomes_versions_and_entries(village: Project, sent: Path) -> None:
    cells = {
        (2, "sign"): "negative",
        (2, "why"): "the chair said so",
        (3, "social_actor"): "The owner",
        (3, "place"): "N",
    }
    difference = village.entries.compare_sheet("outcome", filled(sent, cells))
    assert "outcome-1, sign: '' becomes 'negative'" in str(difference)
    assert village.entries.listed("outcome").shape[0] == 1
    assert village.entries.apply_sheet(difference, by="Rudo", round=1) == 2
    second = village.entries.history("outcome-1")[1]
    assert (second.author, second.round, second.reason) == ("Rudo", 1, "the chair said so")
    assert village.entries.listed("outcome").loc["outcome-2", "social_actor"] == "The owner"
    assert not village.entries.compare_sheet("outcome", sent).changes, "read twice"


def test_a_field_changed_on_both_sides_is_a_conflict_and_stays(village: Project, sent: Path) -> None:
    filled(sent, {(2, "place"): "East", (2, "sign"): "mixed"})
    village.entries.revise("outcome-1", {"place": "West"}, why="walked there", by="Tendai")
    difference = village.entries.compare_sheet("outcome", sent)
    assert [str(one) for one in difference.conflicts] == [
        "conflict in outcome-1, place: the sheet says 'East', the project now 'West'"
    ]
    village.entries.apply_sheet(difference, by="Rudo")
    row = village.entries.listed("outcome").loc["outcome-1"]
    assert (row["place"], row["sign"]) == ("West", "mixed")


def test_a_row_that_breaks_a_rule_is_told_and_the_others_are_written(village: Project, sent: Path) -> None:
    filled(sent, {(2, "sign"): "shiny", (3, "social_actor"): "The owner", (4, "date_from"): "in May"})
    difference = village.entries.compare_sheet("outcome", sent)
    assert [row.row for row in difference.refused] == [2, 4]
    assert "is not written: 'shiny' is no word for sign" in str(difference)
    assert village.entries.apply_sheet(difference, by="Rudo") == 1


def test_what_changed_between_comparing_and_applying_is_not_written_over(village: Project, sent: Path) -> None:
    difference = village.entries.compare_sheet("outcome", filled(sent, {(2, "place"): "East"}))
    village.entries.revise("outcome-1", {"place": "West"}, why="walked there", by="Tendai")
    with pytest.raises(StorylensError, match="was changed by Tendai since"):
        village.entries.apply_sheet(difference, by="Rudo")


def test_a_name_that_is_replaced_stays_as_it_is_in_the_project(project: Callable[..., Project], tmp_path: Path) -> None:
    made = project(Told("A", "Mrs Chilemba keeps the key of the pump, and I asked Mrs Chilemba for it."))
    made.tag()
    made.names(propose=True)
    made.replace_name("Chilemba", "[the chair]", by="Tendai")
    made.entries.write("outcome", {"social_actor": "Mrs Chilemba"}, by="Tendai")
    made.entries.write_sheet("outcome", tmp_path / "out.xlsx")
    cells = {str(cell.value) for row in load_workbook(tmp_path / "out.xlsx")["outcome"] for cell in row}
    assert "Mrs [the chair]" in cells
    assert not made.entries.compare_sheet("outcome", tmp_path / "out.xlsx").changes


def test_words_that_may_not_be_used_do_not_go_out(village: Project, tmp_path: Path) -> None:
    village.entries.write("outcome", {"name": "never"}, by="Tendai")
    village.entries.link("outcome-1", "no", "The borehole was never for us", role="outcome", by="Tendai")
    assert village.entries.write_sheet("outcome", tmp_path / "out.xlsx") == 0


def test_a_file_of_something_else_is_refused_in_a_sentence(village: Project, sent: Path, tmp_path: Path) -> None:
    with pytest.raises(StorylensError, match="are not known"):
        village.entries.compare_sheet("lesson", sent)
    (tmp_path / "no.xlsx").write_text("no", encoding="utf-8")
    with pytest.raises(StorylensError, match="no workbook"):
        village.entries.compare_sheet("outcome", tmp_path / "no.xlsx")
