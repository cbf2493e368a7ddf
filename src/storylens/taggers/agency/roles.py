"""Who fills the roles of each verb, construction by construction."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from storylens.taggers.agency.lexicon import words
from storylens.taggers.agency.nominals import conjuncts, referent
from storylens.taggers.agency.subjects import Subjects
from storylens.taggers.agency.tree import OBJECTS, SUBJECTS, Tree
from storylens.taggers.agency.voice import Voice

_CAUSING = words("causing")
_GIVING = words("giving")
_TELLING = words("telling")
_ADDRESSING = words("addressing")
_HANDING = words("handing")
_PERCEIVING = words("perceiving")
_INTRANSITIVE = words("intransitive")
_TIMES = words("times")
_NOT_VERBS = frozenset({"aux", "auxpass", "amod", "compound", "nmod", "prep", "mark"})
_FINITE = frozenset({"MD", "VBD", "VBZ", "VBP"})
_FAR = 25  # words between a passive and a by-phrase that may still belong to it


class Filler(NamedTuple):
    """One role of a verb, the spaCy head of what fills it, and the construction that says so."""

    role: str
    at: int
    rule: str


class Roles:
    """Read the roles out of one mended tree. `kind` says whether a noun phrase is a person."""

    def __init__(self, tree: Tree, kind: Callable[[int], str]) -> None:
        self.tree, self.kind = tree, kind
        self.voice = Voice(tree)
        self.subjects = Subjects(tree, self.voice)

    def verbs(self) -> list[int]:
        """Return the verbs of the turn; auxiliaries and participles that describe a noun are none."""
        tree = self.tree
        return [at for at in range(tree.size) if tree.pos[at] == "VERB" and tree.dep[at] not in _NOT_VERBS]

    def fillers(self, verb: int) -> list[Filler]:
        """Return what fills the roles of a verb: agent, patient, recipient."""
        tree = self.tree
        role = "patient" if self.voice.passive(verb) else "agent"
        found = [
            Filler(role, at, subject.rule)
            for subject in self.subjects.of(verb)
            for at in (conjuncts(tree, subject.at) if subject.whole else [subject.at])
        ]
        for kid in tree.kids[verb]:
            dep = tree.dep[kid]
            if dep in OBJECTS or dep == "dative":
                found += self._object(verb, kid)
            elif dep == "agent":
                found += self._by_agent(kid)
            elif dep in ("ccomp", "xcomp", "oprd", "acomp"):
                found += self._raised(verb, kid)
            elif dep == "attr" and tree.lemma[verb] == "be" and tree.child(verb, "expl") is not None:
                found += self._all("agent", kid, "existential")
        if not any(filler.role == "patient" for filler in found):
            found += self._shared_object(verb)
        elif not any(filler.role == "agent" for filler in found) and self.voice.passive(verb):
            found += self._far_by_agent(verb)
        return list({(filler.role, filler.at): filler for filler in found}.values())

    def _all(self, role: str, at: int | None, rule: str) -> list[Filler]:
        return [] if at is None else [Filler(role, each, rule) for each in conjuncts(self.tree, at)]

    def _by_agent(self, by: int) -> list[Filler]:
        """Agent of a passive; "by Friday" and "by the hour" are none."""
        noun = self.tree.child(by, "pobj")
        if noun is not None and (self.tree.entity[noun] in ("DATE", "TIME") or self.tree.lemma[noun] in _TIMES):
            return []
        return self._all("agent", noun, "by-agent")

    def _object(self, verb: int, kid: int) -> list[Filler]:
        tree = self.tree
        if tree.pos[kid] == "ADP":  # "gave it to her"
            return self._all("recipient", tree.child(kid, "pobj"), "dative")
        inner = tree.child(kid, "nsubj")
        if inner is not None and inner < kid and tree.lemma[verb] in _CAUSING:
            return self._all("patient", inner, "small clause")  # "made the couple a model"
        noun = referent(tree, kid)
        told = tree.dep[kid] == "dative" or self._is_second_object(verb, kid)
        role, rule = ("recipient", "second object") if told else ("patient", "object")
        return self._all(role, kid, rule) if noun == kid else [Filler(role, noun, "relative clause")]

    def _is_second_object(self, verb: int, kid: int) -> bool:
        """Say whether an object is the one who is told, shown or given something: "they told me that"."""
        tree, lemma = self.tree, self.tree.lemma[verb]
        if lemma not in _GIVING and lemma not in _TELLING:
            return False
        if tree.pos[kid] != "PRON" and self.kind(kid) not in ("person", "group"):
            return False
        if lemma in _ADDRESSING or (lemma in _HANDING and tree.tag[kid] == "PRP" and tree.lower[kid] != "it"):
            return True
        return any(
            tree.dep[each] in ("ccomp", "xcomp") or (each > kid and tree.dep[each] in OBJECTS)
            for each in tree.kids[verb]
        )

    def _raised(self, verb: int, kid: int) -> list[Filler]:
        """Subject of a clause without a finite verb: "they want us to pay", "saw him leave", "makes us happy"."""
        tree, lemma = self.tree, self.tree.lemma[verb]
        subject = tree.child(kid, *SUBJECTS)
        if subject is None or kid < verb or tree.child(kid, "mark") is not None:
            return []
        helpers = {tree.tag[each] for each in tree.children(kid, "aux", "auxpass")}
        if tree.pos[kid] not in ("VERB", "AUX"):
            fits = lemma in _CAUSING
        elif "TO" in helpers:
            fits = True
        else:
            fits = (
                tree.tag[kid] in ("VB", "VBG", "VBN")
                and not helpers & _FINITE
                and (lemma in _CAUSING or lemma in _PERCEIVING)
            )
        role = "recipient" if lemma in _TELLING else "patient"
        return self._all(role, subject, "raised object") if fits else []

    def _shared_object(self, verb: int) -> list[Filler]:
        """Object after the second of two verbs that stand together: "they beat and robbed him"."""
        tree = self.tree
        second = tree.child(verb, "conj")
        if (
            second is None
            or tree.pos[second] != "VERB"
            or tree.lemma[verb] in _INTRANSITIVE
            or self.voice.passive(verb)
            or self.voice.passive(second)
            or tree.child(second, *SUBJECTS) is not None
        ):
            return []
        if any(tree.pos[at] not in ("CCONJ", "ADV") for at in range(verb + 1, second)):
            return []
        return self._all("patient", tree.child(second, "dobj"), "shared object")

    def _far_by_agent(self, verb: int) -> list[Filler]:
        """By-agent that hangs on a noun before it: "was found in a field by a passer-by"."""
        tree = self.tree
        for at in range(verb + 1, min(verb + _FAR, tree.size)):
            if tree.starts[at] or (tree.pos[at] in ("VERB", "AUX") and tree.dep[at] not in _NOT_VERBS):
                break
            if tree.lower[at] == "by" and tree.dep[at] == "prep":
                by = tree.child(at, "pobj")
                if by is not None and self.kind(by) == "person":
                    return self._all("agent", by, "by-agent")
        return []
