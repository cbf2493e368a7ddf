"""Speech reported in a clause: "said that ...", "..., he said, ...", "told us to ...".

Each rule is a construction; its name goes into the relation. What is found here is only a candidate: `weave`
drops what is wholly in quotation marks and belongs to a direct quotation.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from storylens.taggers.quotes import clause
from storylens.taggers.quotes.asides import aside, subordinate
from storylens.taggers.quotes.complement import (
    after_colon,
    complement,
    denied_charge,
    has_subject,
    infinitive,
    misread,
)
from storylens.taggers.quotes.sources import Report, noun_of_saying, trimmed
from storylens.taggers.quotes.spoken import is_spoken, spliced, spoken
from storylens.taggers.quotes.words import SAY, SPOKEN_THAT, TO_DO, listed, reporting

if TYPE_CHECKING:
    from spacy.tokens import Token

    from storylens.taggers.quotes.found import Passage

_ABSTRACT = listed("this that it which these those what there")
_SHOWING = listed("suggest indicate imply reveal confirm predict signal underline underscore highlight")
_FINDERS = listed("""
inquiry enquiry court jury judge regulator report panel review study commission tribunal investigation committee
auditor audit inspector inspection inspectorate watchdog ombudsman coroner researcher magistrate survey poll
""")
_ACTS = listed("dispute reject refuse decline apologise apologize condemn accuse criticise criticize blame thank")


def reports(passage: Passage, cues: list[Token]) -> Iterator[Report]:
    """Yield the candidates in one paragraph; `cues` are its tokens whose form can report speech."""
    handed: dict[int, Token | None] = {}  # to a verb that shares the subject of the verb before it
    recent: Report | None = None
    for verb in cues:
        is_noun = verb.pos_ == "NOUN"
        report = noun_of_saying(passage, verb) if is_noun else _verb(passage, verb, handed, recent)
        if report is not None and report.contents:
            recent = report
            yield report


def _verb(passage: Passage, verb: Token, handed: dict[int, Token | None], recent: Report | None) -> Report | None:
    lemma = reporting().get(verb.lower_, "")
    reports = lemma in SAY or lemma in TO_DO or (lemma in SPOKEN_THAT and complement(verb, lemma) is not None)
    if not reports or verb.pos_ not in ("VERB", "AUX", "ADJ"):
        return None
    who = handed.get(verb.i) or _participle(passage, verb, recent) or clause.subject(verb)
    if who is not None and who.lower_ in ("who", "what") and who.tag_ == "WP":
        return None
    if clause.hedged(verb, who) or (lemma != "deny" and clause.denied(verb)):
        return None
    if not _may_say(lemma, who, verb):
        return None
    found = after_colon(passage, verb, lemma) or complement(verb, lemma)
    if found is None or (found[1] is not None and not _close(verb, found[1])):
        words = spoken(passage, verb)
        beside = aside(passage, verb)
        if beside is not None and not (
            words is not None and is_spoken(passage, verb, words) and subordinate(passage, beside.contents[0])
        ):
            return Report(beside.rule, _cue(verb), tuple(trimmed(passage, beside.contents)), beside.speaker)
        if words is not None:
            return Report("said, and then the words", _cue(verb), tuple(trimmed(passage, [words])), who)
        said = found[1] if found is not None else None
        if said is not None and verb.doc[_beginning(verb, said).i - 1].text == ",":
            return None  # "Rehema agrees, she is here": no verb of saying takes a clause so, but "said"
    if who is None and verb.tag_ in ("VBG", "VB"):
        return None  # "it is worth noting that"
    found = found or denied_charge(verb, lemma) or misread(passage, verb, lemma)
    if found is None:
        return None
    rule, head, contents = found
    if head is not None:
        contents = [*contents[:-1], spliced(passage, verb, contents[-1])]
        contents = _before_next(head, contents, who, handed)
    return Report(rule, _cue(verb), tuple(trimmed(passage, contents)), who)


def _participle(passage: Passage, verb: Token, recent: Report | None) -> Token | None:
    """Return who said something just before ", adding that ...", where the parser hung it on what was said."""
    if recent is None or verb.tag_ != "VBG" or verb.i <= passage.first or passage.doc[verb.i - 1].text != ",":
        return None
    near = recent.cue[1] < verb.i and passage.doc[recent.cue[0]].sent == verb.sent
    return recent.speaker if near and verb.dep_ in ("advcl", "acl", "conj", "xcomp", "dep") else None


def _may_say(lemma: str, who: Token | None, verb: Token) -> bool:
    """Return False for verbs that report speech only of some subjects: "the inquiry found", not "I found"."""
    if lemma == "find":
        return who is not None and who.lemma_.lower() in _FINDERS
    if lemma in _SHOWING:
        return who is None or who.lower_ not in _ABSTRACT
    if lemma == "point":
        return any(child.dep_ == "prt" for child in verb.children)
    return True


def _cue(verb: Token) -> tuple[int, int]:
    particle = next((child.i for child in verb.children if child.dep_ == "prt" and child.i == verb.i + 1), verb.i)
    return verb.i, particle


def _close(verb: Token, said: Token | None) -> bool:
    """Return True where a clause after the verb is surely its own: it has "that", or no comma before it."""
    if said is None or said.i < verb.i:
        return False
    begins = _beginning(verb, said)
    return (
        begins.lower_ in ("that", "whether", "if")
        or infinitive(said)
        or (has_subject(said) and verb.doc[begins.i - 1].text != ",")
    )


def _beginning(verb: Token, said: Token) -> Token:
    """Return the first word of a clause after the verb."""
    at = max(said.left_edge.i, verb.i + 1)
    while at < said.i and verb.doc[at].is_punct:
        at += 1
    return verb.doc[at]


def _before_next(
    head: Token, contents: list[tuple[int, int]], who: Token | None, handed: dict[int, Token | None]
) -> list[tuple[int, int]]:
    """End the content before a second act of speech that the parser joined to it ("said he was ill and added")."""
    first, last = contents[-1]
    for other in head.conjuncts:
        if not first < other.i <= last or has_subject(other):
            continue
        again = reporting().get(other.lower_) in SAY and any(
            child.dep_ in ("ccomp", "xcomp") and child.i > other.i for child in other.children
        )
        if again or (other.lemma_ in _ACTS and other.tag_ == "VBD"):
            handed[other.i] = who
            cut = other.left_edge.i - 1
            while cut > first and (head.doc[cut].pos_ == "CCONJ" or head.doc[cut].text == ","):
                cut -= 1
            return [*contents[:-1], (first, cut)]
    return contents
