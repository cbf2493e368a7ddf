"""Whether groups hold: how much of each is found again when some passages are left out (Hennig 2007)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from storylens.analysis.themes.grouping import REACH, Labels, centred, group
from storylens.language.embeddings import Vectors

RESAMPLES, SHARE, SEED = 40, 0.8, 1
MOST = 1000  # passages of a resample: more tell little more, and take long
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
