"""The agreement report: code by code, with raw counts and intervals, as something to talk about.

People with each other; each machine, and the gold layer, apart and never averaged in with people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import pandas as pd

from storylens.analysis.agreement.bootstrap import DRAWS, SEED
from storylens.analysis.agreement.compare import FEWEST, Comparison, Row
from storylens.analysis.agreement.overall import overall
from storylens.analysis.agreement.sheet import Judge, Sheet, double_coded
from storylens.analysis.agreement.units import CHARACTERS, TURN
from storylens.analysis.table import Table
from storylens.coding.together import needs_agreement
from storylens.gates import View, view
from storylens.gates.cells import HIDDEN, footnote
from storylens.gates.groups import NOT_RECORDED
from storylens.records import Code, CoderKind, StorylensError, Use
from storylens.store import Store

FEW_DOCUMENTS = 10
Codes = Sequence[tuple[Code, str]]  # with the id of the codebook


@dataclass(frozen=True)
class Agreement:
    """Tables of one double coding. `groups` is there when it was asked for by an attribute of tellers."""

    overall: Table
    codes: Table
    pairs: Table
    machines: Table
    groups: Table | None = None

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables, in the order in which they are read."""
        every = (self.overall, self.codes, self.pairs, self.groups, self.machines)
        return tuple(table for table in every if table is not None)


def agreement(
    store: Store,
    *,
    sample: str = "",
    unit: str = TURN,
    by: str = "",
    codebooks: Sequence[str] = (),
    draws: int = DRAWS,
    seed: int = SEED,
) -> Agreement:
    """Compare what several people coded, and each machine with each of them.

    `sample` is the name of one that was drawn; `unit` is turn, sentence, passage or characters; `by` an attribute of
    tellers. Raises `StorylensError` in a reflexive project, which leaves coefficients out (Braun and Clarke 2021),
    and where nothing has been coded twice.
    """
    needs_agreement(store, "coefficients of agreement")
    seen = view(store, Use.ANALYSIS)
    sheet = double_coded(store, seen, sample=sample, unit=unit)
    return compared(sheet, seen, by=by, codebooks=codebooks, draws=draws, seed=seed)


def compared(
    sheet: Sheet, seen: View, *, by: str = "", codebooks: Sequence[str] = (), draws: int = DRAWS, seed: int = SEED
) -> Agreement:
    """Lay out the agreement on a sheet. Raises `StorylensError` for an attribute that no teller has."""
    comparison = Comparison(sheet, draws, seed)
    books = [book for book in seen.codebooks.values() if not codebooks or book.id in codebooks]
    codes = [(code, book.id) for book in books for code in book.codes() if not code.gate]
    mine = [(code, book) for code, book in codes if comparison.used_by(sheet.people, code.id)]
    notes = (*sheet.notes, *_how(sheet, draws, seed))
    rows = [comparison.row(code.id, _lead(code), sheet.people, (code.id, book)) for code, book in mine]
    return Agreement(
        overall(comparison, [(code.id, book) for code, book in mine], notes),
        _table("agreement", "Agreement of people with each other, code by code", rows, notes),
        _pairs(comparison, mine, list(combinations(sheet.people, 2))),
        _machines(comparison, codes),
        _groups(comparison, mine, seen, by) if by else None,
    )


def _pairs(comparison: Comparison, codes: Codes, pairs: Sequence[tuple[Judge, Judge]]) -> Table:
    rows = [
        comparison.row(
            f"{code.id}: {one.name}, {other.name}",
            _lead(code) | {"coder": one.name, "other": other.name},
            (one, other),
            (code.id, book),
            names=("coder", "other"),
        )
        for code, book in codes
        for one, other in pairs
        if comparison.used_by((one, other), code.id) and one.judged(code.id, book) & other.judged(code.id, book)
    ]
    return _table("agreement-pairs", "Agreement of each two, code by code", rows)


