"""The first alpha for unitizing (Krippendorff 1995; 2004, section 11.6), which later work took the place of.

It squares the distances between the ends of units that overlap, and the lengths of units that fall into another
coder's gap. Kept because published studies report it; for more than two coders use `unitizing`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from storylens.analysis.agreement.bootstrap import share
from storylens.analysis.agreement.counts import Floats


@dataclass(frozen=True)
class Unitizing1995:
    """Alpha over all codes; and by code the observed and the expected disagreement, and alpha."""

    value: float
    by_code: pd.DataFrame


def unitizing_1995(spans: pd.DataFrame, length: int, coders: int | None = None) -> Unitizing1995:
    """Compare what coders marked in one text of a length.

    `spans` has the columns coder, start, end and code; units of one coder and code do not overlap. `coders` is the
    number of coders, should one of them have marked nothing.
    """
    m = spans.coder.nunique() if coders is None else coders
    rows = {}
    for code, units in spans.groupby("code", sort=True):
        by_coder = [_in_order(units[units.coder == coder]) for coder in sorted(units.coder.unique())]
        by_coder += [np.zeros((0, 2))] * (m - len(by_coder))
        observed = sum(_apart(one, other) for i, one in enumerate(by_coder) for other in by_coder[:i])
        rows[code] = (2 * observed / (m * (m - 1) * length**2), _expected(by_coder, length))
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=["observed", "expected"])
    frame["alpha"] = 1 - share(frame.observed.to_numpy(), frame.expected.to_numpy())
    total = frame.sum()
    return Unitizing1995(float(1 - total.observed / total.expected) if total.expected else float("nan"), frame)


def _in_order(units: pd.DataFrame) -> Floats:
    made: Floats = units.sort_values("start")[["start", "end"]].to_numpy(dtype=np.float64)
    return made


def _apart(one: Floats, other: Floats) -> float:
    """Return the disagreement of two coders: of units that overlap, and of units in the other's gaps."""
    first = np.searchsorted(other[:, 1], one[:, 0], side="right")
    after = np.searchsorted(other[:, 0], one[:, 1], side="left")
    met = np.maximum(after - first, 0)
    mine = np.repeat(np.arange(len(one)), met)
    theirs = np.concatenate([np.zeros(0, int), *(np.arange(a, b) for a, b in zip(first, after, strict=True))])
    alone = np.diff(one[met == 0], axis=1)
    left = np.ones(len(other), dtype=bool)
    left[theirs] = False
    return float(
        ((one[mine] - other[theirs]) ** 2).sum() + (alone**2).sum() + (np.diff(other[left], axis=1) ** 2).sum()
    )


def _expected(by_coder: list[Floats], length: int) -> float:
    units = np.concatenate([one[:, 1] - one[:, 0] for one in by_coder])
    edges = [np.concatenate([one[:, 0], [length]]) - np.concatenate([[0.0], one[:, 1]]) for one in by_coder]
    gaps = np.sort(np.concatenate(edges))
    room = np.concatenate([[0.0], np.cumsum(gaps[::-1])])  # of the longest gaps
    fitting = len(gaps) - np.searchsorted(gaps, units, side="left")
    in_gaps = room[fitting] - fitting * (units - 1)
    in_units = (len(units) - 1) / 3 * (2 * units**3 - 3 * units**2 + units)
    elements = len(by_coder) * length
    return float(
        2 / length * (in_units + units**2 * in_gaps).sum() / (elements * (elements - 1) - (units * (units - 1)).sum())
    )
