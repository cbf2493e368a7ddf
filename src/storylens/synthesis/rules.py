"""What holds for every entry, whichever way it is written: by a function, a command, the coder or a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch
from typing import Any

from sqlalchemy import Connection

from storylens.records import StorylensError
from storylens.records.contribution import Evidence
from storylens.records.entries import Entry
from storylens.records.harvest import Harvest, Judgement, OpenQuestion, Outcome, Substantiation
from storylens.store import Store, codebooks, documents, entries, people
from storylens.synthesis.contribution import refuse_hindsight
from storylens.synthesis.substantiation import refuse_own_source


def check(store: Store, connection: Connection, body: Entry, before: Entry | None = None) -> None:
    """Raise `StorylensError` when an entry cannot be kept as it is; `before` is the version that it would follow.

    A field with a vocabulary takes a word of it, a field that names another entry takes one that is there. A test is
    fixed before looking; a source does not substantiate its own outcome; an outcome is judged on declared axes.
    """
    words = {
        entry.id: entry.values for book in codebooks.with_vocabularies(store.folder) for entry in book.vocabularies
    }
    for name, vocabulary, kind in _marked(body):
        given = getattr(body, name)
        for value in filter(None, given if isinstance(given, tuple) else (given,)):
            if vocabulary in words and value not in words[vocabulary]:
                raise StorylensError(
                    f"{value!r} is no word for {name.replace('_', ' ')}",
                    todo="choose from " + ", ".join(words[vocabulary]),
                )
            if kind:
                entries.read(connection, entries.kind_of(kind), value)
    _further(body, store, connection, before, words)


def _marked(body: Entry) -> Iterator[tuple[str, str, str]]:
    """Yield the fields that take words of a vocabulary, or numbers of a kind of entry."""
    for name, field in type(body).model_fields.items():
        extra = field.json_schema_extra
        if isinstance(extra, dict):
            yield name, str(extra.get("vocabulary", "")), str(extra.get("refers", ""))


@singledispatch
def _further(body: Entry, store: Store, connection: Connection, before: Any, words: Any) -> None:
    """Check what is particular to a kind of entry."""


@_further.register
def _(body: Evidence, store: Store, connection: Connection, before: Evidence | None, words: Any) -> None:
    refuse_hindsight(before, body)


@_further.register
def _(body: Substantiation, store: Store, connection: Connection, before: Any, words: Any) -> None:
    outcome = entries.read(connection, Outcome, body.outcome)
    if outcome.body.withheld:
        raise StorylensError(
            f"nobody is asked about {body.outcome}: {outcome.body.withheld}",
            todo="clear `withheld` first, if it is safe now",
        )
    refuse_own_source(body, sources(connection, body.outcome))
    if body.sampling and not body.sampling_reason.strip():
        raise StorylensError(
            "how this outcome was chosen to be substantiated is not said",
            todo="write in `sampling_reason` why it was chosen, or for a random sample the seed",
        )


@_further.register
def _(body: Judgement, store: Store, connection: Connection, before: Any, words: dict[str, tuple[str, ...]]) -> None:
    outcome = entries.read(connection, Outcome, body.outcome).body
    declared = entries.read(connection, Harvest, outcome.harvest).body.axes if outcome.harvest else ()
    if body.axis not in declared:
        raise StorylensError(
            f"the axis {body.axis!r} was not declared by the harvest of {body.outcome}",
            todo=f"choose from {', '.join(declared)}" if declared else "write it into `axes` of the harvest first",
        )
    if body.axis in words and body.value not in words[body.axis]:
        raise StorylensError(
            f"{body.value!r} is no value of {body.axis}", todo="choose from " + ", ".join(words[body.axis])
        )


def sources(connection: Connection, outcome: str) -> set[str]:
    """Return by what names and codes the sources of an outcome go: who told it, and who answered questions on it."""
    found = {kept.body.to for kept in entries.every(connection, OpenQuestion) if kept.body.about == outcome}
    codes = people.codes(connection)
    for link in entries.links(connection, outcome):
        inside = {
            turn.speaker_id
            for turn in documents.turns(connection, link.document_id)
            if turn.start < link.end and link.start < turn.end
        }
        for speaker in documents.speakers(connection, link.document_id):
            if speaker.id in inside:
                found |= {speaker.label, codes.get(speaker.teller_id or "", "")}
    return found - {""}
