"""Whom a personal pronoun stands for, where that is safe to say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from storylens.taggers.agency.lexicon import words
from storylens.taggers.agency.tree import Tree

TELLER, UNKNOWN = "teller", "unknown"
_PERSONAL = words("personal")
_I = {"i", "me", "myself"}
_QUOTED = re.compile(r"[“«\"][^”»\"]*")


def quoted(text: str) -> list[tuple[int, int]]:
    """Return the stretches of a text that stand in quotation marks, to the end where one is not closed."""
    stretches = []
    at = 0
    while (found := _QUOTED.search(text, at)) is not None:
        stretches.append(found.span())
        at = found.end() + 1
    return stretches


def resolve(tree: Tree, at: int, agents: Sequence[int], quotations: Sequence[tuple[int, int]]) -> str | None:
    """Return whom a pronoun stands for, "unknown" where that is not safe, nothing for other words.

    Safe are "I" for the teller outside quotation marks, and a reflexive for the one agent of its verb.
    """
    lower = tree.lower[at]
    if lower not in _PERSONAL or tree.pos[at] != "PRON":
        return None
    if lower in _I:
        place = tree.place[at]
        return UNKNOWN if any(start < place < end for start, end in quotations) else TELLER
    if lower.endswith(("self", "selves")) and len(agents) == 1 and agents[0] != at:
        return resolve(tree, agents[0], (), quotations) or tree.text[agents[0]]
    return UNKNOWN
