"""Find the same passages again in another version of a text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_TOKEN = re.compile(r"\w+|[^\w\s]")
_DRAFT = re.compile(r"(?:^|[\W_])(raw|draft|auto|orig(?:inal)?|v(?:ersion)?[ _-]?0*1)(?=$|[\W_])", re.IGNORECASE)
_FINAL = re.compile(
    r"(?:^|[\W_])(corr(?:ected)?|checked|clean(?:ed)?|edited|final|rev(?:ised)?|v(?:ersion)?[ _-]?0*[2-9])(?=$|[\W_])",
    re.IGNORECASE,
)


class Carried(NamedTuple):
    """Where a passage stands in the new text, and whether its words are still the same.

    `start` and `end` are None where nothing of it is left.
    """

    start: int | None
    end: int | None
    same: bool


class Alignment:
    """The words that two versions of a text have in common, in order."""

    def __init__(self, old: str, new: str) -> None:
        from rapidfuzz.distance import Indel

        before, after = list(_TOKEN.finditer(old)), list(_TOKEN.finditer(new))
        self._old_starts: list[int] = []
        self._pairs: list[tuple[re.Match[str], re.Match[str]]] = []
        codes = Indel.opcodes([token[0] for token in before], [token[0] for token in after])
        for code in codes:
            if code.tag == "equal":
                self._pairs += zip(
                    before[code.src_start : code.src_end], after[code.dest_start : code.dest_end], strict=True
                )
        self._old_starts = [pair[0].start() for pair in self._pairs]
        self._before, self._after = before, after
        self._all_old = [token.start() for token in before]
        self._all_new = [token.start() for token in after]

    def carry(self, start: int, end: int) -> Carried:
        """Find the passage from `start` to `end` of the old text in the new one."""
        first = bisect_right(self._old_starts, start - 1)
        last = bisect_right(self._old_starts, end - 1)
        found = self._pairs[first:last]
        if not found:
            return Carried(None, None, same=False)
        new_start, new_end = found[0][1].start(), found[-1][1].end()
        was = bisect_right(self._all_old, end - 1) - bisect_right(self._all_old, start - 1)
        now = bisect_right(self._all_new, new_end - 1) - bisect_right(self._all_new, new_start - 1)
        return Carried(new_start, new_end, same=len(found) == was == now)

    @property
    def likeness(self) -> float:
        """Share of words that are the same in both, from 0 to 1."""
        return 2 * len(self._pairs) / max(len(self._before) + len(self._after), 1)


def same_words(first: str, second: str) -> bool:
    """Say whether two texts differ in nothing but case, punctuation and white space."""
    return _words(first) == _words(second)


def _words(text: str) -> Sequence[str]:
    return re.findall(r"\w+", text.casefold())


def later_of(names: Iterable[str]) -> str | None:
    """Return which of some file names is the later version by what it calls itself, or None."""
    listed = list(names)
    finals = [name for name in listed if _FINAL.search(name)]
    drafts = [name for name in listed if _DRAFT.search(name)]
    if len(finals) == 1:
        return finals[0]
    rest = [name for name in listed if name not in drafts]
    return rest[0] if len(rest) == 1 and drafts else None
