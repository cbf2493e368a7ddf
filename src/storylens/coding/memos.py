"""Memos: what a coder thinks of a document, a code, a coding or the whole project, under their name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection

from storylens.records import StorylensError
from storylens.store import Store, codebooks, codings, documents, memos, screen
from storylens.store.memos import About, Memo

if TYPE_CHECKING:
    import pandas as pd


def write(store: Store, text: str, *, about: str = "", by: str) -> Memo:
    """Write a memo on a document, a code or a coding, by name or id, or with no name on the project.

    Raises `StorylensError` where there is nothing of that name.
    """
    with store.writing() as connection:
        kind, subject = _subject(store, connection, about)
        made = memos.write(connection, codings.person(connection, by), kind, subject, text)
        return next(memo for memo in memos.read(connection, kind, subject) if memo.id == made)


def listed(store: Store, about: str = "") -> pd.DataFrame:
    """List the memos that stand, of the project, documents, codes and codings, or of one; with who wrote each when."""
    import pandas as pd

    with store.reading() as connection:
        if about:
            kind, subject = _subject(store, connection, about)
            subjects = screen.subject_chain(connection, subject) if kind is About.CODING else [subject]
            found = [memo for name in subjects for memo in memos.read(connection, kind, name)]
        else:
            found = sorted(memos.read(connection), key=lambda memo: list(About).index(memo.about))
        rows = [(memo.about.value, _title(connection, memo), memo.text, memo.coder, memo.at) for memo in found]
    return pd.DataFrame(rows, columns=["about", "what", "memo", "by", "at"]).set_index("about")


def _subject(store: Store, connection: Connection, name: str) -> tuple[About, str]:
    if not name:
        return About.PROJECT, ""
    code = codebooks.find_code(store.folder, name)[1]
    if code:
        return About.CODE, code.id
    for about, find in ((About.DOCUMENT, documents.find), (About.CODING, lambda c, n: codings.read(c, n).id)):
        try:
            return about, find(connection, name)
        except StorylensError:
            continue
    raise StorylensError(
        f"no document, code or coding is called {name!r}",
        todo="`storylens documents` and `storylens codes list` list them",
    )


def _title(connection: Connection, memo: Memo) -> str:
    return documents.read(connection, memo.subject).title if memo.about is About.DOCUMENT else memo.subject
