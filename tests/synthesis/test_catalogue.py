"""Every table that can be asked for is there, is explained, keeps its promises, and stands on an empty project too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from storylens import Project
from storylens.analysis.table import Table
from storylens.synthesis.catalogue import TABLES, every, make, names
from tests.conftest import Ran
from tests.helpers import NEVER_PRINTED
from tests.synthesis.book_helpers import book

DOCS = Path(__file__).parents[2] / "docs" / "synthesis.md"


@pytest.fixture(scope="module")
def of_village(_village: Path) -> list[Table]:
    """All tables of the village."""
    return list(every(book(Project.open(_village)), filled=False))


def test_names_are_one_each_and_are_those_of_the_tables(of_village: list[Table]) -> None:
    assert len(set(names())) == len(names())
    for listed, table in zip(TABLES, of_village, strict=True):
        assert table.name.startswith(listed.name), listed.name


def test_each_says_how_to_read_it_and_the_documentation_lists_it(of_village: list[Table]) -> None:
    text = DOCS.read_text(encoding="utf-8")
    for listed, table in zip(TABLES, of_village, strict=True):
        assert table.title, listed.name
        assert f"`{listed.name}`" in text, listed.name


def test_no_table_prints_a_word_that_may_not_be_printed(of_village: list[Table]) -> None:
    for table in of_village:
        printed = table.frame.to_csv() + " ".join(table.notes)
        assert not any(word in printed for word in NEVER_PRINTED), table.name


def test_ids_stand_behind_cells_that_are_there(of_village: list[Table]) -> None:
    for table in of_village:
        for row, column in table.ids:
            assert row in table.frame.index, (table.name, row)
            assert column in table.frame.columns, (table.name, column)


def test_more_tellers_than_there_are_is_never_said(of_village: list[Table]) -> None:
    for table in of_village:
        if {"tellers", "of"} <= {*table.frame.columns}:
            assert (table.frame["tellers"].astype(int) <= table.frame["of"].astype(int)).all(), table.name


def test_made_again_it_is_the_same(seen_village: Project, of_village: list[Table]) -> None:
    for first, second in zip(of_village, every(book(seen_village), filled=False), strict=True):
        assert first.frame.to_csv() == second.frame.to_csv(), first.name
        assert first.notes == second.notes, first.name


def test_a_project_without_anything_has_the_tables_all_the_same(project: Callable[..., Project]) -> None:
    empty = book(project())
    assert [make(empty, name).title for name in names()]


def test_the_command_lists_and_shows_them(village: Project, storylens: Callable[..., Ran]) -> None:
    listed = storylens("tables", "-p", village.path).out
    assert all(f"  {name}" in listed for name in names())
    assert "“Aspiration”" in storylens("tables", "value-creation", "-p", village.path).out
    assert storylens("tables", "voices", "--by", "place", "--csv", "-p", village.path).out.startswith("place,tellers")
    wrong = storylens("tables", "shoes", "-p", village.path)
    assert wrong.code == 1
    assert "msc-tree" in wrong.err
