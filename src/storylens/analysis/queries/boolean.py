"""Codes joined by and, or and not."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd

from storylens.analysis.queries.codes import named
from storylens.analysis.queries.incidence import Incidence, incidence
from storylens.gates import View
from storylens.records import StorylensError

Mask = npt.NDArray[np.bool_]
Test = Callable[[Incidence], Mask]
_TOKEN = re.compile(r'\s*(?:(?P<mark>[()])|"(?P<quoted>[^"]*)"|(?P<word>[^\s()"]+))')


def holding(seen: View, codes: str, *, within: str = "turn") -> pd.DataFrame:
    """Return the turns, documents, tellers, cases or passages in which a combination of codes holds.

    `codes` is such as `water and not (loan or "power over")`: names, ids, or patterns with `*`. With a `not`, all
    units of the view are looked at, coded or not. The frame has the unit, the codes asked for that stand there, and
    the ids of their codings. Raises `StorylensError` for a question that cannot be read.
    """
    test, asked = _read(seen, codes)
    table = incidence(seen, within)
    found = np.flatnonzero(test(table))
    there = np.isin(table.unit, found) & np.isin(table.code, [table.codes.index(c) for c in asked if c in table.codes])
    rows = pd.DataFrame(
        {
            "unit": table.unit[there],
            "code": np.array(table.codes, dtype=object)[table.code[there]],
            "coding": seen.codings.coding_id.to_numpy()[table.row[there]],
        }
    ).groupby("unit")
    listed = rows.code.agg(lambda values: ", ".join(sorted(set(values)))).reindex(found).fillna("")
    ids = rows.coding.agg(lambda values: tuple(dict.fromkeys(values))).reindex(found)
    made = table.units.iloc[found].copy()
    made["codes"] = listed.to_numpy()
    made["codings"] = [value if isinstance(value, tuple) else () for value in ids]
    return made


def _read(seen: View, codes: str) -> tuple[Test, frozenset[str]]:
    reader = _Reader(seen, codes)
    test = reader.either()
    if reader.left:
        raise StorylensError(f"{reader.left[0][1]!r} is too much in {codes!r}", todo="close what is open")
    return test, frozenset(reader.asked)


class _Reader:
    """Reads a combination from left to right: `not` binds closest, then `and`, then `or`."""

    def __init__(self, seen: View, codes: str) -> None:
        self._seen, self._whole = seen, codes
        self.left = [
            (kind, found[kind])
            for found in _TOKEN.finditer(codes)
            for kind in ("mark", "quoted", "word")
            if found[kind]
        ]
        self.asked: set[str] = set()

    def either(self) -> Test:
        tests = [self._both()]
        while self._next("or"):
            tests.append(self._both())
        return lambda table: np.logical_or.reduce([test(table) for test in tests])

    def _both(self) -> Test:
        tests = [self._one()]
        while self._next("and"):
            tests.append(self._one())
        return lambda table: np.logical_and.reduce([test(table) for test in tests])

    def _one(self) -> Test:
        if self._next("not"):
            test = self._one()
            return lambda table: ~test(table)
        if self._next("("):
            inside = self.either()
            if not self._next(")"):
                raise StorylensError(f"a bracket is open in {self._whole!r}", todo="close it")
            return inside
        return self._code()

    def _code(self) -> Test:
        words = []
        while self.left and self.left[0][0] != "mark" and not self._is_word("and", "or", "not"):
            kind, word = self.left.pop(0)
            words.append(word)
            if kind == "quoted":
                break
        if not words:
            raise StorylensError(f"a code is missing in {self._whole!r}", todo="write as in: water and not loan")
        ids = named(self._seen, " ".join(words))
        self.asked |= ids
        return lambda table: table.of(ids)

    def _next(self, token: str) -> bool:
        if self.left and (self._is_word(token) or (self.left[0] == ("mark", token))):
            self.left.pop(0)
            return True
        return False

    def _is_word(self, *tokens: str) -> bool:
        return self.left[0][0] == "word" and self.left[0][1].lower() in tokens
