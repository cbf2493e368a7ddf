"""A table with its title, how to read it, and the ids behind each of its numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from storylens.records import StorylensError

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Table:
    """A DataFrame that can be checked.

    `ids` gives for a row and column the ids of the codings that the cell counts or quotes; `hidden` lists
    the cells that were left blank because too few persons are concerned.
    """

    name: str
    title: str
    frame: pd.DataFrame
    notes: tuple[str, ...] = ()
    ids: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    hidden: tuple[tuple[str, str], ...] = ()

    def behind(self, row: str, column: str) -> tuple[str, ...]:
        """Return the ids of the codings behind a cell. Raises `StorylensError` when there is no such cell."""
        if row not in self.frame.index or column not in self.frame.columns:
            raise StorylensError(
                f"the table {self.name} has no cell {row!r}, {column!r}",
                todo="take the row and the column from `.frame`",
            )
        return self.ids.get((row, column), ())

    def only(self, columns: Sequence[str] = (), rows: Sequence[str] = (), most: int = 0) -> Table:
        """Return some columns and rows, or the first so many; a note says when rows are left out.

        Without columns, those that hold anything. Raises `StorylensError` for a column or row that is not there.
        """
        frame = self.frame
        for wanted, known, what in ((columns, frame.columns, "column"), (rows, frame.index, "row")):
            if strangers := [name for name in wanted if name not in known]:
                raise StorylensError(
                    f"the table {self.name} has no {what} {strangers[0]!r}",
                    todo="choose from " + ", ".join(map(str, known)),
                )
        frame = frame.loc[list(rows) or frame.index, list(columns) or [name for name in frame if _holds(frame[name])]]
        frame = frame.head(most) if most else frame
        cells = {(row, column) for row in frame.index for column in frame.columns}
        left = len(self.frame) - len(frame)
        return replace(
            self,
            frame=frame,
            notes=(*self.notes, *((f"{len(frame)} of {len(self.frame)} rows are shown.",) if left else ())),
            ids={cell: ids for cell, ids in self.ids.items() if cell in cells},
            hidden=tuple(cell for cell in self.hidden if cell in cells),
        )

    def __repr__(self) -> str:
        return f"{self.title}\n{self.frame}"

    def _repr_html_(self) -> str:
        from html import escape

        notes = "".join(f"<p><small>{escape(note)}</small></p>" for note in self.notes)
        return f"<h3>{escape(self.title)}</h3>{self.frame._repr_html_()}{notes}"


def _holds(column: pd.Series) -> bool:
    return not len(column) or bool((column.astype(str) != "").any())


def printed(value: object) -> str:
    """Return a value as it is printed in a cell."""
    if isinstance(value, float):
        return "" if value != value else f"{value:,.1f}".removesuffix(".0")  # not a number is not itself
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
