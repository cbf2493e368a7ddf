"""Find who is quoted as saying what."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from storylens.records import Argument, Relation, Tagged
from storylens.taggers.base import Material, Spoken
from storylens.taggers.quotes.dashes import mark_dashes
from storylens.taggers.quotes.direct import attach
from storylens.taggers.quotes.found import Passage, Quote, passages
from storylens.taggers.quotes.naming import name_fragments
from storylens.taggers.quotes.quotatives import quotatives
from storylens.taggers.quotes.reports import reports
from storylens.taggers.quotes.silent import uncued
from storylens.taggers.quotes.sources import Report, according
from storylens.taggers.quotes.teller import UNKNOWN, Tellers
from storylens.taggers.quotes.turns import alternate
from storylens.taggers.quotes.weave import add
from storylens.taggers.quotes.words import SAY, SAYINGS, SPOKEN_THAT, TO_DO, reporting

if TYPE_CHECKING:
    from spacy.tokens import Token


class QuoteTagger:
    """Find quotations: relations `quote` with `content`, `cue` and `speaker`.

    Attributes: `direct` (True, False, or "mixed" where a fragment stands in quotation marks), `resolved` (whom the
    speaker stands for, "unknown" where that is not safe), `implicit` (no cue) and `nested` (inside another).
    """

    name = "quotes"
    version = "2"
    needs_parse = True

    @property
    def settings(self) -> str:
        """Hash of the verbs and nouns; the rules are covered by the version."""
        words = [*reporting(), *sorted(SAYINGS)]
        return hashlib.sha256(" ".join(words).encode()).hexdigest()[:16]

    @property
    def languages(self) -> frozenset[str]:
        """English only: the verbs and the word order are English."""
        return frozenset({"en"})

    def tag(self, material: Material) -> Tagged:
        """Return the quotations in tellers' words, in the order of the text."""
        if material.language not in self.languages:
            return Tagged()
        found: list[Relation] = []
        for run in _runs(material.turns):
            found += _quotations(run)
        return Tagged(relations=tuple(found))


def _runs(turns: Sequence[Spoken]) -> Iterator[list[Spoken]]:
    """Yield turns that one teller speaks without anybody between."""
    run: list[Spoken] = []
    for turn in turns:
        if run and (not turn.told or turn.speaker != run[0].speaker):
            yield run
            run = []
        if turn.told and turn.doc is not None:
            run.append(turn)
    if run:
        yield run


def _quotations(turns: Sequence[Spoken]) -> list[Relation]:
    parts = passages(turns)
    mark_dashes(parts)
    for number, passage in enumerate(parts):
        if passage.pieces:
            _marked(passage, parts[number - 1] if number else None)
        for report in _candidates(passage):
            add(passage, report)
        if passage.pieces:
            name_fragments(passage)
            uncued(passage)
    return list(_resolved(parts))


def _marked(passage: Passage, earlier: Passage | None) -> None:
    """Attach what is in quotation marks to its cues, outside first."""
    top = passage.top
    if top and top[0].stretch.resumed and earlier is not None and earlier.top:
        top[0].quote = earlier.top[-1].quote
        if top[0].quote is not None:
            top[0].quote.contents.append(top[0].span)
    attach(passage, top, passage.span, earlier)
    for outer in top:
        inner = [
            piece
            for piece in passage.pieces
            if piece.stretch.level == 1 and outer.span[0] <= piece.span[0] < outer.span[1]
        ]
        if inner:
            attach(passage, inner, (outer.span[0] + 1, outer.span[1] - 1), nested=True)


def _candidates(passage: Passage) -> Iterator[Report]:
    cues: list[Token] = []
    spoken: list[int] = []
    sources: list[int] = []
    kinds = _kinds()
    for token in passage.doc[passage.first : passage.stop]:
        kind = kinds.get(token.lower)
        if kind is None:
            continue
        if kind == "verb":
            cues.append(token)
        elif kind == "quotative":
            spoken.append(token.i)
        else:
            sources.append(token.i)
    for at in sources:
        report = according(passage, at)
        if report is not None and report.contents:
            yield report
    if spoken:
        yield from quotatives(passage, spoken)
    if cues:
        yield from reports(passage, cues)


@cache
def _kinds() -> dict[int, str]:
    """Return the words to stop at, by spaCy's hash, so that a paragraph is walked over once."""
    from spacy.strings import get_string_id

    kinds = {form: "verb" for form, verb in reporting().items() if verb in SAY | TO_DO | SPOKEN_THAT}
    kinds |= {form: "verb" for noun in SAYINGS for form in (noun, noun + "s")}
    kinds |= dict.fromkeys(("like", "all", "goes", "go", "went"), "quotative")
    kinds["according"] = "source"
    return {get_string_id(form): kind for form, kind in kinds.items()}


def _resolved(parts: Sequence[Passage]) -> Iterator[Relation]:
    """Say whom speakers stand for, and yield the relations in the order of the text."""
    tellers = Tellers(parts)
    everything: list[Quote] = []
    for number, passage in enumerate(parts):
        passage.quotes.sort(key=lambda quote: (min(quote.contents), quote.cue or (0, 0)))
        for quote in passage.quotes:
            holder = _holder(quote, passage.quotes)
            quote.nested = quote.nested or holder is not None
            tellers.resolve(number, quote, passage.teller, holder.resolved if holder is not None else "")
        everything += passage.quotes
    alternate(parts)
    for quote in everything:
        yield _relation(quote)


def _holder(quote: Quote, quotes: Sequence[Quote]) -> Quote | None:
    """Return the smallest quotation that holds another one with its cue."""
    if quote.cue is None:
        return None
    at = quote.cue[0]
    holding = [
        (end - start, number)
        for number, other in enumerate(quotes)
        if other is not quote
        for start, end in other.contents
        if start <= at < end
    ]
    return quotes[min(holding)[1]] if holding else None


def _relation(quote: Quote) -> Relation:
    arguments = [Argument(role="content", start=start, end=end) for start, end in sorted(set(quote.contents))]
    if quote.cue is not None:
        arguments.append(Argument(role="cue", start=quote.cue[0], end=quote.cue[1]))
    if quote.speaker is not None:
        start, end = quote.speaker.span
        arguments.append(Argument(role="speaker", start=start, end=end))
    return Relation(
        tagger=QuoteTagger.name,
        label="quote",
        arguments=tuple(arguments),
        rule=quote.rule,
        attributes={
            "direct": quote.direct,
            "resolved": quote.resolved or UNKNOWN,
            "implicit": quote.implicit,
            "nested": quote.nested,
        },
    )
