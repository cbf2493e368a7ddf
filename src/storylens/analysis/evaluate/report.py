"""Evaluate every machine of a project, lay it out in tables, and keep the figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from storylens.analysis.agreement.bootstrap import DRAWS, SEED
from storylens.analysis.agreement.compare import Comparison
from storylens.analysis.agreement.sheet import Sheet, coded
from storylens.analysis.agreement.units import PASSAGE
from storylens.analysis.evaluate.bias import Test
from storylens.analysis.evaluate.groups import bias
from storylens.analysis.evaluate.tables import ALL, Tables, by_code
from storylens.analysis.evaluate.trial import Trial, of_learner, of_machine
from storylens.analysis.table import Table
from storylens.batch.learn import LEARNED, Learner, learner_of
from storylens.batch.tag import Said, said
from storylens.coding.together import Stance, stance_of
from storylens.gates import View, view
from storylens.gates.passages import Words
from storylens.records import CoderKind, StorylensError, Use, random_id
from storylens.records.evaluation import Evaluation, Figures
from storylens.store import Store, evaluations, now
from storylens.taggers.registry import BY_NAME


@dataclass(frozen=True)
class Evaluated:
    """One machine against people. `kept` is what is stored of it; `tests` are those for bias."""

    kept: Evaluation
    trial: Trial
    tests: tuple[Test, ...]
    codes: Table
    calibration: Table
    groups: Table
    examples: Table
    curve: Table | None = None

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables, in the order in which they are read."""
        every = (self.codes, self.groups, self.calibration, self.curve, self.examples)
        return tuple(table for table in every if table is not None)

    def __str__(self) -> str:
        return self.kept.told(self.kept.settings)


def evaluate(
    store: Store,
    *,
    by: str,
    machine: str = "",
    curve: bool = False,
    draws: int = DRAWS,
    seed: int = SEED,
) -> list[Evaluated]:
    """Compare each machine with what people coded, or the one that is named, such as `cues:power` or `learned:power`.

    What is learned is judged by documents that it had not seen. `curve` also learns from parts of the documents.
    Figures are kept, never words. Raises `StorylensError` where people have coded nothing that a machine could be held
    against, or for a machine that there is not.
    """
    seen = view(store, Use.ANALYSIS)
    sheet = coded(store, seen, unit=PASSAGE)
    learners = _learners(store, seen, machine)
    trials = [*_trials(store, sheet, machine), *(of_learner(learner, sheet) for learner in learners.values())]
    trials = [trial for trial in trials if trial.used and np.nansum(trial.gold[trial.judged]) > 0]
    if not trials:
        raise StorylensError(
            f"there is nothing to hold {machine or 'any machine'} against",
            todo="let a person code some documents with the same codebook, and run `storylens tag` or `learn`",
        )
    comparison = Comparison(sheet, draws, seed)
    reflexive = stance_of(store) is Stance.REFLEXIVE
    words = Words(store, seen)
    made = [
        _evaluated(
            trial, comparison, seen, words, learners.get(trial.machine) if curve else None,
            by=by, draws=draws, seed=seed, reflexive=reflexive,
        )
        for trial in trials
    ]  # fmt: skip
    with store.writing() as connection:
        for one in made:
            evaluations.add(connection, one.kept)
    return made


def _learners(store: Store, seen: View, machine: str) -> dict[str, Learner]:
    """Return what is learned of each codebook that people have coded with, by the name of its machine."""
    people = seen.codings[seen.codings.coder_kind != CoderKind.MACHINE]
    wanted = [
        name for name in seen.codebooks if machine in ("", f"{LEARNED}:{name}") and (people.codebook == name).any()
    ]
    found: dict[str, Learner] = {}
    for name in wanted:
        learner = learner_of(store, name)
        if learner.passages.document_id.iloc[learner.model.coded_].nunique() > 1:  # one says nothing of another
            found[f"{LEARNED}:{name}"] = learner
    return found


def _trials(store: Store, sheet: Sheet, machine: str) -> list[Trial]:
    """Let each tagger read again what people have coded: what is kept leaves out what they had decided before."""
    tagger = machine.partition(":")[0]
    used = set(sheet.codings.codebook[sheet.codings.kind != CoderKind.MACHINE])
    names = [tagger] if tagger in BY_NAME else []
    heard: dict[str, list[Said]] = {}
    for one in said(store, list(dict.fromkeys(sheet.units.document)), names):
        if one.book.id in used and machine in ("", one.coder.name):
            heard.setdefault(one.coder.name, []).append(one)
    return [of_machine(sheet, heard[name]) for name in sorted(heard)]


def _evaluated(
    trial: Trial,
    comparison: Comparison,
    seen: View,
    words: Words,
    learner: Learner | None,
    *,
    by: str,
    draws: int,
    seed: int,
    reflexive: bool,
) -> Evaluated:
    rows = by_code(trial, comparison, draws, seed)
    if reflexive:
        rows = rows.drop(columns=[name for name in rows if "kappa" in name or "alpha" in name])
    tests, by_group, untold = bias(trial, seen, seed)
    fails = tuple(str(test) for test in tests if test.fails)
    inside = trial.judged.any(axis=1)
    kept = Evaluation(
        id=random_id(),
        machine=trial.machine,
        codebook=trial.book.id,
        edition=trial.book.edition,
        settings=trial.settings,
        passages=int(inside.sum()),
        documents=len(set(trial.document[inside])),
        overall=_kept(rows.loc[ALL]),
        codes={str(name): _kept(rows.loc[name]) for name in rows.index if name != ALL},
        tests=len(tests),
        fails=fails,
        seed=seed,
        by=by,
        at=now(),
    )
    tables = Tables(trial, draws, seed)
    return Evaluated(
        kept,
        trial,
        tuple(tests),
        tables.codes(rows),
        tables.calibration(),
        tables.groups(tests, by_group, untold, seen.smallest_cell),
        tables.examples(seen, words),
        tables.curve(learner) if learner else None,
    )


def _kept(row: Any) -> Figures:
    def number(name: str) -> float | None:
        value = row.get(name, np.nan)
        return None if pd.isna(value) else float(value)

    return Figures(
        gold=int(row.gold),
        said=int(row.said),
        right=int(row.right),
        precision=number("precision"),
        recall=number("recall"),
        f1=number("F1"),
        f1_low=number("F1 low"),
        f1_high=number("F1 high"),
        kappa=number("kappa"),
        alpha=number("alpha"),
    )
