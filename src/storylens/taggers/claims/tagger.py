"""Find causal claims."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from storylens.records import Argument, Relation, Role, Tagged, TaggedSpan
from storylens.taggers.agency.manner import Manner
from storylens.taggers.agency.persons import Persons
from storylens.taggers.agency.reading import reading_of
from storylens.taggers.agency.tree import Tree
from storylens.taggers.base import Material, Spoken
from storylens.taggers.claims.find import links
from storylens.taggers.claims.likelihood import likelihood
from storylens.taggers.claims.link import CONDITION, MOTIVE, PURPOSE, RESULT, Link
from storylens.taggers.claims.phrases import Tokens, runs
from storylens.taggers.claims.telling import about, attribution, claimed_by, is_told
from storylens.taggers.claims.valence import valence

# A question that asks for a cause or for what came of something
_ASKS = re.compile(
    r"\b(why|because|cause[ds]?|reasons?|results?|effects?|impact|led to|how come|changed?|made)\b", re.I
)
LIKELY = 0.5
MODEL = "grammar and rules, weighed"
_AFTER = ("after", "event, after", "event, following")


class ClaimTagger:
    """Find relations `causal_claim`: a cause, an effect and the words that join them.

    Only what is told as happened is a claim; what is hoped, planned or supposed is `causal_hope`. A span
    `causal_passage` is a sentence that a model takes to speak of cause and effect, told or hoped, with a `score`
    of one half or more: also where no rule could say what led to what.
    """

    name = "claims"
    version = "4"
    needs_parse = True

    @property
    def settings(self) -> str:
        """Hash of the lexicons; the rules are covered by the version."""
        return _lexicon_hash()

    @property
    def languages(self) -> frozenset[str]:
        """English only: the rules are about English grammar."""
        return frozenset({"en"})

    def tag(self, material: Material) -> Tagged:
        """Return the claims in tellers' words, in the order of the text."""
        if material.language not in self.languages:
            return Tagged()
        found: list[Relation] = []
        passages: list[TaggedSpan] = []
        asked: bool | None = None  # whether the last question asks for causes; None where nobody asked
        # Trees as they were parsed: on them the model of likelihood was fitted
        trees = reading_of(turn.doc for turn in material.turns if turn.doc is not None).parsed
        persons = Persons(trees)
        parses = iter(trees)
        for turn in material.turns:
            tree = next(parses) if turn.doc is not None else None
            if turn.role is Role.INTERVIEWER:
                asked = bool(_ASKS.search(turn.text))
            elif turn.told and tree is not None:
                relations = [*_Writer(turn, tree, persons, material.programme, asked).relations()]
                passages += _passages(turn, tree, relations)
                found += relations
        return Tagged(spans=tuple(passages), relations=tuple(found))


def _passages(turn: Spoken, tree: Tree, relations: Sequence[Relation]) -> Iterator[TaggedSpan]:
    """Yield the sentences that are likely to speak of cause and effect."""
    starts = [at for at in range(tree.size) if tree.starts[at] or at == 0]
    for first, after in pairwise([*starts, tree.size]):
        start = turn.start + tree.place[first]
        end = turn.start + tree.place[after - 1] + len(tree.text[after - 1])
        # A cause may stand in the sentence before; a claim is made where its effect is told
        inside = [
            one
            for one in relations
            if any(start <= part.start < end for part in one.arguments if part.role != "cause" or _alone(one))
        ]
        score = likelihood(tree, first, after, inside)
        if score >= LIKELY:
            yield TaggedSpan(
                tagger=ClaimTagger.name, label="causal_passage", start=start, end=end, rule=MODEL, score=round(score, 3)
            )


def _alone(relation: Relation) -> bool:
    return not relation.rule.endswith("across sentences")


class _Writer:
    """Write the links of one turn as relations."""

    def __init__(
        self, turn: Spoken, tree: Tree, persons: Persons, programme: Sequence[str], asked: bool | None
    ) -> None:
        self.turn, self.tree, self.persons = turn, tree, persons
        self.programme, self.asked = programme, asked
        self.manner = Manner(tree)

    def relations(self) -> Iterator[Relation]:
        """Yield a relation for each link that says more than that one thing came after another."""
        for link in links(self.tree, self._is_person):
            if link.sort in (RESULT, PURPOSE, MOTIVE, CONDITION) or link.rule in _AFTER:
                yield self._relation(link)

    def _is_person(self, at: int) -> bool:
        """Say whether a word names a person; a name of the programme names none, though it may look like one."""
        if any(self.tree.text[at] in name.split() for name in self.programme):
            return False
        return self.persons.kind(self.tree, at) == "person"

    def _relation(self, link: Link) -> Relation:
        tree = self.tree
        prompted = {} if self.asked is None else {"prompted": self.asked}
        return Relation(
            tagger=ClaimTagger.name,
            label="causal_claim" if self._is_claimed(link) else "causal_hope",
            arguments=tuple(
                argument
                for role, tokens in (("cause", link.cause), ("effect", link.effect), ("cue", link.cue))
                for argument in self._arguments(role, tokens)
            ),
            rule=link.rule,
            attributes={
                "sort": link.sort,
                "sign": "less" if link.less else "more",
                "denied": link.denied or self._is_denied(link.verb),
                "valence": valence(tree, link.effect, link.cue, turned=link.less),
                "explicitness": "explicit" if link.explicit else "implicit",
                "attribution": attribution(tree, link.cause, self.programme),
                "claimed_by": claimed_by(tree, link.effect_head if link.verb is None else link.verb),
                "about": about(tree, link.effect_head),
                **prompted,
            },
        )

    def _is_claimed(self, link: Link) -> bool:
        """Say whether a link is told as so. Of a purpose the act must be done; what it is for is not a result."""
        if link.sort == CONDITION:
            return False
        if link.sort == PURPOSE:
            return is_told(self.tree, self.manner, link.cause_head)
        return is_told(self.tree, self.manner, link.verb) and (
            link.less or link.verb is not None or is_told(self.tree, self.manner, link.effect_head)
        )

    def _is_denied(self, verb: int | None) -> bool:
        return verb is not None and bool(self.manner.of(verb)["negated"])

    def _arguments(self, role: str, tokens: Tokens) -> Iterator[Argument]:
        """Yield an argument for each unbroken stretch."""
        tree, start = self.tree, self.turn.start
        for first, last in runs(tree, tokens) if tokens else ():
            yield Argument(
                role=role, start=start + tree.place[first], end=start + tree.place[last] + len(tree.text[last])
            )


@cache
def _lexicon_hash() -> str:
    folder = Path(__file__).parent / "lexicon"
    files = sorted(path for path in folder.iterdir() if path.suffix in (".json", ".csv"))
    return hashlib.sha256(b"\x1e".join(path.read_bytes() for path in files)).hexdigest()[:16]
