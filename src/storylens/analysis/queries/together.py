"""Co-occurrence: which codes stand together, how often, and in the words of how many tellers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from storylens.analysis.measured import machine_notes
from storylens.analysis.queries.codes import gates, names, sensitive
from storylens.analysis.queries.incidence import incidence
from storylens.analysis.queries.narrow import Narrowed
from storylens.analysis.queries.places import Places, meeting, spread
from storylens.analysis.table import Table
from storylens.gates import View
from storylens.gates.cells import HIDDEN, footnote
from storylens.records import StorylensError

AT_ONCE = 2_000_000  # pairs of codes
COUNTED = ("tellers", "citations")
_SAYS = {
    "passage": "Citations are pairs of passages that overlap in one teller's words; coded twice over, they are one.",
    "turn": "Citations are turns in which both codes stand.",
    "document": "Citations are documents in which one teller speaks of both.",
    "teller": "Citations are tellers who speak of both, wherever.",
}


def together(seen: View, *, by: str = "passage") -> Table:
    """Count for each two codes the places where they stand together, and the tellers in whose words they do.

    `by` is passage, turn, document or teller. A row a pair that occurs, those of most tellers first; `square` lays
    it out as a matrix. Raises `StorylensError` for another `by`.
    """
    if by not in _SAYS:
        raise StorylensError(f"{by!r} is no unit", todo="choose from " + ", ".join(_SAYS))
    met = _passages(seen) if by == "passage" else _in_units(seen, by)
    size = len(met.codes)
    citations, tellers = (_tally(owner, met, size) for owner in (met.place, met.teller))
    kept = np.array([code not in gates(seen) for code in met.codes], dtype=bool)
    first, second = np.nonzero(np.triu(citations * np.outer(kept, kept), 1))
    order = np.lexsort((second, first, -citations[first, second], -tellers[first, second]))
    pairs = [(met.codes[a], met.codes[b]) for a, b in zip(first[order], second[order], strict=True)]
    counts = pd.DataFrame({"tellers": tellers[first, second][order], "citations": citations[first, second][order]})
    hidden = _hidden(seen, pairs, counts.tellers)
    counts = counts.astype(object)
    counts[hidden] = HIDDEN
    label = names(seen)
    frame = pd.DataFrame(
        pairs, columns=["code", "other"], index=pd.Index([" + ".join(pair) for pair in pairs], name="pair")
    )
    frame["theme"], frame["other theme"] = (
        frame[name].map(lambda code: label.get(code, code)) for name in ("code", "other")
    )
    frame["tellers"], frame["of"], frame["citations"] = counts.tellers.to_numpy(), seen.n, counts.citations.to_numpy()
    covered = frame.index[hidden]
    notes = [_SAYS[by], "Read “tellers” first: one person can bring two codes together many times."]
    notes += [footnote(seen.smallest_cell)] if len(covered) else []
    notes += machine_notes(seen)
    ids = _Behind(
        met,
        seen.codings.coding_id.to_numpy(),
        {key: pair for key, pair in zip(frame.index, pairs, strict=True) if key not in covered},
    )
    blank = tuple((key, column) for key in covered for column in COUNTED)
    return Table(f"together-{by}", f"Codes that stand together, by {by}", frame, tuple(notes), ids, blank)


def square(table: Table, what: str = "tellers") -> pd.DataFrame:
    """Lay out the pairs of `together` as a matrix of codes x codes, of tellers or citations; 0 where none meet."""
    one = table.frame.set_index(["code", "other"])[what]
    other = one.rename_axis(["other", "code"]).reorder_levels(["code", "other"])
    return pd.concat([one, other]).unstack(fill_value=0).sort_index(axis=0).sort_index(axis=1)


@dataclass(frozen=True)
class _Met:
    """Codes in units, each once: the unit, the place and the teller that it belongs to, the code, a row of codings."""

    codes: tuple[str, ...]
    unit: Places
    place: Places
    teller: Places
    code: Places
    row: Places


def _in_units(seen: View, by: str) -> _Met:
    table = incidence(seen, by)
    teller = pd.factorize(seen.codings.teller_id)[0].astype(np.int64)[table.row]
    most = int(teller.max(initial=0)) + 1
    unit = table.unit * most + teller if by == "document" else table.unit
    return _Met(table.codes, unit, table.unit, teller, table.code, table.row)


def _passages(seen: View) -> _Met:
    rows = seen.codings
    codes, names_ = pd.factorize(rows.code, sort=True)
    teller = pd.factorize(rows.teller_id)[0].astype(np.int64)
    told = pd.factorize(rows.document_id + " " + rows.teller_id)[0].astype(np.int64)
    start, end = rows.start.to_numpy(np.int64), rows.end.to_numpy(np.int64)
    a, b = meeting((told, start, end), (told, start, end), 0)
    met = (a < b) & (codes[a] != codes[b]) & (np.minimum(end[a], end[b]) > np.maximum(start[a], start[b]))
    a, b = a[met], b[met]
    low, high = np.where(codes[a] < codes[b], a, b), np.where(codes[a] < codes[b], b, a)
    document = pd.factorize(rows.document_id)[0]
    spans = pd.DataFrame({"d": document[low], "a": start[low], "b": end[low], "c": start[high], "e": end[high]})
    place = spans.groupby(["d", "a", "b", "c", "e"], sort=False).ngroup().to_numpy()
    unit = np.repeat(np.arange(len(low)), 2)
    row = np.stack([low, high], axis=1).ravel()
    return _Met(tuple(names_), unit, np.repeat(place, 2), teller[row], codes[row].astype(np.int64), row)


def _tally(owner: Places, met: _Met, size: int) -> npt.NDArray[np.int64]:
    """Count for each two codes the owners (places or tellers) of units in which both stand: codes x codes."""
    once = pd.DataFrame({"owner": owner, "unit": met.unit, "code": met.code}).drop_duplicates()
    once = once.sort_values(["owner", "unit"], kind="stable")
    owners, units, codes = (once[name].to_numpy(np.int64) for name in once.columns)
    begins = np.flatnonzero(np.diff(units, prepend=-1) != 0) if len(units) else np.zeros(0, np.int64)
    length = np.diff(np.append(begins, len(units)))
    first, after = np.repeat(begins, length), np.repeat(begins + length, length)
    total = np.zeros(size * size, dtype=np.int64)
    for low, high in _chunks(owners, after - first):
        mine, theirs = spread(first[low:high], after[low:high])
        mine += low
        keys = np.unique((owners[mine] * size + codes[mine]) * size + codes[theirs])
        total += np.bincount(keys % (size * size), minlength=size * size)
    return total.reshape(size, size)


def _chunks(owners: Places, work: Places) -> Iterator[tuple[int, int]]:
    """Yield ranges of rows that hold about as much work each, and never part of an owner's rows."""
    ends = np.append(np.flatnonzero(np.diff(owners)) + 1, len(owners)) if len(owners) else np.zeros(0, np.int64)
    done = np.cumsum(work)
    start = 0
    while start < len(owners):
        limit = (done[start - 1] if start else 0) + AT_ONCE
        end = int(
            ends[max(np.searchsorted(done[ends - 1], limit, side="right") - 1, np.searchsorted(ends, start, "right"))]
        )
        yield start, end
        start = end


