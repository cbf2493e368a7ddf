"""The pieces of tellers' words that coders are compared on: turns, sentences, passages, or stretches of characters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from storylens.analysis.agreement.counts import Floats, Ints
from storylens.gates import View
from storylens.language.sentences import passages, sentences
from storylens.records import StorylensError

TURN, SENTENCE, PASSAGE, CHARACTERS = "turn", "sentence", "passage", "characters"
UNITS = (TURN, SENTENCE, PASSAGE, CHARACTERS)


@dataclass(frozen=True)
class Units:
    """Pieces that do not overlap, in the order of documents; each weighs one, or as many characters as it has.

    A coder has coded a piece when one of their codings reaches into it.
    """

    unit: str
    document: npt.NDArray[Any]
    start: Ints
    end: Ints
    teller: npt.NDArray[Any]

    @property
    def weight(self) -> Floats:
        """The weight of each piece."""
        length = self.end - self.start if self.unit == CHARACTERS else np.ones(len(self.start))
        return length.astype(np.float64)

    def reached(self, spans: pd.DataFrame) -> tuple[Ints, Ints]:
        """Return for each span (document_id, start, end) the first piece it reaches, and the one after the last."""
        order = {name: place for place, name in enumerate(dict.fromkeys(self.document))}
        most = int(max(self.end.max(initial=0), spans.end.max() if len(spans) else 0)) + 1
        mine = np.array([order[name] for name in self.document], dtype=np.int64) * most
        base = np.array([order.get(name, len(order)) for name in spans.document_id], dtype=np.int64) * most
        start, end = (spans[name].to_numpy(dtype=np.int64) for name in ("start", "end"))
        first = np.searchsorted(mine + self.end, base + start, side="right")
        return first, np.maximum(np.searchsorted(mine + self.start, base + end, side="left"), first)

    def of(self, documents: set[str]) -> Units:
        """Leave only the pieces of some documents."""
        kept = np.isin(self.document, list(documents))
        return Units(self.unit, self.document[kept], self.start[kept], self.end[kept], self.teller[kept])

    def cut(self, spans: pd.DataFrame) -> Units:
        """Cut the pieces at the ends of all spans, so that none of them is coded in part."""
        pieces: list[tuple[str, int, int, str]] = []
        inside: dict[str, npt.NDArray[Any]] = {
            str(name): np.unique(np.concatenate([rows.start, rows.end])) for name, rows in spans.groupby("document_id")
        }
        for document, start, end, teller in zip(self.document, self.start, self.end, self.teller, strict=True):
            cuts = inside.get(document, np.zeros(0, dtype=np.int64))
            edges = [start, *cuts[np.searchsorted(cuts, start, "right") : np.searchsorted(cuts, end)], end]
            pieces += [(document, int(a), int(b), teller) for a, b in pairwise(edges)]
        return _made(pieces, self.unit)


def units_of(seen: View, unit: str, texts: Mapping[str, str]) -> Units:
    """Return what may be seen of tellers' words, in pieces. `texts` is needed where the ends of sentences count.

    A passage is a turn, or a part of it of whole sentences where it is long.

    Raises `StorylensError` for a unit that is none.
    """
    if unit not in UNITS:
        raise StorylensError(f"{unit!r} is no unit", todo="choose from " + ", ".join(UNITS))
    turns = seen.turns[seen.turns.end > seen.turns.start].sort_values(["document_id", "start"], kind="stable")
    rows = list(zip(turns.document_id, turns.start, turns.end, turns.teller_id, strict=True))
    cut = {SENTENCE: sentences, PASSAGE: passages}.get(unit)
    if cut is not None:
        rows = [
            (document, start + a, start + b, teller)
            for document, start, end, teller in rows
            for a, b in cut(texts[document][start:end])
        ]
    return _made(rows, unit)


def _made(rows: list[tuple[str, int, int, str]], unit: str) -> Units:
    documents, starts, ends, tellers = zip(*rows, strict=True) if rows else ((), (), (), ())
    return Units(
        unit,
        np.array(documents, dtype=object),
        np.array(starts, dtype=np.int64),
        np.array(ends, dtype=np.int64),
        np.array(tellers, dtype=object),
    )
