"""A passage group: what was found, before and after a person has looked at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from storylens.analysis.themes.stability import HOLDS


@dataclass(frozen=True)
class Theme:
    """Passages that were found to be alike. It is a passage group until a person has written what it means.

    `number` counts from 1; the label of its texts is one less, its place in `themes_`.
    `passages` and `central` are places in the texts that were given; the central ones are by different tellers, the
    nearest to the middle first. `stability` is NaN where it could not be told.
    """

    number: int
    passages: tuple[int, ...]
    tellers: int
    of: int  # tellers of all passages
    phrases: tuple[str, ...]
    central: tuple[int, ...]
    stability: float  # share of it that is found again in resamples
    tightness: float = 1.0  # how alike its passages are on average
    by_chance: float = 0.0  # which tightness few groups reach where there is nothing to find
    voices: int = 2  # tellers it must have
    seed: str = ""  # what of a codebook it was drawn to

    @property
    def name(self) -> str:
        """The name that its key phrases suggest, for a person to better."""
        return self.seed or ", ".join(self.phrases[:3]) or "no words of its own"

    @property
    def standing(self) -> str:
        """How far it may be relied on: holds, does not hold, not tested, one teller, or one passage."""
        if len(self.passages) < 2:
            return "one passage"
        if self.tellers < self.voices:
            return "one teller"
        if self.stability != self.stability:
            return "not tested"
        return "holds" if self.stability >= HOLDS and self.tightness > self.by_chance else "does not hold"

    @property
    def holds(self) -> bool:
        """Whether it is found again in resamples, tighter than chance makes groups, and told by enough people."""
        return self.standing == "holds"

    def row(self) -> Mapping[str, object]:
        """Return what a table shows of it."""
        return {
            "passage group": self.number,
            "key phrases": ", ".join(self.phrases),
            "tellers": self.tellers,
            "of": self.of,
            "passages": len(self.passages),
            "stability": round(self.stability, 2),
            "tightness": round(self.tightness, 2),
            "by chance": round(self.by_chance, 2),
            "standing": self.standing,
            "near the code": self.seed,
        }

    def __str__(self) -> str:
        return (
            f"passage group {self.number}: {self.name} ({self.tellers} of {self.of} tellers, "
            f"{len(self.passages)} passages; {self.standing})"
        )
