"""Read a file that a test writes, and look at who says what in it."""

from __future__ import annotations

import json
from pathlib import Path

from storylens.ingest.reader import read, reader_for
from storylens.ingest.source import Source
from storylens.records import Received, Stretch


def read_all(folder: Path, name: str, content: str | bytes | object, *, by: str = "", **mapping: str) -> list[Received]:
    """Write a file and return the documents in it; `by` is the reader that must have been chosen."""
    path = folder / name
    if isinstance(content, str):
        path.write_bytes(content.encode())
    else:
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    source = Source(path, name, mapping)
    if by:
        assert reader_for(source).name == by
    return list(read(source))


def read_one(folder: Path, name: str, content: str | bytes | object, *, by: str = "", **mapping: str) -> Received:
    """Write a file and return the only document in it."""
    (made,) = read_all(folder, name, content, by=by, **mapping)
    return made


def words_of(made: Received, stretch: Stretch = Stretch.SPEECH) -> list[str]:
    """Return the words of the passages of one kind."""
    return [made.text[p.start : p.end] for p in made.passages if p.stretch is stretch]


def turns(made: Received) -> list[tuple[str, str]]:
    """Return speaker and words of what is spoken."""
    return [(p.speaker, made.text[p.start : p.end]) for p in made.passages if p.stretch is Stretch.SPEECH]


def times(made: Received) -> list[str]:
    """Return when each passage was said."""
    return [p.said_at for p in made.passages]
