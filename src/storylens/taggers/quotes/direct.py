"""Direct speech with a cue: what stands between quotation marks, joined to whoever says it.

The parser is often wrong where quotation marks and inversion meet, so what counts here is the order of words
round the marks; the parse only says where noun phrases begin and end.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from storylens.taggers.quotes.after import cue_after
from storylens.taggers.quotes.before import cue_before
from storylens.taggers.quotes.cue import ENDS, Cue, first_clause, last_clause, tokens
from storylens.taggers.quotes.found import Passage, Piece, Quote, Span

if TYPE_CHECKING:
    from spacy.tokens import Token


def attach(
    passage: Passage, pieces: Sequence[Piece], bounds: Span, earlier: Passage | None = None, *, nested: bool = False
) -> None:
    """Find the cues of the pieces of one paragraph, between bounds in the document, and make the quotations.

    The cue of the first may end the paragraph before: "Dunn said in a statement:".
    """
    previous: Piece | None = None
    used: set[int] = set()
    for number, piece in enumerate(pieces):
        low = previous.span[1] if previous else bounds[0]
        high = pieces[number + 1].span[0] if number + 1 < len(pieces) else bounds[1]
        left = tokens(passage, low, piece.span[0])
        right = tokens(passage, piece.span[1], high)
        cue = _cue(passage, piece, left, right, used)
        if cue is not None:
            if cue.token is not None:
                used.add(cue.token.i)
            _take(passage, passage, piece, cue, nested)
        elif previous is None and not left and not nested and (lead := _lead(earlier, piece)) is not None:
            _take(lead[0], passage, piece, lead[1], nested)
        elif previous is not None and previous.quote is not None and _goes_on(passage, piece, left, previous.quote):
            piece.quote = previous.quote
            piece.quote.contents.append(piece.span)
        previous = piece


def _take(passage: Passage, home: Passage, piece: Piece, cue: Cue, nested: bool) -> None:
    quote = piece.quote  # one carried on from the paragraph before
    if quote is None or quote.cue is not None:
        if quote is not None:
            quote.contents.remove(piece.span)
        quote = Quote([piece.span], cue.rule, True, nested=nested)
        home.quotes.append(quote)
        piece.quote = quote
    quote.rule, quote.implicit = cue.rule, False
    quote.cue = passage.place(cue.token.i, cue.last) if cue.token is not None else None
    if cue.head is not None and cue.speaker is not None:
        quote.speaker = passage.mention(cue.head, *cue.speaker)


def _lead(earlier: Passage | None, piece: Piece) -> tuple[Passage, Cue] | None:
    """Find a cue at the end of the paragraph before, where that ends with a colon or a comma."""
    if earlier is None or earlier.text.rstrip()[-1:] not in (":", ","):
        return None
    low = max([each.span[1] for each in earlier.top], default=earlier.span[0])
    left = last_clause(tokens(earlier, low, earlier.span[1]))
    taken = {
        token.i
        for token in left
        for quote in earlier.quotes
        if quote.cue is not None and quote.cue[0] <= earlier.base + token.idx < quote.cue[1]
    }
    cue = cue_before(earlier, piece, left, [], taken) if left else None
    return None if cue is None else (earlier, cue)


def _cue(passage: Passage, piece: Piece, left: list[Token], right: list[Token], used: set[int]) -> Cue | None:
    clause_left, clause_right = last_clause(left), first_clause(right)
    before = None if not clause_left else cue_before(passage, piece, clause_left, right, used)
    if before is not None and (before.rule != "cue before, no comma"):
        return before
    after = cue_after(piece, left, clause_right)
    return after or before


def _goes_on(passage: Passage, piece: Piece, left: list[Token], quote: Quote) -> bool:
    """Return True where a quotation goes on after its cue: "...," said X, who ... . "..."."""
    if quote.cue is None or not left or piece.stretch.resumed:
        return False
    if all(token.lower_ in (",", "and", "or", "then") for token in left):
        return quote.cue[0] < quote.contents[0][0]  # they say “the log”, “the lots”
    first = left[0]
    cue_between = quote.cue[0] >= passage.base + first.idx
    stops = sum(token.text in ENDS for token in left)
    last = left[-1]
    midway = (
        last.text in (",", ";", "—", "–", "--", ":")
        or last.text in ENDS
        or (passage.base + last.idx == quote.cue[0] and piece.inside[:1].isupper())
    )
    return cue_between and stops <= 1 and midway
