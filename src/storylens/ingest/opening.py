"""The first characters of a file, by which its format is recognised."""

from __future__ import annotations

from storylens.ingest.source import Source


def opening(source: Source, size: int = 8192) -> str:
    """Return the start of a file as text, at most `size` characters, with plain line ends and no byte order mark."""
    head = source.head[: 4 * size]
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    text = head.decode(encoding, errors="replace").removeprefix("\ufeff")[:size]
    return text.replace("\r\n", "\n").replace("\r", "\n")
