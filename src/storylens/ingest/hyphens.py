"""Words parted at the ends of lines: put together again, with the hyphen where it belongs to the word."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_LAST = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*$")
_PREFIXES = frozenset(
    [
        "self",
        "non",
        "well",
        "ill",
        "co",
        "ex",
        "anti",
        "pro",
        "semi",
        "cross",
        "half",
        "all",
        "mid",
        "post",
        "pre",
        "vice",
    ]
)


class Words:
    """The words of a file as they stand within its lines."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._known = frozenset("\n".join(lines).lower().split())

    def _knows(self, word: str) -> bool:
        return any(word + mark in self._known for mark in ("", ",", ".", ";", ":", "?", ")", "’s"))

    def joined(self, before: str, after: str) -> tuple[str, bool]:
        """Join what a hyphen parts; return the text and whether the hyphen stays.

        It stays where the file has the word with it elsewhere, or knows both halves and not the whole.
        """
        first, second = before.rsplit(None, 1)[-1:], after.split(None, 1)[:1]
        if not first or not second:
            return before + after, False
        left, right = (
            word.group().lower() if word else "" for word in (_LAST.search(first[0]), _WORD.match(second[0]))
        )
        whole, parts = left + right, left.rsplit("-", 1)[-1]
        if not left or not right:
            keeps = first[0][-1:].isdigit()  # 2021-22
        elif self._knows(whole):
            keeps = False
        elif self._knows(f"{left}-{right}") or parts in _PREFIXES:
            keeps = True
        else:
            keeps = len(parts) > 2 and len(right) > 2 and self._knows(parts) and self._knows(right)
        keeps = keeps or second[0][0].isupper()
        return f"{before}-{after}" if keeps else before + after, keeps
