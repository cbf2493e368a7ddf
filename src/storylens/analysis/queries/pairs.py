"""Two codes in relation to each other: near, one before the other, one in the other."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from storylens.analysis.queries.codes import named
from storylens.analysis.queries.places import Places, apart, meeting, reached
from storylens.gates import View
from storylens.records import StorylensError

RELATIONS = ("overlaps", "inside", "contains", "equals")
UNITS = ("characters", "words", "turns")


def near(seen: View, one: str, other: str, *, within: int, unit: str = "characters") -> pd.DataFrame:
    """Return pairs of codings, one with each code, that are in one document and at most so far apart.

    `unit` is characters, tellers' words, or turns as the transcript numbers them (0: in one turn). A pair of codings
    with the same code is listed once. Raises `StorylensError` for a code or unit that is none.
    """
    spans = _Spans.of(seen, unit)
    mine, theirs = spans.of_codes(named(seen, one)), spans.of_codes(named(seen, other))
    first, second = meeting(spans.at(mine), spans.at(theirs), within)
    return _listed(seen, spans, mine[first], theirs[second])


def before(
    seen: View, one: str, other: str, *, within: int | None = None, unit: str = "characters", same_teller: bool = False
) -> pd.DataFrame:
    """Return each coding with the first code, and the next one with the second code that begins after its end.

    In one document, which a thread is too; with `same_teller`, in the words of one teller of it. `within` is how far
    off it may be at most. Raises `StorylensError` for a code or unit that is none.
    """
    spans = _Spans.of(seen, unit)
    mine, theirs = spans.of_codes(named(seen, one)), spans.of_codes(named(seen, other))
    text = spans.teller if same_teller else spans.document
    most = int(spans.end.max(initial=0)) + 1
    order = np.argsort(text[theirs] * most + spans.start[theirs], kind="stable")
    theirs = theirs[order]
    place = np.searchsorted(text[theirs] * most + spans.start[theirs], text[mine] * most + spans.end[mine])
    found = np.flatnonzero(place < len(theirs))
    found = found[text[theirs[place[found]]] == text[mine[found]]]
    first, second = mine[found], theirs[place[found]]
    if within is not None:
        close = spans.gap(first, second) <= within
        first, second = first[close], second[close]
    return _listed(seen, spans, first, second, symmetrical=False)


def overlapping(seen: View, one: str, other: str, *, relation: str = "overlaps") -> pd.DataFrame:
    """Return pairs of codings, one with each code, of which the first overlaps the second, or is inside it.

    `relation` is overlaps (they share a character or more), inside, contains, or equals. Raises `StorylensError` for
    a code or relation that is none.
    """
    if relation not in RELATIONS:
        raise StorylensError(f"{relation!r} is no relation", todo="choose from " + ", ".join(RELATIONS))
    spans = _Spans.of(seen, "characters")
    mine, theirs = spans.of_codes(named(seen, one)), spans.of_codes(named(seen, other))
    first, second = meeting(spans.at(mine), spans.at(theirs), 0)
    a, b = mine[first], theirs[second]
    fits = {
        "overlaps": (spans.start[a] < spans.end[b]) & (spans.start[b] < spans.end[a]),
        "inside": (spans.start[b] <= spans.start[a]) & (spans.end[a] <= spans.end[b]),
        "contains": (spans.start[a] <= spans.start[b]) & (spans.end[b] <= spans.end[a]),
        "equals": (spans.start[a] == spans.start[b]) & (spans.end[a] == spans.end[b]),
    }[relation]
    return _listed(seen, spans, a[fits], b[fits], symmetrical=relation in ("overlaps", "equals"))


@dataclass(frozen=True)
class _Spans:
    """The codings of a view, each once, with their places in characters, and in the unit that is asked for."""

    rows: pd.DataFrame
    document: Places
    teller: Places  # document and teller
    start: Places
    end: Places
    low: Places
    high: Places
    unit: str

    @classmethod
    def of(cls, seen: View, unit: str) -> _Spans:
        if unit not in UNITS:
            raise StorylensError(f"{unit!r} is no unit", todo="choose from " + ", ".join(UNITS))
        rows = _once(seen)
        document = pd.factorize(rows.document_id)[0].astype(np.int64)
        teller = pd.factorize(rows.document_id + " " + rows.teller)[0].astype(np.int64)
        start, end = rows.start.to_numpy(np.int64), rows.end.to_numpy(np.int64)
        if unit == "characters":
            low, high = start, end
        else:
            low, high = _in_words(seen, rows) if unit == "words" else _in_turns(seen, rows)
        return cls(rows, document, teller, start, end, low, high, unit)

    def of_codes(self, ids: frozenset[str]) -> Places:
        return np.flatnonzero(self.rows.code.isin(ids)).astype(np.int64)

    def at(self, places: Places) -> tuple[Places, Places, Places]:
        return self.document[places], self.low[places], self.high[places]

    def gap(self, a: Places, b: Places) -> Places:
        return apart(self.low[a], self.high[a], self.low[b], self.high[b])


def _once(seen: View) -> pd.DataFrame:
    """Return each coding of a view once, with all its tellers and all their words in it."""
    rows = seen.codings.assign(teller=seen.codings.teller_id.map(seen.tellers.code))
    several = rows.coding_id.duplicated(keep=False)
    joined = rows[several].groupby("coding_id", sort=False)
    once = rows.drop_duplicates("coding_id").set_index("coding_id")
    if several.any():
        once.loc[list(joined.groups), "teller"] = joined.teller.agg(", ".join)
        once.loc[list(joined.groups), "text"] = joined.text.agg(" … ".join)
    return once.sort_values(["document_id", "start", "end", "code"], kind="stable")


def _turns_of(seen: View, rows: pd.DataFrame) -> tuple[pd.DataFrame, Places, Places]:
    turns = seen.turns.sort_values(["document_id", "start"], kind="stable")
    first, after = reached(
        (turns.document_id, turns.start.to_numpy(np.int64), turns.end.to_numpy(np.int64)),
        (rows.document_id, rows.start.to_numpy(np.int64), rows.end.to_numpy(np.int64)),
    )
    return turns, first, np.maximum(after - 1, first)


def _in_turns(seen: View, rows: pd.DataFrame) -> tuple[Places, Places]:
    turns, first, last = _turns_of(seen, rows)
    position = turns.position.to_numpy(np.int64)
    return position[first], position[last]


def _in_words(seen: View, rows: pd.DataFrame) -> tuple[Places, Places]:
    """Return how many words of tellers stand before the start, and before the end, of each coding in its document.

    Where a name was replaced in a turn, places in it are scaled to the text as it is printed.
    """
    turns, first, last = _turns_of(seen, rows)
    texts = turns.text.to_numpy()
    count = np.array([len(text.split()) for text in texts], dtype=np.int64)
    before_turn = np.cumsum(count) - count
    begins = turns.start.to_numpy(np.int64)
    scale = np.array([len(text) for text in texts]) / np.maximum(turns.end.to_numpy() - begins, 1)
    words: dict[int, npt.NDArray[np.int64]] = {}

    def so_far(turn: Places, place: Places) -> Places:
        inside = np.maximum(place - begins[turn], 0) * scale[turn]
        made = np.empty(len(turn), dtype=np.int64)
        for number, (at, offset) in enumerate(zip(turn.tolist(), inside.tolist(), strict=True)):
            if at not in words:
                words[at] = np.array([found.start() for found in re.finditer(r"\S+", texts[at])], dtype=np.int64)
            made[number] = before_turn[at] + np.searchsorted(words[at], offset)
        return made

    return so_far(first, rows.start.to_numpy(np.int64)), so_far(last, rows.end.to_numpy(np.int64))


def _listed(seen: View, spans: _Spans, a: Places, b: Places, *, symmetrical: bool = True) -> pd.DataFrame:
    kept = a != b
    if symmetrical:  # two codings with the same code are one pair, whichever comes first
        kept &= ~((a > b) & _both_ways(a, b))
    a, b = a[kept], b[kept]
    one, other = spans.rows.iloc[a], spans.rows.iloc[b]
    frame = pd.DataFrame(
        {
            "document": one.document_id.map(seen.documents.code).to_numpy(),
            "code": one.code.to_numpy(),
            "teller": one.teller.to_numpy(),
            "section": one.section.to_numpy(),
            "text": one.text.to_numpy(),
            "other code": other.code.to_numpy(),
            "other teller": other.teller.to_numpy(),
            "other text": other.text.to_numpy(),
            f"{spans.unit} apart": spans.gap(a, b),
            "start": one.start.to_numpy(),
            "end": one.end.to_numpy(),
            "other start": other.start.to_numpy(),
            "other end": other.end.to_numpy(),
            "coding_id": one.index.to_numpy(),
            "other_coding_id": other.index.to_numpy(),
            "document_id": one.document_id.to_numpy(),
        }
    )
    order = seen.documents.index.get_indexer(frame.document_id)
    return frame.iloc[np.argsort(order, kind="stable")].reset_index(drop=True)


def _both_ways(a: Places, b: Places) -> npt.NDArray[np.bool_]:
    most = int(max(a.max(initial=0), b.max(initial=0))) + 1
    return np.isin(a * most + b, b * most + a)
