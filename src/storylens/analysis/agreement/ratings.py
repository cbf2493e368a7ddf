"""Tables of ratings as they come: units x coders, of numbers, words or sets, with missing ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from storylens.records import StorylensError

Ratings = Any  # a DataFrame, an array, or rows of values: units x coders; None, NaN and NA are missing
AT_ONCE = 4_000_000


def rated(table: Ratings) -> npt.NDArray[Any]:
    """Return a table of units x coders as an array of numbers, or else of objects that can be compared."""
    if isinstance(table, pd.DataFrame):
        array: npt.NDArray[Any] = table.to_numpy(**({} if _of_numbers(table) else {"dtype": object, "na_value": None}))
    else:
        array = table if isinstance(table, np.ndarray) else _rows(table)
    if array.ndim != 2:
        raise StorylensError("ratings are a table of units x coders", todo="give one row a unit, one column a coder")
    if array.dtype.kind in "biuf":
        return array
    made = np.empty(array.shape, dtype=object)
    made.ravel()[:] = [_plain(value) for value in array.ravel()]
    return made


def in_order(arrays: Iterable[npt.NDArray[Any]]) -> list[Any]:
    """Return the different values in some arrays, in the order of numbers or of the alphabet."""
    found: dict[Any, None] = {}
    for array in arrays:
        for part in np.array_split(array.ravel(), max(1, array.size // AT_ONCE)):
            found.update(dict.fromkeys(value for value in pd.unique(part).tolist() if not _missing(value)))
    return sorted(found, key=_sort_key)


def coded(column: npt.NDArray[Any], values: Sequence[Any]) -> npt.NDArray[np.int64]:
    """Return the place of each value of a column in `values`, -1 where it is missing."""
    codes, unique = pd.factorize(column, use_na_sentinel=True)
    place_of = {_plain(value): place for place, value in enumerate(values)}
    stranger = next((value for value in unique if value not in place_of), None)
    if stranger is not None:
        raise StorylensError(f"{stranger!r} is not one of the values", todo="name it among the values")
    places: npt.NDArray[np.int64] = np.array([*(place_of[value] for value in unique), -1], dtype=np.int64)[codes]
    return places


def _of_numbers(table: pd.DataFrame) -> bool:
    return all(isinstance(dtype, np.dtype) and dtype.kind in "biuf" for dtype in table.dtypes)


def _rows(table: Sequence[Sequence[Any]]) -> npt.NDArray[Any]:
    rows = [list(row) for row in table]
    made = np.empty((len(rows), max(map(len, rows), default=0)), dtype=object)
    for number, row in enumerate(rows):
        made[number, : len(row)] = row
    return made


def _plain(value: Any) -> Any:
    return frozenset(value) if isinstance(value, (set, frozenset)) else value


def _missing(value: Any) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value)


def _sort_key(value: Any) -> tuple[int, Any]:
    if isinstance(value, frozenset):
        return (2, sorted(map(str, value)))
    return (1, value) if isinstance(value, str) else (0, value)
