"""One comparison: a row of figures for one code among several coders, or between two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from storylens.analysis.agreement.alpha import krippendorff_alpha
from storylens.analysis.agreement.bootstrap import LEVEL, Coefficient, Interval
from storylens.analysis.agreement.counts import Floats
from storylens.analysis.agreement.kappa import cohen_kappa, fleiss_kappa, percent_agreement
from storylens.analysis.agreement.marks import Marks, Mask
from storylens.analysis.agreement.sheet import Judge, Sheet
from storylens.analysis.agreement.unitizing import unitizing
from storylens.analysis.agreement.units import CHARACTERS

FEWEST = 20  # units; below, a percentage pretends to more than there is


@dataclass(frozen=True)
class Row:
    """A row of a table: figures by column, with the ids of the codings behind them."""

    key: str
    figures: Mapping[str, Any]
    ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    speaking: int = 0  # tellers in whose words somebody found the code
    unsteady: bool = False  # in one draw of twenty, or more, nothing varied

    def hidden(self, keep: Sequence[str], sign: str) -> Row:
        """Return the row with a sign in the place of all figures but some."""
        return replace(self, figures={name: v if name in keep else sign for name, v in self.figures.items()}, ids={})


@dataclass(frozen=True)
class _Judged:
    """The pieces that two judges or more have judged for a code: pieces x judges, NaN where one has not."""

    marked: Floats
    inside: Mask  # which of all pieces these are
    weight: Floats
    document: npt.NDArray[Any]

    @property
    def cells(self) -> dict[str, Mask]:
        """The four cells of two judges."""
        one, other = self.marked[:, 0] == 1, self.marked[:, 1] == 1
        return {"both": one & other, "one": one & ~other, "other": other & ~one, "neither": ~one & ~other}


class Comparison:
    """Makes the rows of all tables from one sheet, with the same draws."""

    def __init__(self, sheet: Sheet, draws: int, seed: int) -> None:
        self.sheet, self.marks = sheet, Marks(sheet)
        self._draws, self._seed = draws, seed

    def used_by(self, judges: Iterable[Judge], code: str) -> bool:
        """Say whether any of some judges used a code in what is compared."""
        everywhere = np.ones(len(self.sheet.units.start), dtype=bool)
        return any(self.marks.ids(judge, code, everywhere) for judge in judges)

    def row(
        self,
        key: str,
        lead: Mapping[str, Any],
        judges: Sequence[Judge],
        code: tuple[str, str],
        *,
        names: Sequence[str] = (),
        where: Mask | None = None,
    ) -> Row:
        """Return the row of a code (id and codebook), in some of the pieces where that is asked for.

        `lead` are its first columns. Two judges get the four cells, under `names` or else their own; the totals of
        each judge are left out where `names` are given.
        """
        judged = self._judged(judges, code, where)
        weight, marked = judged.weight, judged.marked
        figures = {**lead, "units": int(weight.sum()), "documents": len(set(judged.document))}
        ids: dict[str, tuple[str, ...]] = {}
        if not names:
            for place, judge in enumerate(judges):
                figures[judge.name] = int(weight[marked[:, place] == 1].sum())
                ids[judge.name] = self._ids(judged, [judge], code[0], marked[:, place] == 1)
            share = (weight @ (marked == 1)).sum() / max((weight @ ~np.isnan(marked)).sum(), 1)
            figures["prevalence"] = round(float(share), 3)
        if len(judges) == 2:
            one, other = names or [judge.name for judge in judges]
            titles = {"both": "both", "one": f"only {one}", "other": f"only {other}", "neither": "neither"}
            for cell, mask in judged.cells.items():
                figures[titles[cell]] = int(weight[mask].sum())
                if cell != "neither":
                    ids[titles[cell]] = self._ids(judged, judges, code[0], mask)
        alpha = self._alpha(judges, code, judged)
        interval = self.interval(alpha, judged.document)
        figures |= {
            "percent": _percent(percent_agreement(marked, weights=weight), judged),
            "kappa": _rounded(_kappa(judged)),
            "alpha": _rounded(alpha.value),
            "low": _rounded(interval.low),
            "high": _rounded(interval.high),
        }
        speaking = len(set(self.sheet.units.teller[judged.inside][(marked == 1).any(axis=1)]))
        return Row(key, figures, ids, speaking, interval.undefined * 20 > interval.draws > 0)

    def _judged(self, judges: Sequence[Judge], code: tuple[str, str], where: Mask | None) -> _Judged:
        marked = np.stack([self.marks.of(judge, *code) for judge in judges], axis=1)
        inside = (~np.isnan(marked)).sum(axis=1) > 1
        inside = inside if where is None else inside & where
        units = self.sheet.units
        return _Judged(marked[inside], inside, units.weight[inside], units.document[inside])

    def _ids(self, judged: _Judged, judges: Sequence[Judge], code: str, mask: Mask) -> tuple[str, ...]:
        pieces = np.zeros(len(judged.inside), dtype=bool)
        pieces[np.flatnonzero(judged.inside)[mask]] = True
        return tuple(name for judge in judges for name in self.marks.ids(judge, code, pieces))

    def _alpha(self, judges: Sequence[Judge], code: tuple[str, str], judged: _Judged) -> Coefficient:
        if self.sheet.units.unit != CHARACTERS:
            return krippendorff_alpha(judged.marked, weights=judged.weight)
        documents = {judge.name: judge.judged(*code) for judge in judges}
        coded = {name: [who for who, some in documents.items() if name in some] for name in set(judged.document)}
        spans = [self.marks.runs(judge, self.marks.of(judge, *code), code[0], judged.inside) for judge in judges]
        return unitizing(pd.concat(spans), self.marks.lengths(judged.inside), coded).u

    def interval(self, coefficient: Coefficient, document: npt.NDArray[Any]) -> Interval:
        """Draw documents; turns or sentences only where there is a single one. `document` is that of each piece."""
        several = len(set(document)) > 1
        if not len(document) or (self.sheet.units.unit == CHARACTERS and not several):
            return Interval(np.nan, np.nan, LEVEL, 0, 0, self._seed)
        of_pieces = len(coefficient.kind) == len(document)  # else it is of documents already
        clusters = document if several and of_pieces else None
        return coefficient.interval(clusters=clusters, draws=self._draws, seed=self._seed)


def _kappa(judged: _Judged) -> float:
    """Cohen's for two; Fleiss' for more, where all have judged everything."""
    if judged.marked.shape[1] == 2:
        return cohen_kappa(judged.marked[:, 0], judged.marked[:, 1], weights=judged.weight).value
    if not len(judged.marked) or np.isnan(judged.marked).any():
        return np.nan
    return fleiss_kappa(judged.marked, weights=judged.weight).value


def _percent(coefficient: Coefficient, judged: _Judged) -> float:
    return round(100 * coefficient.value, 1) if judged.weight.sum() >= FEWEST else np.nan


def _rounded(figure: float) -> float:
    return round(figure, 3)
