"""Print a text without the names in it."""

from __future__ import annotations

from collections.abc import Iterable

from storylens.prepare.names import pattern_of
from storylens.store.names import Name, NameState


class Pseudonyms:
    """The names of a project that are replaced, and whether the key to them is here."""

    def __init__(self, names: Iterable[Name]) -> None:
        accepted = [name for name in names if name.state is NameState.ACCEPTED]
        self.key_is_missing = any(not name.spellings for name in accepted)
        self._replacement = {spelling: name.replacement for name in accepted for spelling in name.spellings}
        self._pattern = pattern_of(self._replacement) if self._replacement else None

    def printed(self, text: str, start: int = 0, end: int | None = None) -> str:
        """Return a stretch of a text as it may be printed. A name on the edge of it is replaced as a whole."""
        end = len(text) if end is None else min(end, len(text))
        start = max(start, 0)
        if self._pattern is None:
            return text[start:end]
        pieces, at = [], start
        for match in self._pattern.finditer(text):
            if match.end() <= start:
                continue
            if match.start() >= end:
                break
            pieces += [text[at : max(match.start(), at)], self._replacement[match[0]]]
            at = match.end()
        return "".join(pieces) + text[at:end]
