"""Find who is spoken of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from storylens.records import Codebook, Tagged, TaggedSpan
from storylens.taggers.agency.reading import reading_of
from storylens.taggers.base import Material, Spoken
from storylens.taggers.mentions.finder import Finder
from storylens.taggers.mentions.found import Mention
from storylens.taggers.mentions.relations import Relations
from storylens.taggers.mentions.resolve import Resolver
from storylens.taggers.mentions.they import settle_they
from storylens.taggers.mentions.words import Who

UNKNOWN = "unknown"
FOOTNOTE = "translated text: the pronoun may be the translator's"


class MentionTagger:
    """Find spans `mention.women`, `.men`, `.girls`, `.boys`, `.another`, `.unstated`, `.group`, by the words used.

    Each bears its `basis` and its `kind`, and pronouns whom they stand for (`resolved`, or "unknown"). Beside
    them stand suggestions of the gender codebook, where one is given. A mention is no fact about a person: no
    name is read as a gender, and on translated text he and she say nothing.
    """

    name = "mentions"
    version = "5"
    needs_parse = True

    def __init__(self, codebooks: Iterable[Codebook] = ()) -> None:
        self._relations = Relations(codebooks)

    @property
    def settings(self) -> str:
        """Hash of the word lists and of the gender codebook; the rules are covered by the version."""
        parts = [_words_hash(), *(book.digest for book in self._relations.codebooks)]
        return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:16]

    @property
    def languages(self) -> frozenset[str]:
        """English only: in many languages a pronoun has no gender, or every noun has one."""
        return frozenset({"en"})

    def tag(self, material: Material) -> Tagged:
        """Return the mentions in tellers' words, in the order of the text, and what they are told to do."""
        if material.language not in self.languages:
            return Tagged()
        turns = [turn for turn in material.turns if turn.doc is not None]
        mentions = self.mentions(turns)
        if material.translated:
            _set_apart(mentions)
        by_turn: dict[int, list[Mention]] = {}
        for one in mentions:
            by_turn.setdefault(one.turn, []).append(one)
        spans: list[TaggedSpan] = []
        for number, turn in enumerate(turns):
            if turn.told:
                here = by_turn.get(number, [])
                spans += (_span(turn, one) for one in here if not one.doubtful)
                spans += (span.model_copy(update={"tagger": self.name}) for span in self._relations.find(turn, here))
        return Tagged(spans=tuple(spans))

    def mentions(self, turns: Iterable[Spoken]) -> list[Mention]:
        """Return the mentions in parsed turns, with whom the pronouns stand for."""
        found = Finder(reading_of(turn.doc for turn in turns if turn.doc is not None)).mentions()
        settle_they(found)
        Resolver(found).run()
        for one in found:
            _take_over(one)
        return found


def _take_over(one: Mention) -> None:
    """Let a pronoun say what its antecedent says: "the girl ... she" speaks of a girl."""
    antecedent = one.resolved
    while antecedent is not None and antecedent.pronoun:
        antecedent = antecedent.resolved
    if one.kind == "pronoun" and antecedent is not None and antecedent.who in (Who.GIRLS, Who.BOYS):
        one.who = antecedent.who


def _set_apart(mentions: Iterable[Mention]) -> None:
    """Take the gender off pronouns that a translator chose."""
    for one in mentions:
        if one.kind in ("pronoun", "neopronoun", "singular they"):
            one.who = Who.UNSTATED
            one.attributes["footnote"] = FOOTNOTE


def _span(turn: Spoken, one: Mention) -> TaggedSpan:
    tree = one.tree
    attributes: dict[str, object] = {"kind": one.kind, "basis": one.basis, **one.attributes}
    if one.pronoun:
        attributes |= _antecedent(turn, one)
    return TaggedSpan(
        tagger=MentionTagger.name,
        label="mention." + one.who.value.split()[0],
        start=turn.start + tree.place[one.first],
        end=turn.start + tree.place[one.last] + len(tree.text[one.last]),
        rule=one.basis,
        attributes=attributes,
    )


def _antecedent(turn: Spoken, one: Mention) -> dict[str, object]:
    """Return whom a pronoun stands for: the words, and where they stand when that is in the same turn."""
    found = one.resolved
    while found is not None and found.pronoun:
        found = found.resolved
    if found is None:
        return {"resolved": UNKNOWN}
    resolved: dict[str, object] = {"resolved": found.name or found.text}
    if found.turn == one.turn:
        tree = found.tree
        start, end = tree.place[found.first], tree.place[found.last] + len(tree.text[found.last])
        resolved["antecedent"] = [turn.start + start, turn.start + end]
    return resolved


@cache
def _words_hash() -> str:
    return hashlib.sha256((Path(__file__).parent / "words.py").read_bytes()).hexdigest()[:16]
