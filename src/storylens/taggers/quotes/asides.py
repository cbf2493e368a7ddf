"""A cue that stands at the end or in the middle of what it reports: "The mill will close, Dunn said"."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from storylens.taggers.quotes import clause
from storylens.taggers.quotes.words import ASKING, SAY, listed, reporting

if TYPE_CHECKING:
    from spacy.tokens import Token

    from storylens.taggers.quotes.found import Passage

_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_CLOSING = frozenset(("”", '"', "’", "'", "''", "»"))
_COMMAS = frozenset((",", "—", "–", "--"))
_JOINING = listed("and but or nor so yet because if unless although though while whereas since until when which")
_QUESTION = listed("who what when where why how which whose whether if")
_NOTING = listed(
    "say note explain point observe report mention remark argue write announce warn predict tell stress state"
)
_TO_SOMEBODY = listed("tell inform assure remind warn advise")
_TAIL = 14  # tokens after the verb that a cue at the end of a sentence can have: "said at a press conference on Friday"


class Aside(NamedTuple):
    """What is reported, who reports it, and the construction."""

    rule: str
    contents: list[tuple[int, int]]
    speaker: Token | None


def aside(passage: Passage, verb: Token) -> Aside | None:
    """Find what is reported round a cue: "X, he said"; "X, he said, Y"; "X, said the clerk"; "as he said, X"."""
    if reporting()[verb.lower_] not in SAY or verb.tag_ in ("VB", "VBG"):
        return None
    doc = passage.doc
    low, stop = clause.sentence(verb, passage.first, passage.stop)
    first, who = _opening(passage, verb, low)
    if who is None or who.lower_ in ("who", "which", "that", "whom"):
        return None
    if any(child.dep_ in ("mark", "advmod") and child.lower_ == "as" and child.i < verb.i for child in verb.children):
        return _as_noted(passage, verb, who, low, stop)
    end = _end(passage, verb, stop)
    if end is None:
        return None
    edge = first - 1
    if first > low + 1 and doc[edge].text in _CLOSING:  # the plan was “dead,” Dunn said
        edge -= 1
    if first <= low or doc[edge].text not in _COMMAS:
        return None
    before = (low, first - 1 if edge < first - 1 else first - 2)
    if reporting()[verb.lower_] in ASKING and doc[low].lower_ not in _QUESTION and doc[low].pos_ != "AUX":
        return None
    after = (end + 1, stop - 1) if end + 1 < stop and doc[end].text in _COMMAS else None
    whole = _finite(passage, before) and not subordinate(passage, before)
    if after is not None and who.i < verb.i and _continues(passage, after, whole):
        contents = [before, after] if _any_word(passage, before) else [after]
        return Aside("parenthesis", contents, who)
    return Aside("cue at the end", [before], who) if whole and before[1] - before[0] >= 1 else None


def _opening(passage: Passage, verb: Token, low: int) -> tuple[int, Token | None]:
    """Return the first token of the cue clause and its subject; the noun phrase that touches the verb is taken."""
    doc = passage.doc
    at = verb.i - 1
    while at > low and (doc[at].pos_ in ("AUX", "ADV") or doc[at].dep_ == "neg"):
        at -= 1
    if at >= low and doc[at].pos_ in clause.NOMINAL:
        head = doc[at]
        climbing = head
        while (
            climbing.head.i < verb.i
            and climbing.head.i >= low
            and climbing.dep_ in ("pobj", "prep", "compound", "conj", "appos", "nummod", "flat", "nmod")
            and climbing.head.pos_ in ("NOUN", "PROPN", "PRON", "ADP", "NUM")
        ):
            climbing = climbing.head
        head = climbing if climbing.pos_ in clause.NOMINAL else head
        first = max(
            low, min([head.i, *(child.left_edge.i for child in head.lefts if child.dep_ not in ("punct", "advmod"))])
        )
        return first, head
    who = next((child for child in verb.rights if child.dep_ == "nsubj"), None)
    if who is not None and who.left_edge.i <= verb.i + 2:
        return verb.i, who
    who = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    if who is not None and who.i >= low:
        return min(who.left_edge.i, who.i), who
    return verb.i, None


def _end(passage: Passage, verb: Token, stop: int) -> int | None:
    """Return the token that closes the cue clause: a comma or the end; None where the verb has a clause of its own."""
    doc = passage.doc
    said = next((child for child in verb.rights if child.dep_ == "dobj"), None)
    after_subject = any(child.dep_ == "nsubj" and child.i < verb.i for child in verb.children)
    a_thing = said is not None and said.left_edge.i == verb.i + 1 and said.pos_ == "NOUN" and not said.ent_type_
    if a_thing and after_subject and reporting()[verb.lower_] not in _TO_SOMEBODY:
        return None  # "I said water", "we added ten buckets"
    for at in range(verb.i + 1, min(stop, verb.i + 1 + _TAIL)):
        token = doc[at]
        if token.text in _COMMAS or token.text in (".", ";", "?", "!"):
            return at
        if token.tag_ in ("WDT", "WP", "WRB") and token.i > verb.i + 1 and doc[at - 1].pos_ in clause.NOMINAL:
            return stop - 1  # "said at a meeting that ran until midnight"
        if token.tag_ in _FINITE or token.lower_ in ("that", "whether", "if") or token.text in (":", '"', "“"):
            return None
        if token.lower_ == "to" and token.tag_ == "TO":
            return None
    return stop - 1 if stop <= verb.i + 1 + _TAIL else None


def _finite(passage: Passage, span: tuple[int, int]) -> bool:
    return any(token.tag_ in _FINITE and token.dep_ != "relcl" for token in passage.doc[span[0] : span[1] + 1])


def _any_word(passage: Passage, span: tuple[int, int]) -> bool:
    return any(token.is_alpha for token in passage.doc[span[0] : span[1] + 1])


def subordinate(passage: Passage, span: tuple[int, int]) -> bool:
    """Return True for "When the gates opened," and the like: not what was said but when."""
    words = [token for token in passage.doc[span[0] : span[1] + 1] if not token.is_punct]
    if not words or words[0].lower_ not in (
        "when",
        "while",
        "after",
        "before",
        "as",
        "since",
        "if",
        "although",
        "though",
        "because",
        "once",
        "until",
        "unless",
        "whenever",
    ):
        return False
    return not any(token.text in _COMMAS for token in passage.doc[span[0] : span[1] + 1])


def _continues(passage: Passage, after: tuple[int, int], whole: bool) -> bool:
    """Return True where the words after "he said," go on with what he said."""
    doc = passage.doc
    words = [token for token in doc[after[0] : after[1] + 1] if not token.is_punct and not token.is_space]
    if len(words) < 2:
        return False
    start = words[0]
    if start.tag_ == "VBG" or start.lower_ in ("who", "whose"):
        return False
    if not whole:
        return _finite(passage, after) and start.lower_ not in ("and", "but", "or")
    again = any(reporting().get(token.lower_) in SAY and token.tag_ in _FINITE for token in words)
    return start.lower_ in _JOINING and _finite(passage, after) and not again


def _as_noted(passage: Passage, verb: Token, who: Token, low: int, stop: int) -> Aside | None:
    """Read "As the clerk noted, prices have doubled" and "prices have doubled, as the clerk noted"."""
    if reporting()[verb.lower_] not in _NOTING or who.lower_ in ("i", "we", "you"):
        return None  # "as they promised" and "as I said" report nothing of what stands beside them
    first = min(verb.left_edge.i, who.left_edge.i)
    last = verb.i
    while last + 1 < stop and passage.doc[last + 1].text not in (*_COMMAS, ".", ";"):
        last += 1
    if last - verb.i > _TAIL:
        return None
    spans = [span for span in ((low, first - 1), (last + 1, stop - 1)) if _finite(passage, span)]
    return Aside("as X noted", spans, who) if spans else None
