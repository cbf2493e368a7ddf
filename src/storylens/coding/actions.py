"""Coding by people. Each action is in the store before it returns, can be undone, and overwrites nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection

from storylens.coding import codes, gate
from storylens.coding.strokes import stroke
from storylens.records import Code, Codebook, Coder, CoderKind, Coding, Document, State, StorylensError, random_id
from storylens.store import Store, codebooks, codings, documents, now

CHANGEABLE = {"start", "end", "polarity", "pole", "fields", "memo", "why"}
DECISIONS = {State.ACCEPTED: "accept", State.REJECTED: "reject", State.REMOVED: "remove"}


def highlight(
    store: Store, document: str, passage: str | tuple[int, int], code: str, *, by: str, **details: Any
) -> Coding:
    """Code a passage, given as its words or as start and end; a code that is not there yet is made.

    `details` may be memo, why, polarity, pole, and fields (what the codebook asks for, by name). Raises
    `StorylensError` when the words do not stand in the document, or stand there more than once.
    """
    with store.reading() as connection:
        text = documents.read(connection, documents.find(connection, document))
    start, end = place_of(text, passage)
    _check_details(details)
    book, found = _find_or_make(store, code, by)
    with store.writing() as connection:
        coder = codings.person(connection, by)
        codebooks.keep_edition(connection, store.folder, book)
        made = Coding(
            id=random_id(),
            document_id=text.id,
            start=start,
            end=end,
            codebook=book.id,
            codebook_edition=book.edition,
            code=found.id,
            coder_id=coder.id,
            state=State.ACCEPTED,
            made_at=now(),
            **_with_why(details, {}),
        )
        return stroke(connection, coder, "code", [made])[0]


def place_of(document: Document, passage: str | tuple[int, int]) -> tuple[int, int]:
    """Return start and end of a passage, given as its words or as start and end already.

    Raises `StorylensError` when the words do not stand in the document, or stand there more than once.
    """
    start, end = _where(document, passage) if isinstance(passage, str) else passage
    _check(document, start, end)
    return start, end


def change(store: Store, coding_id: str, *, by: str, code: str = "", **details: Any) -> Coding:
    """Change a coding, or a suggestion before accepting it: its code, place, polarity, pole, fields, memo or why."""
    _check_details(details)
    found = _find_or_make(store, code, by) if code else None
    with store.writing() as connection:
        before = _standing(connection, coding_id)
        gate.note_decision(store, connection, before, State.CHANGED, by=by)
        if found:
            codebooks.keep_edition(connection, store.folder, found[0])
            details |= {"codebook": found[0].id, "codebook_edition": found[0].edition, "code": found[1].id}
        _check(
            documents.read(connection, before.document_id),
            details.get("start", before.start),
            details.get("end", before.end),
        )
        coder = codings.person(connection, by)
        return stroke(connection, coder, "change", [_after(before, coder, State.CHANGED, details)])[0]


def decide(store: Store, coding_ids: Iterable[str], state: State, *, by: str, why: str = "") -> list[Coding]:
    """Accept, reject or remove codings, all in one stroke.

    Raises `StorylensError`, and does nothing, when one of them has been decided on by somebody else already.
    """
    with store.writing() as connection:
        coder = codings.person(connection, by)
        made = []
        for coding_id in coding_ids:
            before = _standing(connection, coding_id)
            gate.note_decision(store, connection, before, state, by=by)
            made.append(_after(before, coder, state, {"why": why} if why else {}))
        return stroke(connection, coder, DECISIONS[state], made)


def _after(before: Coding, coder: Coder, state: State, details: Mapping[str, Any]) -> Coding:
    """Return the coding that supersedes another."""
    own = {"id": random_id(), "coder_id": coder.id, "state": state, "made_at": now(), "supersedes": before.id}
    seen = {name: value for name, value in before.basis.items() if name != "touched"}  # somebody has looked again
    return Coding.model_validate({**before.model_dump(), **_with_why(details, seen), **own})


def _with_why(details: Mapping[str, Any], basis: Mapping[str, Any]) -> dict[str, Any]:
    """Put the reason of a coding where a machine's reasons are too."""
    told = dict(details)
    why = {"why": told.pop("why")} if "why" in told else {}
    return {**told, "basis": {**basis, **why}}


def _standing(connection: Connection, coding_id: str) -> Coding:
    coding = codings.read(connection, coding_id)
    later = codings.successor(connection, coding.id)
    if later:
        raise StorylensError(
            f"the coding {coding.id[:8]} has been decided on already", todo=f"look at {later[:8]}, which came after it"
        )
    coder = codings.coders(connection, [coding.coder_id])[coding.coder_id]
    if coder.kind is CoderKind.TELLER:
        raise StorylensError("a teller's own coding stays as it is", todo="make one of your own beside it")
    return coding


def _find_or_make(store: Store, name: str, by: str) -> tuple[Codebook, Code]:
    book, code = codebooks.find_code(store.folder, name)
    if book and code:
        return book, code
    made = codes.create(store, name, by=by)
    return codebooks.in_use(store.folder)[codebooks.OWN], made


def _check(document: Document, start: int, end: int) -> None:
    if not 0 <= start < end <= len(document.text):
        raise StorylensError(
            f"{start} to {end} is not a passage of {document.title}",
            todo=f"give positions from 0 to {len(document.text)}",
        )


def _check_details(details: Mapping[str, Any]) -> None:
    unknown = details.keys() - CHANGEABLE
    if unknown:
        raise StorylensError(
            f"a coding has no {', '.join(sorted(unknown))}", todo="give " + ", ".join(sorted(CHANGEABLE))
        )


def _where(document: Document, words: str) -> tuple[int, int]:
    """Find words in a document; white space and the shape of quotation marks may differ."""
    pattern = r"\s+".join(_any_mark(re.escape(word)) for word in words.split())
    found = list(re.finditer(pattern, document.text)) if pattern else []
    if len(found) != 1:
        times = "do not stand" if not found else f"stand {len(found)} times"
        raise StorylensError(
            f"the words {words[:40]!r} {times} in {document.title}",
            todo="copy them from the document" if not found else "give more of them",
        )
    return found[0].span()


def _any_mark(pattern: str) -> str:
    return re.sub("['‘’]", "['‘’]", re.sub('["“”]', '["“”]', pattern))
