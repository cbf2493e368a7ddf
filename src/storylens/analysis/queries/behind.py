"""The ids of the codings behind the cells of a large table, looked up when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from storylens.analysis.queries.places import Places

Cell = tuple[str, str]


class Behind(Mapping[Cell, tuple[str, ...]]):
    """Ids by row and column. `row` and `column` are places in the names of rows and columns, one an id."""

    def __init__(
        self, rows: Sequence[str], columns: Sequence[str], row: Places, column: Places, ids: Sequence[str]
    ) -> None:
        self._rows = {name: place for place, name in enumerate(rows)}
        self._columns = {name: place for place, name in enumerate(columns)}
        cell = row * len(self._columns) + column
        order = np.argsort(cell, kind="stable")
        self._cells, self._ids = cell[order], np.asarray(ids, dtype=object)[order]

    def __getitem__(self, cell: Cell) -> tuple[str, ...]:
        row, column = self._rows[cell[0]], self._columns[cell[1]]
        low, high = np.searchsorted(self._cells, [row * len(self._columns) + column] * 2 + np.array([0, 1]))
        if low == high:
            raise KeyError(cell)
        return tuple(dict.fromkeys(self._ids[low:high]))

    def __iter__(self) -> Iterator[Cell]:
        rows, columns = list(self._rows), list(self._columns)
        for cell in pd.unique(self._cells):
            yield rows[cell // len(columns)], columns[cell % len(columns)]

    def __len__(self) -> int:
        return len(pd.unique(self._cells))
