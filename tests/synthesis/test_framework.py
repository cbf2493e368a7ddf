"""The framework matrix is written by people, stands on passages, and survives a round trip through a sheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from storylens import Project, StorylensError
from storylens.records.learning import Cell
from storylens.store import entries
from storylens.synthesis.framework import framework_cells, framework_matrix
from storylens.synthesis.framework_sheet import WRITTEN, apply_grid, compare_grid, write_grid
from tests.helpers import Told
from tests.synthesis.book_helpers import book, stand_on, write

CASES = (
    Told("T1", "The pump broke on the first day of the rains, and we carried water again.", case="North"),
    Told("T2", "The pump is mended, zzno, by us.", case="North", consent="analysis"),
    Told("T3", "A loan is a rope.", case="South"),
)


@pytest.fixture
def charted(project: Callable[..., Project]) -> Project:
    made = project(*CASES)
    made.tag()
    return made


def edit(file: Path, where: tuple[str, str], text: str | None) -> None:
    """Write into a cell of the sheet as a person would in a spreadsheet."""
    from openpyxl import load_workbook

    workbook = load_workbook(file)
    sheet = workbook["matrix"]
    row = next(cell.row for cell in sheet["A"] if cell.value == where[0])
    column = next(cell.column for cell in sheet[1] if cell.value == where[1])
    sheet.cell(row, column).value = text
    workbook.save(file)


def test_a_cell_is_a_summary_with_its_places_author_and_quote(charted: Project) -> None:
    write(charted, Cell(case="North", code="v.water", summary="The pump ties the year together."), by="Rudo")
    table = framework_matrix(book(charted))
    said = table.frame.loc["North", "Water"]
    assert said.startswith("The pump ties the year together. “")
    assert "2 of 2: D001" in said
    assert "Rudo, 20" in said
    assert "zzno" not in said
    assert len(table.behind("North", "Water")) == 2
    assert any("1 of 4 cells are written." in note for note in table.notes)


def test_three_kinds_of_empty_and_what_waits_to_be_charted(charted: Project) -> None:
    charted.highlight("t1", "we carried water again", "carrying", by="Tendai")
    frame = framework_matrix(book(charted)).frame
    assert frame.loc["South", "Loans"] == "not yet charted (coded: 1 of 1)"
    assert frame.loc["South", "Water"] == "not said"
    assert frame.loc["South", "carrying"] == "not yet charted"
    write(charted, Cell(case="South", code="v.water", empty="not asked"))
    assert framework_matrix(book(charted)).frame.loc["South", "Water"] == "not asked"


def test_a_machines_draft_is_marked_until_somebody_edits_it(charted: Project) -> None:
    draft = Cell(case="North", code="v.water", summary="Pump.", drafted_by_machine=True)
    write(charted, draft, by="drafter 1.0")
    assert "[machine's draft, edited by nobody] Pump." in framework_matrix(book(charted)).frame.loc["North", "Water"]
    same = draft.model_copy(update={"drafted_by_machine": False})  # nothing but the mark was taken off
    with charted.store.writing() as connection:
        entries.revise(connection, "cell-1", same, by="Rudo", reason="seen")
    assert framework_cells(book(charted)).frame.loc["North: Water", "state"] == "machine's draft, edited by nobody"
    with charted.store.writing() as connection:
        edited = same.model_copy(update={"summary": "The pump ties the year together."})
        entries.revise(connection, "cell-1", edited, by="Rudo", reason="written")
    assert framework_cells(book(charted)).frame.loc["North: Water", ["state", "version"]].tolist() == ["written", "3"]


def test_a_cell_on_words_that_may_not_be_used_is_not_printed(charted: Project) -> None:
    write(charted, Cell(case="South", code="v.loan", summary="zzsecret"))
    stand_on(charted, "cell-1", "t3", "A loan is a rope")
    charted.consent("T3", "analysis", "withdrawn", by="Tendai")
    table = framework_matrix(book(charted))
    assert "zzsecret" not in table.frame.to_string()
    assert any("1 entries" in note for note in table.notes)


def test_out_to_a_sheet_and_back_with_a_difference(charted: Project, tmp_path: Path) -> None:
    file = tmp_path / "matrix.xlsx"
    assert write_grid(charted.store, file) == 4
    assert compare_grid(charted.store, file).changes == ()
    edit(file, ("North", "Water"), "=The pump, they say")
    edit(file, ("South", "Water"), "not asked")
    edit(file, ("North", "Loans"), None)
    difference = compare_grid(charted.store, file)
    assert [(change.case, change.theme, change.after) for change in difference.changes] == [
        ("North", "Water", "=The pump, they say"),
        ("South", "Water", "not asked"),
    ]
    assert apply_grid(charted.store, difference, by="Rudo") == 2
    cells = {kept.body.case: kept for kept in book(charted).every(Cell)}
    assert (cells["North"].body.summary, cells["North"].author) == ("=The pump, they say", "Rudo")
    assert {one.teller_id for one in book(charted).passages(cells["North"])} == set(charted.view().tellers.index[:2])
    assert cells["South"].body.empty == "not asked"
    assert compare_grid(charted.store, file).changes == ()  # read once, it changes nothing more


def test_what_somebody_changed_meanwhile_is_a_conflict_and_stays(charted: Project, tmp_path: Path) -> None:
    file = tmp_path / "matrix.xlsx"
    write(charted, Cell(case="North", code="v.water", summary="First."))
    write_grid(charted.store, file)
    edit(file, ("North", "Water"), "From the field.")
    edit(file, ("South", "Loans"), "A rope.")
    with charted.store.writing() as connection:
        entries.revise(
            connection, "cell-1", Cell(case="North", code="v.water", summary="Second."), by="Rudo", reason="better"
        )
    write(charted, Cell(case="South", code="v.loan", summary="A burden."))
    difference = compare_grid(charted.store, file)
    assert [(change.before, change.after, change.now) for change in difference.conflicts] == [
        ("First.", "From the field.", "Second."),
        ("not yet charted", "A rope.", "A burden."),
    ]
    assert apply_grid(charted.store, difference, by="Tendai") == 0
    assert framework_cells(book(charted)).frame.loc["North: Water", "summary"] == "Second."


def test_the_sheet_carries_no_word_that_may_not_be_quoted(charted: Project, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    file = tmp_path / "matrix.xlsx"
    write_grid(charted.store, file, codes=["v.water"])
    workbook = load_workbook(file)
    words = [str(row[6]) for row in workbook["passages"].iter_rows(min_row=2, values_only=True)]
    assert any("The pump broke" in each for each in words)
    assert any("may not be quoted" in each for each in words)
    assert not any("zzno" in each for each in words)
    assert [cell.value for cell in workbook["matrix"][1]] == ["case", "Water"]
    assert workbook[WRITTEN].sheet_state == "hidden"


def test_a_workbook_that_is_another_says_what_to_do(charted: Project, tmp_path: Path) -> None:
    file = tmp_path / "matrix.xlsx"
    write_grid(charted.store, file)
    edit(file, ("North", "Water"), "x")
    from openpyxl import load_workbook

    workbook = load_workbook(file)
    workbook["matrix"]["D1"] = "New theme"
    workbook["matrix"]["D2"] = "something"
    workbook.save(file)
    with pytest.raises(StorylensError, match="New theme"):
        compare_grid(charted.store, file)
    del workbook[WRITTEN]
    workbook.save(file)
    with pytest.raises(StorylensError, match="as it went out"):
        compare_grid(charted.store, file)
