"""Noun phrases: conjuncts, what relative pronouns stand for, and how far a phrase reaches."""

from __future__ import annotations

from storylens.taggers.agency.tree import Tree

_RELATIVE = frozenset({"who", "whom", "which", "that"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
_APART = frozenset({"conj", "cc", "preconj", "punct", "vocative"})
_LOOSE = frozenset({"relcl", "appos", "acl", "parataxis", "advcl", "prep"})
_BREAKS = frozenset({",", ":", "-LRB-", "-RRB-"})


def conjuncts(tree: Tree, at: int) -> list[int]:
    """Return a noun and the nouns coordinated with it."""
    found = [at]
    for noun in found:  # grows while it is read
        found += [kid for kid in tree.kids[noun] if tree.dep[kid] == "conj" and tree.pos[kid] in _NOMINAL]
    return found


def referent(tree: Tree, at: int) -> int:
    """Return the noun that a relative pronoun stands for, or the token itself."""
    if tree.lower[at] not in _RELATIVE or tree.tag[at] not in ("WDT", "WP", "IN"):
        return at
    verb = tree.head[at]
    while tree.dep[verb] in ("conj", "xcomp", "ccomp") and tree.head[verb] != verb:
        verb = tree.head[verb]
    return tree.head[verb] if tree.dep[verb] == "relcl" else at


def phrase(tree: Tree, at: int) -> tuple[int, int]:
    """Return first and last token of a noun phrase, without its conjuncts and what follows a comma, dash or bracket."""
    first, last = at, at
    for kid in tree.kids[at]:
        if kid < at and tree.dep[kid] not in _APART:
            first = min(first, _left(tree, kid))
    for kid in tree.kids[at]:
        if kid > at:
            if tree.dep[kid] in ("conj", "cc") or _stops(tree, kid) or tree.lower[kid].endswith(("self", "selves")):
                break
            if tree.dep[kid] != "punct":
                last = _right(tree, kid)
    return first, last


def _stops(tree: Tree, at: int) -> bool:
    """Say whether a token begins something that is only loosely joined to the noun before it."""
    if tree.dep[at] == "punct":
        return tree.tag[at] in _BREAKS
    return tree.dep[at] in _LOOSE and tree.tag[_left(tree, at) - 1] in _BREAKS


def _left(tree: Tree, at: int) -> int:
    while True:
        first = next((kid for kid in tree.kids[at] if tree.dep[kid] != "punct"), at)
        if first >= at:
            return at
        at = first


def _right(tree: Tree, at: int) -> int:
    while True:
        last = at
        for kid in tree.kids[at]:
            if kid > at:
                if tree.tag[kid] != "," and _stops(tree, kid):
                    break
                if tree.dep[kid] != "punct":
                    last = kid
        if last == at:
            return at
        at = last
