"""Which arguments are persons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from storylens.taggers.agency.lexicon import nouns, words
from storylens.taggers.agency.names import Names, needs_person
from storylens.taggers.agency.tree import SUBJECTS, Tree

_PERSONS = words("persons")
_THINGS = words("things")
_THEY = words("they")
_COUNTERS = words("counters")
_TIMES = words("times")
_SEVERAL = words("several")
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_DONE_TO_PERSONS = words("done_to_persons")
_WEIGHTS = {"nsubj": 4, "nsubjpass": 4, "dobj": 3, "attr": 3, "ROOT": 3, "conj": 2, "dative": 2, "pobj": 1, "appos": 1}
_MULTITUDES = frozenset({"hundreds", "thousands", "millions", "billions"})
_UNCOUNTED = frozenset({"much", "little"})
_REACH = 2  # sentences back in which "they" may have been named
_NEAREST = 60  # nouns that are weighed for it
_ONE = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "conj", "appos"})  # where one of two may stand
_ONES = 20  # singular nouns that are looked at for two persons
_TWO = 1.0  # rank of two persons named apart, against nouns that "they" may take up alone
_HE, _SHE = frozenset({"he", "him"}), frozenset({"she", "her"})


class _Mention(NamedTuple):
    """A noun that "they" may take up, where it stands, and how much it stands out."""

    tree: Tree
    at: int
    sentence: int
    weight: int


class Persons:
    """Sort noun phrases into persons, groups, things and unknown, over all turns of a document."""

    def __init__(self, trees: Sequence[Tree]) -> None:
        self.names = Names(trees)
        self._mentions: list[_Mention] = []
        self._ones: list[tuple[int, Tree, int]] = []  # singular nouns, he and she, with their sentences
        self._they: dict[tuple[int, int], str] = {}
        if any(word in _THEY for tree in trees for word in tree.lower):
            self._resolve_they(trees)

    def kind(self, tree: Tree, at: int) -> str:
        """Return person, group, thing or unknown for the (spaCy) head of a noun phrase."""
        lower, pos = tree.lower[at], tree.pos[at]
        if lower in _PERSONS or (lower in ("'s", "’s") and tree.tag[at] == "PRP"):
            return "person"
        if lower in _THEY:
            return self._they.get((id(tree), at), "unknown")
        if lower in ("who", "whom"):
            return "unknown"  # a question: nobody is named
        if lower in _THINGS:
            return "thing"
        known, lemma = nouns(), tree.lemma[at].lower()
        if lower == "one" and (tree.tag[at] == "PRP" or (at and tree.lower[at - 1] in ("no", "every", "any"))):
            return "person"  # "no one came", "one must eat"
        if lower in _COUNTERS or pos == "NUM" or lemma in known.quantity:
            return self._counted(tree, at)
        if pos == "PROPN" or tree.entity[at] == "PERSON" or self.names.are_of_person(tree.text[at]):
            return self.names.kind(tree, at)
        if lemma == "family" and tree.tag[at] == "NNS":
            return "person"
        return known.kind(lemma)

    def _counted(self, tree: Tree, at: int) -> str:
        """Sort by what is counted: "some of the women", "hundreds who fled", "two were arrested"."""
        if (inner := self._inner(tree, at)) is not None:
            while (deeper := self._inner(tree, inner)) is not None and tree.lemma[inner].lower() in nouns().quantity:
                inner = deeper
            whole = tree.tag[inner] == "NNP" and tree.child(inner, "conj") is None
            return "thing" if whole else self.kind(tree, inner)  # "the part of Lena Moss" is nobody
        if tree.lower[at] in ("other", "another") and tree.lower[at - 1] in ("each", "one"):
            return self._subject_kind(tree, at)
        for kid in tree.children(at, "relcl", "acl"):
            if any(tree.lower[each] in ("who", "whom", "whose") for each in tree.kids[kid]):
                return "person"
            if tree.tag[kid] == "VBN" and tree.lemma[kid] in _DONE_TO_PERSONS:
                return "person"
        if tree.lower[at] in _UNCOUNTED:
            return "thing"  # "much depends on it"
        if tree.lower[at] in ("others", "many") or self._is_multitude(tree, at) or needs_person(tree, at):
            return "person"
        return nouns().kind(tree.lemma[at].lower())

    def _is_multitude(self, tree: Tree, at: int) -> bool:
        """Say whether a round number stands alone as a subject: "thousands fled", not "thousands of eggs"."""
        return tree.lower[at] in _MULTITUDES and tree.dep[at] in SUBJECTS and not tree.kids[at]

    def _inner(self, tree: Tree, at: int) -> int | None:
        of = next((kid for kid in tree.kids[at] if tree.lower[kid] == "of"), None)
        return None if of is None else tree.child(of, "pobj")

    def _subject_kind(self, tree: Tree, at: int) -> str:
        """Sort "each other" like the subject of its verb."""
        verb = tree.head[at]
        while tree.dep[verb] in ("prep", "conj", "xcomp") and tree.child(verb, *SUBJECTS) is None:
            verb = tree.head[verb]
        subject = tree.child(verb, *SUBJECTS)
        return "unknown" if subject is None or subject == at else self.kind(tree, subject)

    # They

    def _resolve_they(self, trees: Sequence[Tree]) -> None:
        sentence = 0
        for tree in trees:
            for at in range(tree.size):
                sentence += tree.starts[at]
                if tree.lower[at] in _THEY:
                    self._they[id(tree), at] = self._sort_they(tree, at, sentence)
                if tree.dep[at] in _WEIGHTS and self._can_be_they(tree, at):
                    self._mentions.append(_Mention(tree, at, sentence, _WEIGHTS[tree.dep[at]]))
                if tree.dep[at] in _ONE and tree.tag[at] in ("NN", "NNP", "PRP"):
                    self._ones.append((sentence, tree, at))

    def _can_be_they(self, tree: Tree, at: int) -> bool:
        """Say whether "they" may take up a noun: a plural, two nouns joined, or a body that acts as one."""
        if tree.lemma[at].lower() in _SEVERAL:
            return True  # "a couple", "the police"
        if tree.tag[at] in ("NNS", "NNPS"):
            return tree.lemma[at] not in _TIMES and not tree.lower[at].endswith("ics")  # mathematics
        if tree.pos[at] not in ("NOUN", "PROPN"):
            return tree.lower[at] in _THEY
        if tree.child(at, "conj") is not None:
            return any(tree.lower[kid] == "and" for kid in tree.children(at, "cc"))
        return tree.entity[at] not in _PLACES and self.kind(tree, at) == "group"

    def _sort_they(self, tree: Tree, at: int, sentence: int) -> str:
        """Sort by the noun before it that stands out most; where the verb asks for a person, no thing will do."""
        mindful = needs_person(tree, at)
        best, found = float("-inf"), "person"
        for back, mention in enumerate(reversed(self._mentions[-_NEAREST:])):
            if sentence - mention.sentence > _REACH:
                break
            if mention.tree is tree and tree.head[mention.at] == tree.head[at] and tree.dep[at] not in SUBJECTS:
                continue
            kind = self.kind(mention.tree, mention.at)
            if mindful and kind not in ("person", "group"):
                continue
            rank = mention.weight - 2 * (sentence - mention.sentence) + 2 * (kind == "person") - back / 100
            if rank > best:
                best, found = rank, kind
        return "person" if best < _TWO and self._are_two(sentence) else found

    def _are_two(self, sentence: int) -> bool:
        """Say whether two persons were named apart just before, as in "Ruth met Peter near the pumps. They left".

        He and a name may be one person, so that only two names or nouns count, or he and she.
        """
        near = {self._one(tree, at) for there, tree, at in self._ones[-_ONES:] if sentence - there <= _REACH} - {""}
        return len(near - {"he", "she"}) > 1 or {"he", "she"} <= near

    def _one(self, tree: Tree, at: int) -> str:
        """Return by what name one person is spoken of, or nothing."""
        lower = tree.lower[at]
        if lower in _HE or lower in _SHE:
            return "he" if lower in _HE else "she"
        if tree.tag[at] == "PRP" or self.kind(tree, at) != "person":
            return ""
        return tree.lemma[at]
