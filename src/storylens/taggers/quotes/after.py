"""A cue that follows a quotation: "...", said X; "...", X said; "...", according to X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storylens.taggers.quotes import clause
from storylens.taggers.quotes.cue import Cue, only_phrase, phrase_head, sourced
from storylens.taggers.quotes.found import Piece, is_title
from storylens.taggers.quotes.words import listed, reporting

if TYPE_CHECKING:
    from spacy.tokens import Token

_SKIPPED = frozenset((",", "—", "–", "--", "-", "...", "_", ")", "(", "]"))
_SENSED = listed("heard saw had got made knew felt wanted used found")
_PERSONAL = listed("i he she they we it you who")


def cue_after(piece: Piece, left: list[Token], right: list[Token]) -> Cue | None:
    """Return the cue in the words after a quotation; `left` stands before it, `right` is the first clause after it."""
    if piece.stretch.open or _in_midsentence(left, piece):
        return None
    at = 0
    while at < len(right) and (
        right[at].text in _SKIPPED
        or (right[at].pos_ == "ADV" and right[at].text.islower() and right[at].lower_ not in ("when", "where", "why"))
    ):
        at += 1
    rest = right[at:]
    if not rest:
        return None
    comma = piece.last in ",-—–" or (bool(right) and right[0].text in (",", "—", "–", "--"))
    stopped = piece.last == "." and not comma
    head = rest[0]
    if len(rest) > 2 and not stopped and head.lower_ == "according":
        return sourced(rest, 1)
    if len(rest) > 4 and not stopped and [token.lower_ for token in rest[:4]] == ["in", "the", "words", "of"]:
        return sourced(rest, 3)
    if head.text.islower() and head.lower_ in reporting() and (found := _inverted(rest)):
        return found
    if stopped and not (head.text.islower() and head.lower_ in _PERSONAL):
        return None
    if found := _straight(rest, comma):
        return found
    if left and left[-1].text == "," and is_title(piece):
        return None  # His book, “The Salt Road,” won a prize
    if comma and head.tag_ in ("VBD", "VBZ", "VBN") and head.text.islower() and head.pos_ == "VERB" and len(rest) > 1:
        return _inverted(rest, "any verb after a comma")
    return None


def _in_midsentence(left: list[Token], piece: Piece) -> bool:
    """Return True where the marks open in the middle of a clause: a fragment, not a whole quotation."""
    return bool(left) and left[-1].text[-1].isalnum() and not (piece.inside[:1].isupper() and left[-1].lower_ == "that")


def _inverted(rest: list[Token], rule: str = "inversion after the quotation") -> Cue | None:
    """Read "said the old man": verb first, then whoever speaks."""
    verb = rest[0]
    if len(rest) == 1:
        return Cue(verb, verb.i, None, None, rule)
    last = verb.i
    at = 1
    while at < len(rest) - 1 and rest[at].pos_ in ("ADV", "ADP", "PART") and rest[at].dep_ in ("prt", "advmod"):
        at += 1
    start = rest[at]
    if start.text == "," or start.pos_ in ("ADP", "SCONJ", "CCONJ", "PUNCT"):
        return None if rule.startswith("any") else Cue(verb, last, None, None, rule)
    stop = rest[-1].i + 1
    head = phrase_head(verb, start, stop)
    if head is None:
        return None
    return Cue(verb, last, clause.mention(head, start.i, stop), head, rule)


def _straight(rest: list[Token], comma: bool) -> Cue | None:
    """Read "the old man said": whoever speaks first, then the verb."""
    start = rest[0]
    if start.pos_ in ("CCONJ", "SCONJ", "VERB", "AUX", "ADP"):
        return None
    for number, verb in enumerate(rest[1:25], 1):
        known = verb.lower_ in reporting() and verb.pos_ in ("VERB", "AUX", "NOUN", "ADJ", "ADV") and verb.tag_ != "VBG"
        if not known and not _new_verb(verb, rest, number, comma):
            continue
        if verb.dep_ == "relcl" or (verb.dep_ == "acl" and number > 1):
            continue
        lone = rest[:number]
        while len(lone) > 1 and lone[-1].pos_ in ("ADV", "AUX"):
            lone = lone[:-1]
        who = next(
            (child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass") and child.i < verb.i), None
        )
        if who is None or who.i < start.i or who.left_edge.i > start.i + 2:
            who = only_phrase(lone)
        if who is None or who.lower_ in ("which", "that", "this", "who"):
            continue
        if known and not comma and number > 6 and not rest[0].text.islower():
            continue
        rule = "subject and verb after the quotation" if known else "any verb after a comma"
        return Cue(verb, verb.i, clause.mention(who, start.i, verb.i), who, rule)
    return None


def _new_verb(verb: Token, rest: list[Token], number: int, comma: bool) -> bool:
    """Return True where a verb that is in no list must be one of saying: after a comma, or after "he" that goes on."""
    if verb.tag_ != "VBD" or verb.pos_ != "VERB" or verb.dep_ in ("relcl", "acl", "amod") or verb.lower_ in _SENSED:
        return False
    return (comma and number < 6) or (number == 1 and rest[0].text in ("he", "she", "they"))
