"""A cue of direct speech, and the words round quotation marks in which it is looked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from storylens.taggers.quotes import clause

if TYPE_CHECKING:
    from spacy.tokens import Token

    from storylens.taggers.quotes.found import Passage

ENDS = frozenset((".", "?", "!", ";", "…"))
_REACH = 40  # tokens from the marks in which a cue is looked for
_WITHIN = frozenset(("det", "amod", "compound", "poss", "nummod", "case", "nmod", "advmod", "quantmod"))
_PHRASE = frozenset(("DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "PART"))


class Cue(NamedTuple):
    """Where the cue stands, who speaks, and the construction."""

    token: Token | None
    last: int  # last token of the cue
    speaker: tuple[int, int] | None
    head: Token | None
    rule: str


def tokens(passage: Passage, low: int, high: int) -> list[Token]:
    """Return the tokens wholly between two positions in the document."""
    first, stop = passage.between(low, high)
    return [token for token in passage.doc[first:stop] if not token.is_space]


def first_clause(right: Sequence[Token]) -> list[Token]:
    """Return the tokens up to the first stop."""
    found: list[Token] = []
    for token in right[:_REACH]:
        if token.text in ENDS:
            break
        found.append(token)
    return found


def last_clause(left: Sequence[Token]) -> list[Token]:
    """Return the tokens after the last stop."""
    found: list[Token] = []
    for token in reversed(left[-_REACH:]):
        if token.text in ENDS:
            break
        found.append(token)
    found.reverse()
    return found


def sourced(rest: list[Token], last: int) -> Cue | None:
    """Read "according to X" and "in the words of X", whose last word is at `last`."""
    who = next((child for child in rest[last].children if child.dep_ == "pobj"), None)
    if who is None:
        return None
    rule = "according to" if last == 1 else "in the words of"
    return Cue(rest[0], rest[last].i, clause.mention(who, rest[last].i + 1, rest[-1].i + 1), who, rule)


def phrase_head(verb: Token, start: Token, stop: int) -> Token | None:
    """Return the head of the noun phrase that begins at a token."""
    for child in verb.rights:
        if child.left_edge.i == start.i and child.pos_ in clause.NOMINAL and child.dep_ != "prep" and child.i < stop:
            return child
    at = start
    while at.head.i > at.i and at.head.i < stop and at.head != verb and at.dep_ in _WITHIN:
        at = at.head
    if at.pos_ in clause.NOMINAL or (at.i == start.i and at.text[0].isupper()):
        return at
    found = None
    for token in start.doc[start.i : stop]:
        if token.pos_ in clause.NOMINAL:
            found = token
        elif token.pos_ not in ("DET", "ADJ", "PART") and token.i > start.i:
            break
    return found


def only_phrase(words: Sequence[Token]) -> Token | None:
    """Return the head of words that are one noun phrase and nothing else."""
    if not words or any(token.pos_ not in _PHRASE for token in words):
        return None
    head = words[-1]
    return head if head.pos_ in clause.NOMINAL else None
