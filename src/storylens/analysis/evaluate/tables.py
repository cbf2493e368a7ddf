"""The tables of an evaluation, with how to read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from storylens.analysis.agreement.compare import Comparison
from storylens.analysis.agreement.sheet import Sheet
from storylens.analysis.evaluate.bias import DEALS, MORE, WRONG, Test
from storylens.analysis.evaluate.examples import MOST, examples
from storylens.analysis.evaluate.figures import alpha, counts, figures
from storylens.analysis.evaluate.sure import DRAWN, brier, calibration, learning_curve
from storylens.analysis.evaluate.trial import Trial
from storylens.analysis.table import Table
from storylens.batch.learn import LEARNED, Learner
from storylens.gates import View
from storylens.gates.passages import Words

ALL = "all codes"
BESIDE = ("people kappa", "people alpha", "people alpha low", "people alpha high", "alpha there")
_GROUPS = ["attribute", "group", "speakers", "passages", "gold", "said", "precision", "recall", "wrong"]


class Tables:
    """Lays out what was found of one machine."""

    def __init__(self, trial: Trial, draws: int, seed: int) -> None:
        self.trial, self._draws, self._seed = trial, draws, seed

    def codes(self, rows: pd.DataFrame) -> Table:
        """Return the figures code by code."""
        gold = "Gold is what people coded: what they settled on, else what at least half of those who coded marked."
        passage = "A passage is a turn, or whole sentences of a long one; a code counts where a coding reaches into it."
        drawn = f"Low and high hold 95% of {self._draws:,} draws of documents, with seed {self._seed}."
        people = (
            "People: agreement with each other on the passages that two or more coded; “alpha there” is the machine's "
            "with the gold on these same passages."
        )
        twice = any(name in rows and rows[name].notna().any() for name in BESIDE)
        beside = (people,) if twice else ("Nobody else coded these documents, so people's agreement is not known.",)
        notes = (gold, passage, f"{drawn} “All codes” pools passages and codes.", *beside, *self.trial.notes)
        return self._table("evaluation", f"{self.trial.machine} against people, code by code", rows, notes)

    def calibration(self) -> Table:
        """Return how often chances come true."""
        error = brier(self.trial)
        notes = [f"Mean squared error of the chances (Brier 1950): {error:.3f}."]
        if np.isnan(error):
            notes = ["This machine gives no chances."]
        elif not self.trial.machine.startswith(LEARNED):
            notes.append("Only chances of what it suggested are kept.")
        title = f"How far the chances of {self.trial.machine} can be believed"
        return self._table("calibration", title, calibration(self.trial), notes)

    def groups(self, tests: Sequence[Test], rows: pd.DataFrame, untold: Sequence[str], k: int) -> Table:
        """Return the errors by who speaks, with the tests for bias."""
        frame = rows.reindex(columns=_GROUPS)
        overall = {(test.attribute, test.error): test for test in tests if not test.code}
        for title, error in (("p wrong", WRONG), ("p more or less", MORE)):
            found = [overall.get((attribute, error)) for attribute in frame.attribute]
            frame[title] = [round(one.holm, 4) if one else np.nan for one in found]
        frame.index = pd.Index([f"{row.attribute}: {row.group}" for row in frame.itertuples()], name="who speaks")
        fails = [str(test) for test in tests if test.fails]
        dealt = f"the groups were dealt out anew among the speakers {DEALS:,} times; after Ashwin, Rao et al. (iQual)."
        notes = [
            f"Of all codes together. Is the error related to who speaks? For each test {dealt}",
            f"{len(tests)} tests, of all codes and of each with enough passages; p is corrected for all (Holm 1979).",
            f"It fails on {'; '.join(fails)}."
            if fails
            else "No error by group was seen. With few speakers few can be.",
        ]
        if untold:
            notes.append(f"Not tested, as fewer than two groups have {k} speakers or more: {', '.join(untold)}.")
        return self._table("bias", f"Errors of {self.trial.machine} by who speaks", frame, notes)

    def examples(self, seen: View, words: Words) -> Table:
        """Return misses, false alarms and hits with their words."""
        notes = [f"At most {MOST} of each; those that it was surest of first. None of sensitive codes."]
        title = f"Misses, false alarms and hits of {self.trial.machine}"
        return self._table("examples", title, examples(self.trial, seen, words), notes)

    def curve(self, learner: Learner) -> Table:
        """Return how it does with fewer documents to learn from."""
        notes = [f"Mean of {DRAWN} draws of documents, seed {self._seed}; F1 is on the documents that were not drawn."]
        return self._table("curve", "What more coding brought", learning_curve(learner, self._seed), notes)

    def _table(self, kind: str, title: str, frame: pd.DataFrame, notes: Sequence[str]) -> Table:
        return Table(f"{kind}-{self.trial.machine.replace(':', '-')}"[:31], title, frame, tuple(notes))


def by_code(trial: Trial, comparison: Comparison, draws: int, seed: int) -> pd.DataFrame:
    """Return the figures of all codes together and of each, beside people's agreement with each other."""
    judged = trial.judged
    parts: list[tuple[Any, Any, Any]] = []
    rows: dict[str, dict[str, Any]] = {}
    twice = _coded_twice(trial, comparison.sheet)
    for at in trial.used:
        code, inside = trial.codes[at], judged[:, at]
        here = trial.gold[inside, at], trial.said[inside, at], trial.document[inside]
        rows[code.id] = {"theme": code.name, **counts(*here[:2]), **figures(*here, draws=draws, seed=seed)}
        rows[code.id] |= dict.fromkeys(BESIDE, np.nan)
        if twice.any():
            people = comparison.row(code.id, {}, comparison.sheet.people, (code.id, trial.book.id)).figures
            both = inside & twice
            beside = (people["kappa"], people["alpha"], people["low"], people["high"])
            rows[code.id] |= dict(
                zip(BESIDE, (*beside, alpha(trial.gold[both, at], trial.said[both, at])), strict=True)
            )
        parts.append(here)
    gold, said, document = (np.concatenate(part) for part in zip(*parts, strict=True))
    rows[ALL] = {"theme": "", **counts(gold, said), **figures(gold, said, document, draws=draws, seed=seed)}
    rows[ALL]["passages"] = int(judged.any(axis=1).sum())
    frame = pd.DataFrame.from_dict(rows, orient="index")
    frame.index.name = "code"
    return frame.loc[[ALL, *(name for name in rows if name != ALL)]]


def _coded_twice(trial: Trial, sheet: Sheet) -> Any:
    times = pd.Series([name for judge in sheet.people for name in judge.documents], dtype=object).value_counts()
    return np.isin(trial.document, list(times.index[times > 1]))
