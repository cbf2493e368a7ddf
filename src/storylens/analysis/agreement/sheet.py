"""Who has judged which documents, and what they coded there: people, machines, and the gold layer, kept apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from storylens.analysis.agreement.units import CHARACTERS, TURN, Units, units_of
from storylens.gates import View
from storylens.records import CoderKind, State, StorylensError
from storylens.store import Store, codings, contents, samples
from storylens.store.contents import Contents
from storylens.store.samples import Assignment

COLUMNS = ["coding_id", "document_id", "start", "end", "codebook", "code", "coder", "kind"]


@dataclass(frozen=True)
class Judge:
    """Somebody, or something, that has judged documents. What it did not code there, it held not to be there.

    `settled` has further documents of which only one code is judged; `codebook` is the only one that is read with.
    """

    name: str
    kind: CoderKind
    documents: frozenset[str]
    settled: Mapping[str, frozenset[str]] = field(default_factory=dict)
    codebook: str = ""

    def judged(self, code: str, codebook: str) -> frozenset[str]:
        """Return the documents in which this one has judged a code."""
        if self.codebook not in ("", codebook):
            return frozenset()
        return self.documents | self.settled.get(code, frozenset())


@dataclass(frozen=True)
class Sheet:
    """All that is compared, by the pieces of text that two people or more have judged.

    `codings` has the columns of `COLUMNS`; `others` are machines and the gold layer; `notes` say how it came about.
    """

    units: Units
    codings: pd.DataFrame
    people: tuple[Judge, ...]
    others: tuple[Judge, ...] = ()
    notes: tuple[str, ...] = ()


def double_coded(store: Store, seen: View, *, sample: str = "", unit: str = TURN) -> Sheet:
    """Read what several people have coded, in one sample or in all of them; without any, wherever two people have.

    Codings are those that stand, the coders' own: also where a gold layer has been settled since. Documents and
    passages that the gates hold back are left out. Raises `StorylensError` when nothing has been coded twice.
    """
    sheet = _sheet(store, seen, sample=sample, unit=unit, fewest=2)
    if not len(sheet.units.start):
        raise StorylensError(
            f"no document{' of the sample ' + repr(sample) if sample else ''} has been coded by two people",
            todo="draw a sample and let each coder say when they are done, or look at what the gates hold back",
        )
    return sheet


def coded(store: Store, seen: View, *, unit: str) -> Sheet:
    """Read what anybody has coded, wherever it was one person or more. Raises nothing where nobody has."""
    return _sheet(store, seen, sample="", unit=unit, fewest=1)


def _sheet(store: Store, seen: View, *, sample: str, unit: str, fewest: int) -> Sheet:
    with store.reading() as connection:
        held = contents.read(connection)
        given = samples.assignments(connection, sample=sample)
        found = pd.DataFrame([*_people(held), *_machines(connection, held), *_gold(held)], columns=COLUMNS)
        machines = {row.coder: row.codebook for row in found[found.kind == CoderKind.MACHINE].itertuples()}
        read = {name: _read(connection, name, book) for name, book in machines.items()}
    visible = frozenset(seen.documents.index)
    done = _done(given, found[found.kind == CoderKind.PERSON], sample)
    people = tuple(Judge(name, CoderKind.PERSON, done[name] & visible) for name in sorted(done))
    compared = _judged(people, fewest)
    found = found[found.document_id.isin(visible)]
    units = units_of(seen, unit, held.documents.text).of(compared)
    others = [Judge(name, CoderKind.MACHINE, read[name] & visible, codebook=machines[name]) for name in sorted(read)]
    if held.settled:
        others.append(_gold_judge(held, visible))
    twice = _notes(given, seen, compared, sample) if fewest > 1 else ()
    notes = [*twice, *_not_independent(given, held, compared)]
    return Sheet(units if unit != CHARACTERS else units.cut(found), found, people, tuple(others), tuple(notes))


def _judged(people: Iterable[Judge], fewest: int) -> set[str]:
    judged = Counter(name for judge in people for name in judge.documents)
    return {name for name, times in judged.items() if times >= fewest}


def _people(held: Contents) -> Iterator[tuple[Any, ...]]:
    rows = held.codings[(held.codings.coder_kind == CoderKind.PERSON) & (held.codings.state != State.REJECTED)]
    for row in rows.itertuples():
        yield (row.Index, row.document_id, row.start, row.end, row.codebook, row.code, row.coder, CoderKind.PERSON)


def _gold(held: Contents) -> Iterator[tuple[Any, ...]]:
    for row in held.codings[held.codings.coder_kind == CoderKind.GOLD].itertuples():
        yield (row.Index, row.document_id, row.start, row.end, row.codebook, row.code, "gold", CoderKind.GOLD)


def _machines(connection: Connection, held: Contents) -> Iterator[tuple[Any, ...]]:
    """Yield what machines suggested, also where a person has decided on it since."""
    for row in held.codings[held.codings.coder_kind == CoderKind.MACHINE].itertuples():
        yield (row.Index, row.document_id, row.start, row.end, row.codebook, row.code, row.coder, CoderKind.MACHINE)
    decided = held.codings[(held.codings.coder_kind == CoderKind.PERSON) & (held.codings.rule != "")]
    for row in decided[decided.supersedes != ""].itertuples():
        first = codings.read(connection, row.supersedes)
        while first.supersedes:
            first = codings.read(connection, first.supersedes)
        coder = codings.coders(connection, [first.coder_id])[first.coder_id]
        if coder.kind is CoderKind.MACHINE:
            place = (first.document_id, first.start, first.end, first.codebook, first.code)
            yield (first.id, *place, coder.name, CoderKind.MACHINE)


def _read(connection: Connection, machine: str, codebook: str) -> frozenset[str]:
    tagger = machine.partition(":")[0]
    return frozenset(codings.read_with(connection, tagger, codebook))


def _done(given: list[Assignment], made: pd.DataFrame, sample: str) -> dict[str, frozenset[str]]:
    """Return the documents that each person has coded: those they said they had done, or else have codings in."""
    done: dict[str, set[str]] = {}
    for one in given:
        if one.done_at:
            done.setdefault(one.coder, set()).add(one.document_id)
    if not given and not sample:
        for row in made.itertuples():
            done.setdefault(row.coder, set()).add(row.document_id)
    return {name: frozenset(documents) for name, documents in done.items()}


def _gold_judge(held: Contents, visible: frozenset[str]) -> Judge:
    whole = frozenset(document for document, code in held.settled if not code)
    by_code: dict[str, set[str]] = {}
    for document, code in held.settled:
        if code:
            by_code.setdefault(code, set()).add(document)
    settled = {code: frozenset(documents) & visible for code, documents in by_code.items()}
    return Judge("gold", CoderKind.GOLD, whole & visible, settled)


def _notes(given: list[Assignment], seen: View, both: set[str], sample: str) -> Iterator[str]:
    words = seen.turns[seen.turns.document_id.isin(both)].words.sum()
    yield (
        f"{len(both)} of {len(seen.documents)} documents were coded by two people or more: "
        f"{words:,} of {seen.turns.words.sum():,} words of tellers."
    )
    if given:
        waiting = sum(one.done_at is None for one in given)
        names = ", ".join(sorted({one.sample for one in given}))
        yield f"Drawn as {names}; {len(given) - waiting} of {len(given)} assignments are done."
    elif not sample:
        yield "No sample was drawn: these are the documents in which two people happen to have coded."


def _not_independent(given: list[Assignment], held: Contents, both: set[str]) -> Iterator[str]:
    """Say what coders may have seen of each other, or of a machine, before they coded."""
    people = held.codings[(held.codings.coder_kind == CoderKind.PERSON) & held.codings.document_id.isin(both)]
    done_at = {(one.coder, one.document_id): one.done_at for one in given if one.done_at}
    late = sum(row.made_at > done_at.get((row.coder, row.document_id), "~") for row in people.itertuples())
    if late:
        yield f"{late} codings were made or changed after their coder was done; what is compared is what stands now."
    if taken := int((people.rule != "").sum()):
        yield f"{taken} decisions were on a machine's suggestions, so that those coders did not judge without it."