def _machines(comparison: Comparison, codes: Codes) -> Table:
    sheet = comparison.sheet
    gold = [judge for judge in sheet.others if judge.kind is CoderKind.GOLD]
    pairs = [(judge, other) for judge in sheet.others for other in (*sheet.people, *gold) if judge is not other]
    listed = _pairs(comparison, codes, pairs)
    notes = (
        "Machines, and the gold layer, with each person by themselves. They are in no figure of the other tables.",
        "A machine's suggestions are counted as it made them, whatever people have decided on them since.",
    )
    title = "Machines and the gold layer against each person, code by code"
    return Table("agreement-machines", title, listed.frame, notes, listed.ids)


def _groups(comparison: Comparison, codes: Codes, seen: View, by: str) -> Table:
    known = [name for name in seen.tellers.columns if name not in ("code", "is_group")]
    if by not in known:
        raise StorylensError(f"no teller has the attribute {by!r}", todo="choose from " + ", ".join(known))
    units = comparison.sheet.units
    group = seen.tellers[by].replace("", NOT_RECORDED).reindex(units.teller).to_numpy()
    sizes = {str(name): len(set(units.teller[group == name])) for name in sorted(set(group))}
    k, rows, covered = seen.smallest_cell, list[Row](), list[str]()
    for code, book in codes:
        within = [
            comparison.row(
                f"{code.id}: {name}",
                _lead(code) | {"group": name, "tellers": size},
                comparison.sheet.people,
                (code.id, book),
                where=group == name,
            )
            for name, size in sizes.items()
        ]
        few = any(size < k or 0 < row.speaking < k for size, row in zip(sizes.values(), within, strict=True))
        if code.sensitive and few:  # one group left open would give the others away
            within = [row.hidden(("code", "theme", "group"), HIDDEN) for row in within]
            covered.append(code.id)
        rows += within
    notes = ["Units are the words of the tellers in each group; `tellers` are those in the compared documents."]
    small = [f"{name} ({size})" for name, size in sizes.items() if size < k]
    if small:
        notes.append(f"Groups of fewer than {k}, where who knows the people may know who is meant: {', '.join(small)}.")
    if covered:
        notes.append(f"{footnote(k)} Here that is so for {', '.join(covered)}.")
    return _table(f"agreement-{by}"[:31], f"Agreement of people, by {by} of tellers", rows, notes)


def _lead(code: Code) -> dict[str, object]:
    return {"code": code.id, "theme": code.name}


def _how(sheet: Sheet, draws: int, seed: int) -> list[str]:
    unit, documents = sheet.units.unit, len(set(sheet.units.document))
    drawn = "documents" if documents > 1 else "units of the only document"
    notes = [
        "Units are characters of tellers' words; alpha is u-alpha, that for unitizing (Krippendorff et al. 2016)."
        if unit == CHARACTERS
        else f"Units are {unit}s of tellers, coded where a coding reaches into one; alpha is Krippendorff's.",
        "Kappa is Cohen's for two coders, Fleiss' for more. Neither it nor alpha is there where nothing varied.",
        f"Low and high hold 95% of {draws:,} draws of {drawn}, with seed {seed}.",
        f"Percent is left out under {FEWEST} units.",
        "Figures help coders to talk about where and why they differ; a high one does not make a reading right.",
    ]
    if documents < FEW_DOCUMENTS:
        notes.append(f"Only {documents} documents were compared: take the intervals as rough.")
    return notes


def _table(name: str, title: str, rows: Sequence[Row], notes: Sequence[str] = ()) -> Table:
    frame = pd.DataFrame([row.figures for row in rows], index=pd.Index([row.key for row in rows], name="row"))
    unsteady = [row.key for row in rows if row.unsteady]
    more = [f"In more than one draw of twenty nothing varied: {', '.join(unsteady)}."] if unsteady else []
    ids = {(row.key, column): found for row in rows for column, found in row.ids.items()}
    hidden = tuple((row.key, column) for row in rows for column, figure in row.figures.items() if figure == HIDDEN)
    return Table(name, title, frame, (*notes, *more), ids, hidden)
