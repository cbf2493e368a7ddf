"""Figures against those of scikit-learn; the test for bias finds what is there and nothing where nothing is."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score, precision_recall_fscore_support

from storylens.analysis.evaluate import bias
from storylens.analysis.evaluate.figures import figures

CHANCE = np.random.default_rng(3)


def marks(n: int, share: float) -> np.ndarray:
    return (CHANCE.random(n) < share).astype(float)


def test_figures_are_those_of_scikit_learn() -> None:
    gold, said = marks(300, 0.3), marks(300, 0.4)
    document = np.repeat(np.arange(30), 10).astype(object)
    found = figures(gold, said, document, draws=200, seed=1)
    precision, recall, f1, _ = precision_recall_fscore_support(gold, said, average="binary")
    assert found["precision"] == pytest.approx(precision, abs=5e-4)
    assert found["recall"] == pytest.approx(recall, abs=5e-4)
    assert found["F1"] == pytest.approx(f1, abs=5e-4)
    assert found["kappa"] == pytest.approx(cohen_kappa_score(gold, said), abs=5e-4)
    for name in ("precision", "recall", "F1", "kappa", "alpha"):
        assert found[f"{name} low"] <= found[name] <= found[f"{name} high"]


def test_what_cannot_be_told_is_left_open() -> None:
    nothing = figures(np.zeros(5), np.zeros(5), np.array(list("abcde"), object), draws=50, seed=1)
    assert np.isnan(nothing["precision"])
    assert np.isnan(nothing["recall"])


def test_holm_corrects_as_published() -> None:
    """The example of Holm's procedure with p .01, .04, .03, .005 gives .03, .06, .06, .02."""
    made = bias.holm([bias.Test("a", "", "wrong", p, "g", "d") for p in (0.01, 0.04, 0.03, 0.005)])
    assert [round(test.holm, 4) for test in made] == [0.03, 0.06, 0.06, 0.02]


def speakers(n: int) -> tuple[dict[str, str], np.ndarray]:
    """Return the place of n tellers, half of them in each, and the teller of each of ten passages of theirs."""
    names = [f"T{number:02}" for number in range(n)]
    place = {name: "hill" if number % 2 else "town" for number, name in enumerate(names)}
    return place, np.repeat(np.array(names, object), 10)


def test_an_error_that_goes_with_a_place_is_found_and_named() -> None:
    place, teller = speakers(24)
    error = np.array([-1.0 if place[name] == "hill" and CHANCE.random() < 0.5 else 0.0 for name in teller])
    groups = bias.groups_of(place, list(teller), 5)
    tests = bias.holm(bias.tested("place", groups, teller, {"c.water": error[:, np.newaxis]}, seed=1))
    assert all(test.fails for test in tests)
    assert {test.worst for test in tests} == {"hill"}
    assert "says it less often" in str(tests[1])


def test_an_error_that_goes_with_nobody_is_seldom_found() -> None:
    place, teller = speakers(24)
    groups = bias.groups_of(place, list(teller), 5)
    found = 0
    for seed in range(40):
        error = np.random.default_rng(seed).choice([-1.0, 0.0, 1.0], size=(len(teller), 1))
        found += any(test.p < 0.05 for test in bias.tested("place", groups, teller, {"": error}, seed=seed))
    assert found <= 9  # two tests in each of forty, at one in twenty: more than nine has a chance below one in fifty


def test_one_teller_with_many_errors_is_not_taken_for_a_group() -> None:
    """Passages of one teller stay together when groups are dealt out anew."""
    place, teller = speakers(10)
    error = (teller == "T01").astype(float)[:, np.newaxis]
    (wrong, _) = bias.tested("place", bias.groups_of(place, list(teller), 5), teller, {"": error}, seed=1)
    assert wrong.p > 0.9


def test_groups_of_few_speakers_are_not_tested() -> None:
    place, teller = speakers(9)  # five in town, four on the hill
    assert bias.groups_of(place, list(teller), 5) == {}
