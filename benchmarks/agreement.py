"""Agreement on many units and coders beside the usual package, and how the time grows.

python -m benchmarks.agreement. Codes are drawn at random (seed 1), a tenth of them missing. The usual package for
Krippendorff's alpha is `krippendorff` (GPL, so it is no dependency: `pip install krippendorff` to compare); nltk, which
the tests use, is compared on a part, as it meets every pair in Python. Each time is the median of three.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from importlib.util import find_spec

import numpy as np

from storylens.analysis.agreement import fleiss_kappa, krippendorff_alpha

UNITS, CODERS, VALUES, ROUNDS = 100_000, 10, 6, 3
MANY = ((1_000_000, 4), (20_000, 300))


def seconds(run: Callable[[], object]) -> float:
    """Return the median time of a few runs."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def drawn(units: int, coders: int) -> np.ndarray:
    """Return units x coders, a tenth missing."""
    chance = np.random.default_rng(1)
    table = chance.integers(0, VALUES, (units, coders)).astype(np.float64)
    table[chance.random(table.shape) < 0.1] = np.nan
    return table


def main() -> None:
    """Measure, and print."""
    table = drawn(UNITS, CODERS)
    ours = {
        level: seconds(lambda level=level: krippendorff_alpha(table, level).value) for level in ("nominal", "interval")
    }
    print(f"alpha of {UNITS:,} units and {CODERS} coders: " + ", ".join(f"{k} {v:.2f} s" for k, v in ours.items()))
    if find_spec("krippendorff"):
        import krippendorff

        for level, mine in ours.items():
            usual = seconds(
                lambda level=level: krippendorff.alpha(reliability_data=table.T, level_of_measurement=level)
            )
            same = krippendorff.alpha(reliability_data=table.T, level_of_measurement=level)
            apart = abs(krippendorff_alpha(table, level).value - same)
            print(f"  {level}: {usual / mine:.1f} times as fast as `krippendorff`; figures differ by {apart:.1e}")
    else:
        print("  `krippendorff` is not installed: no ratio")
    part = table[:2_000]
    from nltk.metrics import AnnotationTask

    rows = [
        (str(coder), str(unit), value)
        for unit, row in enumerate(part)
        for coder, value in enumerate(row)
        if not np.isnan(value)
    ]
    usual = seconds(lambda: AnnotationTask(data=rows).alpha())
    print(f"  {len(part):,} units: {usual / seconds(lambda: krippendorff_alpha(part).value):.0f} times as fast as nltk")
    for units, coders in MANY:
        many = drawn(units, coders)
        took = seconds(lambda many=many: krippendorff_alpha(many).value)
        whole = np.nan_to_num(many)
        fleiss = seconds(lambda whole=whole: fleiss_kappa(whole).value)
        print(f"{units:,} units and {coders} coders: alpha {took:.1f} s, Fleiss' kappa {fleiss:.1f} s")


if __name__ == "__main__":
    main()
