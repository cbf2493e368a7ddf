"""Active or passive: whether the subject of a verb does it or undergoes it."""

from __future__ import annotations

from storylens.taggers.agency.lexicon import words
from storylens.taggers.agency.tree import Tree

_GIVING = words("giving")
_RECIPROCAL = words("reciprocal")
_SAME_FORMS = words("same_forms")
_INTRANSITIVE = words("intransitive")


class Voice:
    """The voice of the verbs of one tree."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._known: dict[int, bool] = {}

    def passive(self, verb: int) -> bool:
        """Return True when the subject of a verb undergoes it."""
        known = self._known.get(verb)
        if known is None:
            known = self._known[verb] = self._is_passive(verb)
        return known

    def _is_passive(self, verb: int) -> bool:
        tree = self.tree
        if tree.tag[verb] not in ("VBN", "VBD"):
            return False
        labels = {tree.dep[kid] for kid in tree.kids[verb]}
        if labels & {"auxpass", "nsubjpass"} or ("agent" in labels and tree.tag[verb] == "VBN"):
            return True
        if "aux" in labels or ("dobj" in labels and tree.lemma[verb] not in _GIVING):
            return False
        if tree.dep[verb] == "conj" and "nsubj" not in labels:
            return self.passive(tree.head[verb]) and self._shares_auxiliary(verb)
        return (
            tree.tag[verb] == "VBN" and tree.lemma[verb] not in _RECIPROCAL
        )  # a participle alone: "parents prosecuted after a death", "people left behind"

    def _shares_auxiliary(self, verb: int) -> bool:
        """Coordinated participle: "he was caught and beaten", also where it is tagged as a past tense."""
        tree = self.tree
        if tree.tag[verb] == "VBN":
            return True
        return (
            (tree.lower[verb].endswith("ed") or tree.lower[verb] in _SAME_FORMS)
            and tree.lemma[verb] not in _INTRANSITIVE
            and tree.child(verb, "dative", "prt") is None
        )
