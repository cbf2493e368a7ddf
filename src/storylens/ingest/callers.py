"""Names glued before the words of captions: "Mario Havel: Hey", ">> JANE:", "[SPEAKER_00]: so".

A name is one that comes back over the file, not every word before a colon: "Note: ..." is nobody.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

_LABEL = re.compile(
    r"(?:>>+\s*|[-–—]\s*)?(?:\[(?P<inside>[^\[\]:<>\n]{1,60})\]|(?P<name>[^\s:<>.,;!?\"“”()\[\]][^:<>\n]{0,59}?))"
    r"\s{0,3}[::](?:\s+|$)"
)
_NEVER = re.compile(
    r"notes?|n\.?b\.?|p\.?s\.?|re|e\.?g\.?|i\.?e\.?|for example|examples?|warning|update|tips?|so|and|but|because|"
    r"https?|ftp|www|title|date|time|place|remember|source|translat(?:ion|ed by|or)|[\W\d_]+",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"\w{4,}[.!?]\s|[?!]")
_WORDS = 6  # that a name may have
_EVERY = 0.8  # share of captions with a name before them from which a name that comes once is believed too
_SOME = 8  # one caption in so many must begin with a name that comes back


class Label(NamedTuple):
    """A name before words, and where the words begin."""

    name: str
    words_at: int


class Callers(NamedTuple):
    """The names in a file; `every` says that a name stands before each caption, not only where speakers change."""

    names: frozenset[str]
    every: bool


def label_of(line: str) -> Label | None:
    """Return what may be a name at the start of a line."""
    match = _LABEL.match(line)
    if not match:
        return None
    name = (match["inside"] or match["name"]).strip()
    return Label(name, match.end()) if _may_be_name(name) else None


@lru_cache(maxsize=1024)
def _may_be_name(name: str) -> bool:
    return len(name.split()) <= _WORDS and not _NEVER.fullmatch(name) and not _SENTENCE.search(name)


def callers(starts: Sequence[str]) -> Callers:
    """Return the names by which speakers are called, given how each caption starts."""
    counts = Counter(label.name for label in map(label_of, starts) if label)
    back = {name for name, count in counts.items() if count > 1}
    if back and counts.total() >= _EVERY * len(starts):
        return Callers(frozenset(counts), every=True)
    back = {name for name in back if not name[0].islower()}
    if sum(counts[name] for name in back) * _SOME < max(len(starts), 1):
        return Callers(frozenset(), every=False)
    capitals = any(name.isupper() for name in back)
    once = {name for name in counts if (" " in name and name.istitle()) or (capitals and name.isupper())}
    return Callers(frozenset(back | once), every=False)
