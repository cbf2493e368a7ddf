"""Who takes part without being subject or object: what the sentence implies and grammar does not mark.

These roles are kept apart ("implied agent", "implied patient"), so that a count of what is stated leaves them out.
"""

from __future__ import annotations

from storylens.taggers.agency.lexicon import words
from storylens.taggers.agency.nominals import conjuncts
from storylens.taggers.agency.roles import Filler, Roles
from storylens.taggers.agency.tree import OBJECTS, SUBJECTS, Tree

AGENT, PATIENT = "implied agent", "implied patient"
_RELATIVE_TAGS = frozenset({"WDT", "WP", "WRB", "WP$"})
_LIGHT = words("light")
_PREPOSITIONAL = words("prepositional")


def implied(roles: Roles, verb: int) -> list[Filler]:
    """Return the implied roles of a verb."""
    return [*_missing_subject(roles, verb), *_zero_relative(roles, verb), *_after_preposition(roles, verb)]


def _missing_subject(roles: Roles, verb: int) -> list[Filler]:
    """Reduced relatives, purposes and adjuncts: "women beaten at home", "went to sell maize", "by lending money"."""
    tree = roles.tree
    if roles.subjects.of(verb):
        return []
    dep, head = tree.dep[verb], tree.head[verb]
    role = PATIENT if roles.voice.passive(verb) else AGENT
    if dep == "acl" and tree.tag[verb] in ("VBN", "VBG") and tree.pos[head] in ("NOUN", "PROPN", "PRON", "NUM"):
        return [Filler(role, head, "reduced relative")]
    if dep == "pcomp" and tree.dep[head] == "prep":
        head = tree.head[head]
    elif dep not in ("advcl", "xcomp"):
        return []
    if tree.pos[head] != "VERB" or roles.voice.passive(head) or tree.child(verb, "mark", "expl") is not None:
        return []
    if tree.tag[verb] not in ("VBG", "VBN") and not tree.is_infinitive(verb):
        return []
    rule = "purpose" if tree.is_infinitive(verb) else "adjunct"
    return [
        Filler(role, at, rule)
        for subject in roles.subjects.of(head)
        for at in (conjuncts(tree, subject.at) if subject.whole else [subject.at])
    ]


def _zero_relative(roles: Roles, verb: int) -> list[Filler]:
    """Relative clause without a pronoun, the noun being its object: "the man I met"."""
    tree = roles.tree
    if tree.dep[verb] != "relcl" or tree.child(verb, *SUBJECTS) is None or roles.voice.passive(verb):
        return []
    if any(tree.tag[at] in _RELATIVE_TAGS or tree.lower[at] == "that" for at in _before(tree, verb)):
        return []
    if tree.child(verb, *OBJECTS, "attr", "acomp", "ccomp", "xcomp", "dative") is not None:
        return []
    if any(tree.dep[kid] == "prep" and tree.child(kid, "pobj", "pcomp") is None for kid in tree.kids[verb]):
        return []  # "the man I talked to"
    return [Filler(PATIENT, tree.head[verb], "zero relative")]


def _before(tree: Tree, verb: int) -> list[int]:
    kids = [kid for kid in tree.kids[verb] if kid < verb]
    return [*kids, *(below for kid in kids for below in tree.kids[kid])]


def _after_preposition(roles: Roles, verb: int) -> list[Filler]:
    """Light verbs and verbs with a preposition: "took care of the child", "looked after him"."""
    tree = roles.tree
    found = []
    for prep in tree.children(verb, "prep", "dative"):
        if f"{tree.lemma[verb]} {tree.lower[prep]}" in _PREPOSITIONAL:
            found += _objects(tree, prep, "prepositional verb")
    for noun in tree.children(verb, *OBJECTS):
        light = f"{tree.lemma[verb]} {tree.lemma[noun]} "
        for prep in (*tree.children(noun, "prep"), *tree.children(verb, "prep", "dative")):
            if light + tree.lower[prep] in _LIGHT:
                found += _objects(tree, prep, "light verb")
    return found


def _objects(tree: Tree, prep: int, rule: str) -> list[Filler]:
    noun = tree.child(prep, "pobj")
    return [] if noun is None else [Filler(PATIENT, at, rule) for at in conjuncts(tree, noun)]
