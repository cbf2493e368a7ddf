"""Intervals by resampling: units, or whole clusters of them such as documents, drawn with replacement.

Turns of one interview resemble each other, so that drawing turns gives an interval that is too narrow; a report
draws documents (Davison and Hinkley 1997, section 3.8). This is not the bootstrap that Krippendorff (2013, section
12.4.2) describes for alpha, which draws single disagreements and keeps the expected disagreement as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from storylens.analysis.agreement.counts import Floats, Ints
from storylens.records import StorylensError

DRAWS, SEED, LEVEL = 1000, 1, 0.95
AT_ONCE = 4_000_000  # numbers held while drawing
FEW_KINDS = 1000


@dataclass(frozen=True)
class Interval:
    """The middle of the draws (the percentile interval). In `undefined` of them nothing varied."""

    low: float
    high: float
    level: float
    draws: int
    undefined: int
    seed: int


@dataclass(frozen=True)
class Coefficient:
    """A figure of agreement that depends on the units only through how many there are of each kind.

    `kind` is the kind of each unit, `weight` its weight, and `reckon` gives the figures for weights of kinds
    (draws x kinds). A figure is NaN where nothing varies, so that agreement cannot be told from chance.
    """

    name: str
    kind: Ints
    weight: Floats
    reckon: Callable[[Floats], Floats]

    @property
    def value(self) -> float:
        """The figure for the units as they are."""
        return float(self.reckon(np.bincount(self.kind, self.weight)[np.newaxis, :])[0])

    def interval(self, *, clusters: Any = None, draws: int = DRAWS, seed: int = SEED, level: float = LEVEL) -> Interval:
        """Return the interval over draws of units, or of the clusters that `clusters` names, one a unit."""
        if clusters is not None and len(clusters) != len(self.kind):
            raise StorylensError("clusters and units differ in number", todo="give the cluster of each unit")
        chance = np.random.default_rng(seed)
        drawn = self._units(draws, chance) if clusters is None else self._clusters(np.asarray(clusters), draws, chance)
        figures = np.concatenate([self.reckon(weights) for weights in drawn])
        known = figures[~np.isnan(figures)]
        low, high = np.quantile(known, [(1 - level) / 2, (1 + level) / 2]) if len(known) else (np.nan, np.nan)
        return Interval(float(low), float(high), level, draws, draws - len(known), seed)

    def _units(self, draws: int, chance: np.random.Generator) -> Iterator[Floats]:
        units, kinds = len(self.kind), int(self.kind.max(initial=-1)) + 1
        alike = bool((self.weight == 1).all())
        for size in _chunks(draws, kinds):
            if alike and kinds <= FEW_KINDS:
                yield chance.multinomial(units, np.bincount(self.kind) / units, size).astype(np.float64)
            else:
                picked = (chance.integers(0, units, units) for _ in range(size))
                yield np.stack([np.bincount(self.kind[some], self.weight[some], kinds) for some in picked])

    def _clusters(self, clusters: npt.NDArray[Any], draws: int, chance: np.random.Generator) -> Iterator[Floats]:
        cluster, names = pd.factorize(clusters, sort=True)
        kinds = int(self.kind.max(initial=-1)) + 1
        cells = len(names) * kinds
        held = None
        if cells <= AT_ONCE * 5:
            held = np.bincount(cluster * kinds + self.kind, self.weight, cells).reshape(len(names), kinds)
        for size in _chunks(draws, max(kinds, len(names))):
            picked = chance.multinomial(len(names), np.full(len(names), 1 / len(names)), size).astype(np.float64)
            if held is not None:
                yield picked @ held
            else:
                yield np.stack([np.bincount(self.kind, row[cluster] * self.weight, kinds) for row in picked])


def _chunks(draws: int, width: int) -> Iterator[int]:
    size = max(1, min(draws, AT_ONCE // max(width, 1)))
    for start in range(0, draws, size):
        yield min(size, draws - start)


def share(part: Floats, whole: Floats) -> Floats:
    """Divide, with NaN where there is nothing to divide by."""
    made: Floats = np.divide(part, whole, out=np.full(np.broadcast(part, whole).shape, np.nan), where=whole > 0)
    return made
