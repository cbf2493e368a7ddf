"""What holds for every entry, whichever way it is written: by a function, a command, the coder or a sheet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import singledispatch

from sqlalchemy import Connection

from storylens.records import StorylensError
from storylens.records.contribution import Evidence
from storylens.records.entries import Body, Entry, Kept
from storylens.records.harvest import Harvest, HarvestAnswer, Judgement, OpenQuestion, Outcome, Overrule, Substantiation
from storylens.store import Store, codebooks, entries, sources
from storylens.synthesis.contribution import refuse_hindsight
from storylens.synthesis.statement import POINTS
from storylens.synthesis.substantiation import refuse_own_source, same, substantiated

ROLES = ("supports", "contradicts")  # of passages, for entries other than outcomes


@dataclass(frozen=True)
class Writing:
    """An entry being written: its number and what stands there (nothing for a new one), by whom, and the words."""

    connection: Connection
    words: Mapping[str, tuple[str, ...]]
    number: str = ""
    before: Entry | None = None
    by: str = ""


def keep(
    store: Store,
    connection: Connection,
    body: Body,
    number: str = "",
    *,
    by: str,
    reason: str = "",
    round: int = 0,
    seen: int | None = None,
) -> Kept[Body]:
    """Write an entry, new or as the next version of `number`, once the rules allow it.

    `seen` is the version that the author had before them. Raises `StorylensError` when there is a newer one since.
    """
    before = entries.read(connection, type(body), number).body if number else None
    check(store, connection, body, before, number=number, by=by)
    if number:
        return entries.revise(connection, number, body, by=by, reason=reason, round=round, seen=seen)
    return entries.add(connection, body, by=by, reason=reason, round=round)


def check(
    store: Store, connection: Connection, body: Entry, before: Entry | None = None, *, number: str = "", by: str = ""
) -> None:
    """Raise `StorylensError` when an entry cannot be kept as it is; `before` is the version that it would follow.

    A field with a vocabulary takes a word of it, a field that names another entry takes one that is there. A test is
    fixed before looking; a source does not substantiate its own outcome, and who was asked to does not become its
    source; an outcome is judged on declared axes, and is rejected with a reason.
    """
    words = vocabularies(store)
    for name, vocabulary, kind in _marked(body):
        given = getattr(body, name)
        for value in filter(None, given if isinstance(given, tuple) else (given,)):
            if vocabulary in words:
                _one_of(value, words[vocabulary], f"word for {name.replace('_', ' ')}")
            if kind:
                if value == number:
                    raise StorylensError(f"{number} cannot refer to itself", where=name, todo="mend this field")
                entries.read(connection, entries.kind_of(kind), value)
    _further(body, Writing(connection, words, number, before, by))


def check_role(store: Store, body: Entry, role: str) -> None:
    """Raise `StorylensError` when a passage cannot have this role to an entry."""
    _one_of(role, vocabularies(store)["segment_role"] if isinstance(body, Outcome) else ROLES, "role of a passage")


def refuse_substantiators(connection: Connection, outcome: str, names: Collection[str]) -> None:
    """Raise when one of those who would become sources of an outcome was asked to substantiate it."""
    asked = {same(answer.person): answer.person for answer in _answers(connection, outcome)}
    for name in names:
        if same(name) in asked:
            raise StorylensError(
                f"{asked[same(name)]!r} was asked to substantiate {outcome} and cannot become a source of it",
                todo="let somebody else do this",
            )


def vocabularies(store: Store) -> dict[str, tuple[str, ...]]:
    """Return the words of each vocabulary as they are now."""
    books = codebooks.with_vocabularies(store.folder)
    return {entry.id: tuple(entry.values) for book in books for entry in book.vocabularies}


def _marked(body: Entry) -> Iterator[tuple[str, str, str]]:
    """Yield the fields that take words of a vocabulary, or numbers of a kind of entry."""
    for name, field in type(body).model_fields.items():
        extra = field.json_schema_extra
        if isinstance(extra, dict):
            yield name, str(extra.get("vocabulary", "")), str(extra.get("refers", ""))


def _one_of(value: str, words: Collection[str], what: str) -> None:
    if value not in words:
        raise StorylensError(f"{value!r} is no {what}", todo="choose from " + ", ".join(words))


def _said(body: Entry, *fields: str) -> None:
    for name in fields:
        if not getattr(body, name).strip():
            raise StorylensError(f"the {body.kind} does not say {name.replace('_', ' ')}", todo=f"write {name}=...")


def _answers(connection: Connection, outcome: str) -> list[Substantiation]:
    return [kept.body for kept in entries.every(connection, Substantiation) if kept.body.outcome == outcome]


@singledispatch
def _further(body: Entry, now: Writing) -> None:
    """Check what is particular to a kind of entry."""


@_further.register
def _(body: Evidence, now: Writing) -> None:
    refuse_hindsight(now.before if isinstance(now.before, Evidence) else None, body)


@_further.register
def _(body: Harvest, now: Writing) -> None:
    for axis in body.axes:
        _one_of(axis, tuple(now.words), "vocabulary, so no axis")


@_further.register
def _(body: Outcome, now: Writing) -> None:
    if body.status == "rejected":
        _said(body, "rejected_reason")
    if body.status == "merged":
        _said(body, "merged_into")
    if now.number:
        refuse_substantiators(now.connection, now.number, {now.by, body.harvested_by})
    if body.status == "substantiated" and not substantiated(_answers(now.connection, now.number)):
        raise StorylensError(
            "no independent person has fully agreed that it happened, or one has disagreed",
            where=now.number,
            todo="leave the status at `substantiation sent`, or write the answers first",
        )


@_further.register
def _(body: OpenQuestion, now: Writing) -> None:
    if entries.kind_of_number(body.about) is Outcome:
        refuse_substantiators(now.connection, body.about, {body.to})


@_further.register
def _(body: Overrule, now: Writing) -> None:
    _one_of(body.point, POINTS, "point of the checker")
    _said(body, "note")


@_further.register
def _(body: Substantiation, now: Writing) -> None:
    outcome = entries.read(now.connection, Outcome, body.outcome)
    if outcome.body.withheld:
        raise StorylensError(
            f"nobody is asked about {body.outcome}: {outcome.body.withheld}",
            todo="clear `withheld` first, if it is safe now",
        )
    _said(body, "element", "person")
    refuse_own_source(body, sources.of_outcome(now.connection, body.outcome))
    if body.sampling and not body.sampling_reason.strip():
        raise StorylensError(
            "how this outcome was chosen to be substantiated is not said",
            todo="write in `sampling_reason` why it was chosen, or for a random sample the seed",
        )


@_further.register
def _(body: Judgement, now: Writing) -> None:
    outcome = entries.read(now.connection, Outcome, body.outcome).body
    declared = entries.read(now.connection, Harvest, outcome.harvest).body.axes if outcome.harvest else ()
    if body.axis not in declared:
        raise StorylensError(
            f"the axis {body.axis!r} was not declared by the harvest of {body.outcome}",
            todo=f"choose from {', '.join(declared)}" if declared else "write it into `axes` of the harvest first",
        )
    _one_of(body.value, now.words.get(body.axis, ()), f"value of {body.axis}")
    _said(body, "judge", "why")


@_further.register
def _(body: HarvestAnswer, now: Writing) -> None:
    questions = entries.read(now.connection, Harvest, body.harvest).body.questions
    _one_of(body.question, questions, f"question of {body.harvest}")
