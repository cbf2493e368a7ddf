"""Who is missing: a figure, from the sampling frame and from who is heard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from storylens import Project
from storylens.synthesis.book import Book
from storylens.synthesis.missing import who_is_missing
from tests.conftest import Ran


def test_sought_and_heard_stand_side_by_side(village: Project) -> None:
    """Seven women and three men tell in the village; of the women one refused, one withdrew, one was never asked."""
    frame = "gender,sought,reached,declined\nwomen,10,7,1\nmen,5,3,\nself-described,4,0,0\n"
    (village.store.folder.inbox / "frame.csv").write_text(frame, encoding="utf-8")
    village.ingest()
    table = who_is_missing(Book(village.store)).frame
    assert table.loc["women", ["sought", "reached", "declined", "not reached"]].tolist() == [10, 7, 1, 2]
    assert table.loc["women", ["in the project", "heard"]].tolist() == [7, 4]
    assert table.loc["women", ["missing", "share missing"]].tolist() == [6, "60%"]
    assert table.loc["men", ["heard", "quotable", "missing"]].tolist() == [3, 2, 2]
    assert table.loc["men", "not reached"] == ""  # nobody wrote down who declined, so nobody can say
    assert table.loc["self-described", ["heard", "share missing"]].tolist() == [0, "100%"]
    assert table.loc["all groups by gender", ["sought", "heard", "missing"]].tolist() == [19, 7, 12]
    assert table.loc["all groups by gender", "declined"] == ""


def test_a_group_may_be_of_any_attribute(village: Project) -> None:
    (village.store.folder.inbox / "frame.csv").write_text("group,sought,reached\nNorth,6,3\n", encoding="utf-8")
    village.ingest()
    assert who_is_missing(Book(village.store)).frame.loc["North", ["heard", "missing"]].tolist() == [3, 3]


def test_the_table_has_a_command(village: Project, tmp_path: Path, storylens: Callable[..., Ran]) -> None:
    (tmp_path / "frame.csv").write_text("group,sought,reached\nNorth,6,3\n", encoding="utf-8")
    assert storylens("ingest", tmp_path / "frame.csv", "-p", village.path).code == 0
    ran = storylens("tables", "missing", "--csv", "-p", village.path)
    assert ran.out.splitlines()[1].startswith("North,group,6,3,,,3,3,")
