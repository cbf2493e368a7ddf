"""Whether groups hold: found again when some passages are left out, and tighter than groups that chance makes.

The first is not enough: of thirty passages that have nothing to do with each other, the same pairs are nearest each
time. So groups are also looked for in vectors that are drawn by chance, with the same mean and spread in each
dimension, where there is nothing to find; a group holds when it is tighter than 95% of those.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from storylens.analysis.themes.grouping import BLOCK, REACH, Labels, centred, group
from storylens.language.embeddings import Vectors

RESAMPLES, SHARE, SEED = 40, 0.8, 1
MOST = 1000  # passages of a resample: more tell little more, and take long
DRAWS, RARE = 5, 0.95
HOLDS = 0.6  # Hennig 2007: below, a group should not be trusted to be one; from 0.75 it is stable


def stability(
    rows: Vectors, labels: Labels, *, reach: float = REACH, number: int | None = None, resamples: int = RESAMPLES
) -> npt.NDArray[np.float64]:
    """Return for each group how much of it is found again, on average over resamples: 0 to 1.

    `rows` are unit vectors as they were embedded, not centred. In each resample four of five rows are grouped anew,
    and each group is compared with the new group that is most like it: shared members by all members (Jaccard). A
    group of which fewer than two members are in a resample is not compared there; one that never is gets NaN.
    """
    number_of = int(labels.max(initial=-1)) + 1
    total, times = np.zeros(number_of), np.zeros(number_of)
    chance = np.random.default_rng(SEED)
    size = min(round(len(rows) * SHARE), MOST)
    for _ in range(resamples if size > 1 else 0):
        taken = np.sort(chance.choice(len(rows), size, replace=False))
        mine = labels[taken]
        again = group(centred(rows[taken].copy()), reach=reach, number=number)
        shared = np.zeros((number_of, int(again.max()) + 1))
        inside = mine >= 0
        np.add.at(shared, (mine[inside], again[inside]), 1)
        before, after = shared.sum(axis=1), np.bincount(again, minlength=shared.shape[1])
        best = (shared / np.maximum(before[:, np.newaxis] + after - shared, 1)).max(axis=1)
        seen = before >= 2
        total[seen] += best[seen]
        times += seen
    return np.where(times > 0, total / np.maximum(times, 1), np.nan)


def tightness(rows: Vectors, labels: Labels) -> npt.NDArray[np.float64]:
    """Return for each group how alike its members are on average (cosine); NaN for a group of one.

    `rows` are of unit length and centred.
    """
    number = int(labels.max(initial=-1)) + 1
    total, own = np.zeros((number, rows.shape[1])), np.zeros(number)
    sizes = np.bincount(labels[labels >= 0], minlength=number).astype(np.float64)
    for start in range(0, len(rows), BLOCK):
        some, mine = rows[start : start + BLOCK], labels[start : start + BLOCK]
        inside = mine >= 0
        np.add.at(total, mine[inside], some[inside])
        np.add.at(own, mine[inside], np.einsum("ij,ij->i", some[inside], some[inside]))
    pairs = np.where(sizes > 1, sizes * (sizes - 1), np.nan)
    made: npt.NDArray[np.float64] = (np.einsum("gd,gd->g", total, total) - own) / pairs
    return np.round(made, 5)


def by_chance(rows: Vectors, *, reach: float = REACH, number: int | None = None) -> float:
    """Return the tightness that 95% of groups stay below where there is nothing to find. `rows` as for `stability`."""
    if len(rows) < 3:
        return 0.0
    chance = np.random.default_rng(SEED)
    found: list[float] = []
    size, mean, spread = min(len(rows), MOST), rows.mean(axis=0), rows.std(axis=0)
    for _ in range(DRAWS):
        drawn = centred((mean + spread * chance.normal(size=(size, rows.shape[1]))).astype(np.float32))
        tight = tightness(drawn, group(drawn, reach=reach, number=number))
        found += tight[~np.isnan(tight)].tolist()
    return float(np.quantile(found, RARE)) if found else 0.0
