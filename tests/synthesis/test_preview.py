"""What vanishes is seen before it does; a cell is shown against the rule only for a reason that is printed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from storylens import Project, StorylensError
from storylens.gates.cells import HIDDEN
from tests.helpers import Told

Make = Callable[..., Project]
BY = ["gender", "place"]


@pytest.fixture
def shy(project: Make) -> Project:
    """Seven women of the North speak of pumps, and two of them of shame, as do six of eight men and one of five."""
    women = [
        Told(f"W{at}", f"The pump broke, zzw{at}." + " I was ashamed." * (at < 2), place="North") for at in range(7)
    ]
    men = [
        Told(f"M{at}", f"The pump broke, zzm{at}." + " I was ashamed." * (at < 6), "man", "South") for at in range(8)
    ]
    rest = [Told(f"X{at}", f"A pump, zzx{at}." + " I was ashamed." * (at < 1), "nonbinary", "South") for at in range(5)]
    made = project(*women, *men, *rest)
    made.tag()
    return made


def shame(project: Project) -> dict[str, object]:
    frame = project.crosstab("gender").frame.drop(columns="theme")
    return {name.rpartition(" (of ")[0]: value for name, value in frame.loc["v.shame"].items()}


def test_the_preview_has_each_hidden_cell_with_its_reason(shy: Project) -> None:
    table = shy.preview_export()
    cells = table.frame[table.frame.what == "cell"].set_index("where")
    assert cells.loc["gender: v.shame, women", ["persons", "why"]].tolist() == ["2 of 7", "fewer than 5 persons"]
    assert cells.loc["gender: v.shame, self-described", "persons"] == "1 of 5"
    assert len(cells) == sum(value == HIDDEN for value in shame(shy).values())
    assert "Not for print" in table.notes[0]


def test_the_preview_of_a_crossed_table_says_what_quotes_it_costs(shy: Project) -> None:
    crossed = shy.preview_export(cross=["place"])
    kept = shy.tables(cross=["place"]).table("quotes")
    every = shy.tables().table("quotes")
    assert f"{len(kept.frame)} of " in crossed.notes[0]
    held = set(every.frame.index) - set(kept.frame.index)
    assert not held or any("in hidden cells" in note for note in kept.notes)


def test_no_quote_is_printed_of_a_hidden_cell(project: Make) -> None:
    many = [Told(f"W{at}", f"The pump broke, zzw{at}.", place="North") for at in range(6)]
    made = project(*many, Told("M1", "The pump held, zzalone.", "man", "South"))
    made.tag()
    assert "zzalone" in made.tables().table("quotes").frame.to_csv()
    crossed = made.tables(cross=["place"])
    assert crossed.table("codes-gender-place").hidden
    assert not [table.name for table in crossed.tables if "zzalone" in table.frame.to_csv()]


def test_a_cell_is_shown_for_a_reason_that_stands_under_the_table(shy: Project) -> None:
    assert shame(shy)["women"] == HIDDEN
    shy.show_cell("v.shame", "women", by="Tendai", why="the two asked to be counted")
    table = shy.crosstab("gender")
    assert shame(shy)["women"] == 2
    assert shame(shy)["self-described"] == HIDDEN
    assert any("Tendai" in note and "the two asked to be counted" in note for note in table.notes)
    assert list(shy.entries.listed("shown cell").by) == ["Tendai"]
    shy.hide_cell("v.shame", "women", by="Tendai", why="one of them does not")
    assert shame(shy)["women"] == HIDDEN
    assert not any("against the rule" in note for note in shy.crosstab("gender").notes)


def test_without_a_reason_nothing_is_shown(shy: Project) -> None:
    with pytest.raises(StorylensError, match="only for a reason"):
        shy.show_cell("v.shame", "women", by="Tendai", why=" ")
    shy.entries.write("shown cell", {"by": ["gender"], "code": "v.shame", "group": "women"}, by="Tendai")
    assert shame(shy)["women"] == HIDDEN


def test_what_would_give_another_away_is_refused(project: Make) -> None:
    women = [Told(f"W{at}", f"The pump broke, zzw{at}." + " I was ashamed." * (at < 2)) for at in range(7)]
    men = [Told(f"M{at}", f"The pump broke, zzm{at}." + " I was ashamed." * (at < 1), "man") for at in range(7)]
    made = project(*women, *men)
    made.tag()
    with pytest.raises(StorylensError, match="give away men too"):
        made.show_cell("v.shame", "women", by="Tendai", why="they asked")
    made.show_cell("v.shame", "women", "men", by="Tendai", why="all three asked")
    assert shame(made) == {"men": 1, "women": 2}


@pytest.mark.parametrize(
    ("code", "group", "said"),
    [
        ("v.shame", "men", "is not hidden"),
        ("v.shame", "giants", "is not hidden"),
        ("v.nothing", "men", "nobody speaks"),
    ],
)
def test_a_cell_that_is_not_hidden_is_said(project: Make, code: str, group: str, said: str) -> None:
    made = project(*[Told(f"M{at}", f"I was ashamed, zzm{at}.", "man") for at in range(6)])
    made.tag()
    with pytest.raises(StorylensError, match=said):
        made.show_cell(code, group, by="Tendai", why="because")
