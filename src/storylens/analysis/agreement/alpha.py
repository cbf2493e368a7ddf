"""Krippendorff's alpha, for any number of coders, any values, and with missing ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from storylens.analysis.agreement import distance
from storylens.analysis.agreement.bootstrap import Coefficient, share
from storylens.analysis.agreement.counts import Floats, ValueCounts, value_counts
from storylens.analysis.agreement.ratings import Ratings
from storylens.records import StorylensError

LEVELS = ("nominal", "ordinal", "interval", "ratio", "jaccard", "masi")
_BETWEEN = {"ratio": distance.ratio, "jaccard": distance.jaccard, "masi": distance.masi}


def krippendorff_alpha(
    table: Ratings, level: str = "nominal", *, values: Sequence[Any] | None = None, weights: Floats | None = None
) -> Coefficient:
    """Return alpha for a table of units x coders (Krippendorff 2011; 2013, chapter 12).

    `level` is nominal, ordinal, interval or ratio; for values that are sets, jaccard or masi (Passonneau 2006).
    `values` gives values in words their order. Units with fewer than two values say nothing and are left out.
    Intervals of the ordinal alpha keep the ranks of the whole sample. Raises `StorylensError` for an unknown level.
    """
    if level not in LEVELS:
        raise StorylensError(f"there is no level {level!r}", todo="choose from " + ", ".join(LEVELS))
    counts = value_counts(table, values, weights)
    return Coefficient(f"alpha, {level}", counts.kind, counts.weight, _reckoner(counts, level))


def _reckoner(counts: ValueCounts, level: str) -> Callable[[Floats], Floats]:
    given = counts.given
    paired = given >= 2
    each = np.divide(1, given - 1, out=np.zeros_like(given), where=paired)  # every value of a unit meets the others
    if level == "nominal":
        return _nominal(counts, each, paired)
    if level in ("interval", "ordinal"):
        return _on_a_line(counts, each, paired, _positions(counts, paired, level))
    if len(counts.values) > distance.MOST_VALUES:
        raise StorylensError(
            f"{len(counts.values):,} different values are too many for {level}", todo="round them, or use interval"
        )
    return _between_values(counts, each, paired, _BETWEEN[level](counts.values))


def _nominal(counts: ValueCounts, each: Floats, paired: Floats) -> Callable[[Floats], Floats]:
    differing = counts.count * (counts.given[counts.row] - counts.count)
    observed = each * np.bincount(counts.row, differing, len(each))

    def reckon(weights: Floats) -> Floats:
        by_value = counts.by_value(weights * paired)
        total = by_value.sum(axis=1)
        return _alpha(weights @ observed, total**2 - (by_value**2).sum(axis=1), total)

    return reckon


def _on_a_line(counts: ValueCounts, each: Floats, paired: Floats, at: Floats) -> Callable[[Floats], Floats]:
    """Squared differences of places on a line need no pairs: they follow from sums and sums of squares."""
    place = at[counts.column]
    size = len(each)
    sums = np.bincount(counts.row, counts.count * place, size) * paired
    squares = np.bincount(counts.row, counts.count * place**2, size) * paired
    given = counts.given * paired
    means = np.divide(sums, given, out=np.zeros(size), where=given > 0)
    around = np.bincount(counts.row, counts.count * (place - means[counts.row]) ** 2, size)
    observed = each * given * 2 * around

    def reckon(weights: Floats) -> Floats:
        total, first, second = weights @ given, weights @ sums, weights @ squares
        return _alpha(weights @ observed, 2 * (total * second - first**2), total)

    return reckon


def _positions(counts: ValueCounts, paired: Floats, level: str) -> Floats:
    """Return the places of the values on a line: themselves, or the middle of the ranks that they take up."""
    how_often = counts.by_value((counts.times * paired)[np.newaxis, :])[0]
    places = distance.numeric(counts.values) if level == "interval" else np.cumsum(how_often) - how_often / 2
    middle = np.average(places, weights=how_often) if how_often.any() else 0.0
    return places - middle  # sums of squares lose no digits to a large common part


def _between_values(counts: ValueCounts, each: Floats, paired: Floats, between: Floats) -> Callable[[Floats], Floats]:
    """Add up the distances of the values that meet in a unit: first neighbours, then those two apart, and so on."""
    observed = np.zeros(len(each))
    for apart in range(1, len(counts.row)):
        first = np.flatnonzero(counts.row[:-apart] == counts.row[apart:])
        if not len(first):
            break
        second = first + apart
        met = 2 * counts.count[first] * counts.count[second] * between[counts.column[first], counts.column[second]]
        observed += np.bincount(counts.row[first], met, len(each))
    observed *= each

    def reckon(weights: Floats) -> Floats:
        by_value = counts.by_value(weights * paired)
        return _alpha(weights @ observed, ((by_value @ between) * by_value).sum(axis=1), by_value.sum(axis=1))

    return reckon


def _alpha(observed: Floats, expected: Floats, total: Floats) -> Floats:
    return 1 - (total - 1) * share(observed, np.where(expected > 1e-12 * total**2, expected, 0))
