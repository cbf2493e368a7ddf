"""Whether an act is told as done: negated, hypothetical, modal."""

from __future__ import annotations

from collections.abc import Mapping

from storylens.taggers.agency.lexicon import words
from storylens.taggers.agency.tree import SUBJECTS, Tree

_NEGATORS = words("negators")
_NOBODY = words("nobody")
_CONDITIONS = words("conditions")
_UNREAL = words("unreal")
_SEMI_MODALS = words("semi_modal")
_IMPLICATIVE = words("implicative")
_MODALS = {"'ll": "will", "’ll": "will", "wo": "will", "'d": "would", "’d": "would", "ca": "can", "sha": "shall"}


class Manner:
    """How the verbs of one tree are told."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._known: dict[int, dict[str, bool | str]] = {}
        self._denied: dict[int, bool] = {}
        self._unreal: dict[int, bool] = {}

    def of(self, verb: int) -> Mapping[str, bool | str]:
        """Return `negated`, `hypothetical` and `modal` (the modal verb, "imperative", or nothing)."""
        known = self._known.get(verb)
        if known is None:
            modal = self._modal(verb)
            unreal = self._hypothetical(verb, modal)
            known = self._known[verb] = {"negated": self._negated(verb), "hypothetical": unreal, "modal": modal}
        return known

    def _auxiliaries(self, verb: int) -> list[int]:
        """Auxiliaries of a verb, or those that it shares: "did not eat or sleep"."""
        tree = self.tree
        while True:
            found = tree.children(verb, "aux", "auxpass")
            if found or not self._follows(verb):
                return found
            verb = tree.head[verb]

    def _follows(self, verb: int) -> bool:
        """Say whether a coordinated verb has neither subject nor tense of its own."""
        tree = self.tree
        return (
            tree.dep[verb] == "conj"
            and tree.tag[verb] in ("VB", "VBN", "VBG")
            and tree.pos[tree.head[verb]] in ("VERB", "AUX")
            and tree.child(verb, *SUBJECTS, "aux") is None
        )

    def _negated(self, verb: int) -> bool:
        if verb not in self._denied:
            self._denied[verb] = self._is_negated(verb)
        return self._denied[verb]

    def _is_negated(self, verb: int) -> bool:
        tree = self.tree
        for kid in tree.kids[verb]:
            if tree.dep[kid] == "neg" or (kid < verb and tree.lower[kid] in _NEGATORS and tree.dep[kid] != "preconj"):
                return True
            if tree.dep[kid] in (*SUBJECTS, "dobj") and (tree.lower[kid] in _NOBODY or self._without(kid)):
                return True
            if tree.lower[kid] == "longer" and tree.lower[kid - 1] == "no":
                return True
        if tree.dep[verb] == "pcomp" and tree.lower[tree.head[verb]] == "without":
            return True
        return self._follows(verb) and self._negated(tree.head[verb])

    def _without(self, noun: int) -> bool:
        """Say whether a noun phrase is "no one" or "no woman"."""
        return any(kid < noun and self.tree.lower[kid] == "no" for kid in self.tree.kids[noun])

    def _modal(self, verb: int) -> str:
        tree = self.tree
        helpers = self._auxiliaries(verb)
        for at in helpers:
            if tree.tag[at] == "MD":
                return _MODALS.get(tree.lower[at], tree.lower[at])
        head = tree.head[verb]
        if any(tree.tag[at] == "TO" for at in helpers):
            if tree.dep[verb] == "xcomp" and tree.lemma[head] in _SEMI_MODALS:
                return "used to" if tree.lemma[head] == "use" else f"{tree.lemma[head]} to"
            if tree.dep[verb] == "xcomp" and tree.lower[head] in ("able", "unable", "likely", "bound", "supposed"):
                return f"{tree.lower[head]} to"
            return ""
        return "imperative" if self._imperative(verb) else ""

    def _imperative(self, verb: int) -> bool:
        tree = self.tree
        while tree.tag[verb] == "VB" and tree.dep[verb] == "conj" and self._without_subject(verb):
            verb = tree.head[verb]
        if tree.tag[verb] != "VB" or not self._without_subject(verb):
            return False
        helpers = tree.children(verb, "aux", "auxpass")
        return tree.dep[verb] in ("ROOT", "ccomp", "parataxis") and all(tree.lemma[at] == "do" for at in helpers)

    def _without_subject(self, verb: int) -> bool:
        return self.tree.child(verb, *SUBJECTS, "expl", "csubj") is None

    def _hypothetical(self, verb: int, modal: str) -> bool:
        if verb not in self._unreal:
            self._unreal[verb] = self._is_hypothetical(verb, modal)
        return self._unreal[verb]

    def _is_hypothetical(self, verb: int, modal: str) -> bool:
        tree = self.tree
        if modal in _UNREAL or modal == "imperative":
            return True
        if any(tree.lower[kid] in _CONDITIONS for kid in tree.children(verb, "mark", "advmod")):
            return True
        head = tree.head[verb]
        if self._follows(verb):
            return self._hypothetical(head, self._modal(head))
        if not tree.is_infinitive(verb) or tree.dep[verb] not in ("xcomp", "ccomp", "advcl", "acl", "relcl"):
            return False
        if tree.dep[verb] not in ("xcomp", "ccomp") or tree.lemma[head] not in _IMPLICATIVE:
            return True
        return tree.pos[head] == "VERB" and self._hypothetical(head, self._modal(head))
