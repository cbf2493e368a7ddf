"""Tell "they" that stands for one person from "they" that stands for several."""

from __future__ import annotations

from collections.abc import Sequence

from storylens.taggers.mentions import words
from storylens.taggers.mentions.found import Mention
from storylens.taggers.mentions.words import Who

_REACH = 2  # sentences back
_EACH = frozenset({"each", "every", "any", "either", "neither", "no", "whichever", "a", "an", "one"})
_ALONE = frozenset({"themself"})


def settle_they(mentions: Sequence[Mention]) -> None:
    """Set the kind of each "they": singular where nobody but one person is near, or where the words say "each"."""
    for number, one in enumerate(mentions):
        if one.kind != "plural they":
            continue
        near = [
            other
            for other in mentions[max(0, number - 20) : number]
            if one.sentence - other.sentence <= _REACH and not other.doubtful
        ]
        if _is_one(one, near):
            one.kind = "singular they"


def _is_one(one: Mention, near: Sequence[Mention]) -> bool:
    if one.tree.lower[one.at] in _ALONE:
        return True
    here = [other for other in near if other.sentence == one.sentence]
    if here and _is_each(here[-1]):
        return True
    if any(_is_several(other) for other in near):
        return False
    follows = near and near[-1].kind == "singular they"
    persons = [other for other in near if other.who is Who.UNSTATED and not other.pronoun]
    return bool(follows or persons)


def _is_each(other: Mention) -> bool:
    """Say whether a mention is "everyone", "each member", "a person", "whoever"."""
    tree = other.tree
    if other.plural or other.who is Who.GROUP:
        return False
    if tree.lower[other.at] in words.SINGULAR:
        return True
    return any(tree.lower[kid] in _EACH - {"a", "an", "one"} for kid in tree.children(other.at, "det"))


def _is_several(other: Mention) -> bool:
    tree = other.tree
    if other.plural or other.who is Who.GROUP or other.kind == "plural they":
        return True
    joined = tree.children(other.at, "conj") or tree.dep[other.at] == "conj"
    return bool(joined) and any(tree.lower[kid] in ("and", "with") for kid in tree.kids[_first(other)])


def _first(other: Mention) -> int:
    at = other.at
    while other.tree.dep[at] == "conj" and other.tree.head[at] != at:
        at = other.tree.head[at]
    return at
