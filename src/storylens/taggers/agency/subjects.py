"""The subjects of verbs: their own, shared, controlled, of relative clauses."""

from __future__ import annotations

from typing import NamedTuple

from storylens.taggers.agency.lexicon import words
from storylens.taggers.agency.nominals import referent
from storylens.taggers.agency.tree import OBJECTS, SUBJECTS, Tree
from storylens.taggers.agency.voice import Voice

_MENTAL = words("mental")
_WITH_GERUND = words("with_gerund")
_PROMISING = words("promising")
_OBJECT_CONTROL = words("object_control")
_FREE = frozenset({"whoever", "whomever", "whichever", "whatever", "what"})
_PREDICATE = ("acomp", "attr", "oprd")
_CLAUSE = ("VERB", "AUX")


class Subject(NamedTuple):
    """A subject, the construction that gives it to the verb, and whether its conjuncts are subjects too."""

    at: int
    rule: str
    whole: bool = True


class Subjects:
    """The subjects in one tree."""

    def __init__(self, tree: Tree, voice: Voice) -> None:
        self.tree, self.voice = tree, voice
        self._known: dict[int, list[Subject]] = {}

    def of(self, verb: int) -> list[Subject]:
        """Return the subjects of a verb or of a copula."""
        if verb not in self._known:
            self._known[verb] = self._find(verb)
        return self._known[verb]

    def _find(self, verb: int) -> list[Subject]:
        tree = self.tree
        if own := tree.children(verb, *SUBJECTS):
            return [self._own(verb, at) for at in own]
        if tree.child(verb, "expl") is not None:
            return []
        clause = tree.child(verb, "csubj", "csubjpass")
        if clause is not None:
            return [Subject(at, "free relative") for at in tree.children(clause, *SUBJECTS) if tree.lower[at] in _FREE]
        dep, head = tree.dep[verb], tree.head[verb]
        if dep == "conj":
            return [] if self._is_imperative(verb, head) else self._shared(head)
        if dep == "xcomp":
            return self._controlled(verb, head)
        if dep == "advcl" and tree.lemma[head] == "come" and tree.is_infinitive(verb) and tree.lemma[verb] in _MENTAL:
            return self._renamed(head, "subject control")  # "came to see that": no purpose
        return []

    def _own(self, verb: int, at: int) -> Subject:
        noun = referent(self.tree, at)
        if noun != at:
            return Subject(noun, "relative clause", whole=False)
        return Subject(at, "passive" if self.voice.passive(verb) else "active")

    def _is_imperative(self, verb: int, head: int) -> bool:
        """Say whether a coordinated verb is an order: "I have a problem, so please help me"."""
        tree = self.tree
        if tree.tag[verb] != "VB" or tree.child(verb, "aux") is not None:
            return False
        past = tree.tag[head] in ("VBD", "VBZ") and tree.lower[head] != tree.lemma[head]
        return past or any(tree.lower[at] == "please" for at in range(max(0, verb - 2), verb))

    def _shared(self, head: int) -> list[Subject]:
        """Coordination: "she came and helped", "they are afraid and hide"."""
        tree = self.tree
        if tree.pos[head] not in _CLAUSE:
            if tree.dep[head] not in _PREDICATE or tree.pos[tree.head[head]] not in _CLAUSE:
                return []
            head = tree.head[head]
        return self._renamed(head, "shared subject")

    def _controlled(self, verb: int, head: int) -> list[Subject]:
        """Control and raising: "she wants to go", "they told her to go", "he is likely to go"."""
        tree = self.tree
        if tree.pos[head] == "ADJ" and tree.dep[head] in _PREDICATE:
            return self._renamed(tree.head[head], "subject control")
        if tree.pos[head] not in _CLAUSE:
            return []
        if tree.tag[verb] == "VBG" and tree.lemma[head] not in _WITH_GERUND:
            return []  # "they searched using a lamp": an adjunct
        objects = [at for at in tree.children(head, *OBJECTS, "dative") if tree.pos[at] != "ADP" and at < verb]
        if not objects or tree.lemma[head] in _PROMISING:
            return self._renamed(head, "subject control")
        if tree.is_infinitive(verb) and tree.lemma[head] not in _OBJECT_CONTROL:
            return []  # "they used a rope to climb": a purpose
        noun = referent(tree, objects[0])
        return [Subject(noun, "object control", whole=noun == objects[0])]

    def _renamed(self, head: int, rule: str) -> list[Subject]:
        return [subject._replace(rule=rule) for subject in self.of(head)]
