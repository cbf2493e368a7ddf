"""Errors by who is speaking, as tables; small groups are not printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from storylens.analysis.agreement.counts import Floats
from storylens.analysis.evaluate.bias import FEWEST, Test, groups_of, holm, tested
from storylens.analysis.evaluate.trial import Trial
from storylens.gates import View
from storylens.gates.groups import NOT_RECORDED

BANDS = ((25, "under 25"), (40, "25 to 39"), (60, "40 to 59"), (1000, "60 and over"))
LANGUAGE = "language"
Who = Mapping[str, str]  # teller or document: group


def attributes(seen: View) -> dict[str, tuple[str, Who]]:
    """Return what is known of who speaks: name of the attribute, whether of a teller or a document, and groups.

    Ages in years are put in bands; a language is that of the document, with translation told apart.
    """
    made: dict[str, tuple[str, Who]] = {}
    for name in seen.tellers.columns:
        if name in ("code", "is_group"):
            continue
        groups = {str(teller): _band(str(value)) for teller, value in seen.tellers[name].items()}
        made[name] = ("teller", {teller: value for teller, value in groups.items() if value not in ("", NOT_RECORDED)})
    told = seen.documents.translated_from.where(seen.documents.translated_from == "", " translated")
    made[LANGUAGE] = ("document", {str(name): value for name, value in (seen.documents.language + told).items()})
    return made


def _band(value: str) -> str:
    years = value.strip()
    return next(name for end, name in BANDS if int(years) < end) if years.isdigit() and len(years) < 4 else value


def bias(trial: Trial, seen: View, seed: int) -> tuple[list[Test], pd.DataFrame, list[str]]:
    """Return all tests, corrected together; figures by group; and which attributes could not be tested, and why."""
    error = np.where(trial.judged, trial.said - trial.gold, np.nan)
    errors = {"": error[:, trial.used]}
    for at in trial.used:
        cells = trial.judged[:, at]
        if ((trial.gold + trial.said)[cells, at] > 0).sum() >= FEWEST and not trial.codes[at].gate:
            errors[trial.codes[at].id] = error[:, [at]]
    tests, rows, untold = list[Test](), list[dict[str, Any]](), list[str]()
    judged = trial.judged.any(axis=1)
    for name, (of, values) in attributes(seen).items():
        cluster = trial.teller if of == "teller" else trial.document
        groups = groups_of(values, list(cluster[judged]), seen.smallest_cell)
        if not groups:
            untold.append(name)
            continue
        tests += tested(name, groups, cluster, errors, seed)
        rows += _rows(trial, name, groups, cluster)
    return holm(tests), pd.DataFrame(rows), untold


def _rows(
    trial: Trial, attribute: str, groups: Mapping[str, set[str]], cluster: npt.NDArray[Any]
) -> Iterator[dict[str, Any]]:
    for name, members in groups.items():
        inside = np.isin(cluster, list(members)) & trial.judged.any(axis=1)
        gold, said = (_cells(trial, part, inside) for part in (trial.gold, trial.said))
        right = int(((gold == 1) & (said == 1)).sum())
        yield {
            "attribute": attribute,
            "group": name,
            "speakers": len(members),
            "passages": int(inside.sum()),
            "gold": int((gold == 1).sum()),
            "said": int((said == 1).sum()),
            "precision": _share(right, int((said == 1).sum())),
            "recall": _share(right, int((gold == 1).sum())),
            "wrong": _share(int((gold != said).sum()), len(gold)),
        }


def _cells(trial: Trial, part: Floats, inside: npt.NDArray[np.bool_]) -> Floats:
    known = trial.judged & inside[:, np.newaxis]
    used = np.zeros(len(trial.codes), dtype=bool)
    used[trial.used] = True
    made: Floats = part[known & used]
    return made


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else np.nan
