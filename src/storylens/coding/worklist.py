"""What there is to do: documents not coded, assigned to somebody, or to be looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from storylens.records import CoderKind, State
from storylens.store import Store, codebooks, contents, samples

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
        held = contents.read(connection)
        waiting = {one.document_id for one in samples.assignments(connection, coder=coder) if one.done_at is None}
    retired = {code.id for book in codebooks.in_use(store.folder).values() for code in book.codes() if code.retired}
    mine: dict[str, int] = {}
    suggested: dict[str, int] = {}
    again: dict[str, int] = {}
    for row in held.codings.itertuples():
        if row.state == State.SUGGESTED:
            suggested[row.document_id] = suggested.get(row.document_id, 0) + 1
        elif row.coder_kind == CoderKind.PERSON and row.state != State.REJECTED:
            if row.coder == coder:
                mine[row.document_id] = mine.get(row.document_id, 0) + 1
            if row.basis.get("touched") or row.code in retired:
                again[row.document_id] = again.get(row.document_id, 0) + 1
    current = held.documents[(held.documents.replaced_by == "") & (held.documents.duplicate_of == "")]
    return [_work(row, waiting, mine, suggested, again) for row in current.itertuples()]


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


def _work(row: Any, waiting: set[str], mine: dict[str, int], suggested: dict[str, int], again: dict[str, int]) -> Work:
    name = row.Index
    tasks = [
        task
        for task, is_due in (
            (Task.REVIEW, name in again),
            (Task.ASSIGNED, name in waiting),
            (Task.SUGGESTED, name in suggested),
            (Task.UNCODED, name not in mine),
            (Task.CODED, name in mine),
        )
        if is_due
    ]
    return Work(
        name,
        row.code,
        row.title,
        row.kind,
        len(row.text.split()),
        mine.get(name, 0),
        suggested.get(name, 0),
        again.get(name, 0),
        tuple(tasks),
    )
