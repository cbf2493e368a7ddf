"""What people held of each passage and what a machine said of it, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from storylens.analysis.agreement.counts import Floats
from storylens.analysis.agreement.marks import Marks
from storylens.analysis.agreement.sheet import Sheet
from storylens.batch.learn import LEARNED, READ, Learner
from storylens.batch.tag import Said
from storylens.records import Code, Codebook, CoderKind


@dataclass(frozen=True)
class Trial:
    """Passages x codes, NaN where people have not judged, or the machine has not read.

    `gold` and `said` are 0 or 1. `chance` is what the machine gives, NaN where it gives none; `rule` is why it said
    what it said, by passage and code.
    """

    machine: str
    settings: str
    book: Codebook
    codes: tuple[Code, ...]
    document: npt.NDArray[Any]
    start: npt.NDArray[np.int64]
    end: npt.NDArray[np.int64]
    teller: npt.NDArray[Any]
    gold: Floats
    said: Floats
    chance: Floats
    notes: tuple[str, ...] = ()
    rule: dict[tuple[int, int], str] = field(default_factory=dict)

    @property
    def judged(self) -> npt.NDArray[np.bool_]:
        """Which cells both have judged."""
        made: npt.NDArray[np.bool_] = ~np.isnan(self.gold) & ~np.isnan(self.said)
        return made

    @property
    def used(self) -> list[int]:
        """The codes that people or the machine gave any of the passages."""
        both = self.judged
        return [at for at in range(len(self.codes)) if ((self.gold + self.said)[both[:, at], at] > 0).any()]


def of_machine(sheet: Sheet, heard: Sequence[Said]) -> Trial:
    """Set what one machine says of documents with one codebook beside what people coded."""
    marks, units, book = Marks(sheet), sheet.units, heard[0].book
    codes = tuple(code for code in book.codes() if code.unit == "segment" and not (code.retired or code.gate))
    column = {code.id: at for at, code in enumerate(codes)}
    gold = np.stack([_gold(sheet, marks, code.id, book.id) for code in codes], axis=1)
    gold[~np.isin(units.document, list(_read_whole(sheet)))] = np.nan
    said, chance = np.full(gold.shape, np.nan), np.full(gold.shape, np.nan)
    rules: dict[tuple[int, int], str] = {}
    for one in heard:
        here = np.flatnonzero(units.document == one.document_id)
        said[here] = 0
        for hit in one.hits:
            if hit.code not in column:
                continue
            at = column[hit.code]
            for place in here[(units.start[here] < hit.end) & (hit.start < units.end[here])]:
                said[place, at] = 1
                rules.setdefault((int(place), at), hit.rule)
                if hit.score is not None:
                    chance[place, at] = np.nanmax([chance[place, at], hit.score])
    notes = (f"Documents count where people coded {READ} places or more, or said that they were done.", *sheet.notes)
    coder = heard[0].coder
    return Trial(
        coder.name, coder.settings, book, codes, units.document, units.start, units.end, units.teller, gold, said,
        chance, notes, rules,
    )  # fmt: skip


def of_learner(learner: Learner, sheet: Sheet) -> Trial:
    """Set what was learned beside people: what it says of each document after learning from the others alone."""
    model, rows = learner.model, learner.passages
    shape = (len(rows), len(learner.codes))
    said, chance = np.full(shape, np.nan), np.full(shape, np.nan)
    chance[model.coded_] = model.left_out_
    said[model.coded_] = model.left_out_ >= model.threshold_
    notes = (
        "Each passage is judged by what was learned from the other documents alone.",
        *sheet.notes,
    )
    return Trial(
        f"{LEARNED}:{learner.book.id}", learner.coder.settings, learner.book, learner.codes,
        rows.document_id.to_numpy(), rows.start.to_numpy(np.int64), rows.end.to_numpy(np.int64),
        rows.teller_id.to_numpy(), learner.given.to_numpy(), said, chance, notes,
    )  # fmt: skip


def _gold(sheet: Sheet, marks: Marks, code: str, book: str) -> Floats:
    """Return what people hold: the gold layer where they settled on one, else what at least half of them marked."""
    made = np.full(len(sheet.units.start), np.nan)
    of_people = [marks.of(judge, code, book) for judge in sheet.people]
    if of_people:
        each = np.stack(of_people)
        times = (~np.isnan(each)).sum(axis=0)
        share = np.nansum(each, axis=0) / np.maximum(times, 1)
        made = np.where(times > 0, (share >= 0.5).astype(float), np.nan)
    for judge in sheet.others:
        if judge.kind is CoderKind.GOLD:
            settled = marks.of(judge, code, book)
            made = np.where(np.isnan(settled), made, settled)
    return made


def _read_whole(sheet: Sheet) -> set[str]:
    rows = sheet.codings[sheet.codings.kind != CoderKind.MACHINE].drop_duplicates(["document_id", "start", "end"])
    times = rows.groupby("document_id").size()
    return {str(name) for name in times.index[times >= READ]}
