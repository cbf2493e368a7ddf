"""Coefficients of agreement against worked examples that others have published."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from storylens.analysis.agreement import cohen_kappa, fleiss_kappa, krippendorff_alpha, percent_agreement, scott_pi
from storylens.analysis.agreement.distance import jaccard, masi

# Krippendorff (2011), "Computing Krippendorff's alpha-reliability", section C: four observers, twelve units, gaps.
FOUR = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, np.nan, np.nan, np.nan],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, np.nan, 3],
        [np.nan, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, np.nan],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, np.nan],
    ]
).T


@pytest.mark.parametrize(
    ("level", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_alpha_of_four_observers_with_missing_data(level: str, published: float) -> None:
    assert krippendorff_alpha(FOUR, level).value == pytest.approx(published, abs=0.0006)


def test_alpha_of_two_observers() -> None:
    """Krippendorff (2011), sections A (binary) and B (nominal)."""
    binary = [*zip("0100000010", "1110010000", strict=True)]
    nominal = [*zip("aabbdcccedda", "babbbccceddd", strict=True)]
    assert krippendorff_alpha(binary).value == pytest.approx(0.095, abs=0.0005)
    assert krippendorff_alpha(nominal).value == pytest.approx(0.692, abs=0.0005)


def test_kappa_and_pi_of_two_judges() -> None:
    """Cohen (1960), table 1: 200 cases, agreement 0.70, 0.41 by chance, kappa 0.49. Pi pools the two margins."""
    table = [[88, 10, 2], [14, 40, 6], [18, 10, 12]]
    cells = [(a, b) for a in range(3) for b in range(3) for _ in range(table[a][b])]
    one, other = (np.array(side) for side in zip(*cells, strict=True))
    assert percent_agreement(np.column_stack([one, other])).value == pytest.approx(0.70)
    assert cohen_kappa(one, other).value == pytest.approx((0.70 - 0.41) / 0.59)
    assert scott_pi(one, other).value == pytest.approx((0.70 - 0.415) / 0.585)
    for differences in ("linear", "quadratic"):
        usual = cohen_kappa_score(one, other, weights=differences)
        assert cohen_kappa(one, other, differences=differences).value == pytest.approx(usual)


def test_fleiss_kappa_of_fourteen_raters() -> None:
    """The worked example of the formulas of Fleiss (1971) in general use: ten subjects, five categories, 0.210."""
    # fmt: off
    counts = [[0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
              [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7]]
    # fmt: on
    table = np.array([np.repeat(np.arange(5), row) for row in counts])
    assert fleiss_kappa(table).value == pytest.approx(0.210, abs=0.0005)


def test_distances_of_sets() -> None:
    """Passonneau (2006): MASI is Jaccard times 1, 2/3, 1/3 or 0."""
    a, ab, bc, c = map(frozenset, ("a", "ab", "bc", "c"))
    near = 1 - masi([a, ab, bc, c])
    assert near[0].tolist() == pytest.approx([1, 2 / 3 / 2, 0, 0])
    assert near[1, 2] == pytest.approx(1 / 3 / 3)
    assert (1 - jaccard([a, ab, bc, c]))[1].tolist() == pytest.approx([1 / 2, 1, 1 / 3, 0])
