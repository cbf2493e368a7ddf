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
        start = self._length + len(label)
        end = start + len(words)
        self._parts += (label, words, after)
        self._length = end + len(after)
        self.passages.append(Passage(start=start, end=end, **facts))
        return len(self.passages) - 1

    @property
    def text(self) -> str:
        """All pieces together."""
        return "".join(self._parts)
