"""Comments in Word as codings by their author, for colleagues without a notebook.

A comment that is the name or id of a code of the project, or begins with `#`, codes the passage it stands
on; `#new name: a thought` makes the code when it is new and keeps the thought as a memo. Every other comment
is a note.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from storylens.records import Coding, Note, State, content_id
from storylens.store import Store, codebooks, codings, now


def code_by_comments(store: Store, connection: Connection, document_id: str, notes: Iterable[Note]) -> int:
    """Code a document by the comments in it; return how many were codings."""
    made = []
    for note in notes:
        name, _, memo = note.text.strip().partition(":") if note.text.startswith("#") else (note.text, "", "")
        wanted = name.lstrip("#").strip()
        if note.start >= note.end or not wanted:
            continue
        book, code = codebooks.find_code(store.folder, wanted)
        if code is None and note.text.startswith("#"):
            book, code = codebooks.new_code(store.folder, wanted)
        if book is None or code is None:
            continue
        coder = codings.person(connection, note.author or "unnamed colleague")
        made.append(
            Coding(
                id=content_id("comment", document_id, note.start, note.end, note.author, note.text),
                document_id=document_id,
                start=note.start,
                end=note.end,
                codebook=book.id,
                codebook_edition=book.edition,
                code=code.id,
                coder_id=coder.id,
                state=State.ACCEPTED,
                memo=memo.strip(),
                made_at=note.at or now(),
            )
        )
    return codings.add(connection, made)
