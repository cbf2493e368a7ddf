"""Purposes and motives: what an act is for, and what people protest over or are punished for."""

from __future__ import annotations

from collections.abc import Iterator

from storylens.taggers.agency.tree import OBJECTS, Tree
from storylens.taggers.claims.lexicon import words
from storylens.taggers.claims.link import MOTIVE, PURPOSE, Link
from storylens.taggers.claims.phrases import VERBAL, clause, main_verb, subtree, trimmed

_PROTEST = words("protest")
_DEMANDS = words("demands")
_IN_ORDER = frozenset(("attempt", "bid", "effort", "order"))
_GOES = frozenset(("come", "gather", "go", "return", "save", "stay", "travel"))  # "saved to buy a boat"
_COMES_TO = frozenset(("believe", "feel", "have", "know", "like", "love", "realise", "realize", "think", "understand"))
_MEANS_FOR = frozenset(("use", "require", "hire"))  # their object is for what follows: "used the money to build"
_ORDERS_TALK = frozenset(("begin", "conclude", "put", "recap", "say", "start", "sum", "summarise", "tell"))
_FRANKLY = frozenset(("brief", "clear", "exact", "fair", "frank", "honest", "precise", "sure"))


def purpose(tree: Tree, verb: int) -> Iterator[Link]:
    """Purpose: "she sold the goat to pay the fees", "to rest, we stopped", "used it to cook"; not what a verb asks for.

    A phrase that only orders the talk is none: "to be honest".
    """
    effect = trimmed(tree, subtree(tree, verb))
    host = _act_for(tree, verb)
    if host is not None and tree.pos[host] in VERBAL and effect:
        act = trimmed(tree, (at for at in clause(tree, host, {verb}) if at not in effect))
        yield Link("purpose", (effect[0],), act, effect, host, verb, sort=PURPOSE)


def _act_for(tree: Tree, verb: int) -> int | None:
    """Return the verb of the act that an infinitive says the purpose of."""
    head: int = tree.head[verb]
    if head == verb:
        return None
    if tree.dep[verb] == "advcl":
        told = not _orders_talk(tree, verb) if head > verb else not _takes_time(tree, head)
        return head if told else None
    if tree.dep[verb] in ("acl", "relcl") and tree.lower[head] in _IN_ORDER and tree.lower[tree.head[head]] == "in":
        return main_verb(tree, tree.head[head])
    if tree.dep[verb] in ("xcomp", "ccomp") and tree.lemma[head] in _MEANS_FOR:
        thing = tree.child(head, *OBJECTS)
        return head if thing is not None and head < thing < verb else None
    goes = tree.lemma[head] in _GOES and tree.lower[head] != "going"  # "we are going to sing" is no errand
    return head if tree.dep[verb] == "xcomp" and goes and tree.lemma[verb] not in _COMES_TO else None


def _orders_talk(tree: Tree, verb: int) -> bool:
    """Say whether a phrase before the act is about the talk itself: "to be honest", "to start with"."""
    return tree.lemma[verb] in _ORDERS_TALK or any(tree.lower[at] in _FRANKLY for at in tree.children(verb, "acomp"))


def _takes_time(tree: Tree, verb: int) -> bool:
    """Say whether a verb tells how long an act lasted: "it took two days to dig the hole"."""
    return tree.lemma[verb] in ("take", "spend") and any(
        tree.entity[at] in ("DATE", "TIME") or tree.lemma[at] in ("time", "long", "effort") for at in tree.kids[verb]
    )


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
