"""Hints: words of certain kinds that stand together in a sentence, or in two that follow each other.

The kinds of words (`lexicon/kinds.toml`) and the rules (a file for each gate) are data, so that a speaker of the
language can read and extend them. A rule is a list of patterns in a grammar close to the one of cues:

    @man ~4 come|visit ~6 @night     in this order, each within so many words after the one before
    come ~2 room & @benefit          both, in any order
    @man ~3 visit || it ~2 again     the second later in the same sentence or in the next

A word stands for its form and for the other forms of its lemma, `=do` for this form alone, `^do` only
where a clause begins with it; pronouns stand for themselves. A sentence is
looked at only for rules whose kinds of words it all has, which is one comparison of two whole numbers for a pattern.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from storylens.taggers.safeguarding.scene import Found, Scene

FOLDER = Path(__file__).parent / "lexicon"
# kinds that no list holds: an age or class of a child, a proper name, and (written ^) the first word of a clause
_AGED, _NAMED, _FIRST = "@aged", "@name", "@first"
_DENIALS = frozenset({"not", "n't", "n’t", "never"})
_BEFORE = 2  # words before a hint in which a denial takes it back
_SKIPPED = frozenset({"PUNCT", "SPACE"})


class Step(NamedTuple):
    """Words of one kind, within how many words after the step before they stand, and what more they must be."""

    kind: int
    within: int
    also: int


class Pattern(NamedTuple):
    """Sequences that a sentence must all have, and those that may stand in the next; `need` are their kinds."""

    here: tuple[tuple[Step, ...], ...]
    then: tuple[tuple[Step, ...], ...]
    need: int
    need_then: int


class Rule(NamedTuple):
    """A named hint with its gate, and invented sentences that it holds and that it leaves alone."""

    name: str
    code: str
    patterns: tuple[Pattern, ...]
    unless: int
    holds: tuple[str, ...]
    leaves: tuple[str, ...]


class Lexicon:
    """All rules, and what kinds each word is of; a kind is one bit of a whole number."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.of: dict[str, int] = {}  # kinds of a word, whether it stands as form or as lemma
        self.exactly: dict[str, int] = {}  # kinds of a form alone
        self._kinds: dict[str, int] = {}
        self._listed: dict[str, str] = tomllib.loads((folder / "kinds.toml").read_text(encoding="utf-8"))
        self.aged, self.named, self.first = map(self._kind, (_AGED, _NAMED, _FIRST))  # no file need speak of them
        self.rules = [
            self._rule(entry)
            for file in sorted(folder.glob("*.toml"))
            if file.name != "kinds.toml"
            for entry in tomllib.loads(file.read_text(encoding="utf-8"))["rule"]
        ]

    def _rule(self, entry: dict[str, list[str] | str]) -> Rule:
        unless = 0
        for word in str(entry.get("unless", "")).split():
            unless |= self._kind(word)
        patterns = tuple(self._pattern(text) for text in entry["patterns"])
        return Rule(
            str(entry["name"]), str(entry["code"]), patterns, unless, tuple(entry["holds"]), tuple(entry["leaves"])
        )

    def _pattern(self, text: str) -> Pattern:
        here, _, then = text.partition("||")
        sides = [tuple(self._steps(part) for part in side.split("&") if part.strip()) for side in (here, then)]
        needs = [0, 0]
        for number, side in enumerate(sides):
            for sequence in side:
                for step in sequence:
                    needs[number] |= step.kind
        return Pattern(sides[0], sides[1], needs[0], needs[1])

    def _steps(self, text: str) -> tuple[Step, ...]:
        steps: list[Step] = []
        within = 1
        for token in text.split():
            if token.startswith("~"):
                within = int(token[1:])
            else:
                also = self.first if token.startswith("^") else 0
                steps.append(Step(self._kind(token.removeprefix("^")), within, also))
                within = 1
        return tuple(steps)

    def _kind(self, token: str) -> int:
        """Return the bit of a kind: words and lists with `|` between them."""
        known = self._kinds.get(token)
        if known is None:
            known = self._kinds[token] = 1 << len(self._kinds)
            for word in self._words(token):
                of = self.exactly if word.startswith("=") else self.of
                of[word.lstrip("=")] = of.get(word.lstrip("="), 0) | known
        return known

    def _words(self, token: str) -> Iterator[str]:
        for part in token.split("|"):
            if not part.startswith("@") or part in (_AGED, _NAMED, _FIRST):
                yield part
            else:
                for word in self._listed[part[1:]].split():
                    yield from self._words(word)


