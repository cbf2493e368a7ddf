"""Whether what came of something is good or bad for who tells of it, by the words of the effect and of the link."""

from __future__ import annotations

from collections.abc import Iterable

from storylens.taggers.agency.tree import OBJECTS, Tree
from storylens.taggers.claims.lexicon import words

_GOOD, _BAD = words("good") | words("welcome"), words("bad") | words("unwelcome")
_ASSETS = words("assets")  # good to have: more of them is welcome, less of them is not
_LESS = words("decrease") | words("ending")
_NEGATORS = frozenset(
    ["no", "not", "n't", "n’t", "never", "nothing", "nobody", "without", "none", "neither", "fewer", "less"]
)
_REACH = 4  # words that a negation or a verb of decrease turns
_ABLE = frozenset(["can", "ca", "could", "able"])
_SELF = frozenset(["i", "we", "me", "us", "him", "her", "them", "people"])
_HELPING = frozenset(["help", "enable", "empower", "inspire", "thanks", "owe", "save"])
_HARMING = words("harming")
_FORCING = frozenset(["force", "oblige", "compel", "cost", "blame", "fault"])


def valence(tree: Tree, effect: Iterable[int], cue: Iterable[int] = (), *, turned: bool = False) -> str:
    """Return positive, negative or unclear.

    "Less hunger" is positive; so is hunger that a cause made less, which is `turned`. Words that are good or bad in
    themselves count first. Where there are none: what is good to have (more income, the granary that is gone), what
    somebody can, cannot or has to do, and in the end the link itself (helped, forced, thanks to).
    """
    tokens = tuple(effect)
    by_words, by_grammar = _weights(tree, tokens)
    score = by_words or by_grammar
    if score:
        return _name(-score if turned else score)
    return _name(_of_link(tree, tokens, {tree.lemma[at].lower() for at in cue}, turned=turned))


def _name(score: int) -> str:
    return "positive" if score > 0 else "negative" if score < 0 else "unclear"


def _weights(tree: Tree, tokens: tuple[int, ...]) -> tuple[int, int]:
    """Return how much good more than bad the words say, and how much their grammar."""
    strong, weak = [0] * len(tokens), [0] * len(tokens)
    reach = 0  # words that are still turned
    for place, at in enumerate(tokens):
        lemma, lower = tree.lemma[at].lower(), tree.lower[at]
        sign = -1 if reach > 0 else 1
        reach -= reach > 0
        if lower in _NEGATORS:
            reach = _REACH
            if place and tree.lower[tokens[place - 1]] in _ABLE:
                weak[place - 1] = -1
        elif lemma in _LESS:
            if not _ends_its_subject(tree, at):
                reach = _REACH
            else:
                for before in range(max(0, place - _REACH - 1), place):
                    strong[before], weak[before] = -strong[before], -weak[before]
        else:
            good = (lemma in _GOOD or lower in _GOOD) and not (lower == "well" and tree.pos[at] == "NOUN")
            strong[place] = sign * (good - (lemma in _BAD or lower in _BAD))
            weak[place] = sign * (lower in _ABLE or (lemma in _ASSETS and _is_had(tree, at, tokens)))
            if lemma == "have" and place + 1 < len(tokens) and tree.lower[tokens[place + 1]] == "to":
                weak[place] = -2 * sign  # more than what is had: we had to sell the goat
    return sum(strong), sum(weak)


def _is_had(tree: Tree, at: int, tokens: tuple[int, ...]) -> bool:
    """Say whether a thing is there or not, rather than a place: "we have a house", but not "we walked to the house"."""
    head = tree.head[at]
    is_place = tree.dep[at] == "pobj" and head in tokens and tree.lower[head] != "of"
    return tree.pos[at] == "NOUN" and not is_place


def _ends_its_subject(tree: Tree, at: int) -> bool:
    """Say whether a verb of decrease is about what stands before it: "the fever fell", not "reduced the fever"."""
    return tree.pos[at] == "VERB" and tree.child(at, *OBJECTS, "xcomp") is None


def _of_link(tree: Tree, tokens: tuple[int, ...], cue: set[str], *, turned: bool) -> int:
    """Return what the words of the link say of an effect that says nothing itself."""
    if cue & _HELPING or {"thank", "to"} <= cue:
        return 1
    if cue & _FORCING or cue & _HARMING:
        return -1
    held_back = turned and bool(tokens) and tree.lower[tokens[0]] in _SELF
    return -1 if held_back else 0  # "kept us from going"