def _hidden(seen: View, pairs: list[tuple[str, str]], tellers: pd.Series) -> npt.NDArray[np.bool_]:
    delicate = sensitive(seen)
    return np.array(
        [
            isinstance(seen, Narrowed) and seen.hides(int(count), sensitive=not delicate.isdisjoint(pair))
            for pair, count in zip(pairs, tellers, strict=True)
        ],
        dtype=bool,
    )


class _Behind(Mapping[tuple[str, str], tuple[str, ...]]):
    """The ids of the codings behind a pair, looked up when they are asked for."""

    def __init__(self, met: _Met, ids: npt.NDArray[np.object_], pairs: Mapping[str, tuple[str, str]]) -> None:
        self._met, self._ids, self._pairs = met, ids, pairs

    def __getitem__(self, cell: tuple[str, str]) -> tuple[str, ...]:
        if cell[0] not in self._pairs or cell[1] not in COUNTED:
            raise KeyError(cell)
        one, other = (self._met.code == self._met.codes.index(code) for code in self._pairs[cell[0]])
        units = np.intersect1d(self._met.unit[one], self._met.unit[other])
        rows = self._met.row[(one | other) & np.isin(self._met.unit, units)]
        return tuple(dict.fromkeys(self._ids[np.sort(rows)]))

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return ((key, column) for key in self._pairs for column in COUNTED)

    def __len__(self) -> int:
        return len(self._pairs) * len(COUNTED)
