"""Where a name begins, and what it is the name of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from storylens.taggers.agency.lexicon import meaning, nouns, words
from storylens.taggers.agency.tree import SUBJECTS, Tree

_PARTS = frozenset({"compound", "nmod", "flat", "punct", "amod", "nummod"})
_PARTICLES = words("particles")
_GIVEN_TOO = words("given_too")
_DONE_TO_PERSONS = words("done_to_persons")
_PLAIN = frozenset({"DATE", "TIME", "LANGUAGE", "PERCENT", "MONEY", "QUANTITY", "CARDINAL", "ORDINAL"})
_BODIES = frozenset({"ORG", "GPE"})
_HE = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
_SHORT = 2  # letters; too few to know a name by
_SURE = 100  # outweighs what the model says of a name elsewhere


def name_parts(tree: Tree, at: int) -> list[int]:
    """Return the tokens of the name that ends at a proper noun, first to last."""
    inside = {at}
    parts = [at]
    for left in range(at - 1, -1, -1):
        if tree.head[left] not in inside or tree.dep[left] not in _PARTS:
            break
        inside.add(left)
        parts.append(left)
    parts.reverse()
    return parts


def name_start(tree: Tree, at: int, parts: list[int]) -> int:
    """Return the head word of a personal name: its first word, or the common noun that it follows.

    Universal Dependencies: in "Senator Maria Lopez" Maria is the head, in "the reporter Maria Lopez" reporter is.
    """
    known = nouns()
    if tree.entity[at] != "PERSON" and (tree.entity[at] == "NORP" or known.known_person(tree.lemma[at].lower())):
        return at
    start, titled = at, False
    for part in reversed(parts[:-1]):
        lower = tree.lower[part]
        if tree.pos[part] == "PUNCT":
            continue
        if tree.text[part][0].islower() and lower not in _PARTICLES:
            return part if tree.tag[part] in ("NN", "NNS") or known.known_person(lower) else start
        if tree.starts[part] and lower not in known.title and known.kind(lower) == "person":
            return part  # "Gardener Nick Moss said": only the sentence gives it its capital
        if titled:
            break
        if lower in known.title or (tree.entity[at] == "PERSON" and tree.entity[part] != "PERSON"):
            titled = True
        elif tree.pos[part] == "PROPN" or lower in _PARTICLES:
            start = part
        else:
            break
    return start


def _names_thing(tree: Tree, at: int) -> bool:
    """Say whether a word of a name makes it a thing's: "the Nile *Bridge*", "Covid-*19*"; "*Bill* Moss" is a person."""
    lower = tree.lower[at]
    if tree.entity[at] == "PERSON" and lower in _GIVEN_TOO:
        return False
    return lower in nouns().named_thing or any(letter.isdigit() for letter in lower)


def _is_lone_name(word: str, written: set[str]) -> bool:
    """Say whether a word is written as a name is, and nowhere in small letters."""
    return word.istitle() and len(word) > _SHORT and word.lower() not in written


def needs_person(tree: Tree, at: int) -> bool:
    """Say whether the verb asks for a person: only persons think, only persons are arrested."""
    lemma = tree.lemma[tree.head[at]]
    if tree.dep[at] == "nsubj":
        known = meaning(lemma)
        return known is not None and known.mind
    return tree.dep[at] in ("nsubjpass", "dobj") and lemma in _DONE_TO_PERSONS


class Names:
    """What the names in a document stand for, by all places where the model or the grammar tells."""

    def __init__(self, trees: Sequence[Tree]) -> None:
        self._weight: Counter[str] = Counter()  # above nought: a person
        written = set().union(*(tree.text for tree in trees))
        self._of_persons = {
            tree.text[at]
            for tree in trees
            for at, label in enumerate(tree.entity)
            if label == "PERSON" and tree.pos[at] == "PROPN" and _is_lone_name(tree.text[at], written)
        }
        for tree in trees:
            self._weigh_entities(tree)
            self._weigh_descriptions(tree)
            self._weigh_pronouns(tree)

    def _weigh_entities(self, tree: Tree) -> None:
        for span in tree.entities():
            parts = [tree.text[at] for at in span if tree.text[at][0].isupper()]
            label = tree.entity[span.start]
            if not parts or label in _PLAIN:
                continue
            if any(_names_thing(tree, at) for at in span):
                self._weight[parts[-1]] -= 2 * _SURE  # "the Hubble Telescope": Telescope is nobody
            elif label != "PERSON":
                self._weight[parts[-1]] -= 1
            elif len(parts) > 1:  # a full name: the surname or the first name alone is the same person
                self._weight[parts[-1]] += _SURE
                self._weight[parts[0]] += 3
            else:
                self._weight[parts[0]] += 1

    def _weigh_descriptions(self, tree: Tree) -> None:
        """Weigh names that the text itself calls a person: "Lena, a teacher", "Lena is a nurse"."""
        known = nouns()
        for at in range(tree.size):
            if tree.dep[at] in ("appos", "attr") and known.known_person(tree.lemma[at].lower()):
                name = tree.head[at] if tree.dep[at] == "appos" else tree.child(tree.head[at], "nsubj")
                if name is not None and tree.pos[name] == "PROPN":
                    self._weight[tree.text[name]] += _SURE

    def _weigh_pronouns(self, tree: Tree) -> None:
        """Weigh names that "he" or "she" takes up in the same sentence or the next."""
        last, age = None, 0
        for at in range(tree.size):
            age += tree.starts[at]
            if tree.pos[at] == "PROPN" and tree.dep[at] in SUBJECTS:
                last, age = tree.text[at], 0
            elif tree.lower[at] in _HE and last is not None:
                if age < 2:
                    self._weight[last] += 2
                last = None

    def kind(self, tree: Tree, at: int) -> str:
        """Return what the name that ends at a token stands for: person, group, thing or unknown."""
        known = nouns()
        lower, lemma, label = tree.lower[at], tree.lemma[at].lower(), tree.entity[at]
        parts = name_parts(tree, at)
        if lemma in known.group:
            return "group"
        if any(_names_thing(tree, part) for part in parts) or label in _PLAIN:
            return "thing"
        if any(tree.lower[part] in known.title and tree.text[part][0].isupper() for part in parts):
            return "person"
        if known.known_person(lemma):
            return "person"
        if label == "NORP" and (lower.endswith("s") or tree.child(at, "det") is not None):
            return "person"  # "Kenyans", "the French"
        weight = sum(self._weight[tree.text[part]] for part in {parts[0], at})
        if tree.tag[at] == "NNPS" and self._weight[tree.text[at].removesuffix("s")] >= _SURE:
            return "person"  # "the Bandas"
        if weight > 0 or (label == "PERSON" and weight > -3) or (not label and needs_person(tree, at)):
            return "person"
        if lower in known.place:
            return "group"
        if self._acts_alone(tree, at, parts):
            return "person"
        if label in _BODIES:
            return "group"
        return "thing" if label else "unknown"

    def are_of_person(self, word: str) -> bool:
        """Say whether a word is part of a person's name somewhere, and never small: "Dolly", "Waters", not "Hope"."""
        return word in self._of_persons

    def _acts_alone(self, tree: Tree, at: int, parts: list[int]) -> bool:
        """Say whether a name that the model takes for a place is the bare subject of a verb: places seldom act."""
        return (
            tree.entity[at] == "GPE"
            and tree.dep[at] in SUBJECTS
            and tree.text[at].istitle()
            and not tree.children(at, "det", "amod", "prep", "poss")
            and len(parts) == 1
            and tree.pos[tree.head[at]] == "VERB"
        )
