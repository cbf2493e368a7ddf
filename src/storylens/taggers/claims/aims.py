"""Purposes and motives: what an act is for, and what people protest over or are punished for."""

from __future__ import annotations

from collections.abc import Iterator

from storylens.taggers.agency.tree import Tree
from storylens.taggers.claims.lexicon import words
from storylens.taggers.claims.link import MOTIVE, PURPOSE, Link
from storylens.taggers.claims.phrases import VERBAL, clause, main_verb, subtree, trimmed

_PROTEST = words("protest")
_DEMANDS = words("demands")


def purpose(tree: Tree, verb: int) -> Iterator[Link]:
    """Purpose: "she sold the goat to pay the fees", "in order to rest"; not what a verb only asks for."""
    host = tree.head[verb]
    if tree.dep[verb] != "advcl" or host == verb or tree.pos[host] not in VERBAL or verb < host:
        return
    effect = trimmed(tree, subtree(tree, verb))
    if effect:
        yield Link("purpose", (effect[0],), clause(tree, host, {verb}), effect, host, verb, sort=PURPOSE)


def motive(tree: Tree, at: int) -> Iterator[Link]:
    """Motive: "they marched over the price of bread", "he was fined for shouting"."""
    noun, host = tree.child(at, "pobj", "pcomp"), tree.head[at]
    if noun is None or tree.lemma[host].lower() not in _PROTEST or tree.entity[noun] in ("DATE", "TIME", "CARDINAL"):
        return
    top = main_verb(tree, host)
    effect = clause(tree, top, {at}) if tree.pos[top] in VERBAL else trimmed(tree, subtree(tree, host, {at}))
    cause = trimmed(tree, subtree(tree, noun))
    yield Link(f"motive, {tree.lower[at]}", (at,), cause, effect, noun, top, sort=MOTIVE, explicit=False)


def demand(tree: Tree, verb: int) -> Iterator[Link]:
    """Motive in a participle: "they blocked the road, demanding water"."""
    host = tree.head[verb]
    if tree.lower[verb] in _DEMANDS and tree.dep[verb] in ("advcl", "acl") and tree.pos[host] in VERBAL and verb > host:
        cause = trimmed(tree, subtree(tree, verb))
        yield Link(
            "motive, demanding", (verb,), cause, clause(tree, host, {verb}), verb, host, sort=MOTIVE, explicit=False
        )
