"""A causal link while it is read: which tokens are the cause, the effect and the cue."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from storylens.taggers.agency.tree import Tree
from storylens.taggers.claims.phrases import Tokens

# What a construction says of its link. A result is told; a purpose is not yet one; a condition supposes; a motive is
# what news tell of protests and penalties; a sequence only puts one event after another.
RESULT, PURPOSE, CONDITION, MOTIVE, SEQUENCE = "result", "purpose", "condition", "motive", "sequence"


@dataclass(frozen=True, slots=True)
class Link:
    """A cause and an effect, with the construction that joins them.

    `cause` and `effect` are empty where the sentence does not hold them. `effect_head` is the verb or noun by which
    the effect is judged as told, hoped or supposed, `cause_head` likewise. `verb` is the causal verb, whose negation
    denies the link; a connective has none.
    """

    rule: str
    cue: Tokens
    cause: Tokens
    effect: Tokens
    cause_head: int | None = None
    effect_head: int | None = None
    verb: int | None = None
    sort: str = RESULT
    less: bool = False
    explicit: bool = True
    denied: bool = False


Finder = Callable[[Tree, int], Iterator[Link]]
