"""Percent agreement, and kappa and pi: agreement beyond what the coders' habits would give by chance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from storylens.analysis.agreement.bootstrap import Coefficient, share
from storylens.analysis.agreement.counts import Floats, Ints, ValueCounts, value_counts
from storylens.analysis.agreement.ratings import Ratings, coded, in_order, rated
from storylens.records import StorylensError


def percent_agreement(table: Ratings, *, weights: Floats | None = None) -> Coefficient:
    """Return the share of units on which two coders agree; of more, the mean share of pairs of them that do.

    Units with fewer than two values are left out.
    """
    counts = value_counts(table, weights=weights)
    alike, paired = _alike(counts)
    return Coefficient(
        "percent agreement", counts.kind, counts.weight, lambda weights: share(weights @ alike, weights @ paired)
    )


def cohen_kappa(
    one: Sequence[Any] | npt.NDArray[Any],
    other: Sequence[Any] | npt.NDArray[Any],
    *,
    differences: str | npt.ArrayLike = "",
    values: Sequence[Any] | None = None,
    weights: Floats | None = None,
) -> Coefficient:
    """Return kappa of two coders (Cohen 1960), or weighted kappa (Cohen 1968).

    `differences` says how grave a difference is: "linear" or "quadratic" in the places of the values, or an array
    of values x values with zeros where the coders agree. Units that one of them has not coded are left out.
    """
    pairs = _side_by_side(one, other)
    known = in_order([pairs]) if values is None else list(values)
    first, second = coded(pairs[:, 0], known), coded(pairs[:, 1], known)
    both = (first >= 0) & (second >= 0)
    size = len(known)
    cells, kind = np.unique(first[both] * size + second[both], return_inverse=True)
    kinds = np.full(len(pairs), len(cells), dtype=np.int64)  # units that are left out are a kind of their own
    kinds[both] = kind
    weight = np.ones(len(pairs)) if weights is None else np.asarray(weights, dtype=np.float64)
    grave = _gravity(differences, size)
    name = f"kappa, {differences}" if isinstance(differences, str) and differences else "kappa"
    return Coefficient(name, kinds, weight, _kappa(cells // size, cells % size, grave))


def _side_by_side(one: Sequence[Any] | npt.NDArray[Any], other: Sequence[Any] | npt.NDArray[Any]) -> npt.NDArray[Any]:
    if len(one) != len(other):
        raise StorylensError("the two coders differ in their number of units", todo="give one value a unit, or None")
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return rated(np.column_stack([one, other]))
    return rated(list(zip(one, other, strict=True)))


def _kappa(first: Ints, second: Ints, grave: Floats) -> Callable[[Floats], Floats]:
    size, cells = len(grave), np.arange(len(first))
    of_first, of_second = np.zeros((len(first), size)), np.zeros((len(first), size))
    of_first[cells, first] = of_second[cells, second] = 1
    costs = grave[first, second]

    def reckon(weights: Floats) -> Floats:
        here = weights[:, : len(first)]
        total = here.sum(axis=1)
        by_chance = ((here @ of_first @ grave) * (here @ of_second)).sum(axis=1)
        kappa: Floats = 1 - total * share(here @ costs, by_chance)
        return kappa

    return reckon


def _gravity(differences: str | npt.ArrayLike, size: int) -> Floats:
    places = np.arange(size, dtype=np.float64)
    apart = np.abs(places[:, np.newaxis] - places)
    if not isinstance(differences, str):
        given = np.asarray(differences, dtype=np.float64)
        if given.shape != (size, size):
            raise StorylensError(
                f"the differences are not {size} x {size}", todo="give a row and a column for each value, in order"
            )
        return given
    if differences not in ("", "linear", "quadratic"):
        raise StorylensError(f"there are no differences {differences!r}", todo="choose linear or quadratic")
    return {"": (apart > 0).astype(np.float64), "linear": apart, "quadratic": apart**2}[differences]


def scott_pi(
    one: Sequence[Any] | npt.NDArray[Any], other: Sequence[Any] | npt.NDArray[Any], *, weights: Floats | None = None
) -> Coefficient:
    """Return pi of two coders, who are taken to have the same habits (Scott 1955). Incomplete units are left out."""
    counts = value_counts(_side_by_side(one, other), weights=weights)
    return Coefficient("pi", counts.kind, counts.weight, _pooled(counts))


def fleiss_kappa(table: Ratings, *, weights: Floats | None = None) -> Coefficient:
    """Return kappa of any number of coders (Fleiss 1971), who may be other people for every unit.

    Raises `StorylensError` when the units have not all been given the same number of values.
    """
    counts = value_counts(table, weights=weights)
    if len(np.unique(counts.given)) > 1:
        raise StorylensError("some units have more codings than others", todo="use Krippendorff's alpha")
    return Coefficient("Fleiss' kappa", counts.kind, counts.weight, _pooled(counts))


def _pooled(counts: ValueCounts) -> Callable[[Floats], Floats]:
    """Chance agreement from the habits of all coders together: what pi and Fleiss' kappa have in common."""
    alike, paired = _alike(counts)

    def reckon(weights: Floats) -> Floats:
        by_value = counts.by_value(weights * paired)
        agreed = share(weights @ alike, weights @ paired)
        by_chance = share((by_value**2).sum(axis=1), by_value.sum(axis=1) ** 2)
        return 1 - share(1 - agreed, np.where(by_chance < 1 - 1e-12, 1 - by_chance, 0))

    return reckon


def _alike(counts: ValueCounts) -> tuple[Floats, Floats]:
    """Return for each kind of unit the share of pairs of its values that are alike, and whether it has any pair."""
    given = counts.given
    pairs = given * (given - 1)
    alike = np.bincount(counts.row, counts.count * (counts.count - 1), len(given))
    return np.divide(alike, pairs, out=np.zeros_like(given), where=pairs > 0), (pairs > 0).astype(np.float64)
