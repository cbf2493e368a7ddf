"""How a claim is told: as happened or hoped for, by whom, of whom, and of which programme."""

from __future__ import annotations

from collections.abc import Sequence

from storylens.taggers.agency.manner import Manner
from storylens.taggers.agency.tree import SUBJECTS, Tree
from storylens.taggers.claims.lexicon import words
from storylens.taggers.claims.phrases import VERBAL, Tokens

_HOPING = words("hoping")
_SAYING = frozenset(["say", "tell", "claim", "report", "explain", "argue", "allege", "add", "believe", "think"])
_SELF = frozenset(["i", "we", "me", "us", "my", "our", "myself", "ourselves"])


def is_told(tree: Tree, manner: Manner, at: int | None) -> bool:
    """Say whether something is told as happened or happening: not hoped for, planned, ordered or only supposed."""
    if at is None or tree.pos[at] not in VERBAL:
        return True
    told = manner.of(at)
    if told["hypothetical"] or told["modal"] in ("will", "shall"):
        return False
    while tree.dep[at] in ("xcomp", "ccomp", "conj", "advcl") and tree.head[at] != at:
        lower, at = at, tree.head[at]
        if tree.dep[lower] in ("xcomp", "ccomp") and tree.lemma[at] in _HOPING and at < lower:
            return _is_own_opinion(tree, at)
    return True


def _is_own_opinion(tree: Tree, verb: int) -> bool:
    """Say whether "I think that it helped" rather than "I hope that it helps"."""
    return tree.lemma[verb] in ("think", "believe", "suppose")


def attribution(tree: Tree, cause: Tokens, programme: Sequence[str]) -> str:
    """Return explicit where the cause names the programme, implicit where it names an activity, else other.

    Names begin with a capital letter or are in capitals; activities are in small letters. An activity is recognised
    when all its words are in the cause, whatever their endings.
    """
    if not programme:
        return ""
    spoken = {tree.lower[at] for at in cause} | {tree.lemma[at].lower() for at in cause}
    said = [name for name in programme if set(name.lower().split()) <= spoken]
    if any(name != name.lower() for name in said):
        return "explicit"
    return "implicit" if said else "other"


def claimed_by(tree: Tree, at: int | None) -> str:
    """Return "teller", or the words for who is said to say it: "the chief said that the rain failed because"."""
    while at is not None and tree.head[at] != at:
        head = tree.head[at]
        if tree.dep[at] == "ccomp" and tree.lemma[head] in _SAYING:
            subject = tree.child(head, *SUBJECTS)
            if subject is not None and tree.lower[subject] not in _SELF:
                return tree.text[subject]
        at = head
    return "teller"


def about(tree: Tree, at: int | None) -> str:
    """Return "teller" where the effect is about who speaks, else its subject, or nothing."""
    if at is None:
        return ""
    subject = tree.child(at, *SUBJECTS) if tree.pos[at] in VERBAL else at
    if subject is None:
        return ""
    mine = any(tree.lower[each] in _SELF for each in (subject, *tree.kids[subject]))
    return "teller" if mine else tree.text[subject]
