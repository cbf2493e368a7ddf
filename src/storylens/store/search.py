"""Find words in the texts of a project.

The texts are scanned: no index keeps a second copy of what tellers said, which an erasure would have to find.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from sqlalchemy import Connection, select

from storylens.store import schema

AROUND = 60  # characters shown on either side
MOST = 500


class Hit(NamedTuple):
    """Words found: in which document, where, and what stands around them."""

    document_id: str
    title: str
    start: int
    end: int
    before: str
    words: str
    after: str


def find(connection: Connection, words: str, most: int = MOST) -> list[Hit]:
    """Return where words stand, in any case and with any white space between them, in the order of arrival."""
    return list(islice(_hits(connection, words), most)) if words.split() else []


def _hits(connection: Connection, words: str) -> Iterator[Hit]:
    table = schema.document
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)
    rarest = max(words.split(), key=len)
    rows = connection.execute(
        select(table.c.id, table.c.title, table.c.text)
        .where(table.c.replaced_by.is_(None), table.c.text.icontains(rarest, autoescape=True))
        .order_by(table.c.arrived)
    )
    for row in rows:
        for match in pattern.finditer(row.text):
            start, end = match.span()
            before, after = row.text[max(start - AROUND, 0) : start], row.text[end : end + AROUND]
            yield Hit(row.id, row.title, start, end, before, match[0], after)
