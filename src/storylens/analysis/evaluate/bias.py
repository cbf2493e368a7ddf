"""Whether the machine's error is related to who is speaking.

As in iQual (Ashwin, Rao, Biradavolu et al. 2022, World Bank): what the machine says less what people say, against what
is known of those who speak. If errors go with a group, a difference between groups in machine-coded tables may be the
machine's own. Here by permutation: the tellers' groups are dealt out anew, so that no distribution is assumed and the
passages of one teller stay together (Good 2005). Many tests are corrected by Holm (1979).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from storylens.analysis.agreement.counts import Floats

DEALS, LEVEL = 4999, 0.05
FEWEST = 10  # passages with a code, for people or the machine, below which nothing is tested
WRONG, MORE = "wrong", "says it more or less often than people"


@dataclass(frozen=True)
class Test:
    """One test: of one code, or of all, whether an error goes with one attribute."""

    attribute: str
    code: str  # empty for all codes together
    error: str  # WRONG or MORE
    p: float
    worst: str  # the group that is furthest from the others
    direction: str
    holm: float = 1.0

    @property
    def fails(self) -> bool:
        """True where the error goes with the group, with the correction for many tests."""
        return self.holm < LEVEL

    def __str__(self) -> str:
        return f"{self.attribute} {self.worst} ({self.code or 'all codes'}: {self.direction}, p {self.holm:.3f})"


def groups_of(values: Mapping[str, str], clusters: Sequence[str], k: int) -> dict[str, set[str]]:
    """Return the groups with at least k clusters, with their members; none where fewer than two are that large."""
    found: dict[str, set[str]] = {}
    for cluster in dict.fromkeys(clusters):
        if values.get(cluster):
            found.setdefault(values[cluster], set()).add(cluster)
    large = {name: members for name, members in sorted(found.items()) if len(members) >= k}
    return large if len(large) > 1 else {}


def tested(
    attribute: str, groups: Mapping[str, set[str]], cluster: npt.NDArray[Any], errors: Mapping[str, Floats], seed: int
) -> list[Test]:
    """Test errors (passages x codes, NaN where not judged), by name, against the groups of those who speak.

    The figure is the spread of the groups' mean errors, each weighed by its passages.
    """
    members = {name: place for place, group in enumerate(groups.values()) for name in group}
    names = sorted(members)
    at = {name: place for place, name in enumerate(names)}
    inside = np.array([name in members for name in cluster], dtype=bool)
    mine = np.array([at[name] for name in cluster[inside]], dtype=np.int64)
    label = np.array([members[name] for name in names])
    dealt = _dealt(label, seed)
    tests = []
    for code, error in errors.items():
        here = error[inside]
        number = np.bincount(mine, (~np.isnan(here)).sum(axis=1), len(names))
        for kind, value in ((WRONG, np.abs(here)), (MORE, here)):
            total = np.bincount(mine, np.nansum(value, axis=1), len(names))
            if not number.sum():
                continue
            p = _p(total, number, dealt, len(groups))
            worst, direction = _worst(total, number, label, list(groups), kind)
            tests.append(Test(attribute, code, kind, p, worst, direction))
    return tests


def holm(tests: Sequence[Test]) -> list[Test]:
    """Correct for many tests: the step-down procedure of Holm (1979)."""
    order = sorted(range(len(tests)), key=lambda at: tests[at].p)
    made, highest = list(tests), 0.0
    for rank, at in enumerate(order):
        highest = max(highest, min(1.0, tests[at].p * (len(tests) - rank)))
        made[at] = replace(tests[at], holm=highest)
    return made


def _dealt(label: npt.NDArray[np.int64], seed: int) -> npt.NDArray[np.int64]:
    """Return the groups as they are, and dealt out anew: deals x speakers, the same for all codes."""
    chance = np.random.default_rng(seed)
    return np.vstack([label, chance.permuted(np.tile(label, (DEALS, 1)), axis=1)])


def _p(total: Floats, number: Floats, dealt: npt.NDArray[np.int64], groups: int) -> float:
    spread = np.zeros(len(dealt))
    mean = total.sum() / number.sum()
    for group in range(groups):
        inside = (dealt == group).astype(np.float64)
        of, sums = inside @ number, inside @ total
        spread += np.where(of > 0, (sums - of * mean) ** 2 / np.maximum(of, 1), 0)
    return float((spread >= spread[0] - 1e-12).sum() / len(spread))


def _worst(total: Floats, number: Floats, label: npt.NDArray[np.int64], names: list[str], kind: str) -> tuple[str, str]:
    sums, of = np.bincount(label, total, len(names)), np.bincount(label, number, len(names))
    apart = sums / np.maximum(of, 1) - total.sum() / number.sum()
    if kind == WRONG:
        return names[int(np.argmax(apart))], "more often wrong than elsewhere"
    worst = int(np.argmax(np.abs(apart)))
    return names[worst], f"says it {'more' if apart[worst] > 0 else 'less'} often, against people, than elsewhere"
