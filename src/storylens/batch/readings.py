"""Which taggers read with a codebook, and which of their finds become suggestions of its codes.

A codebook asks for a tagger by a code's `taggers`, such as "claims:causal_claim": the tagger, and the label that it
gives. Every codebook has the tagger of cues. One with gates is read by grammar too where a pipeline is installed, and
the gender codebook by `mentions`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from storylens.records import Code, Codebook, Coder, Relation, StorylensError, Tagged
from storylens.taggers.base import Tagger
from storylens.taggers.cues.tagger import CueTagger
from storylens.taggers.registry import BY_NAME, TAGGERS, make_taggers

GENDER = "gender"
ANCHORS = ("verb", "cue")  # the part of a relation whose sentence is coded
PERSONS = ("person", "group")


class Hit(NamedTuple):
    """What one tagger found for one code."""

    tagger: str
    code: str
    start: int
    end: int
    rule: str
    score: float | None
    attributes: dict[str, Any]
    relation: Relation | None = None


@dataclass(frozen=True)
class Reading:
    """A codebook with all the taggers that read with it: what two of them find alike is one suggestion."""

    book: Codebook
    taggers: tuple[Tagger, ...]
    programme: tuple[str, ...] = ()

    @property
    def needs_parse(self) -> bool:
        """True where any tagger reads a parse."""
        return any(tagger.needs_parse for tagger in self.taggers)

    def coders(self) -> dict[str, Coder]:
        """Return the machine coder of each tagger. It is another one when anything changes that it is read with."""
        others = [f"{one.name} {one.version} {one.settings}" for one in self.taggers if one.name != CueTagger.name]
        parts = [self.book.digest, *others, *self.programme] if others else []
        settings = hashlib.sha256(" ".join(parts).encode()).hexdigest() if parts else self.book.digest
        return {
            tagger.name: Coder.machine(f"{tagger.name}:{self.book.id}", tagger.version, settings)
            for tagger in self.taggers
        }

    def hits(self, tagger: Tagger, found: Tagged) -> Iterator[Hit]:
        """Yield what becomes a suggestion of this codebook."""
        for span in found.spans:
            own = (span.label,) if span.attributes.get("codebook") == self.book.id else ()
            for code in (*own, *self._asked.get(f"{tagger.name}:{span.label}", ())):
                yield Hit(tagger.name, code, span.start, span.end, span.rule, span.score, span.attributes)
        for relation in found.relations:
            codes = self._asked.get(f"{tagger.name}:{_kind(relation)}", ())
            if codes:
                anchor = next((part for part in relation.arguments if part.role in ANCHORS), relation.arguments[0])
                at, rule = (anchor.start, anchor.end), _rule(relation)
                for code in codes:
                    yield Hit(tagger.name, code, *at, rule, relation.score, relation.attributes, relation)

    @cached_property
    def _asked(self) -> dict[str, list[str]]:
        asked: dict[str, list[str]] = {}
        for code in filter(_is_used, self.book.codes()):
            for label in code.taggers:
                asked.setdefault(label, []).append(code.id)
        return asked


def _is_used(code: Code) -> bool:
    return not (code.machine == "never" or code.optional or code.retired)


def _kind(relation: Relation) -> str:
    """Return the label by which a codebook asks; for acts, what the verb says of power between people."""
    if relation.label != "acts_on":
        return relation.label
    said = relation.attributes
    others = [part for part in relation.arguments if part.role in ("patient", "recipient")]
    people = [part for part in relation.arguments if part.role == "agent"], others
    both = all(any(part.attributes.get("kind") in PERSONS for part in parts) for parts in people)
    return said["power"] if both and not said["negated"] and not said["hypothetical"] else ""


def _rule(relation: Relation) -> str:
    said = relation.attributes
    if relation.label == "acts_on":
        return f"“{said['lemma']}” puts one {said['power']} another: {relation.rule}"
    return relation.rule


def cue_reading(book: Codebook) -> Reading:
    """Return the reading that needs no parse."""
    return Reading(book, (CueTagger([book]),))


def chosen_taggers(names: Iterable[str], books: Iterable[Codebook]) -> frozenset[str]:
    """Return the taggers that may read: those that are named, or all that go by rules. Cues and the screen always read.

    Raises `StorylensError` for a name that there is not, and for a tagger that no codebook asks for.
    """
    wanted = frozenset(names)
    make_taggers(sorted(wanted), [])
    asked = {name for book in books for name in _asked_by(book)}
    for name in sorted(wanted - asked - {CueTagger.name, "safeguarding"} - BY_NAME):
        raise StorylensError(
            f"no codebook of the project asks for {name}",
            todo="add one that does with `storylens codebook telling`, or give a code `taggers:`",
        )
    return wanted or frozenset(TAGGERS) - BY_NAME


def _asked_by(book: Codebook) -> set[str]:
    asked = {label.partition(":")[0] for code in book.codes() if _is_used(code) for label in code.taggers}
    return asked & TAGGERS.keys() | ({"mentions"} if book.id == GENDER else set())


def readings(
    books: Iterable[Codebook], wanted: frozenset[str], *, parsed: bool, programme: tuple[str, ...] = ()
) -> list[Reading]:
    """Return how each codebook is read; without a parse by what needs none."""
    if not parsed:
        return [Reading(book, (CueTagger([book]), *_by_name(book, wanted))) for book in books]
    shared: dict[str, Tagger] = {}  # those that need no codebook read a document once for all
    return [Reading(book, tuple(_taggers(book, wanted, shared)), programme) for book in books]


def _taggers(book: Codebook, wanted: frozenset[str], shared: dict[str, Tagger]) -> Iterator[Tagger]:
    gates = [code for code in book.codes() if code.gate and not code.retired]
    plain = _without_gates(book) if gates else book
    if any(code.cues or code.weak_cues for code in plain.codes()) or not gates:
        yield CueTagger([plain])
    if gates:
        yield make_taggers(["safeguarding"], [book])[0]
    for name in sorted(_asked_by(book) & wanted):
        if TAGGERS[name][1]:
            yield make_taggers([name], [book])[0]
        else:
            yield shared.setdefault(name, make_taggers([name], [])[0])
    yield from _by_name(book, wanted)


def _by_name(book: Codebook, wanted: frozenset[str]) -> list[Tagger]:
    """Return the taggers that no codebook asks for, and that read with any where a user names them."""
    names = sorted(wanted & BY_NAME)
    return make_taggers(names, [book]) if names else []


def _without_gates(book: Codebook) -> Codebook:
    families: Sequence[Any] = [
        family.model_copy(update={"codes": tuple(code for code in family.codes if not code.gate)})
        for family in book.families
    ]
    return book.model_copy(update={"families": tuple(families)})
