"""The same figures as established implementations, and as the definitions worked out pair by pair."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.metrics import AnnotationTask, binary_distance, jaccard_distance, masi_distance

from storylens.analysis.agreement import (
    cohen_kappa,
    fleiss_kappa,
    krippendorff_alpha,
    percent_agreement,
    scott_pi,
    unitizing,
    unitizing_1995,
)

CODES = "abc"
VALUES = st.sampled_from(CODES)
SETS = st.frozensets(VALUES, max_size=3)


def _task(rows: Sequence[Sequence[object]], distance: object = binary_distance) -> AnnotationTask:
    data = [
        (f"coder {coder}", f"unit {unit}", value)
        for unit, row in enumerate(rows)
        for coder, value in enumerate(row)
        if value is not None
    ]
    return AnnotationTask(data=data, distance=distance)


def _varied(rows: Sequence[Sequence[object]]) -> bool:
    return len({value for row in rows for value in row if value is not None}) > 1


@given(st.lists(st.tuples(VALUES, VALUES), min_size=3, max_size=30).filter(_varied))
@settings(deadline=None)
def test_two_coders_as_in_nltk(rows: list[tuple[str, str]]) -> None:
    task = _task(rows)
    one, other = zip(*rows, strict=True)
    assert percent_agreement(rows).value == pytest.approx(task.avg_Ao())
    assert scott_pi(one, other).value == pytest.approx(task.pi())
    assert krippendorff_alpha(rows).value == pytest.approx(task.alpha())
    if len(set(one)) > 1 or len(set(other)) > 1:
        assert cohen_kappa(one, other).value == pytest.approx(task.kappa())


@given(st.lists(st.tuples(VALUES, VALUES, VALUES, VALUES), min_size=3, max_size=20).filter(_varied))
@settings(deadline=None)
def test_four_coders_as_in_nltk(rows: list[tuple[str, ...]]) -> None:
    task = _task(rows)
    assert krippendorff_alpha(rows).value == pytest.approx(task.alpha())
    assert fleiss_kappa(rows).value == pytest.approx(task.pi())  # nltk's pi of several coders is Fleiss' kappa


@given(
    st.lists(st.lists(st.none() | VALUES, min_size=3, max_size=3), min_size=3, max_size=20).filter(
        lambda rows: _varied([row for row in rows if sum(value is not None for value in row) > 1])
    )
)
@settings(deadline=None)
def test_gaps_as_in_nltk(rows: list[list[str | None]]) -> None:
    paired = [row for row in rows if sum(value is not None for value in row) > 1]
    assert krippendorff_alpha(rows).value == pytest.approx(_task(paired).alpha())


@pytest.mark.parametrize(("level", "distance"), [("masi", masi_distance), ("jaccard", jaccard_distance)])
@given(rows=st.lists(st.tuples(SETS, SETS, SETS), min_size=3, max_size=12).filter(_varied))
@settings(deadline=None)
def test_sets_of_codes_pair_by_pair(level: str, distance: object, rows: list[tuple[frozenset[str], ...]]) -> None:
    """The definition of Krippendorff (2011), section E, with every pair written out; nltk has the distances."""

    def apart(one: frozenset[str], other: frozenset[str]) -> float:
        return 0.0 if one == other else float(distance(one, other))  # type: ignore[operator]

    every = [value for row in rows for value in row]
    observed = np.mean([apart(a, b) for row in rows for a, b in permutations(row, 2)])
    expected = np.mean([apart(a, b) for a, b in permutations(every, 2)])
    ours = krippendorff_alpha(rows, level).value
    assert ours == pytest.approx(1 - observed / expected, abs=1e-9)


LENGTH = 8


@st.composite
def _marked(draw: st.DrawFn) -> pd.DataFrame:
    """Stretches that two or three coders marked in a text of eight characters; no two of one coder overlap."""
    rows = []
    for coder in range(draw(st.integers(2, 3))):
        at = 0
        for _ in range(draw(st.integers(0, 3))):
            start = at + draw(st.integers(0, 2))
            end = start + draw(st.integers(1, 3))
            if end > LENGTH:
                break
            rows.append((f"coder {coder}", start, end, draw(st.sampled_from("ck"))))
            at = end
    return pd.DataFrame(rows, columns=["coder", "start", "end", "code"]).assign(document="d")


@given(spans=_marked(), coders=st.just(3))
@settings(deadline=None)
def test_stretches_point_by_point(spans: pd.DataFrame, coders: int) -> None:
    """u-alpha by its definition (Krippendorff et al. 2016): points of all coders meet, but not those of one unit."""
    who = [f"coder {number}" for number in range(coders)]
    value = {name: [""] * LENGTH for name in who}
    unit: dict[str, list[object]] = {name: [(name, point) for point in range(LENGTH)] for name in who}
    for number, row in enumerate(spans.itertuples()):
        for point in range(row.start, row.end):
            value[row.coder][point], unit[row.coder][point] = row.code, number
    points = [(name, point) for name in who for point in range(LENGTH)]
    apart = [value[a][i] != value[b][j] for (a, i), (b, j) in permutations(points, 2) if unit[a][i] != unit[b][j]]
    observed = np.mean([value[a][i] != value[b][i] for a, b in combinations(who, 2) for i in range(LENGTH)])
    found = unitizing(spans, {"d": LENGTH}, {"d": who}).u.value
    if not any(apart):
        assert np.isnan(found) or found == 1
    else:
        assert found == pytest.approx(1 - observed / np.mean(apart))


def test_stretches_of_the_first_alpha_as_published() -> None:
    """Krippendorff (2004), "Measuring the reliability of qualitative text analysis data", the worked example.

    Two observers, a continuum of 300 from 150 on, codes c and k; disagreements are printed to four places.
    """
    rows = [
        *[("i", 225, 295, "c"), ("i", 370, 400, "c"), ("i", 180, 240, "k"), ("i", 300, 350, "k")],
        *[("j", 220, 300, "c"), ("j", 355, 375, "c"), ("j", 400, 420, "c")],
        *[("j", 180, 240, "k"), ("j", 300, 350, "k")],
    ]
    spans = pd.DataFrame(rows, columns=["coder", "start", "end", "code"])
    spans[["start", "end"]] -= 150
    found = unitizing_1995(spans, 300)
    assert found.by_code.observed["c"] == pytest.approx(0.0144, abs=0.00005)
    assert found.by_code.expected["c"] == pytest.approx(0.0532, abs=0.00005)
    assert found.by_code.expected["k"] == pytest.approx(0.0490, abs=0.00005)
    assert found.by_code.alpha["k"] == 1
    assert found.value == pytest.approx(1 - 0.0144 / (0.0532 + 0.0490), abs=0.001)
