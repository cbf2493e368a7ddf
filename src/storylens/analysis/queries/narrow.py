"""A view of fewer tellers, documents, turns or codings, for any question to be put to."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt
import pandas as pd

from storylens.analysis.queries.codes import named
from storylens.analysis.queries.places import Places, reached
from storylens.analysis.theme_table import cases_of
from storylens.gates import View
from storylens.gates.groups import NOT_RECORDED
from storylens.records import StorylensError, Use

_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{2}(?:\.\d+)?)")
Span = tuple[str, str]  # from and to, both included; empty: open


@dataclass(frozen=True)
class Narrowed(View):
    """A view of part of what may be seen. `by` are the attributes of tellers by which it was narrowed."""

    by: tuple[str, ...] = ()

    def hides(self, tellers: int, *, sensitive: bool = False) -> bool:
        """Say whether a count of tellers must not be printed: two attributes crossed, or a sensitive code by one."""
        return 0 < tellers < self.smallest_cell and (len(self.by) > 1 or (sensitive and bool(self.by)))


def narrow(
    seen: View,
    *,
    attributes: Mapping[str, str | Collection[str]] | None = None,
    tellers: Collection[str] = (),
    documents: Collection[str] = (),
    kinds: Collection[str] = (),
    cases: Collection[str] = (),
    waves: Collection[str] = (),
    collected: Span = ("", ""),
    said: Span = ("", ""),
    coded: Span = ("", ""),
    coders: Collection[str] = (),
    coder_kinds: Collection[str] = (),
    states: Collection[str] = (),
    codebooks: Collection[str] = (),
    codes: Collection[str] = (),
    polarity: Collection[str] = (),
    prompted: Collection[str] = (),
) -> Narrowed:
    """Return a view of those who, and that which, fit all that is asked for; what is left out does not matter.

    `attributes` has groups by attribute; `tellers` and `documents` are codes such as T03 and D012. `collected` is a
    span of dates; `said` one of times into the recording (00:05:00) or of dates and times; `coded` is when a coding
    was made. `codes` are names, ids or patterns. Tellers of whose words nothing is left are not in the view. Raises
    `StorylensError` for an attribute or value that nobody has, and when a view for printing is narrowed by two
    attributes to fewer tellers than a cell may show.
    """
    asked = {name: _several(values) for name, values in (attributes or {}).items()}
    turns = seen.turns
    for name, values in asked.items():
        turns = turns[_among(turns.teller_id.map(_groups(seen, name)), values, name)]
    turns = turns[_among(turns.teller_id.map(seen.tellers.code), tellers, "teller")]
    for column, wanted in {"code": documents, "kind": kinds, "wave": waves}.items():
        turns = turns[_among(turns.document_id.map(seen.documents[column]), wanted, column)]
    turns = turns[_among(cases_of(seen, turns), cases, "case")]
    turns = turns[_between(turns.document_id.map(seen.documents.collected_on).astype(str), collected)]
    turns = turns[_said(turns.said_at, said)]
    rows = seen.codings[_in_turns(seen.codings, turns)]
    of_coding = {
        "coder": coders,
        "coder_kind": coder_kinds,
        "state": states,
        "codebook": codebooks,
        "polarity": polarity,
        "prompted": prompted,
    }
    for column, wanted in of_coding.items():
        rows = rows[_among(rows[column], wanted, column)]
    rows = rows[_between(rows.made_at, coded)]
    if codes:
        rows = rows[rows.code.isin(frozenset().union(*(named(seen, code) for code in codes)))]
    made = _narrowed(seen, turns, rows, asked)
    if seen.use is not Use.ANALYSIS and made.hides(made.n):
        raise StorylensError(
            f"fewer than {seen.smallest_cell} tellers are {' and '.join(made.by)} as asked for",
            todo="narrow by one attribute, or look at it for analysis only",
        )
    return made


def _narrowed(seen: View, turns: pd.DataFrame, codings: pd.DataFrame, by: Collection[str]) -> Narrowed:
    """Return a view of these turns and codings, and of whose they are."""
    kept = {field.name: getattr(seen, field.name) for field in fields(View)}
    kept |= {
        "turns": turns,
        "codings": codings,
        "tellers": seen.tellers[seen.tellers.index.isin(turns.teller_id)],
        "documents": seen.documents[seen.documents.index.isin(turns.document_id)],
    }
    before = seen.by if isinstance(seen, Narrowed) else ()
    return Narrowed(**kept, by=tuple(dict.fromkeys([*before, *by])))


def _several(values: str | Collection[str]) -> Collection[str]:
    return (values,) if isinstance(values, str) else values


def _groups(seen: View, name: str) -> pd.Series:
    known = [column for column in seen.tellers.columns if column not in ("code", "is_group")]
    if name not in known:
        raise StorylensError(f"no teller has the attribute {name!r}", todo="choose from " + ", ".join(known))
    return seen.tellers[name].replace("", NOT_RECORDED)


def _among(column: pd.Series, wanted: Collection[str], what: str) -> pd.Series:
    """Say which values are wanted; all, where nothing is asked for."""
    if not wanted:
        return column.notna() | True
    known = sorted({str(value) for value in column.dropna().unique()} - {""})
    strangers = [value for value in wanted if value not in known]
    if strangers and known:
        listed = ", ".join(known[:20]) + (", ..." if len(known) > 20 else "")
        raise StorylensError(f"no {what.replace('_', ' ')} here is {strangers[0]!r}", todo=f"choose from {listed}")
    return column.isin(list(wanted))


def _between(column: pd.Series, span: Span) -> pd.Series:
    low, high = span
    inside = (column != "") | (not low and not high)
    if low:
        inside &= column >= low
    if high:
        inside &= column.str.slice(0, len(high)) <= high
    return inside


def _said(column: pd.Series, span: Span) -> pd.Series:
    """Compare times into the recording as such, and dates as they are written."""
    if not any(_CLOCK.fullmatch(bound) for bound in span):
        return _between(column, span)
    low, high = (_seconds(bound) for bound in span)
    times = column.map(_seconds)
    return (times >= (-np.inf if np.isnan(low) else low)) & (times <= (np.inf if np.isnan(high) else high))


def _seconds(stamp: str) -> float:
    found = _CLOCK.fullmatch(stamp)
    return int(found[1] or 0) * 3600 + int(found[2]) * 60 + float(found[3]) if found else np.nan


def _in_turns(codings: pd.DataFrame, turns: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Say which codings reach into any of some turns of the same teller."""
    turns = turns.sort_values(["document_id", "teller_id", "start"], kind="stable")
    first, after = reached(_told(turns), _told(codings))
    return after > first


def _told(rows: pd.DataFrame) -> tuple[pd.Series, Places, Places]:
    return rows.document_id + " " + rows.teller_id, rows.start.to_numpy(np.int64), rows.end.to_numpy(np.int64)
