"""A word or two of what somebody said: the mayor called the plan "a disgrace"; she warned of "grave consequences"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storylens.taggers.quotes import clause
from storylens.taggers.quotes.found import Passage, Piece, Quote, is_title
from storylens.taggers.quotes.words import NAMING, SAY, reporting

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLIMB = 5  # heads between the fragment and the verb
_GENERIC = frozenset(
    ("call", "term", "dub", "label", "refer", "describe")
)  # "we call it 'the wall'" names, quotes nobody


def name_fragments(passage: Passage) -> None:
    """Make a mixed quotation of fragments that depend on a verb of naming, judging or speaking with a subject.

    Titles and names are left out, and so is the use of a word for a thing ("a card known as 'white'").
    """
    made: dict[int, Quote] = {}
    for piece in passage.top:
        if piece.quote is not None or piece.used or is_title(piece) or len(piece.inside.split()) > 25:
            continue
        verb = _governor(passage, piece)
        if verb is None:
            continue
        who = clause.subject(verb)
        if (
            who is None
            or who.lower_ in ("it", "this", "that", "which")
            or clause.hedged(verb, who)
            or clause.denied(verb)
        ):
            continue
        piece.used = True
        if (quote := made.get(verb.i)) is not None:
            quote.contents.append(piece.span)
            continue
        first, last = clause.mention(who, passage.first, passage.stop)
        speaker = passage.mention(who, first, last)
        opens = passage.between(piece.span[0], piece.span[1])[0]
        direct = True if opens and passage.doc[opens - 1].text == ":" else "mixed"  # he texted: "on my way"
        made[verb.i] = Quote(
            [piece.span], "fragment after a verb of naming", direct, cue=passage.place(verb.i, verb.i), speaker=speaker
        )
        passage.quotes.append(made[verb.i])


def _governor(passage: Passage, piece: Piece) -> Token | None:
    first, stop = passage.between(piece.span[0], piece.span[1])
    words = [token for token in passage.doc[first:stop] if token.is_alpha]
    if not words:
        return None
    at = words[0]
    for _ in range(_CLIMB):
        if at.head == at:
            return None
        at = at.head
        lemma = reporting().get(at.lower_, "")
        outside = not piece.span[0] <= passage.base + at.idx < piece.span[1]
        if outside and at.pos_ == "VERB" and lemma in NAMING | SAY:
            generic = lemma in _GENERIC and at.tag_ in ("VBP", "VBZ", "VB", "VBN") and not _perfect(at)
            return None if generic or at.i > words[0].i or lemma == "find" else at
        if outside and at.pos_ == "VERB" and at.tag_ != "VBG":
            return None
    return None


def _perfect(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children)
