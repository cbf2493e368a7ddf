"""Sections as they may be printed: names replaced, and no heading in which there may be a disclosure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from storylens.gates.pseudonyms import Pseudonyms
from storylens.prepare.sections import hides
from storylens.prepare.sections import sections as sections_of
from storylens.store.contents import Contents


def sections(held: Contents, locked: Mapping[str, Sequence[tuple[int, int]]], pseudonyms: Pseudonyms) -> list[str]:
    """Return the section of each turn that there is. `locked` are by document the passages that nobody has cleared."""
    found: list[str] = []
    for document_id, rows in groupby(held.turns.itertuples(), attrgetter("document_id")):
        text, hidden = held.documents.text[document_id], hides(locked.get(document_id, ()))

        def words(turn: Any, text: str = text, hidden: Any = hidden) -> str:
            return "" if hidden(turn) else pseudonyms.printed(text, turn.start, turn.end)

        found += sections_of(list(rows), words)
    return found
