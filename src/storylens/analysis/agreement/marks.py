"""What each judge marked, piece by piece: 1 where a code reaches into a piece, 0 where not, NaN where not judged."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from storylens.analysis.agreement.counts import Floats, Ints
from storylens.analysis.agreement.sheet import Judge, Sheet

Mask = npt.NDArray[np.bool_]


class Marks:
    """The marks of all judges on the pieces of a sheet, and the codings behind them."""

    def __init__(self, sheet: Sheet) -> None:
        self.units = sheet.units
        self._first, self._after = sheet.units.reached(sheet.codings)
        keys = list(zip(sheet.codings.coder, sheet.codings.kind, sheet.codings.code, strict=True))
        self._rows = pd.Series(range(len(keys))).groupby(pd.Series(keys, dtype=object)).indices if keys else {}
        self._ids = sheet.codings.coding_id.to_numpy()
        self._in = cache(self._pieces_in)

    def of(self, judge: Judge, code: str, codebook: str) -> Floats:
        """Return the marks of one judge for a code."""
        rows = self._of(judge, code)
        change = np.zeros(len(self.units.start) + 1)
        np.add.at(change, self._first[rows], 1)
        np.add.at(change, self._after[rows], -1)
        marked = (np.cumsum(change[:-1]) > 0).astype(np.float64)
        marked[~self._in(judge.judged(code, codebook))] = np.nan
        return marked

    def ids(self, judge: Judge, code: str, where: Mask) -> tuple[str, ...]:
        """Return the ids of a judge's codings with a code that reach into any of some pieces."""
        rows = self._of(judge, code)
        before = np.concatenate([[0], np.cumsum(where)])
        return tuple(self._ids[rows[before[self._after[rows]] > before[self._first[rows]]]])

    def sets(self, judges: Sequence[Judge], codes: Sequence[tuple[str, str]]) -> npt.NDArray[Any]:
        """Return the set of codes that each judge gave to each piece: pieces x judges, None where not judged."""
        made = np.empty((len(self.units.start), len(judges)), dtype=object)
        for column, judge in enumerate(judges):
            bits = [(code, self.of(judge, code, book)) for code, book in codes]
            judged = ~np.isnan(bits[0][1]) if bits else np.zeros(len(made), dtype=bool)
            given: list[set[str]] = [set() for _ in made]
            for code, marked in bits:
                for piece in np.flatnonzero(marked == 1):
                    given[piece].add(code)
            made[judged, column] = [frozenset(given[piece]) for piece in np.flatnonzero(judged)]
        return made

    def runs(self, judge: Judge, marked: Floats, code: str, inside: Mask) -> pd.DataFrame:
        """Return the unbroken runs of marked pieces, as places in what is left of each document with some pieces."""
        weight, document = self.units.weight[inside], self.units.document[inside]
        here = np.concatenate([[False], marked[inside] == 1, [False]])
        opens = np.concatenate([[True], document[1:] != document[:-1]])[: len(document)]
        starts = np.flatnonzero(here[1:-1] & (opens | ~here[:-2]))
        ends = np.flatnonzero(here[1:-1] & (np.roll(opens, -1) | ~here[2:]))
        end = np.cumsum(weight)
        offset = np.maximum.accumulate(np.where(opens, end - weight, 0.0))
        return pd.DataFrame(
            {
                "document": document[starts],
                "coder": judge.name,
                "code": code,
                "start": (end - weight - offset)[starts].astype(np.int64),
                "end": (end - offset)[ends].astype(np.int64),
            }
        )

    def lengths(self, inside: Mask) -> dict[str, int]:
        """Return the length of some pieces in each document."""
        length = pd.Series(self.units.weight[inside]).groupby(self.units.document[inside]).sum()
        return {str(name): int(length[name]) for name in length.index}

    def _of(self, judge: Judge, code: str) -> Ints:
        return np.asarray(self._rows.get((judge.name, judge.kind, code), np.zeros(0)), dtype=np.int64)

    def _pieces_in(self, documents: frozenset[str]) -> Mask:
        return np.isin(self.units.document, list(documents))
