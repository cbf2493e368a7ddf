"""Quotations that no cue introduces: which marks hold speech at all, and who speaks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from storylens.taggers.quotes import clause
from storylens.taggers.quotes.cue import tokens
from storylens.taggers.quotes.found import Mention, Passage, Piece, Quote, is_title

if TYPE_CHECKING:
    from spacy.tokens import Token

_STOPS = ".?!…"
_BACK = 400  # code points round a quotation that are looked at
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))


def uncued(passage: Passage) -> None:
    """Make quotations of what reads like speech though nothing says that it is; leave scare quotes and titles."""
    pieces = passage.top
    for number, piece in enumerate(pieces):
        if piece.quote is not None or piece.used or not _is_speech(passage, piece):
            continue
        earlier = pieces[number - 1].quote if number else None
        gap = tokens(passage, pieces[number - 1].span[1], piece.span[0]) if number else []
        quote = Quote([piece.span], "no cue", True, implicit=True)
        piece.quote = quote
        passage.quotes.append(quote)
        if (beat := _beat(passage, pieces, number)) is not None:
            quote.speaker, quote.rule = beat, "action beside the quotation"
        elif earlier is not None and gap:
            quote.speaker, quote.rule = earlier.speaker, "same paragraph"


def _is_speech(passage: Passage, piece: Piece) -> bool:
    """Return True where a stretch in marks is a sentence of its own: it begins like one and ends like one."""
    words = piece.inside.split()
    if not words or piece.stretch.open or piece.stretch.resumed:
        return bool(words)
    text, begin = passage.text, passage.span[0]
    at = piece.span[0] - begin
    before = text[max(0, at - _BACK) : at].rstrip()
    after = text[piece.span[1] - begin : piece.span[1] - begin + _BACK].lstrip()
    ends = piece.last in _STOPS + "—–-" or (after[:1] in tuple(".?!") and len(words) > 2 and not before)
    if after[:1].islower() and piece.last not in "?!—–-…,;:":
        return False  # “The Salt Road” was read aloud
    if not before:
        return (
            (ends and not (is_title(piece) and len(words) > 2))
            or (not after and len(words) > 3)
            or (piece.last in ",:;" and len(words) > 1)
        )
    if (is_title(piece) and len(words) > 1) or (before[-1] != ":" and not _told(passage, piece)):
        return False
    starts = piece.inside[:1].isupper() or not piece.inside[:1].isalpha()
    if before[-1] in _STOPS + ":;—–-*_”’\"'»":
        return starts and (ends or (piece.last == "," and len(words) > 1))
    return before[-1] == "," and starts and ends and len(words) > 1


def _told(passage: Passage, piece: Piece) -> bool:
    """Return True where the sentence before has a finite verb; in a list of sources it has none."""
    at = piece.span[0] - passage.span[0]
    if passage.text[max(0, at - _BACK) : at].rstrip()[-1:] in tuple("”\"’'»"):
        return True  # one quotation after another
    left = tokens(passage, max(passage.span[0], piece.span[0] - _BACK), piece.span[0])
    while left and not left[-1].text[0].isalnum():
        left = left[:-1]
    sentence: list[Token] = []
    for token in reversed(left):
        if token.text in _STOPS or token.text[0] in '”"’»':
            break
        sentence.append(token)
    return any(token.tag_ in _FINITE for token in sentence) or not sentence


def _beat(passage: Passage, pieces: Sequence[Piece], number: int) -> Mention | None:
    """Return who acts in the sentence beside the quotation: "Ann put down her cup. “I will go.”"."""
    low = pieces[number - 1].span[1] if number else passage.span[0]
    high = pieces[number + 1].span[0] if number + 1 < len(pieces) else passage.span[1]
    left = tokens(passage, low, pieces[number].span[0])
    if left and left[-1].text in (".", ":", ",", "!", "—", "--", "–", "...", ";"):
        who = _actor(left, last=True)
        if who is not None:
            return _mention(passage, who)
    right = tokens(passage, pieces[number].span[1], high)
    if right and not left:
        who = _actor(right, last=False)
        if who is not None:
            return _mention(passage, who)
    return None


def _actor(words: Sequence[Token], *, last: bool) -> Token | None:
    """Return the subject of the sentence nearest to the quotation, if it is somebody who can speak."""
    sentence: list[Token] = []
    for token in reversed(words[:-1]) if last else words:
        if token.text in _STOPS:
            break
        sentence.append(token)
    if last:
        sentence.reverse()
    for verb in sentence:
        if verb.tag_ in _FINITE and verb.pos_ == "VERB" and verb.dep_ not in ("relcl", "advcl", "acl", "ccomp"):
            who = clause.subject(verb)
            return who if who is not None and _animate(who) else None
    return None


def _animate(who: Token) -> bool:
    if who.pos_ == "PRON":
        return who.lower_ in ("i", "he", "she", "they", "we", "who", "somebody", "someone")
    return who.pos_ == "PROPN" and who.ent_type_ not in ("DATE", "GPE", "LOC", "TIME")


def _mention(passage: Passage, who: Token) -> Mention | None:
    first, last = clause.mention(who, passage.first, passage.stop)
    return passage.mention(who, first, last)
