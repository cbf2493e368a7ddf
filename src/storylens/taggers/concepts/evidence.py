"""What a codebook says of a code, and the chance that a passage is about it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from storylens.language.embeddings import Vectors, embedder, encode
from storylens.records import Code, Codebook

NEAREST = 3  # statements on a code that a passage is held against: those that it is most like
LEAST = 6  # words on a code below which nothing is suggested of it
MEMORY = 20_000  # vectors of passages that are kept, so that several codebooks embed a document once

# Logistic regression on half of 622 paragraphs (17 goals, `python -m benchmarks.concepts` says which and fits them
# anew). Held to few terms on purpose: they serve any codebook, not that one.
START, STRONG, WEAK, LIKE, AGAINST = -5.48, 2.68, 1.27, 10.54, 2.43
START_ALONE, LIKE_ALONE = -6.04, 19.83  # for a code that has no cues


@dataclass(frozen=True)
class Evidence:
    """What speaks for a code in a passage: cues by strength, and likeness in meaning, -1 to 1."""

    strong: int  # different cues
    weak: int
    like: float  # mean likeness to the statements that are nearest
    unlike: float  # likeness to what the code is not
    nearest: str

    def chance(self, *, has_cues: bool) -> float:
        """Return the chance that a reader says the passage is about the code, where half of those shown are."""
        if has_cues:
            score = START + STRONG * math.log1p(self.strong) + WEAK * math.log1p(self.weak)
            score += LIKE * self.like + AGAINST * (self.like - self.unlike)
        else:
            score = START_ALONE + LIKE_ALONE * self.like
        return 1 / (1 + math.exp(-score))


@dataclass(frozen=True)
class Concept:
    """A code with the vectors of what is said of it. Without `exclude`, nothing is held against a passage."""

    book: Codebook
    code: Code
    statements: tuple[str, ...]
    vectors: Vectors
    against: Vectors

    @property
    def has_cues(self) -> bool:
        """True where the code has cues of its own."""
        return bool(self.code.cues or self.code.weak_cues)

    def evidence(self, row: Vectors, cues: Sequence[str]) -> Evidence:
        """Weigh a passage by its vector and the rules of the cues that were found in it."""
        alike = self.vectors @ row
        order = np.argsort(-alike, kind="stable")[:NEAREST]
        like = float(alike[order].mean())
        found = set(cues)
        return Evidence(
            strong=sum(rule.startswith("cue") for rule in found),
            weak=sum(rule.startswith("weak") for rule in found),
            like=like,
            unlike=float((self.against @ row).max()) if len(self.against) else like,
            nearest=self.statements[order[0]],
        )


def concepts(book: Codebook) -> Iterator[Concept]:
    """Yield the codes of a codebook of which it says enough; gates and codes for people only are left out."""
    for code in book.codes():
        said = statements(code)
        if code.machine == "never" or code.optional or code.retired or code.gate or code.unit != "segment":
            continue
        if sum(len(words.split()) for words in said) >= LEAST:
            yield Concept(book, code, said, vectors(said), vectors([code.exclude] if code.exclude else []))


def statements(code: Code) -> tuple[str, ...]:
    """Return what a codebook says that a code is, a statement at a time."""
    said = (f"{code.name}. {code.definition}".strip(), code.include, *code.examples)
    return tuple(words for words in said if words) if code.definition or code.include or code.examples else ()


def vectors(texts: Sequence[str]) -> Vectors:
    """Return the vectors of texts; those that were made before are not made again."""
    if not texts:
        return np.zeros((0, 1), np.float32)
    known = _known()
    new = [text for text in dict.fromkeys(texts) if text not in known]
    if len(known) + len(new) > MEMORY:
        known.clear()
        new = list(dict.fromkeys(texts))
    known.update(zip(new, encode(embedder("minilm"), new), strict=True))
    return np.array([known[text] for text in texts], dtype=np.float32)


@lru_cache(maxsize=1)
def _known() -> dict[str, Vectors]:
    return {}
