"""Codes by groups of tellers: the groups add up, and small cells are hidden where they must be."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storylens import Project, StorylensError
from storylens.analysis.crosstab import crosstab
from storylens.analysis.table import Table
from storylens.gates import View
from storylens.gates.cells import HIDDEN
from storylens.records import Code, Codebook, Family, Use
from tests.helpers import Told


def view(tellers: Sequence[tuple[str, str]], speaking: Sequence[int], *, k: int = 3, sensitive: bool = False) -> View:
    """Return a view of tellers with gender and place, some of whom speak of one code."""
    code = Code(id="c", name="C", sensitive=sensitive)
    book = Codebook(id="b", version="1", title="B", digest="d", families=(Family(id="f", name="F", codes=(code,)),))
    frame = pd.DataFrame(tellers, columns=["gender", "place"], index=[f"t{at}" for at in range(len(tellers))])
    frame.insert(0, "code", frame.index)
    codings = pd.DataFrame(
        [(f"k{at}", "c", f"t{at}", "b") for at in speaking], columns=["coding_id", "code", "teller_id", "codebook"]
    )
    nothing = pd.DataFrame()
    documents = pd.DataFrame({"selected_by": [""]})
    return View(Use.ANALYSIS, documents, frame, nothing, codings, nothing, {"b": book}, k)


def cells(table: Table) -> dict[str, object]:
    """Return the one row of a table: group, with what is printed."""
    line = table.frame.drop(columns="theme").iloc[0] if len(table.frame) else {}
    return {name.rpartition(" (of ")[0]: value for name, value in dict(line).items()}


def sizes(table: Table) -> dict[str, str]:
    names = [name for name in table.frame.columns if name != "theme"]
    return {name.rpartition(" (of ")[0]: name.rpartition(" (of ")[2].rstrip(")") for name in names}


PEOPLE = st.lists(
    st.tuples(st.sampled_from(["men", "women"]), st.sampled_from(["hill", "river"])), min_size=1, max_size=9
)


@given(PEOPLE, st.data())
def test_groups_add_up_to_all(people: list[tuple[str, str]], data: st.DataObject) -> None:
    speaking = sorted(data.draw(st.sets(st.integers(0, len(people) - 1), min_size=1)))
    table = crosstab(view(people, speaking), ["gender"])
    assert sum(int(size) for size in sizes(table).values()) == len(people)
    assert sum(int(str(count)) for count in cells(table).values()) == len(speaking)


@given(PEOPLE, st.data())
def test_every_number_has_the_ids_of_as_many_tellers(people: list[tuple[str, str]], data: st.DataObject) -> None:
    speaking = sorted(data.draw(st.sets(st.integers(0, len(people) - 1), min_size=1)))
    table = crosstab(view(people, speaking), ["gender"])
    for column in table.frame.columns.drop("theme"):
        group = column.rpartition(" (of ")[0]
        expected = {f"k{at}" for at in speaking if people[at][0] == group}
        assert set(table.behind("c", column)) == expected
        assert table.frame.loc["c", column] == len(expected)


def test_one_attribute_is_printed_however_small(project: Callable[..., Project]) -> None:
    table = crosstab(view([("men", "hill"), ("women", "hill"), ("women", "river")], [0, 1], k=5), ["gender"])
    assert cells(table) == {"men": 1, "women": 1}
    assert table.hidden == ()
    assert any("fewer than 5" in note for note in table.notes)


def test_a_sensitive_code_hides_small_cells_by_one_attribute_too() -> None:
    people = [("men", "hill")] * 6 + [("women", "hill")] * 6 + [("other", "hill")] * 6
    table = crosstab(view(people, [0, *range(6, 18)], k=5, sensitive=True), ["gender"])
    assert cells(table) == {"men": HIDDEN, "women": 6, "other": HIDDEN} or cells(table) == {
        "men": HIDDEN,
        "women": HIDDEN,
        "other": 6,
    }
    assert ("c", "men (of 6)") in table.hidden
    assert all(not table.behind("c", column) for _, column in table.hidden)


@settings(max_examples=40, deadline=None)
@given(PEOPLE, st.data())
def test_crossing_two_attributes_gives_nobody_away(people: list[tuple[str, str]], data: st.DataObject) -> None:
    """Everything else in an export is known: the tables by gender and by place, the sizes of groups, the total."""
    speaking = set(data.draw(st.sets(st.integers(0, len(people) - 1), min_size=1)))
    seen = view(people, sorted(speaking))
    table = crosstab(seen, ["gender", "place"])
    names = [f"{gender}, {place}" for gender in ("men", "women") for place in ("hill", "river")]
    printed, heads = cells(table), sizes(table)
    counts = dict.fromkeys(names, 0)
    groups = dict.fromkeys(names, 0)
    for at, pair in enumerate(people):
        groups[", ".join(pair)] += 1
        counts[", ".join(pair)] += at in speaking
    names = [name for name in names if groups[name]]  # that nobody is both is seen from the missing column
    lines = [names] + [
        [name for name in names if word in name.split(", ")] for word in ("men", "women", "hill", "river")
    ]
    for what, shown in ((counts, printed), (groups, heads)):
        known = {name: int(str(value)) for name, value in shown.items() if value != HIDDEN}
        assert known == {name: what[name] for name in known}
        hidden = [name for name in names if name in shown and name not in known]
        left = _possible(what, groups if what is counts else dict.fromkeys(names, len(people)), hidden, names, lines)
        alone = _possible(what, groups if what is counts else dict.fromkeys(names, len(people)), names, names, lines)
        for name in hidden:
            assert len(left[name]) > 1 or len(alone[name]) == 1, (name, printed, heads)


def _possible(
    what: dict[str, int], most: dict[str, int], hidden: list[str], names: list[str], lines: list[list[str]]
) -> dict[str, set[int]]:
    """Return for each hidden cell the numbers that agree with the sums of the lines."""
    possible: dict[str, set[int]] = {name: set() for name in hidden}
    for guess in itertools.product(*(range(most[name] + 1) for name in hidden)):
        table = what | dict(zip(hidden, guess, strict=True))
        if all(sum(table[name] for name in line) == sum(what[name] for name in line) for line in lines):
            for name, number in zip(hidden, guess, strict=True):
                possible[name].add(number)
    return possible


def test_an_attribute_that_nobody_has_is_said(seen_village: Project) -> None:
    with pytest.raises(StorylensError, match="no teller has the attribute 'shoes'"):
        seen_village.crosstab("shoes")


def test_who_said_nothing_of_themselves_is_a_group_of_their_own(project: Callable[..., Project]) -> None:
    made = project(Told("T1", "The pump broke.", place="North"), Told("T2", "The pump held."))
    made.tag()
    table = made.crosstab("place")
    assert sizes(table) == {"North": "1", "not recorded": "1"}
    assert cells(table) == {"North": 1, "not recorded": 1}


def test_only_the_codebooks_that_are_asked_for(village: Project) -> None:
    village.highlight("w1", "near the school", "school", by="Tendai")
    assert list(village.crosstab("gender", codebooks=["own"]).frame.index) == ["school"]
    assert "v.water" in village.crosstab("gender").frame.index
