"""Dialogue after dashes: a paragraph that begins with a dash is somebody's speech, up to "he said"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from storylens.taggers.quotes.found import Passage, Piece
from storylens.taggers.quotes.marks import Stretch
from storylens.taggers.quotes.words import listed, reporting

if TYPE_CHECKING:
    from spacy.tokens import Token

_DASH = re.compile(r"\s*(?:[—―–]|--+)\s*(?=\S)")
_FEWEST = 2  # paragraphs with a dash from which a text is taken to use dashes for dialogue
_PERSONAL = listed("he she i they we")


def mark_dashes(passages: Sequence[Passage]) -> None:
    """Add pieces for speech after dashes, where the text uses dashes so and no other marks stand there.

    A list with dashes is not dialogue: at least one of the paragraphs must ask, exclaim, or say who speaks.
    """
    dashed = [(passage, match) for passage in passages if not passage.top and (match := _DASH.match(passage.text))]
    if len(dashed) < _FEWEST or not any(_spoken(passage) for passage, _ in dashed):
        return
    for passage, match in dashed:
        start, end = match.start() + len(match[0]) - len(match[0].lstrip()), len(passage.text.rstrip())
        begin = passage.span[0]
        cut = _narrated(passage)
        spans = [(start, end)] if cut is None else [(start, cut[0] - begin)]
        if cut is not None and cut[1] - begin < end:
            spans.append((cut[1] - begin, end))
        for first, last in spans:
            while first < last and passage.text[first].isspace():
                first += 1
            words = passage.text[first:last].rstrip()
            if words:
                stretch = Stretch(first, first + len(words), mark="—")
                passage.pieces.append(Piece((begin + first, begin + first + len(words)), stretch, words))


def _spoken(passage: Passage) -> bool:
    ends = passage.text.rstrip()[-1:]
    return ends in ("?", "!") or _narrated(passage) is not None


def _narrated(passage: Passage) -> tuple[int, int] | None:
    """Return where "he said briskly." stands in the paragraph, in the document."""
    doc = passage.doc
    for at in range(passage.first + 2, passage.stop - 1):
        if doc[at].text not in (",", ".", "!", "?", "—", "..."):
            continue
        one, two = doc[at + 1], doc[at + 2] if at + 2 < passage.stop else None
        three = doc[at + 3] if at + 3 < passage.stop else None
        if two is not None and (
            _tag(one, two)
            or _tag(two, one, inverted=True)
            or (three is not None and one.pos_ == "PROPN" and _tag(two, three))
        ):
            end = next((each for each in range(at + 2, passage.stop) if doc[each].text in ".!?:"), passage.stop - 1)
            stop = doc[end]
            return passage.base + one.idx, passage.base + stop.idx + len(stop)
    return None


def _tag(who: Token, verb: Token, *, inverted: bool = False) -> bool:
    """Return True for "he said" or, inverted, "said the boy"."""
    if verb.lower_ not in reporting() or verb.tag_ not in ("VBD", "VBN", "VBZ"):
        return False
    if inverted:
        return verb.text.islower() and (who.pos_ in ("PROPN", "DET") or who.lower_ in _PERSONAL)
    return (who.lower_ in _PERSONAL and who.text.islower()) or (who.pos_ == "PROPN" and who.text[0].isupper())
