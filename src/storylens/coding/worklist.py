"""What there is to do: documents not coded, assigned to somebody, or to be looked at again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from storylens.records import CoderKind, State
from storylens.store import Store, codebooks, documents, samples, screen

if TYPE_CHECKING:
    import pandas as pd


class Task(StrEnum):
    """Why a document waits for a coder, the most urgent first."""

    REVIEW = "look again"  # words changed under a coding, or its code was split
    ASSIGNED = "assigned"
    SUGGESTED = "suggestions"  # nobody has decided on some of them
    UNCODED = "not coded"
    CODED = "coded"


@dataclass(frozen=True)
class Work:
    """One document in the list of a coder."""

    document_id: str
    code: str
    title: str
    kind: str
    words: int
    mine: int  # codings of this coder
    suggestions: int
    again: int  # codings to look at again
    tasks: tuple[Task, ...]


def worklist(store: Store, coder: str) -> list[Work]:
    """Return all current documents with what there is to do in each, in the order of the sources."""
    with store.reading() as connection:
        listed, tally = screen.listed(connection), screen.tally(connection)
        waiting = {one.document_id for one in samples.assignments(connection, coder=coder) if one.done_at is None}
        words = _lengths(connection, [(row.id, row.text_hash) for row in listed])
    retired = {code.id for book in codebooks.in_use(store.folder).values() for code in book.codes() if code.retired}
    mine: Counter[str] = Counter()
    suggested: Counter[str] = Counter()
    again: Counter[str] = Counter()
    for row in tally:
        if row.state == State.SUGGESTED:
            suggested[row.document_id] += row.number
        elif row.coder_kind == CoderKind.PERSON and row.state != State.REJECTED:
            if row.coder == coder:
                mine[row.document_id] += row.number
            if row.touched or row.code in retired:
                again[row.document_id] += row.number
    return [_work(row, words[row.text_hash], waiting, mine, suggested, again) for row in listed]


def listed(store: Store, coder: str) -> pd.DataFrame:
    """Return the worklist as a frame, the most urgent first; what is coded and done comes last."""
    import pandas as pd

    urgency = list(Task)
    found = sorted(worklist(store, coder), key=lambda work: urgency.index(work.tasks[0]))
    rows = [
        (one.code, one.title, ", ".join(one.tasks), one.mine, one.suggestions, one.again, one.words, one.document_id)
        for one in found
    ]
    columns = ["document", "title", "waits for you", "my codings", "suggestions", "to look at again", "words", "id"]
    return pd.DataFrame(rows, columns=columns).set_index("document")


_known: dict[str, int] = {}  # words by hash of the text: a text never changes, and is long to count again


def _lengths(connection: Connection, asked: list[tuple[str, str]]) -> dict[str, int]:
    """Return how many words each text has, by its hash."""
    for document_id, text_hash in asked:
        if text_hash not in _known:
            _known[text_hash] = len(documents.read(connection, document_id).text.split())
    return _known


def _work(
    row: Any, words: int, waiting: set[str], mine: Counter[str], suggested: Counter[str], again: Counter[str]
) -> Work:
    tasks = [
        task
        for task, is_due in (
            (Task.REVIEW, row.id in again),
            (Task.ASSIGNED, row.id in waiting),
            (Task.SUGGESTED, row.id in suggested),
            (Task.UNCODED, row.id not in mine),
            (Task.CODED, row.id in mine),
        )
        if is_due
    ]
    return Work(
        row.id,
        f"D{row.arrived:03d}",
        row.title,
        row.kind,
        words,
        mine[row.id],
        suggested[row.id],
        again[row.id],
        tuple(tasks),
    )
