"""All links of one turn: which finder looks at which word."""

from __future__ import annotations

from collections.abc import Iterator

from storylens.taggers.agency.tree import Tree
from storylens.taggers.claims import adjuncts, aims, named, results, subordinate
from storylens.taggers.claims.causing import IsPerson, causal_verb
from storylens.taggers.claims.lexicon import frames, words
from storylens.taggers.claims.link import Finder, Link

_BY_WORD: dict[str, tuple[Finder, ...]] = {
    "because": (subordinate.because,),
    "since": (subordinate.since,),
    "as": (subordinate.as_,),
    "given": (subordinate.given_that,),
    "considering": (subordinate.given_that,),
    "if": (subordinate.condition,),
    "unless": (subordinate.condition,),
    "so": (),  # three constructions, chosen below
    "such": (results.so_much_that,),
    "therefore": (results.therefore,),
    "thus": (results.therefore,),
    "hence": (results.therefore,),
    "consequently": (results.therefore,),
    "accordingly": (results.therefore,),
    "result": (results.as_a_result,),
    "consequence": (results.as_a_result,),
    "reason": (results.as_a_result,),
    "way": (results.as_a_result,),
    "why": (results.that_is_why,),
    "how": (results.that_is_why,),
    "too": (results.too_or_enough,),
    "enough": (results.too_or_enough,),
    "of": (adjuncts.complex_preposition,),
    "to": (adjuncts.complex_preposition,),
    "from": (adjuncts.complex_preposition, adjuncts.worn_out_from, adjuncts.through),
    "by": (adjuncts.complex_preposition, adjuncts.by),
    "through": (adjuncts.through,),
    "via": (adjuncts.through,),
    "with": (adjuncts.through, named.to_do_with),
    "without": (adjuncts.without,),
    "over": (aims.motive,),
    "for": (aims.motive,),
    "against": (aims.motive,),
    "or": (subordinate.or_else,),
    "when": (subordinate.sequel,),
    "once": (subordinate.sequel,),
    "after": (subordinate.sequel, adjuncts.event),
    "following": (adjuncts.event,),
}
_VERBS = frozenset(frames())


def links(tree: Tree, is_person: IsPerson) -> Iterator[Link]:
    """Yield the links of a turn by the place of the word that gives them away, none of them twice."""
    seen: set[tuple[tuple[int, ...], tuple[int, ...]]] = set()
    for at in range(tree.size):
        for link in _at(tree, at, is_person):
            whole = (link.cause, link.effect)
            if (link.cause or link.effect) and whole not in seen:
                seen.add(whole)
                yield link


def _at(tree: Tree, at: int, is_person: IsPerson) -> Iterator[Link]:
    word = tree.lower[at]
    for finder in _BY_WORD.get(word, ()):
        yield from finder(tree, at)
    if word == "so":
        yield from _so(tree, at)
    elif word == "that":
        yield from subordinate.now_that(tree, at)
    if tree.is_infinitive(at):
        yield from aims.purpose(tree, at)
    if tree.pos[at] == "VERB":
        if tree.lemma[at].lower() in _VERBS:
            yield from causal_verb(tree, at, is_person)
        if tree.tag[at] == "VBG":
            yield from aims.demand(tree, at)
    elif tree.pos[at] == "NOUN":
        lemma = tree.lemma[at].lower()
        if lemma in words("causes"):
            yield from named.named_cause(tree, at)
        elif lemma in words("effects"):
            yield from named.named_effect(tree, at)


def _so(tree: Tree, at: int) -> Iterator[Link]:
    if at + 1 < tree.size and tree.lower[at + 1] == "that":
        yield from subordinate.so_that(tree, at)
        return
    yield from results.so_much_that(tree, at)
    yield from results.so(tree, at)
