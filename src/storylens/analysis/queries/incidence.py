"""Which codes stand in which turns, documents, tellers' words, cases or coded passages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from storylens.analysis.queries.places import Places, meeting, reached, spread
from storylens.analysis.theme_table import cases_of
from storylens.gates import View
from storylens.records import StorylensError

WITHIN = ("passage", "turn", "document", "teller", "case")


@dataclass(frozen=True)
class Incidence:
    """`units` is a frame of units; `unit`, `code` and `row` say that a row of the view's codings puts a code in one.

    `code` is a place in `codes`, the ids of all codes that occur, in the order of the alphabet.
    """

    units: pd.DataFrame
    codes: tuple[str, ...]
    unit: Places
    code: Places
    row: Places

    def of(self, code_ids: frozenset[str]) -> npt.NDArray[np.bool_]:
        """Say for each unit whether any of some codes stands in it."""
        wanted = np.array([code in code_ids for code in self.codes], dtype=bool)
        here = np.zeros(len(self.units), dtype=bool)
        here[self.unit[wanted[self.code]]] = True
        return here

    @cached_property
    def once(self) -> tuple[Places, Places]:
        """Units and codes, each pair once, in the order of units."""
        pairs = np.unique(self.unit * max(len(self.codes), 1) + self.code)
        return pairs // max(len(self.codes), 1), pairs % max(len(self.codes), 1)


def incidence(seen: View, within: str) -> Incidence:
    """Return which codes stand in which units. Raises `StorylensError` for a unit that is none."""
    if within not in WITHIN:
        raise StorylensError(f"{within!r} is no unit", todo="choose from " + ", ".join(WITHIN))
    rows = seen.codings
    codes, names = pd.factorize(rows.code, sort=True)
    units, unit, row = _UNITS[within](seen)
    return Incidence(units, tuple(names), unit, codes.astype(np.int64)[row], row)


def _turns(seen: View) -> tuple[pd.DataFrame, Places, Places]:
    turns = seen.turns.sort_values(["document_id", "start"], kind="stable")
    rows = seen.codings
    first, after = reached(
        (turns.document_id, turns.start.to_numpy(np.int64), turns.end.to_numpy(np.int64)),
        (rows.document_id, rows.start.to_numpy(np.int64), rows.end.to_numpy(np.int64)),
    )
    row, turn = spread(first, after)
    same = turns.teller_id.to_numpy()[turn] == rows.teller_id.to_numpy()[row]
    order = pd.Index(seen.turns.index).get_indexer(turns.index)  # back to the order of the sources
    frame = pd.DataFrame(
        {
            "document": seen.turns.document_id.map(seen.documents.code),
            "turn": seen.turns.position,
            "teller": seen.turns.teller_id.map(seen.tellers.code),
            "section": seen.turns.section,
            "text": seen.turns.text,
            "start": seen.turns.start,
            "end": seen.turns.end,
            "document_id": seen.turns.document_id,
            "teller_id": seen.turns.teller_id,
        }
    ).rename_axis("turn_id")
    return frame, order[turn[same]].astype(np.int64), row[same]


def _documents(seen: View) -> tuple[pd.DataFrame, Places, Places]:
    tellers = seen.turns.groupby("document_id").teller_id.nunique()
    shown = seen.documents
    frame = pd.DataFrame(
        {
            "document": shown.code,
            "kind": shown.kind,
            "case": shown.case,
            "tellers": tellers.reindex(shown.index).fillna(0).astype(int),
        },
        index=shown.index.rename("document_id"),
    )
    return frame, *_known(shown.index, seen.codings.document_id)


def _tellers(seen: View) -> tuple[pd.DataFrame, Places, Places]:
    frame = pd.DataFrame({"teller": seen.tellers.code, "case": seen.tellers.case}).rename_axis("teller_id")
    return frame, *_known(seen.tellers.index, seen.codings.teller_id)


def _cases(seen: View) -> tuple[pd.DataFrame, Places, Places]:
    of_turns = cases_of(seen, seen.turns).fillna("")
    tellers = seen.turns.teller_id.groupby(of_turns).nunique()
    frame = pd.DataFrame({"case": tellers.index, "tellers": tellers.to_numpy()}).query("case != ''")
    return frame.set_index("case", drop=False).rename_axis("id"), *_known(frame.case, cases_of(seen, seen.codings))


def _passages(seen: View) -> tuple[pd.DataFrame, Places, Places]:
    rows = seen.codings
    first = rows.drop_duplicates(["document_id", "start", "end"])
    order = pd.DataFrame({"document": seen.documents.index.get_indexer(first.document_id), "start": first.start})
    first = first.iloc[np.lexsort((first.end, order.start, order.document))]
    frame = pd.DataFrame(
        {
            "document": first.document_id.map(seen.documents.code),
            "teller": first.teller_id.map(seen.tellers.code),
            "section": first.section,
            "text": first.text,
            "start": first.start,
            "end": first.end,
            "document_id": first.document_id,
            "teller_id": first.teller_id,
        }
    ).set_index(first.coding_id.rename("coding_id"))
    texts = pd.Index(rows.document_id.unique())
    passages = _spans(first, texts)
    unit, row = meeting(passages, _spans(rows, texts), 0)
    shared = np.minimum(passages[2][unit], rows.end.to_numpy()[row]) > np.maximum(
        passages[1][unit], rows.start.to_numpy()[row]
    )
    return frame, unit[shared], row[shared]


def _spans(rows: pd.DataFrame, texts: pd.Index) -> tuple[Places, Places, Places]:
    text = texts.get_indexer(rows.document_id).astype(np.int64)
    return text, rows.start.to_numpy(np.int64), rows.end.to_numpy(np.int64)


def _known(units: pd.Index, wanted: pd.Series) -> tuple[Places, Places]:
    place = pd.Index(units).get_indexer(wanted)
    row = np.flatnonzero(place >= 0)
    return place[row].astype(np.int64), row


_UNITS = {"passage": _passages, "turn": _turns, "document": _documents, "teller": _tellers, "case": _cases}
