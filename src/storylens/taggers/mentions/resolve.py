"""Whom he, she, they and neopronouns stand for, by place in the sentence and by words.

Nothing here knows whose name is whose: a name takes part in "he" and "she" alike, unless the text says otherwise
with a title, a kin word or a pronoun that it tied to the same name before (after the salience of Lappin & Leass
1994, without their gender agreement for names).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from storylens.taggers.agency.tree import OBJECTS, SUBJECTS, Tree
from storylens.taggers.mentions.found import Mention
from storylens.taggers.mentions.words import Who

_FEMALE = frozenset({Who.WOMEN, Who.GIRLS})
_MALE = frozenset({Who.MEN, Who.BOYS})
_REACH = 3  # sentences back
_NEAREST = 40
_ASIDE = 8  # words
_REFLEXIVE = frozenset({"himself", "herself", "themself", "themselves", "zirself", "hirself", "xemself"})
_PLACES = frozenset({"GPE", "LOC", "FAC", "WORK_OF_ART", "PRODUCT", "EVENT"})
_POSSESSIVE = frozenset({"his", "her", "their", "hers", "theirs", "zir", "hir", "xyr", "eir", "faer"})


class Weights(NamedTuple):
    """What counts for an antecedent, set on 2,454 snippets of GAP (Webster et al. 2018); none knows a gender."""

    subject: float = 1.1  # it is a subject
    owner: float = 0.2  # it owns: "Ruth's"
    main: float = 0.2  # ... of a main clause
    parallel: float = 1.4  # it plays the part that the pronoun plays
    same: float = 0.5  # it stands in the same sentence
    back: float = -0.6  # by sentence between
    near: float = -0.06  # by word between, 60 at most
    often: float = 0.35  # by time that it is spoken of, four at most
    tied: float = -0.4  # its own words say a gender
    doubt: float = -0.7  # it may be nobody's name
    place: float = -0.3  # the model takes it for a place or a work
    ahead: float = -0.4  # it follows
    pronoun: float = -0.2  # it is a pronoun itself
    votes: float = 1.0  # by time that the same pronoun was read as it, less the other
    most: float = 1.2  # no more than this counts
    name: float = 0.9  # it is a name
    aside: float = -1.5  # it stands in brackets that the pronoun stands outside of: "Lena (Ruth Moss)"
    governs: float = 0.9  # its clause holds the pronoun's
    joined: float = -0.9  # it is one of several: "Ruth and Peter"
    before: float = 0.8  # it is the subject of the main clause of the sentence before
    common: float = -0.5  # it is no name


class Resolver:
    """Resolve the pronouns of a document, first to last, so that what is tied once helps the next."""

    def __init__(self, mentions: Sequence[Mention], weights: Weights | None = None) -> None:
        self.mentions = mentions
        self.weights = weights or Weights()
        self.key = {id(one): _key(one, mentions) for one in mentions}
        self.count = Counter(self.key[id(one)] for one in mentions if not one.pronoun)
        self.votes: dict[str, float] = {}  # how often "she" was read as a name, less how often "he" was
        self.side: dict[str, frozenset[Who]] = {}  # what the text's own words say of a name
        for one in mentions:
            if not one.pronoun and one.who in _FEMALE | _MALE:
                self.side[self.key[id(one)]] = _FEMALE if one.who in _FEMALE else _MALE

    def run(self) -> None:
        """Set `resolved` on each pronoun that has an antecedent.

        Twice: what the text calls somebody later helps to read what came before.
        """
        named = self.count.copy()
        for _ in range(2):
            before = self.votes
            self.count, self.votes = named.copy(), dict(before)
            for one in self.mentions:
                one.resolved = None
            self._read()
            self.votes = {key: vote - before.get(key, 0.0) for key, vote in self.votes.items()}

    def _read(self) -> None:
        for number, one in enumerate(self.mentions):
            if not one.pronoun:
                continue
            scored = self.scored(number)
            if not scored:
                continue
            best, antecedent = scored[0]
            second = next((score for score, other in scored[1:] if self._root(other) != self._root(antecedent)), -9.0)
            one.resolved = antecedent
            self._learn(one, antecedent, min(1.0, best - second))

    def _root(self, one: Mention) -> str:
        while one.pronoun and one.resolved is not None:
            one = one.resolved
        return self.key[id(one)]

    def _learn(self, one: Mention, antecedent: Mention, margin: float) -> None:
        key = self._root(antecedent)
        self.count[key] += 1
        if one.kind == "pronoun":
            self.votes[key] = self.votes.get(key, 0.0) + (margin if one.who in _FEMALE else -margin)

    def scored(self, number: int) -> list[tuple[float, Mention]]:
        """Return the possible antecedents of a pronoun, best first."""
        one = self.mentions[number]
        found: dict[str, tuple[float, Mention]] = {}
        for other in [*self._before(number), *self._ahead(number)]:
            if not self._fits(one, other):
                continue
            score = self._score(one, other)
            root = self._root(other)
            if root not in found or score > found[root][0]:
                found[root] = (score, other)
        return sorted(found.values(), key=lambda pair: -pair[0])

    def _before(self, number: int) -> list[Mention]:
        one = self.mentions[number]
        start = max(0, number - _NEAREST)
        return [
            other
            for other in self.mentions[start:number]
            if one.sentence - other.sentence <= _REACH and not (other.pronoun and other.resolved is None)
        ]

    def _ahead(self, number: int) -> list[Mention]:
        """Return names that follow in the same sentence, in a clause above: "when she came, Ruth was away"."""
        one = self.mentions[number]
        clause = _clause(one.tree, one.at)
        found = []
        for other in self.mentions[number + 1 : number + 12]:
            if other.turn != one.turn or other.sentence != one.sentence:
                break
            there = _clause(other.tree, other.at)
            above = there != clause and _is_above(one.tree, there, clause)
            lower = _owner_before(one.tree, one.at, there)
            if (above or lower) and other.name and one.tree.dep[other.at] in SUBJECTS:
                found.append(other)
        return found

    def _fits(self, one: Mention, other: Mention) -> bool:
        if (other.who is Who.GROUP and not other.doubtful) or other.plural or other.kind == "plural they":
            return one.kind == "plural they" and (other.plural or other.who is Who.GROUP)
        if one.kind == "plural they":
            return False
        side = self.side.get(self._root(other))
        mine = _FEMALE if one.who in _FEMALE else _MALE if one.who in _MALE else frozenset()
        if side is not None and mine and side != mine:
            return False
        if other.kind == "pronoun" and mine and other.who not in mine:
            return False  # "her" never takes up "he", whoever he is
        return not _barred(one, other)

    def _score(self, one: Mention, other: Mention) -> float:
        weigh, tree, root = self.weights, other.tree, self._root(other)
        dep = tree.dep[other.at]
        score = 0.0
        role, mine = _role(tree, other.at), _role(one.tree, one.at)
        score += {"subject": weigh.subject, "owner": weigh.owner}.get(role, 0.0)
        if role == mine:
            score += weigh.parallel
        back = one.sentence - other.sentence
        if dep in SUBJECTS and tree.dep[tree.head[other.at]] == "ROOT":
            score += weigh.main + (weigh.before if back == 1 else 0.0)
        if _is_joined(tree, other.at):
            score += weigh.joined
        if other.doubtful:
            score += weigh.doubt
        if tree.entity[other.at] in _PLACES:
            score += weigh.place
        if other.pronoun:
            score += weigh.pronoun
        elif not other.name:
            score += weigh.common
        if _in_brackets(tree, other.at) and not (one.tree is tree and _in_brackets(tree, one.at)):
            score += weigh.aside
        if other.turn == one.turn and other.at > one.at:
            score += weigh.ahead
        score += weigh.same if back == 0 else weigh.back * back
        if one.turn == other.turn:
            score += weigh.near * min(abs(one.at - other.at), 60)
        score += weigh.often * min(self.count[root], 4)
        if root in self.side:
            score += weigh.tied
        vote = self.votes.get(root, 0.0) * (1 if one.who in _FEMALE else -1 if one.who in _MALE else 0)
        score += weigh.votes * max(-weigh.most, min(weigh.most, vote))
        if other.kind in ("name", "title"):
            score += weigh.name
        if back == 0 and one.turn == other.turn and _governs(tree, other.at, one.at):
            score += weigh.governs
        return score


def _in_brackets(tree: Tree, at: int) -> bool:
    """Say whether a token stands in round brackets that were opened a few words before."""
    for left in range(at - 1, max(-1, at - _ASIDE), -1):
        if tree.lower[left] in ("(", ")"):
            return tree.lower[left] == "("
    return False


def _key(one: Mention, mentions: Sequence[Mention]) -> str:
    """Return one key for one name, whole or in part: "Peter Dunn", "Dunn"."""
    if not one.name:
        return f"{one.turn} {one.at}"
    parts = one.name.split()
    for other in mentions:
        if other.name and len(other.name.split()) > 1 and set(parts) <= set(other.name.split()):
            return other.name
    return one.name


def _is_joined(tree: Tree, at: int) -> bool:
    """Say whether a mention is one of several that are named together: none of them is she or he alone."""
    return tree.dep[at] == "conj" or any(tree.pos[kid] == "PROPN" for kid in tree.children(at, "conj"))


def _role(tree: Tree, at: int) -> str:
    """Return the part that a mention plays; what is named beside another plays its part: "his aunt Ruth"."""
    dep = tree.dep[at]
    if dep in ("conj", "appos") and tree.head[at] != at:
        return _role(tree, tree.head[at])
    if dep in SUBJECTS:
        return "subject"
    if dep in OBJECTS or dep in ("dative", "pobj"):
        return "object"
    return "owner" if dep == "poss" else ""


def _clause(tree: Tree, at: int) -> int:
    """Return the verb of the clause that a token stands in."""
    while tree.pos[at] not in ("VERB", "AUX") and tree.head[at] != at:
        at = tree.head[at]
    return at


def _is_above(tree: Tree, upper: int, lower: int) -> bool:
    while tree.head[lower] != lower:
        lower = tree.head[lower]
        if lower == upper:
            return True
    return False


def _owner_before(tree: Tree, at: int, verb: int) -> bool:
    """Say whether a pronoun stands in a phrase before the subject of its clause: "in his youth, Dunn"."""
    while tree.head[at] != at and tree.head[at] != verb:
        at = tree.head[at]
    return tree.head[at] == verb and tree.dep[at] in ("prep", "advcl", "npadvmod")


def _governs(tree: Tree, other: int, one: int) -> bool:
    """Say whether a mention is the subject of the clause of a possessive or reflexive, or of one above a clause."""
    verb, top = _clause(tree, one), other
    while tree.dep[top] == "appos" and tree.head[top] != top:
        top = tree.head[top]
    for _ in range(3):
        if tree.child(verb, *SUBJECTS) in (other, top):
            return True
        if tree.head[verb] == verb:
            return False
        verb = _clause(tree, tree.head[verb])
    return False


def _shared_subject(tree: Tree, verb: int) -> int | None:
    """Return the subject of a verb, or of the verb that it is joined to: "the cook met Ruth and thanked her"."""
    shares = ("conj", "xcomp", "advcl")
    while tree.child(verb, *SUBJECTS) is None and tree.dep[verb] in shares and tree.head[verb] != verb:
        verb = tree.head[verb]
    return tree.child(verb, *SUBJECTS)


def _barred(one: Mention, other: Mention) -> bool:
    """Say whether grammar keeps two mentions apart: "she saw her", "Ruth's sister", "Ruth and she"."""
    if one.turn != other.turn or one.tree is not other.tree or one.sentence != other.sentence:
        return False
    tree, here, there = one.tree, one.at, other.at
    if tree.head[there] == here or (tree.head[here] == there and tree.dep[here] in ("conj", "poss", "appos")):
        return True
    lower = tree.lower[here]
    possessive = tree.dep[here] == "poss" or (lower in _POSSESSIVE and tree.tag[here] == "PRP$")
    if lower in _REFLEXIVE:
        return _clause(tree, here) != _clause(tree, there)
    if possessive:
        return tree.dep[there] == "appos" and tree.head[there] == tree.head[here]
    if tree.dep[here] not in SUBJECTS and _shared_subject(tree, _clause(tree, here)) == there:
        return True
    same = _clause(tree, here) == _clause(tree, there)
    return same and tree.dep[there] != "poss" and tree.dep[there] not in ("advcl",)
