"""What the rules work on: paragraphs with their quotation marks, and the quotations as they are put together."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from storylens.taggers.quotes.marks import Stretch, paragraphs, stretches

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from storylens.taggers.base import Spoken

Span = tuple[int, int]  # code points in the document, end exclusive


_LEAD = re.compile(r"\W*(?:[^.]*[.”\"’]\d{1,3}\s+(?=[A-Z]))?")
_NOTE_AFTER = re.compile(r"[.,]\d{1,3}\Z")


@dataclass(eq=False)
class Mention:
    """A speaker as named at the cue."""

    span: Span
    head: Token
    text: str


@dataclass(eq=False)
class Quote:
    """A quotation while it is put together."""

    contents: list[Span]
    rule: str
    direct: bool | str
    cue: Span | None = None
    speaker: Mention | None = None
    implicit: bool = False
    nested: bool = False
    resolved: str = ""


@dataclass(eq=False)
class Piece:
    """What stands between quotation marks in one paragraph, with the quotation that it turned out to belong to."""

    span: Span
    stretch: Stretch
    words: str
    quote: Quote | None = None
    used: bool = False

    @property
    def inside(self) -> str:
        """The words without the marks."""
        return self.words.strip("“”„‟\"«»‘’'‚‛‹›`´ \n")

    @property
    def last(self) -> str:
        """The last character before the closing mark."""
        return self.inside[-1:]


@dataclass(eq=False)
class Passage:
    """A paragraph of a turn: its tokens, its words and what is in quotation marks in it."""

    doc: Doc
    base: int  # of the turn in the document
    first: int  # tokens of the paragraph
    stop: int
    start: int  # code points in the turn
    text: str
    teller: str
    pieces: list[Piece] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)

    @property
    def span(self) -> Span:
        """Where the paragraph stands in the document."""
        return self.base + self.start, self.base + self.start + len(self.text)

    @property
    def top(self) -> list[Piece]:
        """The quotations that are not inside others."""
        return [piece for piece in self.pieces if piece.stretch.level == 0]

    def place(self, first: int, last: int) -> Span:
        """Return the code points of tokens, first to last."""
        end = self.doc[last]
        return self.base + self.doc[first].idx, self.base + end.idx + len(end)

    def mention(self, head: Token, first: int, last: int) -> Mention | None:
        """Return the mention that tokens make, without marks before and note numbers after."""
        start, end = self.doc[first].idx, self.doc[last].idx + len(self.doc[last])
        text = self.text[max(0, start - self.start) : end - self.start]
        lead = _LEAD.match(text)
        note = _NOTE_AFTER.search(text)
        start, end = start + (lead.end() if lead else 0), end - (len(note[0]) if note else 0)
        if end <= start:
            return None  # a sign that the parser took for a noun
        return Mention((self.base + start, self.base + end), head, self.text[start - self.start : end - self.start])

    def between(self, low: int, high: int) -> tuple[int, int]:
        """Return the tokens, first and stop, that stand wholly between two positions in the document."""
        places = self.places
        first = bisect_left(places, low - self.base)
        stop = bisect_left(places, high - self.base, lo=first)
        if stop > first and places[stop - 1] + len(self.doc[self.first + stop - 1]) > high - self.base:
            stop -= 1
        return self.first + first, self.first + max(stop, first)

    @cached_property
    def places(self) -> list[int]:
        """Where each token of the paragraph begins in the turn."""
        return [token.idx for token in self.doc[self.first : self.stop]]

    def around(self, at: int) -> Piece | None:
        """Return the innermost quotation that holds a position."""
        holding = [piece for piece in self.pieces if piece.span[0] <= at < piece.span[1]]
        return max(holding, key=lambda piece: piece.stretch.level, default=None)


def passages(turns: Sequence[Spoken]) -> list[Passage]:
    """Cut turns of one speaker that follow each other into paragraphs, and find what is in quotation marks."""
    made: list[Passage] = []
    for turn in turns:
        if turn.doc is not None:
            made += _cut(turn, turn.doc)
    for passage, found in zip(made, stretches([passage.text for passage in made]), strict=True):
        begin = passage.span[0]
        passage.pieces = [
            Piece((begin + each.start, begin + each.end), each, passage.text[each.start : each.end]) for each in found
        ]
    return made


def _cut(turn: Spoken, doc: Doc) -> Iterator[Passage]:
    parts = list(paragraphs(turn.text))
    if len(parts) == 1:
        start, end = parts[0]
        yield Passage(doc, turn.start, 0, len(doc), start, turn.text[start:end], turn.speaker)
        return
    places = [token.idx for token in doc]
    for start, end in parts:
        yield Passage(
            doc,
            turn.start,
            bisect_left(places, start),
            bisect_left(places, end),
            start,
            turn.text[start:end],
            turn.speaker,
        )


def is_title(piece: Piece) -> bool:
    """Return True for what is written like a title or a name: "The Salt Road", "Hesket"."""
    words = [word for word in piece.inside.split() if word[:1].isalpha()]
    capitals = sum(word[0].isupper() for word in words)
    small = sum(
        word.lower() in ("of", "the", "and", "a", "an", "in", "to", "for", "on", "with")
        for word in words
        if not word[0].isupper()
    )
    return bool(words) and piece.inside[:1].isupper() and capitals + small == len(words) and piece.last not in "?!"
