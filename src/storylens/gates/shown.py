"""Cells that a person shows against the rule of small cells: only with a reason, which is kept and printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from storylens.gates.pseudonyms import Pseudonyms
from storylens.records.entries import Kept
from storylens.records.printing import ShownCell
from storylens.store import entries

Cell = tuple[tuple[str, ...], str, str]  # attributes, code, group


@dataclass(frozen=True)
class Shown:
    """Which cells of tables are shown all the same, and what stands under the table for each."""

    notes: Mapping[Cell, str]

    def groups(self, by: tuple[str, ...], code: str) -> set[str]:
        """Return the groups of a row that are shown."""
        return {group for attributes, of, group in self.notes if (attributes, of) == (by, code)}

    def told(self, by: tuple[str, ...]) -> list[str]:
        """Return the footnotes of a table by these attributes."""
        return [note for (attributes, *_), note in self.notes.items() if attributes == by]


def shown(connection: Connection, pseudonyms: Pseudonyms) -> Shown:
    """Read what people have decided to show. A decision without a reason counts for nothing."""
    kept = [one for one in entries.every(connection, ShownCell) if one.reason.strip() and not one.body.taken_back]
    return Shown({(one.body.by, one.body.code, one.body.group): pseudonyms.printed(_note(one)) for one in kept})


def _note(kept: Kept[ShownCell]) -> str:
    cell = f"{kept.body.code}, {kept.body.group}"
    return f"Shown against the rule of small cells: {cell} ({kept.author}, {kept.at[:10]}: {kept.reason})."
