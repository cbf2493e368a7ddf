"""The clause that a verb of saying governs: "said that ...", "asked whether ...", "told us to ..."."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storylens.taggers.quotes import clause
from storylens.taggers.quotes.words import ASKING, DOING, SAY, SPOKEN_THAT, TO_DO, listed

if TYPE_CHECKING:
    from spacy.tokens import Token

    from storylens.taggers.quotes.found import Passage

_REPUTED = listed("say report allege claim rumour rumor estimate")
_TO_SOMEBODY = listed("tell inform assure remind warn advise promise ask")
_TOLD_THINGS = listed("""
story stories truth tale tales lie lies thing things secret joke jokes way news one anything something
everything nothing what all time question questions
""")
_CLAUSES = frozenset(("ccomp", "xcomp", "advcl", "acl", "pcomp", "dobj", "oprd"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_BEFORE_COLON = listed("say tell write answer reply state announce ask declare warn add explain read tweet")
_HOW = listed("how what when where which whom")
_EXPLAINING = listed("explain clarify teach")
_CHARGES = listed("""
allegation charge accusation claim involvement wrongdoing report responsibility link knowledge role connection rumour
rumor suggestion affair misconduct
""")
_UNNAMED = listed("named identified quoted")  # "who asked not to be named" is said to the reporter

Content = tuple[str, "Token | None", list[tuple[int, int]]]  # construction, head, tokens first to last


def complement(verb: Token, lemma: str) -> Content | None:
    """Find the clause that the verb governs."""
    for child in verb.children:
        dep = child.dep_
        if child.i < verb.i or dep not in _CLAUSES:
            continue
        kind = _kind(child, dep, lemma, verb) if _verbal(child) else ""
        if kind and child.left_edge.i < clause.sentence(verb, verb.left_edge.i, len(verb.doc))[1]:
            return kind, child, [(max(child.left_edge.i, verb.i + 1), child.right_edge.i)]
    if lemma in _REPUTED and any(child.dep_ == "nsubjpass" for child in verb.children):
        done = next(
            (
                child
                for child in verb.children
                if child.dep_ in ("xcomp", "ccomp") and infinitive(child) and child.i > verb.i
            ),
            None,
        )
        if done is not None:
            return "said to have done", done, [(done.left_edge.i, done.right_edge.i)]
    return None


def _kind(child: Token, dep: str, lemma: str, verb: Token) -> str:
    """Name the construction in which a child is what was said, or return nothing."""
    begins = child.left_edge
    if begins.lower_ == "so" and begins.i < child.i and begins.nbor(1).lower_ == "that":
        return ""  # what the asking was for
    if child.i > verb.i and infinitive(child):
        told = lemma in TO_DO or (lemma in _EXPLAINING and begins.lower_ in _HOW)
        meant = told and dep in ("xcomp", "ccomp", "advcl") and child.lower_ not in _UNNAMED
        return "infinitive after a verb of telling" if meant else ""
    if dep == "ccomp":
        if child.tag_ == "VBG" and not has_subject(child):
            return "-ing after denied" if lemma in DOING else ""
        said = lemma in SAY or (lemma in SPOKEN_THAT and begins.lower_ == "that" and begins.dep_ == "mark")
        return "clause after a verb of saying" if said and _finite(child) else ""
    if dep == "xcomp" and child.tag_ == "VBG":
        return "-ing after denied" if lemma in DOING else ""
    if dep in ("advcl", "pcomp") and child.i > verb.i and lemma in ASKING | {"tell"} and _whether(child, verb):
        return "reported question"
    if dep in ("xcomp", "dobj", "acl", "oprd") and lemma in SAY:
        begins = child.left_edge
        if begins.lower_ == "that" and begins.dep_ == "mark" and begins.i > verb.i:
            return "clause after a verb of saying"
        return "clause after a verb of saying" if dep == "xcomp" and has_subject(child) and _finite(child) else ""
    return ""


def denied_charge(verb: Token, lemma: str) -> Content | None:
    """Find the charge in "the ministry denied any involvement"; "denied us land" reports no speech."""
    for child in verb.rights if lemma == "deny" else ():
        if child.dep_ == "dobj" and child.lemma_ in _CHARGES:
            return "denied a charge", None, [(child.left_edge.i, child.right_edge.i)]
    return None


def misread(passage: Passage, verb: Token, lemma: str) -> Content | None:
    """Find a clause that the parser took to describe the noun before it: "told the panel she had written to them"."""
    doc = passage.doc
    if lemma not in SAY:
        return None
    heard = next((child for child in verb.rights if child.dep_ in ("dobj", "dative", "iobj")), None)
    if lemma in _TO_SOMEBODY and heard is not None and heard.lower_ not in _TOLD_THINGS:
        said = next((child for child in heard.rights if child.dep_ in ("relcl", "acl", "ccomp")), None)
        if (
            said is not None
            and has_subject(said)
            and said.left_edge.i == heard.i + 1
            and (said.left_edge.lower_ not in ("who", "which", "whose", "whom"))
        ):
            return "clause after told X", said, [(said.left_edge.i, said.right_edge.i)]
    if heard is not None and lemma not in _TO_SOMEBODY:
        return None
    for at in range(verb.i + 1, min(verb.i + 14, passage.stop - 2)):
        token = doc[at]
        if token.tag_ in _FINITE or token.text in (".", ";", ":") or token.is_sent_start:
            return None
        if (
            token.lower_ == "that"
            and doc[at - 1].lower_ != "so"
            and token.dep_ not in ("det", "nsubj", "nsubjpass")
            and at > verb.i + 1
        ):
            said = token.head if token.head.i > at else doc[at + 1].head
            while said.i > at and said.dep_ in ("nsubj", "nsubjpass", "compound", "amod", "det") and said.head.i > at:
                said = said.head
            last = said.right_edge.i if said.i > at else at
            return ("clause after a verb of saying", said, [(at + 1, last)]) if last > at + 1 else None
    return None


def after_colon(passage: Passage, verb: Token, lemma: str) -> Content | None:
    """Find what follows "Dunn said:" without quotation marks, to the end of the paragraph's sentence."""
    thing = next((child for child in verb.rights if child.dep_ == "dobj"), None)
    told = thing is None or (lemma in _TO_SOMEBODY and thing.lower_ not in _TOLD_THINGS)
    if lemma not in _BEFORE_COLON or not told:
        return None
    doc = passage.doc
    for at in range(verb.i + 1, min(verb.i + 8, passage.stop - 1)):
        if doc[at].text == ":":
            end = next((each for each in range(at + 1, passage.stop) if doc[each].text in ".?!"), passage.stop - 1)
            long_enough = end - at > 3 and any(token.pos_ in ("VERB", "AUX") for token in doc[at + 1 : end + 1])
            return ("words after a colon", None, [(at + 1, end)]) if long_enough else None
        if doc[at].pos_ in ("VERB", "AUX") or doc[at].is_sent_start:
            return None
    return None


def _verbal(head: Token) -> bool:
    return (
        head.pos_ in ("VERB", "AUX")
        or has_subject(head)
        or any(child.pos_ == "AUX" or child.dep_ in ("relcl", "mark") for child in head.children)
    )


def infinitive(verb: Token) -> bool:
    """Return True for "to wait"."""
    return any(child.lower_ == "to" and child.i < verb.i and child.dep_ == "aux" for child in verb.children)


def has_subject(verb: Token) -> bool:
    """Return True where a verb has a subject of its own."""
    return any(child.dep_ in clause.SUBJECTS or child.dep_ == "expl" for child in verb.children)


def _finite(verb: Token) -> bool:
    if any(child.dep_ == "mark" for child in verb.children):
        return True
    return has_subject(verb) or verb.tag_ in ("VBD", "VBZ", "VBP", "MD", "VB")


def _whether(child: Token, verb: Token) -> bool:
    begins = child.left_edge
    return begins.i > verb.i and begins.lower_ in ("if", "whether", "why", "how", "what", "when", "where", "who")
