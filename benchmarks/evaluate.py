"""The test for bias: how often it cries wolf, and how often it finds a difference of a known size.

python -m benchmarks.evaluate. Errors are drawn by chance, with tellers who differ among themselves, as they do; the
aim is at most one false alarm in twenty evaluations, each of 24 tests together. The baseline tests passage by passage
(chi squared, without correction), as if passages of one teller were independent.
"""

from __future__ import annotations

import numpy as np
from scipy.stats import chi2_contingency

from storylens.analysis.evaluate.bias import groups_of, holm, tested

DRAWS, CODES, PASSAGES = 100, 11, 12  # evaluations; codes (and all together); passages of each teller
MISSED, SPREAD = 0.2, 3.0  # how often a passage is wrongly coded; how alike those of one teller are (beta)
SIZES, GAPS = (10, 20, 40, 80), (0.0, 0.1, 0.2, 0.4)


def evaluation(tellers: int, gap: float, seed: int) -> tuple[bool, bool]:
    """Return whether an evaluation names a group, and whether the baseline does. The gap is in the first code."""
    chance = np.random.default_rng(seed)
    teller = np.repeat([f"T{number:03}" for number in range(tellers)], PASSAGES).astype(object)
    group = {name: "one" if number % 2 else "other" for number, name in enumerate(dict.fromkeys(teller))}
    of_teller = chance.beta(MISSED * SPREAD, (1 - MISSED) * SPREAD, (tellers, CODES))
    of_teller[1::2, 0] = np.minimum(of_teller[1::2, 0] + gap, 1)
    error = -(chance.random((len(teller), CODES)) < np.repeat(of_teller, PASSAGES, axis=0)).astype(float)
    errors = {"": error} | {str(code): error[:, [code]] for code in range(CODES)}
    tests = holm(tested("place", groups_of(group, list(teller), 5), teller, errors, seed))
    inside = np.array([group[name] == "one" for name in teller])
    return any(test.fails for test in tests), any(_by_passage(-error[:, code], inside) for code in range(CODES))


def _by_passage(wrong: np.ndarray, inside: np.ndarray) -> bool:
    counts = [[(wrong[some] == value).sum() for value in (0, 1)] for some in (inside, ~inside)]
    return bool(np.min(np.sum(counts, axis=0)) > 0 and chi2_contingency(counts)[1] < 0.05)


def main() -> None:
    """Print shares of evaluations in which a group is named, by the gap and the number of tellers."""
    print(f"{DRAWS} evaluations each, {2 * (CODES + 1)} tests together, {PASSAGES} passages a teller, seeds 0 to 99")
    print(f"a code is missed in {MISSED:.0%} of passages; in one group more often by the gap, in one code of {CODES}")
    for tellers in SIZES:
        told = []
        for gap in GAPS:
            found = np.array([evaluation(tellers, gap, seed) for seed in range(DRAWS)]).mean(axis=0)
            told.append(f"gap {gap:.0%}: {found[0]:.2f}" + (f" (baseline {found[1]:.2f})" if not gap else ""))
        print(f"{tellers:3} tellers  " + "  ".join(told), flush=True)


if __name__ == "__main__":
    main()
