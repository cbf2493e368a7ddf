"""Find who acts on whom."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from storylens.records import Argument, Relation, Tagged
from storylens.taggers.agency.lexicon import meaning
from storylens.taggers.agency.names import name_parts, name_start
from storylens.taggers.agency.nominals import phrase
from storylens.taggers.agency.pronouns import quoted, resolve
from storylens.taggers.agency.reading import Grammar, reading_of
from storylens.taggers.agency.roles import Filler
from storylens.taggers.agency.tree import OBJECTS
from storylens.taggers.base import Material, Spoken

FOOTNOTE = "translated text: the passive may be the translator's"


class AgencyTagger:
    """Find relations `acts_on`: a verb with its agents and patients, one relation for each verb.

    Roles: `verb`, `agent`, `patient`; apart from them `recipient` (who is told, given, allowed) and
    `implied agent`, `implied patient` (reduced relatives, purposes, light verbs), which a count of what the
    sentence states leaves out.
    """

    name = "agency"
    version = "3"
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
        """Return the acts in tellers' words, in the order of the text."""
        if material.language not in self.languages:
            return Tagged()
        turns = [turn for turn in material.turns if turn.doc is not None]
        reading = reading_of(turn.doc for turn in turns if turn.doc is not None)
        return Tagged(
            relations=tuple(
                relation
                for turn, grammar in zip(turns, reading.turns, strict=True)
                if turn.told
                for relation in _Writer(turn, grammar).relations(translated=material.translated)
            )
        )


def _footnoted(relation: Relation) -> Relation:
    """Say of an act in the passive that somebody else may have put it so."""
    return relation.model_copy(update={"attributes": {**relation.attributes, "footnote": FOOTNOTE}})


class _Writer:
    """Write the acts of one turn as relations."""

    def __init__(self, turn: Spoken, grammar: Grammar) -> None:
        self.turn, self.grammar, self.tree = turn, grammar, grammar.tree
        self.quotations = quoted(turn.text)

    def relations(self, *, translated: bool = False) -> Iterator[Relation]:
        """Yield a relation for each verb that somebody or something fills a role of."""
        for verb, fillers in self.grammar.acts:
            if fillers:
                relation = self._relation(verb, fillers)
                yield _footnoted(relation) if translated and self.grammar.roles.voice.passive(verb) else relation

    def _relation(self, verb: int, fillers: Sequence[Filler]) -> Relation:
        agents = [filler.at for filler in fillers if filler.role == "agent"]
        names = self._names(verb)
        means = None if self._is_semi_modal(verb) else meaning(*names)
        return Relation(
            tagger=AgencyTagger.name,
            label="acts_on",
            arguments=(self._verb(verb), *(self._argument(filler, agents) for filler in fillers)),
            rule="; ".join(dict.fromkeys(filler.rule for filler in fillers)),
            attributes={
                "lemma": names[0],
                **self.grammar.manner.of(verb),
                "power": means.power if means else "",
                "agency": means.agency if means else "",
            },
        )

    def _names(self, verb: int) -> list[str]:
        """Return the verb with its particle, or else with its noun or preposition where that is known, and alone.

        With a particle the verb alone may mean something else: "let down" gives no leave.
        """
        tree, lemma = self.tree, self.tree.lemma[verb].lower()
        particles = [f"{lemma} {tree.lower[kid]}" for kid in tree.children(verb, "prt")]
        if particles:
            return particles
        others = [f"{lemma} {tree.lemma[kid]}" for kid in tree.children(verb, *OBJECTS, "prep")]
        return [*(name for name in others if meaning(name)), lemma]

    def _is_semi_modal(self, verb: int) -> bool:
        """Say whether a verb only colours the next: "used to sell", "have to pay", "going to leave"."""
        below = self.tree.child(verb, "xcomp")
        return self.tree.lemma[verb] in ("use", "have", "go") and below is not None and self.tree.is_infinitive(below)

    def _verb(self, verb: int) -> Argument:
        tree = self.tree
        particle = tree.child(verb, "prt")
        last = particle if particle == verb + 1 else verb
        return self._spanning("verb", verb, last, verb, {})

    def _argument(self, filler: Filler, agents: Sequence[int]) -> Argument:
        tree, at = self.tree, filler.at
        kind = self.grammar.kind(at)
        head = at
        if kind == "person" and tree.pos[at] == "PROPN":
            head = name_start(tree, at, name_parts(tree, at))
        attributes: dict[str, str] = {"kind": kind}
        resolved = resolve(tree, at, [agent for agent in agents if agent != at], self.quotations)
        if resolved is not None:
            attributes["resolved"] = resolved
        first, last = phrase(tree, at)
        return self._spanning(filler.role, min(first, head), max(last, head), head, attributes)

    def _spanning(self, role: str, first: int, last: int, head: int, attributes: dict[str, str]) -> Argument:
        tree, start = self.tree, self.turn.start
        return Argument(
            role=role,
            start=start + tree.place[first],
            end=start + tree.place[last] + len(tree.text[last]),
            head_start=start + tree.place[head],
            head_end=start + tree.place[head] + len(tree.text[head]),
            attributes=attributes,
        )


@cache
def _lexicon_hash() -> str:
    folder = Path(__file__).parent / "lexicon"
    files = sorted(path for path in folder.iterdir() if path.suffix in (".json", ".csv"))
    return hashlib.sha256(b"\x1e".join(path.read_bytes() for path in files)).hexdigest()[:16]
