"""Direct speech that nobody marked, as people tell it: "I told them, not like that, sister"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storylens.taggers.quotes import clause
from storylens.taggers.quotes.words import listed, reporting

if TYPE_CHECKING:
    from spacy.tokens import Token

    from storylens.taggers.quotes.found import Passage

_VERBS = listed("say tell ask answer reply shout cry warn whisper scream yell respond")
_NOT_SPEECH = listed("""
and but who which whose however though although while after before because as adding that or nor then too also again
therefore moreover meanwhile perhaps probably apparently
""")
_REPLIES = listed("yes no yeah okay ok sorry goodbye hello thanks never")
_PRESENT = frozenset(("VBZ", "VBP", "MD"))
_FINITE = _PRESENT | {"VBD"}
_PERSONAL = listed("i you he she it we they")
_ADDRESSED = 6  # tokens between the verb and the comma: "said to her, madam"


def spoken(passage: Passage, verb: Token) -> tuple[int, int] | None:
    """Return what follows "said," or "told them,", or a bare answer after "said": "she said yes"."""
    doc = passage.doc
    if reporting().get(verb.lower_) not in _VERBS or not _told(verb):
        return None
    stop = clause.sentence(verb, passage.first, passage.stop)[1]
    at = verb.i + 1
    while at < stop and at - verb.i <= _ADDRESSED and doc[at].text not in (",", ":") and not doc[at].is_punct:
        if (
            doc[at].tag_ in _FINITE
            or doc[at].pos_ in ("NUM", "VERB")
            or doc[at].lower_ == "that"
            or (doc[at].ent_type_ in ("DATE", "TIME", "GPE"))
        ):
            return None
        if doc[at].dep_ == "dobj" and verb.lower_ in ("say", "says", "said"):
            return None  # "said it, did not write it"
        if doc[at].lower_ in _REPLIES and at == verb.i + 1:
            return _bare(passage, at, stop)
        at += 1
    if at >= stop - 1 or doc[at].text not in (",", ":"):
        return None
    first = at + 1
    start = doc[first]
    if start.lower_ in _NOT_SPEECH or start.tag_ == "VBG" or start.text in ('"', "“", "‘", "'", "«", "``"):
        return None
    if any(doc[each].text == "," and doc[each + 1].lower_ == "that" for each in range(first, min(first + 9, stop - 1))):
        return None
    end = speech_stop(passage, verb, first, stop)
    words = doc[first:end]
    said = any(token.pos_ in ("VERB", "AUX", "INTJ") for token in words) or words[-1].text == "?"
    sure = reporting()[verb.lower_] == "say" or words[-1].text == "?" or is_spoken(passage, verb, (first, end - 1))
    return (first, end - 1) if said and sure else None


def _told(verb: Token) -> bool:
    if verb.dep_ == "relcl" and clause.subject(verb) is not verb.head:
        return False  # "the news that he told, ..."
    if any(child.lower_ == "as" and child.i < verb.i for child in verb.children):
        return False
    if verb.tag_ in ("VBD", "VBZ", "VBP"):
        return True
    return verb.tag_ == "VBN" and any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children)


def _bare(passage: Passage, at: int, stop: int) -> tuple[int, int]:
    last = at
    while last + 1 < stop and not passage.doc[last + 1].is_punct and passage.doc[last + 1].pos_ == "INTJ":
        last += 1
    return at, last


def is_spoken(passage: Passage, verb: Token, content: tuple[int, int]) -> bool:
    """Return True where words after a past verb sound as they were said: "you", a call, an order, the present."""
    words = passage.doc[content[0] : content[1] + 1]
    if words[0].pos_ == "INTJ" or words[0].tag_ == "VB" or words[0].lower_ in ("you", "please", "do"):
        return True
    first = next((token for token in words if token.tag_ in _FINITE), None)
    return first is not None and verb.tag_ in ("VBD", "VBN") and first.tag_ in ("VBZ", "VBP")


def speech_stop(passage: Passage, verb: Token, first: int, stop: int) -> int:
    """Return where unmarked speech stops: before the next "and he said", or where the telling takes over again."""
    doc = passage.doc
    for at in range(first + 1, stop - 1):
        token = doc[at]
        if token.text not in (",", ";") and token.lower_ not in ("and", "then"):
            continue
        nxt = at + 1
        while nxt < stop and doc[nxt].lower_ in ("and", "then", "so", "but"):
            nxt += 1
        if nxt + 1 >= stop or doc[nxt].pos_ not in ("PRON", "PROPN", "VERB"):
            continue
        who, does = (doc[nxt], doc[nxt + 1]) if doc[nxt].pos_ != "VERB" else (None, doc[nxt])
        again = (
            does.lower_ in reporting()
            and does.tag_ == "VBD"
            and (who is None or who.lower_ in _PERSONAL or who.pos_ == "PROPN")
        )
        told = next((word.tag_ for word in doc[first:at] if word.tag_ in _FINITE), "")  # "" in an order: "sit down"
        resumed = does.tag_ == "VBD" and verb.tag_ == "VBD" and doc[nxt - 1].lower_ in ("and", "then", "so")
        back = resumed and told != "VBD"
        if again or back:
            return at
    return stop


def spliced(passage: Passage, verb: Token, content: tuple[int, int]) -> tuple[int, int]:
    """Take in what follows a comma in the same present tense: "they said it's not holding, it's only writing"."""
    doc = passage.doc
    first, last = content
    stop = clause.sentence(verb, passage.first, passage.stop)[1]
    if verb.tag_ != "VBD" or last + 3 >= stop or doc[last + 1].text != "," or doc[first].lower_ == "that":
        return content
    if doc[last + 2].lower_ not in _PERSONAL or doc[last + 3].tag_ not in _PRESENT:
        return content
    if not any(token.tag_ in _PRESENT for token in doc[first : last + 1]):
        return content
    return first, speech_stop(passage, verb, last + 2, stop) - 1
