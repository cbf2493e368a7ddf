"""The cue grammar.

A cue is a phrase of words, in any case: `final say`. A word may end in `*` for any ending: `forbid*`.
`a ~3 b` means that b stands within three words after a: `husband ~4 decide*`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_CUE_WORD = re.compile(r"\w+(?:[-']\w+)*(?:'|-?\*)?")
_GAP = re.compile(r"~([1-9][0-9]?)")


class Step(NamedTuple):
    """One word of a cue, and how many words after the one before it may stand."""

    word: str
    prefix: bool  # any ending
    within: int  # 1: the very next word


class CueError(ValueError):
    """A cue that is not in the grammar, with the reason in words."""


def fold(word: str) -> str:
    """Return a word as cues compare it: lower case, one kind of apostrophe."""
    return word.lower().replace("’", "'")


def parse_cue(cue: str) -> tuple[Step, ...]:
    """Read a cue into its steps; a `CueError` says what is wrong with it."""
    steps: list[Step] = []
    within = 1
    for token in fold(cue).split():
        if gap := _GAP.fullmatch(token):
            if not steps or within != 1:
                raise CueError(f"~{gap[1]} must stand between two words")
            within = int(gap[1])
        elif _CUE_WORD.fullmatch(token):
            prefix = token.endswith("*")
            stem = token.removesuffix("*").removesuffix("'")  # `girls' school`: words end before the apostrophe
            if prefix and len(stem) < 2:
                raise CueError(f"{token!r} would match almost anything; write at least two letters before *")
            steps.append(Step(stem, prefix, within))
            within = 1
        else:
            raise CueError(f"{token!r} is not a word; use letters, digits, ' and -, with * at the end or ~N between")
    if within != 1:
        raise CueError("a window ~N needs a word after it")
    if not steps:
        raise CueError("it is empty")
    return tuple(steps)
