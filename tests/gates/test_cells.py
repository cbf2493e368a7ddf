"""Small cells: no count that is hidden can be worked out from what is printed."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storylens.gates.cells import footnote, given_away, hidden_cells

Cells = dict[str, int]


def worked_out(counts: Cells, sizes: Cells, hidden: set[str], lines: Sequence[Sequence[str]]) -> set[str]:
    """Return the hidden cells that have one possible count, given all sizes, what is printed and the sums of lines."""
    names = sorted(hidden)
    possible: dict[str, set[int]] = {name: set() for name in names}
    for guess in itertools.product(*(range(sizes[name] + 1) for name in names)):
        table = counts | dict(zip(names, guess, strict=True))
        if all(sum(table[name] for name in line) == sum(counts[name] for name in line) for line in lines):
            for name, count in zip(names, guess, strict=True):
                possible[name].add(count)
    return {name for name, counts_ in possible.items() if len(counts_) == 1}


@st.composite
def row(draw: st.DrawFn, most: int = 4, largest: int = 5) -> tuple[Cells, Cells]:
    """Draw the persons in each cell of a row, and in each group."""
    sizes = draw(st.dictionaries(st.sampled_from("abcdefg"[:most]), st.integers(1, largest), min_size=1))
    return {name: draw(st.integers(0, size)) for name, size in sizes.items()}, sizes


@settings(max_examples=200, deadline=None)
@given(row(), st.integers(2, 6))
def test_no_hidden_count_can_be_worked_out(drawn: tuple[Cells, Cells], k: int) -> None:
    """The total of the row is in the theme table, the size of each group at the head of its column."""
    counts, sizes = drawn
    hidden, line = hidden_cells(counts, sizes, k), list(counts)
    # what the total and the sizes alone give away (everybody spoke, or nobody) no table can hide
    assert worked_out(counts, sizes, hidden, [line]) <= worked_out(counts, sizes, set(counts), [line])


@settings(deadline=None)
@given(row(largest=40), st.integers(2, 6))
def test_small_cells_and_cells_of_small_groups_are_hidden(drawn: tuple[Cells, Cells], k: int) -> None:
    counts, sizes = drawn
    hidden = hidden_cells(counts, sizes, k)
    assert {name for name, count in counts.items() if 0 < count < k or sizes[name] < k} <= hidden


@settings(deadline=None)
@given(row(largest=40), st.integers(2, 6))
def test_nothing_is_hidden_where_nothing_is_small(drawn: tuple[Cells, Cells], k: int) -> None:
    counts, sizes = drawn
    if all((count == 0 or count >= k) and sizes[name] >= k for name, count in counts.items()):
        assert hidden_cells(counts, sizes, k) == set()


@pytest.mark.parametrize(
    ("counts", "sizes", "hidden"),
    [
        ({"women": 9, "men": 8}, {"women": 20, "men": 20}, set()),
        ({"women": 9, "men": 0}, {"women": 20, "men": 20}, set()),
        ({"women": 2, "men": 8, "other": 9}, {"women": 20, "men": 20, "other": 20}, {"women", "men"}),
        ({"women": 9, "men": 0}, {"women": 20, "men": 3}, {"women", "men"}),
        # one person, and nobody else: the zero beside it would tell
        ({"women": 1, "men": 0}, {"women": 20, "men": 20}, {"women", "men"}),
    ],
)
def test_what_is_hidden(counts: Cells, sizes: Cells, hidden: set[str]) -> None:
    assert hidden_cells(counts, sizes, 5) == hidden


@st.composite
def grid(draw: st.DrawFn) -> tuple[Cells, Cells, list[list[str]]]:
    """Draw a table of two crossed attributes, and its lines: all cells, each row, each column."""
    height, width = draw(st.sampled_from([(2, 2), (2, 3), (3, 2)]))
    names = [f"{across}{down}" for across in range(height) for down in range(width)]
    sizes = {name: draw(st.integers(1, 3)) for name in names}
    counts = {name: draw(st.integers(0, sizes[name])) for name in names}
    lines = [names, *([name for name in names if name[at] == sign] for at in (0, 1) for sign in "012")]
    return counts, sizes, [line for line in lines if line]


@settings(max_examples=60, deadline=None)
@given(grid(), st.integers(2, 3))
def test_crossing_tells_nothing_that_the_two_plain_tables_do_not(
    drawn: tuple[Cells, Cells, list[list[str]]], k: int
) -> None:
    """The tables by each attribute alone are printed: their cells are the sums of the lines."""
    counts, sizes, lines = drawn
    hidden = hidden_cells(counts, sizes, k, lines)
    assert worked_out(counts, sizes, hidden, lines) <= worked_out(counts, sizes, set(counts), lines)


def test_a_cell_that_its_line_gives_away_is_kept_by_its_neighbours() -> None:
    sizes = dict.fromkeys(("w-north", "w-south", "m-north", "m-south"), 20)
    counts = {"w-north": 2, "w-south": 9, "m-north": 9, "m-south": 9}
    lines = [
        list(sizes),
        ["w-north", "w-south"],
        ["m-north", "m-south"],
        ["w-north", "m-north"],
        ["w-south", "m-south"],
    ]
    assert hidden_cells(counts, sizes, 5, lines) == set(sizes)


def test_the_order_of_groups_does_not_matter() -> None:
    counts: Mapping[str, int] = {"a": 2, "b": 7, "c": 7, "d": 0}
    sizes = dict.fromkeys(counts, 20)
    expected = hidden_cells(counts, sizes, 5)
    for order in itertools.permutations(counts):
        assert hidden_cells({name: counts[name] for name in order}, sizes, 5) == expected


def test_the_footnote_names_the_number() -> None:
    assert "fewer than 7 persons" in footnote(7)


@st.composite
def large_grid(draw: st.DrawFn) -> tuple[Cells, Cells, list[list[str]]]:
    """Draw two crossed attributes of three to five groups, in which some cells are missing and some are small."""
    height, width = draw(st.sampled_from([(3, 3), (3, 4), (4, 4), (5, 3)]))
    every = [f"{across}{down}" for across in range(height) for down in range(width)]
    names = draw(st.lists(st.sampled_from(every), unique=True, min_size=len(every) - 3))
    sizes = {name: draw(st.integers(6, 30)) for name in sorted(names)}
    few, many = st.integers(0, 6), st.integers(5, 30)
    counts = {name: min(draw(few | many), size) for name, size in sizes.items()}
    lines = [list(sizes), *([name for name in sizes if name[at] == sign] for at in (0, 1) for sign in "01234")]
    return counts, sizes, [line for line in lines if line]


def worked_out_of_large(counts: Cells, sizes: Cells, hidden: set[str], lines: Sequence[Sequence[str]]) -> set[str]:
    """Return the same as `worked_out` by linear programming, for tables too large to try all that is possible."""
    from scipy.optimize import linprog

    names, found = sorted(hidden), set()
    sums = [[float(name in line) for name in names] for line in lines]
    totals = [sum(counts[name] for name in names if name in line) for line in lines]
    for name in names:
        aim = [float(name == other) for other in names]
        ends = [
            linprog([sign * one for one in aim], A_eq=sums, b_eq=totals, bounds=[(0, sizes[other]) for other in names])
            for sign in (1, -1)
        ]
        if abs(-ends[1].fun - ends[0].fun) < 0.5:
            found.add(name)
    return found


@settings(max_examples=15, deadline=None)
@given(large_grid())
def test_in_large_tables_neither(drawn: tuple[Cells, Cells, list[list[str]]]) -> None:
    counts, sizes, lines = drawn
    hidden = hidden_cells(counts, sizes, 5, lines)
    told = worked_out_of_large(counts, sizes, hidden, lines)
    assert not told or told <= worked_out_of_large(counts, sizes, set(counts), lines)


@settings(max_examples=100, deadline=None)
@given(row(), st.integers(2, 6), st.data())
def test_what_is_shown_against_the_rule_gives_away_no_more_than_is_said(
    drawn: tuple[Cells, Cells], k: int, data: st.DataObject
) -> None:
    counts, sizes = drawn
    line = [list(counts)]
    small = sorted(name for name, count in counts.items() if 0 < count < k or sizes[name] < k)
    shown = set(data.draw(st.lists(st.sampled_from(small), unique=True))) if small else set()
    hidden = hidden_cells(counts, sizes, k, line, shown)
    told = given_away(counts, sizes, k, line, shown)
    assert not hidden & shown
    assert not told & shown
    assert set(small) <= hidden | shown
    before = worked_out(counts, sizes, set(counts), line)  # what no table can hide
    assert worked_out(counts, sizes, hidden, line) & set(small) <= before | told


def test_one_of_two_small_cells_cannot_be_shown_alone() -> None:
    counts, sizes = {"women": 2, "men": 1, "other": 9}, dict.fromkeys(("women", "men", "other"), 20)
    assert given_away(counts, sizes, 5, shown={"women"}) == set()  # the other cell, of nine, keeps it
    assert given_away(counts, sizes, 5, shown={"women", "other"}) == {"men"}
    alone = {"women": 2, "men": 1}
    assert given_away(alone, sizes, 5, shown={"women"}) == {"men"}
