"""Questions about a parsed clause: who is its subject, what words name that subject, was it really said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from storylens.taggers.quotes.words import SAID_INDEED

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM"))
_NOTE = re.compile(r"[.?!”\"]\d{1,3}\Z")
_TITLE_PREPOSITIONS = frozenset(("of", "for", "from", "at", "in", "with", "on", "near", "by", "to"))
_UNDER = frozenset(("xcomp", "ccomp", "acl", "relcl", "advcl"))
_RELATIVES = frozenset(("who", "which", "that", "whom"))
_DEEP = 6  # clauses that a subject is handed down through


def subject(verb: Token, depth: int = 0) -> Token | None:
    """Return who says: the subject of a verb, handed down from the clause above where the verb has none.

    In a passive it is the agent: "we were told by the clerk".
    """
    passive = verb.tag_ == "VBN" and verb.dep_ == "advcl" and not any(child.dep_ == "aux" for child in verb.children)
    for child in verb.children:
        dep = child.dep_
        if dep == "nsubj":
            if child.lower_ in _RELATIVES and verb.dep_ in ("relcl", "acl"):
                return verb.head
            return child
        if dep == "agent":
            return next((each for each in child.children if each.dep_ == "pobj"), None)
        passive = passive or dep in ("nsubjpass", "auxpass")
    if passive or depth > _DEEP:
        return None
    dep, head = verb.dep_, verb.head
    if dep in ("acl", "relcl") and verb.tag_ == "VBG":
        return head
    if dep in ("acl", "amod") and verb.tag_ == "VBN":
        return None
    if dep == "pcomp":
        if head.lower_ not in ("by", "in", "with", "to"):
            return None  # "thanked them for telling"
        head = head.head
    if dep == "conj":  # the nearest of several verbs: "Ann got up and Tom looked round and said"
        nearer = [each for each in head.conjuncts if head.i < each.i < verb.i and each.pos_ == "VERB"]
        for other in reversed(nearer):
            own = next((child for child in other.children if child.dep_ == "nsubj"), None)
            if own is not None and own.i < verb.i:
                return own
    if dep in ("conj", "xcomp", "advcl", "pcomp", "dep", "ccomp") and head.pos_ in ("VERB", "AUX") and head != verb:
        return subject(head, depth + 1)
    return None


def sentence(verb: Token, low: int, stop: int) -> tuple[int, int]:
    """Return first and stop of the sentence within limits; a note number after a stop ends one ("here.12 Then")."""
    found, doc = verb.sent, verb.doc
    low, stop = max(found.start, low), min(found.end, stop)
    for at in range(verb.i - 1, low - 1, -1):
        if _NOTE.search(doc[at].text) and doc[at + 1].text[0].isupper():
            low = at + 1
            break
    for at in range(verb.i, stop - 1):
        if _NOTE.search(doc[at].text) and doc[at + 1].text[0].isupper():
            stop = at + 1
            break
    return low, stop


def is_passive(verb: Token) -> bool:
    """Return True for "was told", "is said"; a participle after a noun counts too."""
    if any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children):
        return True
    return (
        verb.tag_ == "VBN"
        and verb.dep_ in ("acl", "advcl")
        and not any(child.dep_ in ("aux", "nsubj") for child in verb.children)
    )


def mention(head: Token, low: int, stop: int) -> tuple[int, int]:
    """Return the first and last token of the words that name a speaker, between two limits.

    Kept: determiners, titles, names, "of the council", "and his wife", a clause without a comma ("parents who
    came"), and a name after its role ("the clerk, Ida Moss"). Left out: what follows a name after a comma.
    """
    if head.pos_ == "PRON" and head.lower_ not in (
        "one",
        "some",
        "others",
        "many",
        "another",
        "those",
        "all",
        "both",
        "most",
        "few",
        "several",
        "none",
        "each",
        "two",
        "neither",
    ):
        return head.i, head.i
    first = max(
        low,
        min(
            (
                child.left_edge.i
                for child in head.lefts
                if child.dep_ not in ("punct", "cc", "preconj", "advmod", "prep")
            ),
            default=head.i,
        ),
    )
    last = head.i
    named = head.pos_ == "PROPN"
    for child in head.rights:
        edge = child.right_edge.i
        if edge >= stop or child.i >= stop:
            break
        dep = child.dep_
        touching = child.left_edge.i == last + 1
        if (dep in ("compound", "flat", "nummod", "nmod") and touching) or (
            dep == "prep" and touching and child.lower_ in (("of",) if named else _TITLE_PREPOSITIONS)
        ):
            last = edge
        elif dep == "cc":
            continue
        elif (dep == "conj" and child.pos_ in NOMINAL and child.left_edge.i <= last + 3) or (
            dep == "appos" and child.pos_ == "PROPN" and not named and child.left_edge.i <= last + 2
        ):
            last = mention(child, child.left_edge.i, stop)[1]
        elif dep in ("relcl", "acl") and touching and not named:
            last = edge
        elif dep != "punct":
            break
    return first, last


def denied(verb: Token) -> bool:
    """Return True where the saying itself is denied, asked for or only imagined, so that nothing was said."""
    question = False
    for child in verb.children:
        dep = child.dep_
        if dep == "neg" or child.lower_ in ("never", "hardly"):
            return True
        if dep == "mark" and child.lower_ in ("if", "unless", "lest"):
            return True
        if dep == "nsubj" and (child.lower_ in ("nobody", "none", "no-one") or child.left_edge.lower_ == "no"):
            return True
        if dep == "aux" and child.lower_ in ("should", "must", "might", "may", "could", "can", "ca"):
            return True
        question = question or (
            dep == "aux"
            and child.i < verb.i
            and any(each.dep_ == "nsubj" and child.i < each.i < verb.i for each in verb.children)
        )
    return question or _only_meant(verb)


def _only_meant(verb: Token) -> bool:
    """Return True for "want to say", "refused to say", "tell him that ...!"."""
    tag = verb.tag_
    if tag == "VB":
        to = next((child for child in verb.children if child.lower_ == "to"), None)
        if to is not None:
            return verb.head.lemma_ not in SAID_INDEED if verb.dep_ in _UNDER else False
        return not any(child.dep_ in ("aux", "nsubj") for child in verb.children) and verb.dep_ in ("ROOT", "ccomp")
    head = verb.head
    return verb.dep_ in ("xcomp", "pcomp") and head.lemma_ in ("avoid", "without", "stop", "against")


def hedged(verb: Token, who: Token | None) -> bool:
    """Return True for what a speaker says here and now: "I would say", "I must admit", "you could argue", "I say"."""
    if who is None or who.pos_ != "PRON":
        return False
    lower = who.lower_
    if lower in ("me", "us"):
        return True  # "let me tell you"
    if lower not in ("i", "we", "you", "one"):
        return False
    auxes = {child.lower_ for child in verb.children if child.dep_ == "aux"}
    if "to" in auxes and verb.head.lemma_ in SAID_INDEED:
        return False  # "we used to tell them"
    if auxes & {
        "can",
        "could",
        "would",
        "'d",
        "’d",
        "must",
        "should",
        "might",
        "may",
        "will",
        "'ll",
        "’ll",
        "ca",
        "shall",
        "to",
    }:
        return not (lower == "we" and auxes & {"would", "'d", "’d"})
    if verb.tag_ in ("VBP", "VB", "VBZ"):
        return lower != "we"
    return verb.tag_ == "VBG" and lower in ("i", "you") and not auxes & {"was", "were"}
