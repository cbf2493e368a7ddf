"""Sentences that read like what people disclose, by their words and then by their meaning; weights that were learned.

Two logistic regressions on sentences that we wrote (the authored rounds but the last, and more of the kind) against
the harmless ones and the bundled stories: one on words and pairs of words, one on the sentence embedding. The words
are summed for every sentence; only the few that pass are embedded. `python -m benchmarks.likeness` fits the weights.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from storylens.language.embeddings import MiniLM, Vectors, installed
from storylens.taggers.safeguarding.scene import Scene

FILE = Path(__file__).parent / "lexicon" / "likeness.json"
RULE = "reads like a disclosure"
SHORTEST = 4  # tokens after the first; less says too little
_SKIPPED = frozenset({"PUNCT", "SPACE"})
_APART = (1, 2, 3)  # how far the words of a pair stand from each other


class Weights(NamedTuple):
    """What was learned: of words and pairs, of the embedding, where to look on, where to hold; the gates' means."""

    words: dict[str, float]
    words_bias: float
    words_scale: float
    look: float
    meaning: Vectors
    meaning_bias: float
    meaning_scale: float
    hold: float
    gates: dict[str, Vectors]


@cache
def weights() -> Weights:
    """Return the weights that come with the tagger, read once."""
    read = json.loads(FILE.read_text(encoding="utf-8"))
    read["meaning"] = np.array(read["meaning"], dtype=np.float32)
    read["gates"] = {code: np.array(mean, dtype=np.float32) for code, mean in read["gates"].items()}
    return Weights(**read)


def features(scene: Scene, first: int, last: int) -> set[str]:
    """Return the words of a sentence as lemmas, and the pairs of those that stand near each other."""
    tree = scene.tree
    row = [
        tree.lower[at] if tree.pos[at] == "PRON" else scene.lemma[at]
        for at in range(first, last + 1)
        if tree.pos[at] not in _SKIPPED
    ]
    pairs = {f"{row[at]} {step} {row[at + step]}" for step in _APART for at in range(len(row) - step)}
    return {*row, *pairs}


def by_words(scene: Scene, first: int, last: int) -> float:
    """Return how much the words of a sentence are like those of a disclosure."""
    known = weights()
    found = features(scene, first, last)
    total = sum(known.words.get(one, 0.0) for one in found) / math.sqrt(len(found) or 1)
    return total + known.words_bias


def by_meaning(texts: Sequence[str], scores: Sequence[float]) -> list[str]:
    """Return the gate of each sentence that is held for its meaning and words together, and "" for the others."""
    known = weights()
    if not texts or not installed(MiniLM):
        return [""] * len(texts)
    vectors = MiniLM().encode(list(texts))
    sums = (vectors @ known.meaning + known.meaning_bias) / known.meaning_scale + np.array(scores) / known.words_scale
    return [_gate(vector) if total > known.hold else "" for vector, total in zip(vectors, sums, strict=True)]


def _gate(vector: Vectors) -> str:
    means = weights().gates
    return max(means, key=lambda code: float(vector @ means[code]))
