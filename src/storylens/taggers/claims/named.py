"""Nouns that name a link: the cause of, the reason why, the effect of the drought on the herd."""

from __future__ import annotations

from collections.abc import Iterator

from storylens.taggers.agency.tree import OBJECTS, SUBJECTS, Tree
from storylens.taggers.claims.lexicon import words
from storylens.taggers.claims.link import Link
from storylens.taggers.claims.phrases import phrase, subtree, trimmed

_CAUSES = words("causes")
_EFFECTS = words("effects")
_BE = ("is", "was", "were", "are", "be", "been", "'s", "’s")


def named_cause(tree: Tree, at: int) -> Iterator[Link]:
    """Cause that is called one: "the cause of the fire was a candle", "the reason we left is hunger"."""
    if tree.dep[at] not in SUBJECTS or tree.lower[tree.head[at]] not in _BE:
        return
    verb = tree.head[at]
    told = tree.child(verb, "attr", "ccomp", "acomp", "advcl")
    if told is None or told < verb:
        return
    effect = trimmed(tree, (each for each in subtree(tree, at) if each > at and tree.lower[each] not in ("of", "why")))
    if effect:
        yield Link("called a cause", (at,), trimmed(tree, subtree(tree, told)), effect, told, verb)


def named_effect(tree: Tree, at: int) -> Iterator[Link]:
    """Effect that is called one: "the effect of the drought on the herd", "the result was that we sold it"."""
    of = next((kid for kid in tree.children(at, "prep") if tree.lower[kid] == "of"), None)
    on = next((kid for kid in tree.children(at, "prep") if tree.lower[kid] in ("on", "upon")), None)
    cause = tree.child(of, "pobj") if of is not None else None
    effect = tree.child(on, "pobj") if on is not None else None
    if effect is None and cause is None:
        yield from _result_was(tree, at)
    elif effect is not None and cause is not None:
        yield Link("effect of one on another", (at,), phrase(tree, cause), phrase(tree, effect), cause, effect)
    elif effect is not None and tree.dep[at] in OBJECTS:
        subject = tree.child(tree.head[at], *SUBJECTS)
        if subject is not None:
            verb = tree.head[at]
            yield Link("has an effect on", (at,), phrase(tree, subject), phrase(tree, effect), subject, verb, verb)


def _result_was(tree: Tree, at: int) -> Iterator[Link]:
    verb = tree.head[at]
    below = tree.child(verb, "ccomp")
    if tree.dep[at] in SUBJECTS and tree.lower[verb] in _BE and below is not None and below > verb:
        yield Link("the result was that", (at,), (), trimmed(tree, subtree(tree, below)), None, below)


def to_do_with(tree: Tree, at: int) -> Iterator[Link]:
    """Cause that something is about: "the delay had to do with the rain"; not "nothing to do with us"."""
    do, noun = tree.head[at], tree.child(at, "pobj", "pcomp")
    if noun is None or tree.lemma[do] != "do" or tree.dep[do] != "xcomp":
        return
    have = tree.head[do]
    while tree.lemma[have] not in ("have", "be") and tree.head[have] != have:
        have = tree.head[have]
    subject = tree.child(have, *SUBJECTS)
    if tree.lemma[have] in ("have", "be") and subject is not None:
        denied = any(tree.lower[each] == "nothing" for each in range(have, do))
        cue = tuple(range(have, at + 1))
        effect = phrase(tree, subject)
        yield Link("to do with", cue, trimmed(tree, subtree(tree, noun)), effect, noun, have, have, denied=denied)
