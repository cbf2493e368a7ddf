"""Who speaks in dialogue without cues: two in turn, one who goes on, or whoever acted just before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from storylens.taggers.quotes import clause
from storylens.taggers.quotes.found import Mention, Passage, Quote
from storylens.taggers.quotes.teller import UNKNOWN

if TYPE_CHECKING:
    from spacy.tokens import Token

_SHORT = 12  # tokens of a paragraph that only says what the next speaker does: "Tom laughed."


@dataclass
class _Turn:
    """The direct quotations of a paragraph."""

    passage: Passage
    quotes: list[Quote]

    @property
    def open(self) -> bool:
        """True where nobody is known to speak."""
        return bool(self.quotes) and self.quotes[0].speaker is None and self.quotes[0].cue is None


def alternate(passages: Sequence[Passage]) -> None:
    """Give dialogue without cues its speakers, in the order of the text; where none is safe there is none."""
    turns = [
        _Turn(passage, [quote for quote in passage.quotes if quote.direct is True and not quote.nested])
        for passage in passages
    ]
    report = _is_report(turns)
    for number, turn in enumerate(turns):
        if not turn.open:
            continue
        one, two = _back(turns, number, 1), _back(turns, number, 2)
        if one is not None and two is not None and _key(one) != _key(two):
            _give(turn, two, "two in turn")
        elif report and one is not None and not _asks(turns[number - 1].passage):
            _give(turn, one, "the last speaker goes on")
        elif number and not turns[number - 1].quotes and (actor := _actor(turns[number - 1].passage)) is not None:
            _give(turn, Quote([], "", True, speaker=actor, resolved=_name(actor)), "action before the quotation")


def _is_report(turns: Sequence[_Turn]) -> bool:
    """Return True for prose such as news, where a quotation in the next paragraph goes on with the last speaker.

    In a dialogue neighbouring paragraphs mostly have different speakers, and many have no cue.
    """
    cued = bare = same = other = 0
    for number, turn in enumerate(turns):
        if not turn.quotes:
            continue
        bare, cued = bare + turn.open, cued + (not turn.open)
        one = _back(turns, number, 1)
        if one is not None and not turn.open and turn.quotes[0].speaker is not None:
            if _key(one) == _key(turn.quotes[0]):
                same += 1
            else:
                other += 1
    return bare * 3 <= cued + 2 and other <= same + 1


def _back(turns: Sequence[_Turn], number: int, steps: int) -> Quote | None:
    """Return the last quotation of the paragraph so many steps back, where all between are dialogue too."""
    for step in range(1, steps + 1):
        if number - step < 0 or not turns[number - step].quotes:
            return None
    quote = turns[number - steps].quotes[-1]
    return quote if quote.speaker is not None else None


def _key(quote: Quote) -> str:
    if quote.resolved not in ("", UNKNOWN):
        return quote.resolved
    return quote.speaker.text.lower() if quote.speaker is not None else ""


def _asks(passage: Passage) -> bool:
    return bool(passage.top) and passage.top[-1].last == "?"


def _give(turn: _Turn, model: Quote, rule: str) -> None:
    for quote in turn.quotes:
        if quote.speaker is None and quote.cue is None:
            quote.speaker, quote.resolved, quote.rule, quote.implicit = model.speaker, model.resolved, rule, True


def _actor(passage: Passage) -> Mention | None:
    """Return who acts in a paragraph of one short sentence."""
    words = [token for token in passage.doc[passage.first : passage.stop] if not token.is_space]
    if not 2 <= len(words) <= _SHORT or sum(token.text in ".?!" for token in words) != 1:
        return None
    verb = next((token for token in words if token.tag_ in ("VBD", "VBZ") and token.pos_ == "VERB"), None)
    who: Token | None = clause.subject(verb) if verb is not None else None
    if who is None or (who.pos_ == "PRON" and who.lower_ not in ("he", "she", "i", "they")):
        return None
    first, last = clause.mention(who, passage.first, passage.stop)
    return passage.mention(who, first, last)


def _name(actor: Mention) -> str:
    return UNKNOWN if actor.head.pos_ == "PRON" else " ".join(actor.text.split())
