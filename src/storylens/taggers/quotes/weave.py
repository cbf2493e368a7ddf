"""Lay reported clauses over quotation marks: what is direct, what is mixed, and what is nested in a quotation."""

from __future__ import annotations

import re

from storylens.taggers.quotes import clause
from storylens.taggers.quotes.found import Passage, Piece, Quote, Span
from storylens.taggers.quotes.sources import Report

_NOTE = re.compile(r"[.,”\"’»](\d{1,3})\Z")
_UNMARKED = frozenset(
    ("quotative", "words after a colon", "said, and then the words")
)  # the very words, though no marks stand round them


def add(passage: Passage, report: Report) -> None:
    """Add a candidate to the quotations of its paragraph, unless a direct quotation has taken its cue or its words."""
    cue = passage.place(*report.cue)
    if any(quote.cue is not None and quote.cue[0] <= cue[0] < quote.cue[1] for quote in passage.quotes):
        return
    around = passage.around(cue[0])
    spans = [passage.place(*content) for content in report.contents]
    if around is not None:
        spans = [_within(passage, span, around) for span in spans]
    else:
        spans = [part for span in spans for part in _widened(passage, span)]
    spans = [span for span in spans if _words(passage, span)]
    if not spans:
        return
    quote = Quote(spans, report.rule, _directness(passage, report, spans, around), cue=cue, nested=around is not None)
    if report.speaker is not None:
        limits = [edge for edge in (report.cue[0], report.contents[0][0]) if edge > report.speaker.i]
        first, last = clause.mention(report.speaker, passage.first, min(limits, default=passage.stop))
        if passage.first <= first <= last < passage.stop:
            quote.speaker = passage.mention(report.speaker, first, last)
    passage.quotes.append(quote)


def _words(passage: Passage, span: Span) -> bool:
    begin = passage.span[0]
    return any(letter.isalnum() for letter in passage.text[max(0, span[0] - begin) : max(0, span[1] - begin)])


def _within(passage: Passage, span: Span, around: Piece) -> Span:
    """Keep speech that is reported inside a quotation inside its marks."""
    low, high = around.span[0], around.span[1]
    if not around.stretch.open and around.stretch.mark != "—":
        high -= 1
    begin = passage.span[0]
    start, end = max(span[0], low + 1), min(span[1], high)
    while end > start and passage.text[end - begin - 1] in " ,.;:":
        end -= 1
    return start, end


def _widened(passage: Passage, span: Span) -> list[Span]:
    """Take fragments in marks in as a whole, and leave direct quotations out."""
    start, end = span
    for piece in passage.top:
        low, high = piece.span
        if high <= start or low >= end:
            continue
        if piece.quote is None:
            start, end = min(start, low), max(end, high)
            piece.used = True
        elif low <= start:
            start = high
        else:
            end = low
    begin = passage.span[0]
    note = _NOTE.search(passage.text, max(0, start - begin), end - begin)
    end -= len(note[1]) if note else 0
    while end > start and passage.text[end - begin - 1] in " ,;:—–-":
        end -= 1
    while start < end and passage.text[start - begin] in " ,;:—–.":
        start += 1
    return [(start, end)] if end > start else []


def _directness(passage: Passage, report: Report, spans: list[Span], around: Piece | None) -> bool | str:
    if report.rule in _UNMARKED:
        return True
    level = 0 if around is None else around.stretch.level + 1
    marked = [
        piece.span
        for piece in passage.pieces
        if piece.stretch.level == level and any(start < piece.span[1] and piece.span[0] < end for start, end in spans)
    ]
    if not marked:
        return False
    begin = passage.span[0]
    outside = any(
        letter.isalnum() and not any(low <= at < high for low, high in marked)
        for start, end in spans
        for at, letter in enumerate(passage.text[start - begin : end - begin], start)
    )
    return "mixed" if outside else True
