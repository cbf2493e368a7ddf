"""Notice when a sentence denies what a cue says, or says that it is over.

"No taboos any more" is about a norm, with the norm absent: a flag for the reader, not an error of the cue.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

_NEGATORS = {"no", "not", "never", "without", "nobody", "none", "neither", "nor", "cannot", "nothing", "hardly"}
_CLAUSE_END = re.compile(r"[,;:()–—]")
_JOINTS = {"but", "because", "although", "though", "while"}
_REACH = 6  # words before a cue in which a negation still governs it


class Flag(StrEnum):
    """What the words around a cue do to it."""

    NONE = ""
    NEGATED = "negated"
    USED_TO = "used to"
    NO_LONGER = "no longer"


# The word that a codebook's polarity list uses for each flag, best first.
_POLARITY = {
    Flag.NEGATED: ("denied", "absent", "contradicted"),
    Flag.USED_TO: ("changed from",),
    Flag.NO_LONGER: ("changed from", "denied", "absent"),
}


def flag(words: Sequence[str], gaps: Sequence[str], first: int, last: int) -> Flag:
    """Look at the words round a cue that stands from `first` to `last` in one sentence.

    `gaps[i]` is the text between word i-1 and word i, where commas and the like stand. Words inside the
    cue are not looked at: "not allowed" is not a denial of itself.
    """
    before: list[str] = []
    for at in range(first - 1, max(-1, first - 1 - _REACH), -1):
        if _CLAUSE_END.search(gaps[at + 1]) or _is_joint(words, at):
            break
        before.insert(0, words[at])
    pairs = set(pairwise(before))
    if ("no", "longer") in pairs or _ends_with_any_more(words, gaps, last):
        return Flag.NO_LONGER
    if ("used", "to") in pairs:
        return Flag.USED_TO
    if any(word in _NEGATORS or word.endswith("n't") for word in before):
        return Flag.NEGATED
    return Flag.NONE


def _is_joint(words: Sequence[str], at: int) -> bool:
    """Say whether a word begins another clause: "so" does, "not so" does not."""
    before = words[at - 1] if at else ""
    return (
        words[at] in _JOINTS
        or (words[at] == "so" and before not in _NEGATORS)
        or (words[at] == "then" and before == "and")
    )


def _ends_with_any_more(words: Sequence[str], gaps: Sequence[str], last: int) -> bool:
    for at in range(last + 1, min(last + 4, len(words))):
        if _CLAUSE_END.search(gaps[at]):
            return False
        if words[at] == "anymore" or (words[at] == "more" and words[at - 1] == "any"):
            return True
    return False


def polarity(found: Flag, choices: Sequence[str]) -> str:
    """Return the word for a flag out of a code's own polarity list, or nothing where it has none."""
    return next((word for word in _POLARITY.get(found, ()) if word in choices), "")
