"""Which groups are near each other: joined two by two, by average linkage, up to one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from storylens.language.embeddings import Vectors


class Join(NamedTuple):
    """Two sets of groups that are joined, and how alike their middles are (cosine)."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    alike: float


def hierarchy(middles: Vectors, sizes: Sequence[int]) -> list[Join]:
    """Return the joins, the most alike first; each is of single groups or of sets that were joined before.

    How alike two sets are is the mean over their pairs of groups, weighted by passages.
    """
    exact = np.asarray(middles, dtype=np.float64)
    near = np.round(exact @ exact.T, 6)
    sets: list[tuple[int, ...]] = [(number,) for number in range(len(middles))]
    made = []
    while len(sets) > 1:
        alike, left, right = max(
            ((_between(near, sizes, one, other), one, other) for at, one in enumerate(sets) for other in sets[:at]),
            key=lambda found: (found[0], found[1], found[2]),
        )
        first, second = sorted((left, right))
        made.append(Join(first, second, alike))
        sets = [*(one for one in sets if one not in (left, right)), tuple(sorted(left + right))]
    return made


def _between(near: np.ndarray, sizes: Sequence[int], one: tuple[int, ...], other: tuple[int, ...]) -> float:
    pairs = [(sizes[a] * sizes[b], near[a, b]) for a in one for b in other]
    return round(float(sum(weight * value for weight, value in pairs) / sum(weight for weight, _ in pairs)), 6)
