"""Put a text together from pieces and keep where each piece stands."""

from __future__ import annotations

from typing import Any

from storylens.records import Passage


class Builder:
    """Collect paragraphs; `text` and `passages` are what came of them."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.passages: list[Passage] = []

    def line(self, words: str, *, label: str = "", after: str = "\n", **facts: Any) -> int | None:
        """Add a line, with a label before it that is not part of the passage; return the passage's index.

        A line without words is left out.
        """
        words = words.strip()
        if not words:
            return None
        self._add(label)
        start = self._length
        self._add(words)
        self.passages.append(Passage(start=start, end=self._length, **facts))
        self._add(after)
        return len(self.passages) - 1

    def _add(self, piece: str) -> None:
        self._parts.append(piece)
        self._length += len(piece)

    @property
    def text(self) -> str:
        """All pieces together."""
        return "".join(self._parts)
