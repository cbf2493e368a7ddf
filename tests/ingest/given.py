"""What the tests of readers share: files made on the spot, and short ways to look at what was read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from storylens.ingest.source import Source
from storylens.records import Received, Stretch


def given(folder: Path, name: str, data: str | bytes, mapping: Mapping[str, str] | None = None) -> Source:
    """Write a file and return it as a source."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return Source(path, f"{folder.name}/{name}", mapping or {})


def said(received: Received, stretch: Stretch = Stretch.SPEECH) -> list[str]:
    """Return the words of all passages of a kind."""
    return [received.text[one.start : one.end] for one in received.passages if one.stretch is stretch]


def quoted(received: Received) -> list[tuple[str, str | None]]:
    """Return what is quoted, with the words that it points at."""
    found = []
    for one in received.passages:
        if one.stretch is Stretch.QUOTED:
            of = received.passages[one.quotes] if one.quotes is not None else None
            found.append((received.text[one.start : one.end], received.text[of.start : of.end] if of else None))
    return found


def answered(received: Received) -> list[tuple[str, str | None]]:
    """Return who speaks in each passage, and whom the passage answers."""
    return [
        (one.speaker, None if one.reply_to is None else received.passages[one.reply_to].speaker)
        for one in received.passages
        if one.stretch is Stretch.SPEECH
    ]
