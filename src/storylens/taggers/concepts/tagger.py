"""Suggest codes from what a codebook says of them: definition, include, exclude, examples and cues."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from storylens.language.embeddings import MiniLM, installed
from storylens.language.sentences import passages
from storylens.records import Codebook, Tagged, TaggedSpan
from storylens.taggers.base import Material
from storylens.taggers.concepts.evidence import Concept, Evidence, concepts, vectors
from storylens.taggers.cues.tagger import CueTagger

LANGUAGE = "en"  # of the embedding that the chances were set with
THRESHOLD = 0.5


class ConceptTagger:
    """Put a passage before a reader when it is like what the codebook says of a code, or holds its cues.

    A passage is a turn, or a part of it of whole sentences where it is long. The score is a chance; below
    `threshold` nothing is said of a passage, and of a code that the codebook hardly explains nothing is said at all
    (`silent`). Nothing is learned: the same codebook gives the same answers everywhere.
    """

    name = "concepts"
    version = "1"
    needs_parse = False

    def __init__(self, codebooks: Iterable[Codebook], threshold: float = THRESHOLD) -> None:
        self.codebooks = tuple(book for book in codebooks if book.language == LANGUAGE)
        self.threshold = threshold
        self._cues = CueTagger(self.codebooks)

    @property
    def settings(self) -> str:
        """Hash of all that decides what is found."""
        parts = [*(book.digest for book in self.codebooks), str(self.threshold)]
        return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:16]

    @property
    def languages(self) -> frozenset[str]:
        """English, where the embedding is installed and a codebook is in it."""
        return frozenset({LANGUAGE}) if self.codebooks and installed(MiniLM) else frozenset()

    @cached_property
    def concepts(self) -> tuple[Concept, ...]:
        """The codes of which something can be said."""
        return tuple(concept for book in self.codebooks for concept in concepts(book))

    @property
    def silent(self) -> tuple[str, ...]:
        """The codes that are never suggested: for people only, gates, or hardly explained."""
        known = {concept.code.id for concept in self.concepts}
        return tuple(code.id for book in self.codebooks for code in book.codes() if code.id not in known)

    def tag(self, material: Material) -> Tagged:
        """Return the passages of tellers with the codes that they are likely to be about."""
        told = [turn for turn in material.turns if turn.told]
        places = [[(start, end) for start, end in passages(turn.text)] for turn in told]
        vectors([turn.text[start:end] for turn, found in zip(told, places, strict=True) for start, end in found])
        return Tagged(
            spans=tuple(
                span.model_copy(update={"start": turn.start + span.start, "end": turn.start + span.end})
                for turn in told
                for span in self.find(turn.text)
            )
        )

    def find(self, text: str) -> Iterator[TaggedSpan]:
        """Yield a span for each passage and code, in the order of the text, the likeliest code first."""
        places = list(passages(text))
        rows = vectors([text[start:end] for start, end in places])
        for (start, end), row in zip(places, rows, strict=True):
            cues = defaultdict[str, list[str]](list)
            for hit in self._cues.find(text[start:end], lone_weak=True):
                cues[hit.label].append(hit.rule)
            found = []
            for concept in self.concepts:
                evidence = concept.evidence(row, cues[concept.code.id])
                chance = evidence.chance(has_cues=concept.has_cues)
                if chance >= self.threshold:
                    found.append((chance, concept, evidence))
            for chance, concept, evidence in sorted(found, key=lambda one: -one[0]):
                yield TaggedSpan(
                    tagger=self.name,
                    label=concept.code.id,
                    start=start,
                    end=end,
                    rule=_why(evidence, cues[concept.code.id]),
                    score=round(chance, 3),
                    attributes={"codebook": concept.book.id},
                )


def _why(evidence: Evidence, cues: list[str]) -> str:
    """Say what a suggestion rests on, in words of the codebook alone."""
    words = evidence.nearest if len(evidence.nearest) <= 70 else evidence.nearest[:69].rstrip() + "…"
    return "; ".join([*dict.fromkeys(cues), f"like “{words}” ({evidence.like:.2f})"])
