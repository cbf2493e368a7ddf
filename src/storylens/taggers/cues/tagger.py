"""Find the cues of codebooks in a text."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from storylens.codebook.cues import WORD, fold
from storylens.language.sentences import sentences
from storylens.records import Codebook, Role, Tagged, TaggedSpan
from storylens.taggers.base import Material
from storylens.taggers.cues.index import CueIndex, Entry, Strength
from storylens.taggers.cues.polarity import flag, polarity


class _Hit(NamedTuple):
    entry: Entry
    first: int  # of the words of the sentence
    last: int


class CueTagger:
    """Put passages in front of a reader: phrases, wildcards, windows, weak cues, exclude cues.

    A weak cue counts only where another cue of the same code stands in the same sentence. An exclude cue
    silences what it overlaps. A denial or "used to" round a cue is flagged, and becomes the polarity where
    the code has one. Needs no pipeline: sentences and words are found by rule.
    """

    name = "cues"
    version = "1"
    needs_parse = False

    def __init__(self, codebooks: Iterable[Codebook]) -> None:
        self.codebooks = tuple(codebooks)
        self._index = CueIndex(self.codebooks)

    @property
    def settings(self) -> str:
        """Hash of all that decides what is found."""
        return hashlib.sha256(" ".join(book.digest for book in self.codebooks).encode()).hexdigest()[:16]

    @property
    def languages(self) -> frozenset[str]:
        """The languages of the codebooks."""
        return frozenset(book.language for book in self.codebooks)

    def tag(self, material: Material) -> Tagged:
        """Return the hits in tellers' words. A hit is `prompted` where the question before it hits the same code."""
        spans: list[TaggedSpan] = []
        asked: frozenset[str] | None = None  # codes that the last question speaks of; None where nobody asked
        for turn in material.turns:
            if turn.role is Role.INTERVIEWER:
                asked = frozenset(span.label for span in self.find(turn.text))
            elif turn.told:
                spans += (_placed(span, turn.start, asked) for span in self.find(turn.text))
        return Tagged(spans=tuple(spans))

    def find(self, text: str, *, lone_weak: bool = False) -> Iterator[TaggedSpan]:
        """Yield a span for each hit, in the order of the text. Positions are code points.

        `lone_weak` also yields weak cues that stand alone, for a tagger that knows what else makes them count.
        """
        for start, end in sentences(text):
            matches = list(WORD.finditer(text, start, end))
            words = [fold(match[0]) for match in matches]
            hits = _counted([_Hit(entry, at[0], at[-1]) for entry, at in self._index.find(words)], lone_weak)
            if not hits:
                continue
            gaps = [text[left.end() : right.start()] for left, right in pairwise(matches)]
            for hit in hits:
                yield _span(hit, text, matches, words, ["", *gaps, ""], (start, end))


def _placed(span: TaggedSpan, at: int, asked: frozenset[str] | None) -> TaggedSpan:
    """Move a span from its turn into the document."""
    first, last = span.passage or (span.start, span.end)
    prompted = {} if asked is None else {"prompted": span.label in asked}
    return span.model_copy(
        update={
            "start": at + span.start,
            "end": at + span.end,
            "passage": (at + first, at + last),
            "attributes": {**span.attributes, **prompted},
        }
    )


def _span(
    hit: _Hit, text: str, matches: Sequence[re.Match[str]], words: list[str], gaps: list[str], passage: tuple[int, int]
) -> TaggedSpan:
    entry = hit.entry
    found = flag(words, gaps, hit.first, hit.last)
    return TaggedSpan(
        tagger=CueTagger.name,
        label=entry.code.id,
        start=matches[hit.first].start(),
        end=matches[hit.last].end(),
        rule=f"{entry.strength} “{entry.cue}”",
        passage=passage,
        attributes={
            "codebook": entry.codebook.id,
            "flag": found.value,
            "polarity": polarity(found, entry.code.polarity),
            **({"gate": True} if entry.code.gate else {}),
        },
    )


def _counted(hits: list[_Hit], lone_weak: bool) -> list[_Hit]:
    """Drop what is excluded, then weak cues that stand alone."""
    if not hits:
        return hits
    by_code: dict[str, list[_Hit]] = defaultdict(list)
    for hit in hits:
        by_code[hit.entry.code.id].append(hit)
    kept: list[_Hit] = []
    for group in by_code.values():
        silenced = [hit for hit in group if hit.entry.strength is Strength.EXCLUDE]
        live = [
            hit
            for hit in group
            if hit.entry.strength is not Strength.EXCLUDE
            and not any(hit.first <= other.last and other.first <= hit.last for other in silenced)
        ]
        strong = any(hit.entry.strength is Strength.STRONG for hit in live)
        if strong or lone_weak or len({hit.entry.cue for hit in live}) > 1:
            kept += live
    return sorted(kept, key=lambda hit: (hit.first, hit.last, hit.entry.code.id, hit.entry.cue))
