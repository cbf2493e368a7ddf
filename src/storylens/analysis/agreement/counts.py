"""Value-by-unit counts: how often each value was given to each unit, which is all that most coefficients need.

Units that were valued alike are put together as one kind, so that a million units of a code that is there or
not there are a handful of kinds. Nothing here is ever as large as units x coders x coders.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from storylens.analysis.agreement.ratings import Ratings, coded, in_order, rated
from storylens.records import StorylensError

Floats = npt.NDArray[Any]  # of float64, and of whole numbers and truth values where they stand for such
Ints = npt.NDArray[np.int64]
MOST_CELLS = 50_000_000  # of an array of units x values
FEW_VALUES = 50  # so many can be looked for one by one


@dataclass(frozen=True)
class ValueCounts:
    """Kinds of units, by the values that they were given.

    `row`, `column` and `count` say of each kind how often it was given each of `values`, in the order of rows;
    `kind` is the kind of each unit, `weight` its weight (1, or its length).
    """

    values: Sequence[Any]
    row: Ints
    column: Ints
    count: Ints
    kind: Ints
    weight: Floats

    @cached_property
    def times(self) -> Floats:
        """How many units, by their weight, are of each kind."""
        return np.bincount(self.kind, self.weight)

    @cached_property
    def given(self) -> Floats:
        """How many values a unit of each kind was given."""
        return np.bincount(self.row, weights=self.count, minlength=len(self.times))

    def by_value(self, weights: Floats) -> Floats:
        """Return how often each value was given, for weights of kinds: draws x kinds to draws x values."""
        size = len(self.values)
        if len(self.times) * size <= MOST_CELLS // 5:
            dense = np.zeros((len(self.times), size))
            dense[self.row, self.column] = self.count
            return weights @ dense
        return np.stack([np.bincount(self.column, self.count * drawn[self.row], size) for drawn in weights])


def value_counts(table: Ratings, values: Sequence[Any] | None = None, weights: Floats | None = None) -> ValueCounts:
    """Count the values of a table of units x coders.

    `values` gives the values in their order, where that is not the order of numbers or of the alphabet; sets are
    values too. `weights` is the weight of each unit, 1 unless given. Raises `StorylensError` for a value that is
    not among `values`.
    """
    ratings = rated(table)
    if not ratings.shape[1]:
        raise StorylensError("there is nobody whose codings could agree", todo="give a column for each coder")
    known = in_order([ratings]) if values is None else list(values)
    weight = np.ones(len(ratings)) if weights is None else np.asarray(weights, dtype=np.float64)
    if values is None and len(known) <= FEW_VALUES and ratings.dtype != object:
        return _put_together(_tallied(ratings, known), known, weight)
    columns = (coded(ratings[:, place], known) for place in range(ratings.shape[1]))
    if len(ratings) * len(known) <= MOST_CELLS:
        return _put_together(_by_column(columns, len(ratings), len(known)), known, weight)
    return _many_values(columns, known, weight)


def _tallied(ratings: npt.NDArray[Any], values: Sequence[Any]) -> Ints:
    blocks = np.array_split(ratings, max(1, ratings.size // 1_000_000))
    return np.concatenate([np.stack([(block == value).sum(axis=1) for value in values], axis=1) for block in blocks])


def _by_column(columns: Iterable[Ints], units: int, values: int) -> Ints:
    dense = np.zeros((units, values), dtype=np.int64)
    everyone = np.arange(units)
    for column in columns:
        here = column >= 0
        dense[everyone[here], column[here]] += 1
    return dense


def _put_together(dense: Ints, values: Sequence[Any], weight: Floats) -> ValueCounts:
    """Make one kind of all units that were valued alike, where one whole number can say how that was."""
    base = int(dense.max(initial=0)) + 1
    kind = np.arange(len(dense))
    if len(values) * np.log2(base) < 62:
        key = np.zeros(len(dense), dtype=np.int64)
        for place in range(len(values)):
            key = key * base + dense[:, place]
        _, first, kind = np.unique(key, return_index=True, return_inverse=True)
        dense = dense[first]
    row, column = np.nonzero(dense)
    return ValueCounts(values, row, column, dense[row, column], kind, weight)


def _many_values(columns: Iterable[Ints], values: Sequence[Any], weight: Floats) -> ValueCounts:
    size = len(values)
    keys = np.concatenate([np.flatnonzero(column >= 0) * size + column[column >= 0] for column in columns])
    key, count = np.unique(keys, return_counts=True)
    return ValueCounts(values, key // size, key % size, count, np.arange(len(weight)), weight)
