"""Two documents that tell the same: a duplicate, or an earlier version whose codings go over to the later one."""

from __future__ import annotations

from pathlib import PurePosixPath

from sqlalchemy import Connection

from storylens.prepare.align import Alignment, later_of, same_words
from storylens.prepare.duplicates import words_said
from storylens.records import Coding, Document, random_id
from storylens.store import codings, documents, log, now, strokes

SAME_TELLING = 0.8  # share of words in common from which two texts are versions of one


def settle(connection: Connection, first: str, second: str) -> str:
    """Say of two documents that are alike what they are to each other, and return it as a remark.

    The same words in another format are a duplicate, which is not counted a second time. The same telling
    with corrections is a version: the later one counts, and takes over what people coded on the earlier.
    """
    one, other = documents.read(connection, first), documents.read(connection, second)
    mine, theirs = (words_said(text.text, documents.turns(connection, text.id)) for text in (one, other))
    if same_words(mine, theirs):
        documents.mark_duplicate(connection, other.id, one.id)
        return f"the same words as {one.source}, so it is not counted a second time"
    alignment = Alignment(mine, theirs)
    if alignment.likeness < SAME_TELLING:
        return f"{alignment.likeness:.0%} like {one.source}; both are counted"
    later = later_of([one.source, other.source])
    if later is None and _suffix(one) != _suffix(other):
        documents.mark_duplicate(connection, other.id, one.id)
        return f"{alignment.likeness:.0%} like {one.source} in another format, so it is not counted a second time"
    if later == one.source:
        return f"an earlier version of {one.source}{replace(connection, other.id, one.id)}"
    return f"a new version of {one.source}{replace(connection, one.id, other.id)}"


def _suffix(document: Document) -> str:
    return PurePosixPath(document.source).suffix.lower()


def replace(connection: Connection, old_id: str, new_id: str) -> str:
    """Put a later version in an earlier one's place; return in words what became of its codings, if it had any."""
    old, new = documents.read(connection, old_id), documents.read(connection, new_id)
    documents.replace(connection, old_id, new_id)
    carried, touched, lost = carry(connection, old, new)
    log.note(connection, "new version", old=old_id, new=new_id, carried=carried, touched=touched, lost=lost)
    if not carried and not lost:
        return ""
    listed = " (`storylens documents --left-behind`)" if touched or lost else ""
    return f": {carried} codings went over, {touched} of them on changed words, {lost} did not{listed}"


def carry(connection: Connection, old: Document, new: Document) -> tuple[int, int, int]:
    """Carry people's codings from one text to another.

    Returns how many went over, on how many of these the words have changed (they are marked for another
    look), and how many found no place and stay with the earlier version.
    """
    mine = codings.by_people(connection, old.id)
    if not mine:
        return 0, 0, 0
    alignment = Alignment(old.text, new.text)
    carried, lost = [], 0
    for coding in mine:
        place = alignment.carry(coding.start, coding.end)
        if place.start is None or place.end is None:
            lost += 1
            continue
        carried.append(_moved(coding, new.id, place.start, place.end, touched=not place.same))
    codings.add(connection, carried)
    strokes.follow(connection, {coding.supersedes: coding.id for coding in carried if coding.supersedes})
    return len(carried), sum(bool(coding.basis.get("touched")) for coding in carried), lost


def _moved(coding: Coding, document_id: str, start: int, end: int, *, touched: bool) -> Coding:
    basis = {**coding.basis, "carried from": coding.document_id, **({"touched": True} if touched else {})}
    return coding.model_copy(
        update={
            "id": random_id(),
            "document_id": document_id,
            "start": start,
            "end": end,
            "basis": basis,
            "supersedes": coding.id,
            "made_at": now(),
        }
    )
