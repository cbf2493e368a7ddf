"""Strokes: what a coder does at once, kept before the screen confirms it, undone and done again without limit."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from storylens.records import Coder, Coding, State, StorylensError, random_id
from storylens.store import Store, codings, log, now, strokes


def stroke(connection: Connection, coder: Coder, what: str, made: Sequence[Coding]) -> list[Coding]:
    """Keep codings that belong to one action of a coder. What was undone before can then not be done again."""
    codings.add(connection, made)
    strokes.add(connection, coder.id, what, [coding.id for coding in made])
    log.note(connection, what, by=coder.name, codings=[coding.id for coding in made])
    return list(made)


def undo(connection: Connection, coder: Coder) -> list[Coding]:
    """Take back a coder's last stroke; return the codings that now stand in the place of what it made.

    Raises `StorylensError` when there is nothing to undo.
    """
    last = strokes.last(connection, coder.id, undone=False)
    if last is None:
        raise StorylensError("there is nothing to undo", todo="go on coding")
    back = [_turned(connection, name, coder, undo=True) for name in last.made]
    codings.add(connection, back)
    strokes.mark(connection, last.number, undone=True)
    log.note(connection, "undo", by=coder.name, codings=[coding.id for coding in back])
    return back


def redo(connection: Connection, coder: Coder) -> list[Coding]:
    """Do a coder's last undone stroke again; return the codings that it makes.

    Raises `StorylensError` when there is nothing to do again.
    """
    last = strokes.last(connection, coder.id, undone=True)
    if last is None:
        raise StorylensError("there is nothing to do again", todo="undo something first")
    again = [_turned(connection, name, coder, undo=False) for name in last.made]
    codings.add(connection, again)
    strokes.mark(connection, last.number, undone=False)
    log.note(connection, "redo", by=coder.name, codings=[coding.id for coding in again])
    return again


def step(store: Store, *, by: str, back: bool) -> list[Coding]:
    """Let a coder go one stroke back, or forward again; return the codings that stand then."""
    with store.writing() as connection:
        return (undo if back else redo)(connection, codings.person(connection, by))


def _turned(connection: Connection, name: str, coder: Coder, *, undo: bool) -> Coding:
    """Return a coding that stands again as it was before a stroke made another of it, or as the stroke made it.

    Each step adds to the chain, so what stands now is the end of it, and is compared by what it says.
    """
    made = codings.read(connection, name)
    earlier = codings.read(connection, made.supersedes) if made.supersedes else None
    if earlier and earlier.document_id != made.document_id:  # carried over from an earlier version of the text
        earlier = None
    none = made.model_copy(update={"state": State.REMOVED, "coder_id": coder.id})
    before = earlier or none
    expected, put = (made, before) if undo else (before, made)
    last = made
    while later := codings.successor(connection, last.id):
        last = codings.read(connection, later)
    if _says(last) != _says(expected):
        raise StorylensError("somebody has changed this coding since", todo="look at it before you undo it")
    return put.model_copy(update={"id": random_id(), "supersedes": last.id, "made_at": now()})


def _says(coding: Coding) -> dict[str, object]:
    return coding.model_dump(exclude={"id", "supersedes", "made_at", "coder_id"})
