"""Distances between values: how far two codings of one unit are from each other.

What is called a distance here takes the place of the squared difference in Krippendorff's alpha.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from storylens.analysis.agreement.counts import Floats
from storylens.records import StorylensError

MOST_VALUES = 5000  # distances between them fill 200 MB


def ratio(values: Sequence[Any]) -> Floats:
    """Return the distances between quantities with a true zero (Krippendorff 2011): values x values."""
    numbers = numeric(values)
    total = numbers[:, np.newaxis] + numbers
    difference = numbers[:, np.newaxis] - numbers
    share: Floats = np.divide(difference, total, out=np.zeros_like(total), where=total != 0)
    return share**2


def jaccard(values: Sequence[Any]) -> Floats:
    """Return one minus the share of two sets that they have in common; two empty sets are alike."""
    common, union, _ = _overlaps(values)
    return 1 - np.divide(common, union, out=np.ones_like(union), where=union > 0)


def masi(values: Sequence[Any]) -> Floats:
    """Return the MASI distance of sets (Passonneau 2006): Jaccard, times how one-sided the difference is.

    The second factor is 1 for equal sets, 2/3 where one holds the other, 1/3 where each has something that the
    other lacks, 0 where they have nothing in common.
    """
    common, union, sizes = _overlaps(values)
    smaller = np.minimum(sizes[:, np.newaxis], sizes)
    equal = common == union
    held = np.where(equal, 1.0, np.where(common == smaller, 2 / 3, np.where(common > 0, 1 / 3, 0.0)))
    return 1 - np.divide(common, union, out=np.ones_like(union), where=union > 0) * held


def numeric(values: Sequence[Any]) -> Floats:
    """Return values as numbers. Raises `StorylensError` for what is none."""
    try:
        return np.array([float(value) for value in values], dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise StorylensError(
            f"{_first_word(values)!r} is not a number", todo="use nominal, or give numbers, for values in words"
        ) from error


def _first_word(values: Sequence[Any]) -> Any:
    return next((value for value in values if not isinstance(value, int | float | np.number)), "")


def _overlaps(values: Sequence[Any]) -> tuple[Floats, Floats, Floats]:
    """Return the size of what each two sets have in common and have together, and of each set."""
    if not all(isinstance(value, frozenset) for value in values):
        raise StorylensError("these values are not sets", todo="give a set of codes for each unit and coder")
    members = {member: place for place, member in enumerate(sorted({m for value in values for m in value}, key=str))}
    held = np.zeros((len(values), len(members)))
    for number, value in enumerate(values):
        held[number, [members[member] for member in value]] = 1
    sizes = held.sum(axis=1)
    common = held @ held.T
    return common, sizes[:, np.newaxis] + sizes - common, sizes
