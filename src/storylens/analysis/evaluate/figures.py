"""Precision, recall, F1, kappa and alpha of a machine, with intervals over draws of documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from storylens.analysis.agreement.alpha import krippendorff_alpha
from storylens.analysis.agreement.bootstrap import Coefficient, share
from storylens.analysis.agreement.counts import Floats, Ints
from storylens.analysis.agreement.kappa import cohen_kappa

NEITHER, SAID, GOLD, BOTH = range(4)  # the four cells, as kinds of passages

_FIGURES: dict[str, Callable[[Floats], Floats]] = {
    "precision": lambda cells: share(cells[:, BOTH], cells[:, BOTH] + cells[:, SAID]),
    "recall": lambda cells: share(cells[:, BOTH], cells[:, BOTH] + cells[:, GOLD]),
    "F1": lambda cells: share(2 * cells[:, BOTH], 2 * cells[:, BOTH] + cells[:, SAID] + cells[:, GOLD]),
}


def figures(gold: Floats, said: Floats, document: npt.NDArray[Any], *, draws: int, seed: int) -> dict[str, float]:
    """Return all figures of some passages, each with low and high. NaN where nothing can be told.

    The interval holds 95% of draws of documents; of passages where there is one document only.
    """
    clusters = document if len(set(document)) > 1 else None
    made: dict[str, float] = {}
    for name, coefficient in _coefficients(gold, said).items():
        made[name] = round(coefficient.value, 3)
        interval = coefficient.interval(clusters=clusters, draws=draws, seed=seed)
        made[f"{name} low"], made[f"{name} high"] = round(interval.low, 3), round(interval.high, 3)
    return made


def counts(gold: Floats, said: Floats) -> dict[str, int]:
    """Return how many passages there are, bear the code, are said to, and rightly so."""
    return {
        "passages": len(gold),
        "gold": int(gold.sum()),
        "said": int(said.sum()),
        "right": int(((gold == 1) & (said == 1)).sum()),
    }


def alpha(gold: Floats, said: Floats) -> float:
    """Return alpha of a machine with people on some passages."""
    return round(krippendorff_alpha(np.column_stack([gold, said])).value, 3) if len(gold) else np.nan


def _coefficients(gold: Floats, said: Floats) -> dict[str, Coefficient]:
    kind: Ints = (gold * 2 + said).astype(np.int64)
    weight = np.ones(len(kind))
    found = {name: Coefficient(name, kind, weight, _padded(reckon)) for name, reckon in _FIGURES.items()}
    found["kappa"] = cohen_kappa(gold, said)
    found["alpha"] = krippendorff_alpha(np.column_stack([gold, said]))
    return found


def _padded(reckon: Callable[[Floats], Floats]) -> Callable[[Floats], Floats]:
    """Let a figure of four cells be reckoned where the last of them never occur."""
    return lambda cells: reckon(np.pad(cells, ((0, 0), (0, BOTH + 1 - cells.shape[1]))))
