"""Find what must be held: possible disclosures, never a verdict."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from storylens.records import Code, Codebook, Tagged, TaggedSpan
from storylens.taggers.agency.reading import reading_of
from storylens.taggers.base import Material, Spoken
from storylens.taggers.cues.tagger import CueTagger
from storylens.taggers.safeguarding import children, despair, intimate, likeness, risk, signs, violence
from storylens.taggers.safeguarding.hints import FOLDER, hints
from storylens.taggers.safeguarding.phrases import is_decided_by_rule, is_denied, is_topic
from storylens.taggers.safeguarding.scene import Found, Scene

RULES: tuple[Callable[[Scene], Iterator[Found]], ...] = (
    violence.hurt,
    violence.handled,
    violence.body,
    violence.shut_in,
    violence.cast_out,
    violence.taken,
    violence.threats,
    violence.weapon,
    violence.poured,
    violence.breaks_in,
    violence.hunted,
    violence.kept_in,
    violence.came_at_night,
    intimate.slept,
    intimate.forced_on,
    intimate.made_to,
    intimate.given_away,
    intimate.undressed,
    intimate.cut,
    intimate.price,
    intimate.called_alone,
    intimate.pleasing,
    intimate.touched,
    intimate.pregnant,
    intimate.struck_off,
    children.worked,
    children.made_to_work,
    children.out_of_school,
    children.neglected,
    children.married_young,
    despair.harms_self,
    despair.swallows,
    despair.wants_to_die,
    despair.not_here,
    risk.fears,
    risk.secrecy,
    risk.found_out,
    risk.warned,
    risk.reprisal,
    risk.must_not_speak,
    risk.recorder,
    risk.watched,
    risk.flees,
    risk.accused,
    signs.marks,
    signs.heard,
    signs.with_weapon,
    signs.keeps_papers,
    signs.smashes,
    signs.lies_beside,
    signs.said_no,
    signs.refused_and_lost,
    signs.invited,
    signs.lured,
    signs.wedding,
    signs.before_others,
    signs.tailed,
    signs.armed_at_home,
    signs.wished_dead,
    signs.no_reason,
    hints,
)
TOLD, HINT, TOPIC = "told", "hint", "topic"


class SafeguardingTagger:
    """Find possible disclosures by grammar, by the phrases of gate codes, by hints, and by likeness to disclosures.

    Spans bear the id of a gate code. `grade` says how plain the words are: *told* (an act, or a threat of one,
    against somebody), *hint* (fear, flight, secrecy, a euphemism), *topic* (a subject that is taught or ruled
    about). `gate` is true for told and hint, which hold the passage until a person has looked, and false for
    topic. Without a parse, phrases alone are found. A codebook decides which codes there are: a gate code that
    it does not have, or has retired, is not suggested.
    """

    name = "safeguarding"
    version = "3"
    needs_parse = True

    def __init__(self, codebooks: Iterable[Codebook]) -> None:
        books = [book for book in codebooks if any(_is_gate(code) for code in book.codes())]
        self.codebooks = tuple(_gates(book) for book in books)
        self._phrases = CueTagger(self.codebooks)
        self._book = {code.id: book.id for book in self.codebooks for code in book.codes()}

    @property
    def settings(self) -> str:
        """Hash of the gate codes and of the word lists; the rules are covered by the version."""
        parts = [_words_hash(), *(book.digest for book in self.codebooks)]
        return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:16]

    @property
    def languages(self) -> frozenset[str]:
        """English for the rules, and the languages of the codebooks for their phrases."""
        return frozenset({"en"}) | self._phrases.languages

    def tag(self, material: Material) -> Tagged:
        """Return what must be held, and what is only a topic, in tellers' words, in the order of the text."""
        scenes = _scenes(material) if material.language == "en" else {}
        told = [turn for turn in material.turns if turn.told]
        spans = [
            span
            for turn in told
            for span in (*self._by_phrase(turn, turn.start in scenes), *self._by_rule(turn, scenes.get(turn.start)))
        ]
        spans += self._by_likeness([(turn, scenes[turn.start]) for turn in told if turn.start in scenes], spans)
        return Tagged(spans=tuple(sorted(spans, key=lambda span: (span.start, span.end, span.label, span.rule))))

    def _by_phrase(self, turn: Spoken, parsed: bool) -> Iterator[TaggedSpan]:
        for span in self._phrases.find(turn.text):
            if parsed and is_decided_by_rule(span):
                continue
            if not is_denied(span, turn.text):
                yield self._span(turn, span, TOPIC if is_topic(span, turn.text) else HINT)

    def _by_rule(self, turn: Spoken, scene: Scene | None) -> Iterator[TaggedSpan]:
        if scene is None:
            return
        tree = scene.tree
        for rule in RULES:
            for found in rule(scene):
                first, last = scene.sentence(found.first)[0], scene.sentence(found.last)[1]
                place = tree.place[found.first], tree.place[found.last] + len(tree.text[found.last])
                passage = tree.place[first], tree.place[last] + len(tree.text[last])
                yield from self._coded(turn, found.code, found.rule, place, passage, found.grade)

    def _by_likeness(self, told: Sequence[tuple[Spoken, Scene]], held: Sequence[TaggedSpan]) -> Iterator[TaggedSpan]:
        """Yield sentences that read like a disclosure and that nothing else holds; few are looked at twice."""
        passages = [span.passage for span in held if span.passage and span.attributes["gate"]]
        found: list[tuple[Spoken, int, int, float]] = []
        for turn, scene in told:
            tree = scene.tree
            for first, last in scene.sentences:
                if last - first < likeness.SHORTEST:
                    continue
                start, end = tree.place[first], tree.place[last] + len(tree.text[last])
                score = likeness.by_words(scene, first, last)
                if score > likeness.weights().look and not any(
                    begin < turn.start + end and turn.start + start < stop for begin, stop in passages
                ):
                    found.append((turn, start, end, score))
        gates = likeness.by_meaning(
            [turn.text[start:end] for turn, start, end, _ in found], [score for *_, score in found]
        )
        for (turn, start, end, _), code in zip(found, gates, strict=True):
            yield from self._coded(turn, code, likeness.RULE, (start, end), (start, end), HINT)

    def _coded(
        self, turn: Spoken, code: str, rule: str, place: tuple[int, int], passage: tuple[int, int], grade: str
    ) -> Iterator[TaggedSpan]:
        """Yield what was found at a place of a turn as a span; nothing where no codebook has the code."""
        if (book := self._book.get(code)) is not None:
            said = {"codebook": book, "flag": "", "polarity": ""}
            start, end = place
            span = TaggedSpan(
                tagger=self.name, label=code, start=start, end=end, rule=rule, passage=passage, attributes=said
            )
            yield self._span(turn, span, grade)

    def _span(self, turn: Spoken, span: TaggedSpan, grade: str) -> TaggedSpan:
        first, last = span.passage or (span.start, span.end)
        return span.model_copy(
            update={
                "tagger": self.name,
                "start": turn.start + span.start,
                "end": turn.start + span.end,
                "passage": (turn.start + first, turn.start + last),
                "attributes": {**span.attributes, "grade": grade, "gate": grade != TOPIC},
            }
        )


def _scenes(material: Material) -> dict[int, Scene]:
    """Return the scenes of a document by where their turns begin."""
    turns = [turn for turn in material.turns if turn.doc is not None]
    reading = reading_of(turn.doc for turn in turns if turn.doc is not None)
    return {turn.start: Scene(grammar) for turn, grammar in zip(turns, reading.turns, strict=True)}


def _is_gate(code: Code) -> bool:
    return code.gate and not code.retired


def _gates(book: Codebook) -> Codebook:
    """Return a codebook with its gate codes alone."""
    families = [
        family.model_copy(update={"codes": tuple(code for code in family.codes if _is_gate(code))})
        for family in book.families
    ]
    return book.model_copy(update={"families": tuple(families)})


@cache
def _words_hash() -> str:
    files = [Path(__file__).parent / "words.py", *sorted(FOLDER.glob("*.*"))]
    return hashlib.sha256(b" ".join(file.read_bytes() for file in files)).hexdigest()[:16]
