"""Comments in Word as codings by their author, for colleagues without a notebook.

A comment that is the name or id of a code of the project, or begins with `#`, codes the passage it stands
on; `#new name: a thought` makes the code when it is new and keeps the thought as a memo. Several stand in one
comment on lines of their own, after semicolons, or each with its `#`. Every other comment is a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection

from storylens.records import Code, Codebook, Coding, Note, State, content_id
from storylens.store import Store, codebooks, codings, now

_BETWEEN = re.compile(r"[;\n]+|\s+(?=#\w)")


def code_by_comments(store: Store, connection: Connection, document_id: str, notes: Iterable[Note]) -> int:
    """Code a document by the comments in it; return how many codings that made."""
    made = []
    for note in notes:
        if note.start >= note.end:
            continue
        for book, code, memo in _codes(store, note.text):
            coder = codings.person(connection, note.author or "unnamed colleague")
            made.append(
                Coding(
                    id=content_id("comment", document_id, note.start, note.end, note.author, note.text, code.id),
                    document_id=document_id,
                    start=note.start,
                    end=note.end,
                    codebook=book.id,
                    codebook_edition=book.edition,
                    code=code.id,
                    coder_id=coder.id,
                    state=State.ACCEPTED,
                    memo=memo,
                    made_at=note.at or now(),
                )
            )
    return codings.add(connection, made)


def _codes(store: Store, text: str) -> Iterator[tuple[Codebook, Code, str]]:
    """Yield the codes that a comment names, each with the thought behind it; none where it says anything else."""
    parts: list[str] = []
    for part in filter(None, (part.strip() for part in _BETWEEN.split(text))):
        if part.startswith("#") or codebooks.find_code(store.folder, part)[1] is not None:
            parts.append(part)
        elif parts and ":" in parts[-1]:
            parts[-1] += f"; {part}"  # the thought goes on
        else:
            return
    for part in parts:
        name, _, memo = part.partition(":") if part.startswith("#") else (part, "", "")
        if not (wanted := name.lstrip("#").strip()):
            continue
        book, code = codebooks.find_code(store.folder, wanted)
        if code is None:
            book, code = codebooks.new_code(store.folder, wanted)
        if book is not None and code is not None:
            yield book, code, memo.strip()
