"""All codes together: sets of codes for whole units, and the u-alpha family for stretches of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from storylens.analysis.agreement.alpha import krippendorff_alpha
from storylens.analysis.agreement.bootstrap import Coefficient
from storylens.analysis.agreement.compare import Comparison
from storylens.analysis.agreement.counts import Floats
from storylens.analysis.agreement.sheet import Judge
from storylens.analysis.agreement.unitizing import Unitizing, unitizing
from storylens.analysis.agreement.units import CHARACTERS
from storylens.analysis.table import Table
from storylens.records import StorylensError

Codes = Sequence[tuple[str, str]]  # ids of codes, with those of their codebooks
Line = tuple[str, Coefficient, float]  # what it is, the figure, and the share of the words that it rests on


def overall(comparison: Comparison, codes: Codes, notes: Sequence[str]) -> Table:
    """Return the figures for all codes together that people used."""
    in_stretches = comparison.sheet.units.unit == CHARACTERS
    lines, more = _stretches(comparison, codes) if in_stretches else _sets(comparison, codes)
    rows = []
    for name, coefficient, share in lines:
        interval = comparison.interval(coefficient, comparison.sheet.units.document)
        rows.append([name, *(round(figure, 3) for figure in (coefficient.value, interval.low, interval.high, share))])
    frame = pd.DataFrame(rows, columns=["figure", "value", "low", "high", "of the words"]).set_index("figure")
    return Table("agreement-overall", "Agreement over all codes together", frame, (*more, *notes))


def _sets(comparison: Comparison, codes: Codes) -> tuple[list[Line], list[str]]:
    sets = comparison.marks.sets(comparison.sheet.people, codes)
    names = {
        "masi": "alpha, sets of codes by MASI",
        "jaccard": "alpha, sets of codes by Jaccard",
        "nominal": "alpha, the same set or not",
    }
    note = "A unit has the set of all codes that reach into it; MASI and Jaccard count what two sets have in common."
    return [(name, krippendorff_alpha(sets, level), 1.0) for level, name in names.items()], [note]


def _stretches(comparison: Comparison, codes: Codes) -> tuple[list[Line], list[str]]:
    marks, people = comparison.marks, comparison.sheet.people
    coded = {
        name: [judge.name for judge in people if name in judge.documents]
        for name in sorted(set(comparison.sheet.units.document))
    }
    all_of_it = np.ones(len(comparison.sheet.units.start), dtype=bool)
    lengths = marks.lengths(all_of_it)
    spans = [marks.runs(judge, marks.of(judge, *code), code[0], all_of_it) for judge in people for code in codes]
    try:
        family = unitizing(pd.concat(spans), lengths, coded)
    except StorylensError:
        anything = [marks.runs(judge, _any(comparison, judge, codes), "any", all_of_it) for judge in people]
        either = unitizing(pd.concat(anything), lengths, coded)
        note = "Codes overlap, so that u-alpha, cu-alpha and (k)u-alpha of all codes together are not defined."
        return [("|u-alpha: marked with any code or not", either.u, 1.0)], [note]
    return list(_family(family)), []


def _family(family: Unitizing) -> Iterator[Line]:
    yield "u-alpha: the same stretches with the same codes", family.u, 1.0
    yield "|u-alpha: marked with any code or not", family.bar, 1.0
    yield "cu-alpha: the codes, where two have marked", family.cu, family.shared
    for code, coefficient in family.by_code.items():
        yield f"({code})u-alpha: this code, where two have marked", coefficient, family.shared_by_code[code]


def _any(comparison: Comparison, judge: Judge, codes: Codes) -> Floats:
    marked: Floats = np.stack([comparison.marks.of(judge, *code) for code in codes]).max(axis=0)
    return marked
