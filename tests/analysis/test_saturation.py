"""Saturation: a number with its parameters, never a verdict."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from storylens import Project, StorylensError
from storylens.analysis.saturation import first_met, saturation
from tests.conftest import Ran
from tests.helpers import Told

# The codes that are new in each of eight interviews; base 4 has 2 + 1 + 1 + 0.
NEW = ["ab", "ac", "abd", "c", "a", "b", "e", "ef"]


@pytest.fixture
def read(project: Callable[..., Project]) -> Project:
    made = project(
        *(
            Told(f"T{n}", [f"Answer {code} of {n}." for code in codes], "woman" if n % 2 else "man")
            for n, codes in enumerate(NEW, 1)
        ),
        book="",
    )
    for n, codes in enumerate(NEW, 1):
        for code in codes:
            made.highlight(f"t{n}", f"Answer {code} of {n}.", f"code {code}", by="Ada")
    return made


def _order(project: Project) -> Sequence[str]:
    listed = project.documents()
    return [str(listed.index[listed.title == f"t{n}"][0]) for n in range(1, len(NEW) + 1)]


def test_new_codes_are_counted_in_the_order_of_analysis(read: Project) -> None:
    curve = saturation(read.view(), order=_order(read)).curve
    assert curve.frame["new codes"].tolist() == [2, 1, 1, 0, 0, 0, 1, 1]
    assert curve.frame["codes so far"].tolist() == [2, 3, 4, 4, 4, 4, 5, 6]
    ratio = curve.frame["new in run, % of base"].tolist()
    assert ratio[:5] == pytest.approx([np.nan] * 5, nan_ok=True)
    assert ratio[5:] == [0, 25, 50]  # of the four codes in the base
    assert len(curve.behind("all interviews 7", "new codes")) == 1


def test_it_is_said_with_base_run_and_threshold_and_what_came_after(read: Project) -> None:
    summary = saturation(read.view(), order=_order(read)).summary
    said = summary.frame["what the runs come to"].iloc[0]
    assert said.startswith("5% after 4+2; 2 of 2 later runs above it, most at 8: 50.0%")
    assert "verdict" in " ".join(summary.notes)


def test_other_parameters_and_orders_tell_another_story(read: Project) -> None:
    order = _order(read)
    back = saturation(read.view(), order=order[::-1]).curve.frame
    assert back["new codes"].tolist() != [2, 1, 1, 0, 0, 0, 1, 1]
    assert back["codes so far"].iloc[-1] == 6
    wide = saturation(read.view(), order=order, base=2, run=3).summary.frame
    assert wide["with"].iloc[0] == "base 2, run 3, threshold 5%"


def test_the_band_holds_the_order_as_it_was_and_ends_where_all_do(read: Project) -> None:
    frame = saturation(read.view()).curve.frame
    assert (frame.low <= frame["median"]).all()
    assert (frame["median"] <= frame.high).all()
    assert frame[["low", "median", "high"]].iloc[-1].tolist() == [6, 6, 6]


def test_each_group_has_a_line_of_its_own(read: Project) -> None:
    lines = saturation(read.view(), by="gender").curve.frame.line.value_counts()
    assert lines.to_dict() == {"all interviews": 8, "gender: women": 4, "gender: men": 4}


def test_a_codebook_that_was_there_before_has_no_saturation(village: Project) -> None:
    village.highlight("w1", "near the school", "v.water", by="Ada")
    frame = saturation(village.view()).summary.frame
    assert frame[frame.line == "codebook village"]["what the runs come to"].str.startswith("does not apply").all()


def test_where_the_first_run_meets_a_threshold() -> None:
    """Guest, Namey and Chen (2020): new codes in a run, as a share of those in the base."""
    new = np.array([[4, 3, 2, 1, 0, 1, 0, 0], [4, 3, 2, 1, 1, 1, 1, 1], [0, 0, 0, 0, 0, 0, 0, 0]])
    assert first_met(new, 4, 2, 0.05).tolist() == [8, 0, 0]  # 1 of 10 is 10%; then 0
    assert first_met(new, 4, 2, 0.1).tolist() == [6, 0, 0]
    assert first_met(new[:, :5], 4, 2, 0.5).tolist() == [0, 0, 0]  # too few for a run


@pytest.mark.parametrize("wrong", [{"base": 0}, {"run": 0}, {"thresholds": [1.2]}, {"order": ["D999"]}, {"by": "x"}])
def test_what_cannot_be_is_refused(read: Project, wrong: dict[str, object]) -> None:
    with pytest.raises(StorylensError):
        saturation(read.view(), **wrong)  # type: ignore[arg-type]


def test_command(read: Project, storylens: Callable[..., Ran]) -> None:
    ran = storylens("find", "saturation", "--curve", "-p", read.path)
    assert ran.code == 0, ran.err
    assert "all interviews 8" in ran.out
