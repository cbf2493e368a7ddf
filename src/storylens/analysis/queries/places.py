"""Places in texts, so laid out that those of different documents never meet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Places = npt.NDArray[np.int64]


def reached(
    pieces: tuple[Sequence[Any], Places, Places], spans: tuple[Sequence[Any], Places, Places]
) -> tuple[Places, Places]:
    """Return for each span the first piece that it reaches into, and the one after the last.

    Pieces and spans are (text, start, end); the pieces of a text do not overlap and stand in order, and those of
    one text together. A span in another text reaches none.
    """
    codes, names = pd.factorize(np.asarray(pieces[0], dtype=object))
    most = int(max(pieces[2].max(initial=0), spans[2].max(initial=0))) + 1
    texts = pd.Index(names).get_indexer(np.asarray(spans[0], dtype=object)).astype(np.int64)
    at = np.where(texts < 0, len(names), texts) * most
    first = np.searchsorted(codes * most + pieces[2], at + spans[1], side="right")
    after = np.searchsorted(codes * most + pieces[1], at + spans[2], side="left")
    return first, np.maximum(after, first)


def spread(first: Places, after: Places) -> tuple[Places, Places]:
    """Return the pairs of span and piece that ranges of pieces stand for: places of spans, and of pieces."""
    count = after - first
    span = np.repeat(np.arange(len(first)), count)
    start = np.repeat(first - np.concatenate([[0], np.cumsum(count)[:-1]]), count) if len(first) else first
    return span, start + np.arange(len(span))


def meeting(
    one: tuple[Places, Places, Places], other: tuple[Places, Places, Places], reach: int
) -> tuple[Places, Places]:
    """Return the pairs of two lists of spans (text as a number, start, end) in one text, at most `reach` apart.

    Spans that overlap or touch are 0 apart.
    """
    order = np.argsort(other[1], kind="stable")
    order = order[np.argsort(other[0][order], kind="stable")]
    longest = int((other[2] - other[1]).max(initial=0))
    most = int(max(one[2].max(initial=0), other[2].max(initial=0))) + reach + longest + 1
    starts = other[0][order] * most + other[1][order]
    low = np.searchsorted(starts, one[0] * most + np.maximum(one[1] - reach - longest, 0), side="left")
    high = np.searchsorted(starts, one[0] * most + one[2] + reach, side="right")
    mine, place = spread(low, np.maximum(high, low))
    theirs = order[place]
    near = apart(one[1][mine], one[2][mine], other[1][theirs], other[2][theirs]) <= reach
    return mine[near], theirs[near]


def apart(start: Places, end: Places, other_start: Places, other_end: Places) -> Places:
    """Return how far spans of one text are apart, 0 where they overlap or touch."""
    between: Places = np.maximum(start, other_start) - np.minimum(end, other_end)
    return np.maximum(between, 0)
