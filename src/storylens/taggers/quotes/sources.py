"""Sources that are no subject of a verb: "according to X, ...", "the union's claim that ..."."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from storylens.taggers.quotes import clause
from storylens.taggers.quotes.words import SAYINGS, listed

if TYPE_CHECKING:
    from spacy.tokens import Token

    from storylens.taggers.quotes.found import Passage

_MEASURES = listed("""
plan law rule schedule need age size want ability budget custom tradition level category value criterion type number
standard rate formula principle timetable ranking instruction income weight height colour color gender degree preference
strength how what which kind season distance
""")  # "according to size" names no source
_MEASURED = listed("""
rank calculate gauge measure sort classify vary differ allocate pay charge price grade group organise organize
categorise categorize divide share distribute select choose treat judge act
""")
_LIGHT = listed("make issue give repeat release publish offer send reiterate")
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_SMALL = frozenset(".,;:—–-!?… ")


class Report(NamedTuple):
    """A cue with its content; tokens, first to last."""

    rule: str
    cue: tuple[int, int]
    contents: tuple[tuple[int, int], ...]
    speaker: Token | None


def noun_of_saying(passage: Passage, noun: Token) -> Report | None:
    """Find "the union's claim that ...": a noun of saying with a that-clause."""
    said = next(
        (
            child
            for child in noun.children
            if child.dep_ in ("acl", "ccomp", "relcl")
            and child.i > noun.i
            and any(
                each.dep_ in ("mark", "nsubj") and each.lower_ == "that" and each.dep_ == "mark"
                for each in child.children
            )
        ),
        None,
    )
    if said is None or noun.lemma_ not in SAYINGS:
        return None
    who = next((child for child in noun.children if child.dep_ == "poss"), None)
    if who is None:
        by = next(
            (
                child
                for child in noun.children
                if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "of", "from") and child.i < said.i
            ),
            None,
        )
        who = next((child for child in by.children if child.dep_ == "pobj"), None) if by is not None else None
    if who is None and noun.dep_ == "dobj" and noun.head.lemma_ in _LIGHT:
        who = clause.subject(noun.head)
    return Report(
        "noun of saying", (noun.i, noun.i), tuple(trimmed(passage, [(said.left_edge.i, said.right_edge.i)])), who
    )


def according(passage: Passage, at: int) -> Report | None:
    """Find the clause beside "according to X", which is in its scope to the end of the sentence."""
    doc = passage.doc
    if at + 2 >= passage.stop or doc[at + 1].lower_ != "to":
        return None
    who = next((child for child in doc[at + 1].children if child.dep_ in ("pobj", "pcomp")), None)
    if who is None or who.i >= passage.stop or who.pos_ not in clause.NOMINAL or who.lemma_ in _MEASURES:
        return None
    if at > passage.first and doc[at - 1].lemma_ in _MEASURED:
        return None
    first, stop = clause.sentence(doc[at], passage.first, passage.stop)
    end = _phrase_end(passage, who, stop)
    spans = [(first, at - 1), (end + 1, stop - 1)]
    wordy = [span for span in spans if _clausal(passage, *span)]
    return Report("according to", (at, at + 1), tuple(trimmed(passage, wordy)), who)


def _clausal(passage: Passage, first: int, last: int) -> bool:
    return last - first >= 2 and any(token.pos_ in ("VERB", "AUX") for token in passage.doc[first : last + 1])


def _phrase_end(passage: Passage, who: Token, stop: int) -> int:
    """Return where the phrase of the source ends: at a comma, after what describes the source between commas."""
    doc = passage.doc
    ends = [at for at in range(who.i + 1, stop) if doc[at].text in (",", ";", ":", ".")]
    if not ends or who.pos_ == "PRON":
        return min(who.right_edge.i, stop - 1)
    if len(ends) > 1 and doc[ends[0]].text == doc[ends[1]].text == ",":
        between = doc[ends[0] + 1 : ends[1]]
        described = len(between) and (
            between[0].pos_ in ("DET", "NOUN", "PROPN", "ADJ") or between[0].tag_ in ("WP", "WDT", "WP$", "VBN")
        )
        if described and not any(token.tag_ in _FINITE and token.dep_ not in ("relcl", "aux") for token in between):
            return ends[1] - 1
    return ends[0] - 1


def trimmed(passage: Passage, contents: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Leave out "that", and stops at both ends that belong to the sentence round the content."""
    doc = passage.doc
    for first, last in contents:
        first, last = max(first, passage.first), min(last, passage.stop - 1)
        if first < last:
            last = min(last, clause.sentence(doc[first], passage.first, passage.stop)[1] - 1)
        while first <= last and (
            doc[first].text in _SMALL
            or doc[first].is_space
            or doc[first].text in ("--", "---")
            or (
                doc[first].lower_ == "that"
                and first < last
                and (doc[first].dep_ == "mark" or doc[first + 1].pos_ in ("PRON", "DET", "PROPN"))
            )
        ):
            first += 1
        while last >= first and (
            doc[last].text in ",;:.—–-"
            or doc[last].is_space
            or doc[last].text in ("--", "---")
            or doc[last].pos_ == "CCONJ"
        ):
            last -= 1
        if last >= first:
            yield first, last