@cache
def lexicon() -> Lexicon:
    """Return the lexicon that comes with the tagger, read once."""
    return Lexicon()


class _Sentence(NamedTuple):
    places: list[int]  # tokens that are words
    kinds: list[int]
    every: int


def hints(scene: Scene, book: Lexicon | None = None) -> Iterator[Found]:
    """Find hints of all gates: a price that is not money, fear of an evening, a child who no longer speaks."""
    book = book or lexicon()
    sentences = [_sentence(scene, book, first, last) for first, last in scene.sentences]
    for number, sentence in enumerate(sentences):
        following = sentences[number + 1] if number + 1 < len(sentences) else None
        for rule in book.rules:
            if sentence.every & rule.unless:
                continue
            for pattern in rule.patterns:
                place = _match(pattern, sentence, following)
                if place is not None and not _denied(scene, sentence, place[0]):
                    yield Found(sentence.places[place[0]], place[1], rule.name, rule.code, "hint")
                    break


def _sentence(scene: Scene, book: Lexicon, first: int, last: int) -> _Sentence:
    tree, known = scene.tree, book.of
    places, kinds, every = [], [], 0
    aged, named, begins = known[_AGED], known[_NAMED], known[_FIRST]
    fresh = True
    for at in range(first, last + 1):
        pos = tree.pos[at]
        if pos in _SKIPPED:
            fresh = True
            continue
        kind = known.get(tree.lower[at], 0) | book.exactly.get(tree.lower[at], 0)
        if pos != "PRON":
            kind |= known.get(scene.lemma[at], 0)
            if pos == "NUM" and scene.of_a_child(at):
                kind |= aged
            elif pos == "PROPN":
                kind |= named
        if fresh:
            kind |= begins
        fresh = pos == "CCONJ"
        places.append(at)
        kinds.append(kind)
        every |= kind
    return _Sentence(places, kinds, every)


def _match(pattern: Pattern, sentence: _Sentence, following: _Sentence | None) -> tuple[int, int] | None:
    """Return which word of a sentence a pattern begins with, and the last token of it, here or in the next sentence."""
    if sentence.every & pattern.need != pattern.need:
        return None
    found = _all(pattern.here, sentence, 0)
    if found is None:
        return None
    first, last = found
    if not pattern.then:
        return first, sentence.places[last]
    for where, start in ((sentence, last + 1), (following, 0)):
        if where is not None and where.every & pattern.need_then == pattern.need_then:
            after = _all(pattern.then, where, start)
            if after is not None:
                return first, where.places[after[1]]
    return None


def _all(sequences: tuple[tuple[Step, ...], ...], sentence: _Sentence, start: int) -> tuple[int, int] | None:
    """Return the first and last word of sequences that must all stand in a sentence."""
    first, last = len(sentence.kinds), 0
    for steps in sequences:
        found = _sequence(steps, sentence.kinds, start)
        if found is None:
            return None
        first, last = min(first, found[0]), max(last, found[1])
    return first, last


def _sequence(steps: Sequence[Step], kinds: Sequence[int], start: int) -> tuple[int, int] | None:
    """Return where steps stand in order, each within its distance of the one before; the first such place."""
    for at in range(start, len(kinds)):
        if _is(kinds[at], steps[0]) and (last := _rest(steps, 1, kinds, at)) is not None:
            return at, last
    return None


def _is(kinds: int, step: Step) -> bool:
    return bool(kinds & step.kind) and kinds & step.also == step.also


def _rest(steps: Sequence[Step], number: int, kinds: Sequence[int], at: int) -> int | None:
    if number == len(steps):
        return at
    step = steps[number]
    for place in range(at + 1, min(at + 1 + step.within, len(kinds))):
        if _is(kinds[place], step) and (last := _rest(steps, number + 1, kinds, place)) is not None:
            return last
    return None


def _denied(scene: Scene, sentence: _Sentence, first: int) -> bool:
    before = sentence.places[max(0, first - _BEFORE) : first]
    return any(scene.tree.lower[at] in _DENIALS for at in before)
