"""What spoken language quotes with: "she was like, no way", "he goes, come here", "they were all, what?"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from storylens.taggers.quotes.sources import Report
from storylens.taggers.quotes.words import listed

if TYPE_CHECKING:
    from spacy.tokens import Token

    from storylens.taggers.quotes.found import Passage

_BE = listed("was were is are am 's ’s 're ’re 'm ’m be been being")
_GO = frozenset(("go", "goes", "went"))
_PERSONS = listed("i you he she we they everyone everybody someone somebody who people")
_CALLS = listed("""
no yes oh ah ok okay well hey wow what why how who where god please come look listen yeah yep nope sure right hello hi
wait stop ugh eh aha huh never sorry thanks hang enough fine good great let
""")
_STARTERS = listed("i you we they he she it that's this there don't let's do are is can will if")


def quotatives(passage: Passage, places: list[int]) -> Iterator[Report]:
    """Yield what is quoted after the words at `places`: "like", "all", "goes" or "went"."""
    for number, at in enumerate(places):
        verb, who = _frame(passage, at)
        if verb is None or who is None:
            continue
        doc = passage.doc
        first = at + 1
        comma = first < passage.stop and doc[first].text in (",", ":")
        first += comma
        if first >= passage.stop or not _starts_speech(
            doc[first], comma or (doc[at].lower_ == "like" and who.pos_ != "NOUN"), passage
        ):
            continue
        stop = _stop(passage, first, places[number + 1 :])
        if stop > first:
            last = stop - 1
            while last > first and doc[last].text in (",", ".", ";"):
                last -= 1
            yield Report("quotative", (verb.i, at), ((first, last),), who)


def _frame(passage: Passage, at: int) -> tuple[Token | None, Token | None]:
    """Return the verb and the subject before "like" ("she was like") or of "goes", where a person is the subject."""
    doc = passage.doc
    word = doc[at]
    if word.lower_ in _GO:
        verb = word
        if at + 1 >= passage.stop or doc[at + 1].text not in (",", ":", "“", '"', "‘", "'"):
            return None, None
    else:
        back = at - 1
        while back > passage.first and doc[back].lower_ in ("just", "all", "always", "so", "really", "kind", "of", ","):
            back -= 1
        verb = doc[back]
        if back < passage.first or verb.lower_ not in _BE:
            return None, None
    before = verb.i - 1
    who = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass") and child.i < verb.i), None)
    if who is None and before >= passage.first and doc[before].lower_ in _PERSONS:
        who = doc[before]
    if who is None or (who.pos_ == "PRON" and who.lower_ not in _PERSONS) or who.pos_ not in ("PRON", "PROPN", "NOUN"):
        return None, None
    return verb, who


def _starts_speech(token: Token, free: bool, passage: Passage) -> bool:
    """Return True where words begin as somebody's speech does: a call, a question, "I will"."""
    lower = token.lower_
    if token.text in ("“", '"', "‘", "'", "``", "«"):
        return True
    if not free:
        return False
    if lower in _CALLS or lower in ("did", "does", "have"):
        return True
    after = token.nbor(1) if token.i + 1 < passage.stop else None
    return (
        lower in _STARTERS
        and after is not None
        and (
            after.pos_ in ("VERB", "AUX", "ADV", "PART")
            or after.text.startswith(("'", "’"))
            or (lower in ("you", "we") and after.pos_ == "NOUN" and token.nbor(-1).text == ",")  # you people
        )
    )


def _stop(passage: Passage, first: int, later: list[int]) -> int:
    """Return where the quoted words stop: at the end of the sentence, or before the next "and I was like"."""
    doc = passage.doc
    limit = passage.stop
    around = passage.around(passage.base + doc[first].idx)
    for at in range(first + 1, limit):
        token = doc[at]
        if around is not None and passage.base + token.idx >= around.span[1] - 1:
            return at
        if token.text in (".", "!", "?", "…"):
            return at + (token.text in "!?")
        if at in later:
            return next((each for each in range(at, first, -1) if doc[each].lower_ in ("and", "then", ",", "so")), at)
    return limit
