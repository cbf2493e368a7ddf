"""Strokes: what a coder does at once, kept before the screen confirms it, undone and done again without limit."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from storylens.records import Coder, Coding, State, StorylensError, random_id
from storylens.store import codings, log, now, strokes


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
    back = [_before(connection, codings.read(connection, name), coder) for name in last.made]
    codings.add(connection, back)
    strokes.mark(connection, last.number, undone=True, made=[coding.id for coding in back])
    log.note(connection, "undo", by=coder.name, codings=[coding.id for coding in back])
    return back


def redo(connection: Connection, coder: Coder) -> list[Coding]:
    """Do a coder's last undone stroke again; return the codings that it makes.

    Raises `StorylensError` when there is nothing to do again.
    """
    last = strokes.last(connection, coder.id, undone=True)
    if last is None:
        raise StorylensError("there is nothing to do again", todo="undo something first")
    again = [_before(connection, codings.read(connection, name), coder) for name in last.made]
    codings.add(connection, again)
    strokes.mark(connection, last.number, undone=False, made=[coding.id for coding in again])
    log.note(connection, "redo", by=coder.name, codings=[coding.id for coding in again])
    return again


def _before(connection: Connection, coding: Coding, coder: Coder) -> Coding:
    """Return a coding that puts back what stood before another was made; without any, one that removes it."""
    if codings.successor(connection, coding.id):
        raise StorylensError("somebody has changed this coding since", todo="look at it before you undo it")
    earlier = codings.read(connection, coding.supersedes) if coding.supersedes else None
    if earlier and earlier.document_id != coding.document_id:  # carried over from an earlier version of the text
        earlier = None
    back = earlier or coding.model_copy(update={"state": State.REMOVED})
    return back.model_copy(
        update={
            "id": random_id(),
            "supersedes": coding.id,
            "made_at": now(),
            "coder_id": back.coder_id if earlier else coder.id,
        }
    )
