"""A cue that stands before a quotation: X said: "..."; X told them, "..."; in the words of X, "..."."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from storylens.taggers.quotes import clause
from storylens.taggers.quotes.cue import Cue, only_phrase, phrase_head, sourced
from storylens.taggers.quotes.found import Passage, Piece, is_title
from storylens.taggers.quotes.words import NAMING, SAY, UTTER, WRITTEN, listed, reporting

if TYPE_CHECKING:
    from spacy.tokens import Token

_COMMAS = frozenset(",—–-")
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_PLAIN = listed("say ask reply answer shout cry yell scream whisper tell tweet write declare respond exclaim mutter")


def cue_before(passage: Passage, piece: Piece, left: list[Token], right: list[Token], used: set[int]) -> Cue | None:
    """Return the cue in the clause before a quotation, unless another quotation has used it."""
    if (named := _in_the_words(left)) is not None:
        return named
    at = piece.span[0] - passage.span[0]
    mark = passage.text[max(0, at - 20) : max(0, at)].rstrip()[-1:] or left[-1].text[-1]
    between = 25 if mark == ":" else 12 if mark in _COMMAS else 3
    body = left[:-1] if left[-1].is_punct else left
    for number in range(len(body) - 1, -1, -1):
        verb = body[number]
        gap = body[number + 1 :]
        if len(gap) > between:
            break
        if verb.lower_ == "like" and number and body[number - 1].lemma_ == "be":
            who = clause.subject(body[number - 1])
            return (
                None
                if who is None or verb.i in used
                else Cue(body[number - 1], verb.i, _named(who, passage), who, "quotative")
            )
        lemma = reporting().get(verb.lower_)
        if mark == ":" and verb.dep_ == "relcl" and any(child.lower_ == "which" for child in verb.children):
            continue
        if lemma is None or verb.pos_ not in ("VERB", "AUX", "ADJ") or verb.i in used:
            continue
        if not _may_introduce(lemma, verb, mark, gap, piece, right):
            continue
        who = _inverted_before(body, number) or clause.subject(verb) or _own_phrase(body[:number])
        rule = "cue before, no comma" if between == 3 else "cue before"
        return Cue(verb, verb.i, _named(who, passage) if who is not None else None, who, rule)
    if mark == ":" and _speechlike(piece):
        return _colon(passage, body)
    return None


def _in_the_words(left: Sequence[Token]) -> Cue | None:
    """Read "In the words of one farmer, “...”"."""
    words = [token.lower_ for token in left]
    at = next((each for each in range(len(words) - 4) if words[each : each + 4] == ["in", "the", "words", "of"]), None)
    return None if at is None or len(words) - at > 14 else sourced(list(left[at:]), 3)


def _inverted_before(body: Sequence[Token], number: int) -> Token | None:
    """Return Kags in "These links, adds Kags, “have an effect”"."""
    if not number or body[number - 1].text != "," or number + 1 >= len(body) or body[number].dep_ == "relcl":
        return None
    start = body[number + 1]
    if start.pos_ not in ("PROPN", "PRON", "DET") or start.lower_ in ("him", "her", "them", "me", "us", "that"):
        return None
    return phrase_head(body[number], start, body[-1].i + 1)


def _own_phrase(words: Sequence[Token]) -> Token | None:
    """Return the noun straight before a verb whose subject the parser missed."""
    while words and words[-1].pos_ in ("ADV", "AUX"):
        words = words[:-1]
    return words[-1] if words and words[-1].pos_ in ("PRON", "PROPN", "NOUN") else None


def _named(who: Token, passage: Passage) -> tuple[int, int]:
    return clause.mention(who, passage.first, passage.stop)


def _may_introduce(lemma: str, verb: Token, mark: str, gap: list[Token], piece: Piece, right: list[Token]) -> bool:
    """Return True where a verb with these words between can introduce what is quoted."""
    if lemma == "read":
        who = clause.subject(verb)
        return who is not None and who.lemma_.lower() in WRITTEN
    if lemma not in SAY and lemma not in UTTER:
        return False
    if (
        verb.tag_ == "VBN"
        and verb.dep_ in ("advcl", "acl")
        and not any(child.dep_ in ("aux", "auxpass") for child in verb.children)
    ):
        return False  # "as mentioned, ..."
    if mark == ":":
        return _speechlike(piece)
    if any(token.tag_ in _FINITE for token in gap):
        return False
    if mark in _COMMAS:
        if len(gap) and any(token.dep_ in ("ccomp",) for token in gap):
            return False
        return piece.inside[:1].isupper() or len(piece.inside.split()) > 2 or piece.last in "?!.,"
    if lemma in NAMING and lemma not in _PLAIN:
        return False
    if lemma in ("write", "tweet", "add") and is_title(piece):
        return False  # wrote “The Salt Road”
    following = right[0] if right else None
    apart = lemma in _PLAIN and not gap and piece.inside[:1].isupper()  # said “Exactly” to her
    if (
        following is not None
        and following.pos_ in ("VERB", "AUX", "ADP", "NOUN")
        and piece.last not in ".?!,"
        and not apart
    ):
        return False
    if not gap:
        return lemma in _PLAIN or (piece.inside[:1].isupper() and piece.last in ".?!,")
    return (
        all(
            token.lower_ in ("that", "to", "him", "her", "me", "us", "them", "you", "simply", "only", "just")
            or token.pos_ in ("PROPN", "DET")
            for token in gap
        )
        and (lemma in _PLAIN or piece.inside[:1].isupper())
        and len(piece.inside.split()) > 1
        and (piece.inside[:1].isupper() or piece.last in ".?!")
    )


def _speechlike(piece: Piece) -> bool:
    return piece.inside[:1].isupper() or piece.last in ".?!," or len(piece.inside.split()) > 3


def _colon(passage: Passage, body: Sequence[Token]) -> Cue | None:
    """Read "She had only this for him: “...”" and the script form "Dunn: “...”"."""
    if not body or body[0].i >= passage.stop:
        return None
    who = only_phrase(body) if len(body) <= 5 else None
    if who is not None and (who.pos_ == "PROPN" or (len(body) > 1 and all(token.text[0].isupper() for token in body))):
        return Cue(None, who.i, (body[0].i, who.i), who, "name and colon")
    verb = next((token for token in reversed(body) if token.tag_ in _FINITE and token.pos_ == "VERB"), None)
    who = clause.subject(verb) if verb is not None else None
    if verb is None or who is None:
        return None
    return Cue(verb, verb.i, _named(who, passage), who, "any verb before a colon")
