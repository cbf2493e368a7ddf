"""Verbs that claim a cause: led to, caused, made us proud, reduced hunger, comes from, meant that."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from storylens.taggers.agency.tree import OBJECTS, SUBJECTS, Tree
from storylens.taggers.claims.lexicon import Frame, frames, words
from storylens.taggers.claims.link import Link
from storylens.taggers.claims.phrases import VERBAL, Tokens, clause, main_verb, phrase, sentence, subtree, trimmed

IsPerson = Callable[[int], bool]
_STATES = words("bad") | words("good") | words("effects") | words("inner") | words("matters")
_ABSTRACT = ("tion", "sion", "ment", "ness", "ity", "ance", "ence", "ship", "dom", "ism")
_SMALL_CLAUSE = ("ccomp", "xcomp", "oprd")


def causal_verb(tree: Tree, verb: int, is_person: IsPerson) -> Iterator[Link]:
    """Verb that claims a cause, in the active, the passive and the participle: "the rain destroyed the maize"."""
    for frame in frames().get(tree.lemma[verb].lower(), ()):
        if (found := _with_frame(tree, verb, frame, is_person)) is not None:
            yield found
            return


def _with_frame(tree: Tree, verb: int, frame: Frame, is_person: IsPerson) -> Link | None:
    companion = _companion(tree, verb, frame.companion)
    if companion is None:
        return None
    cause, head = _cause(tree, verb)
    if frame.frame == "owed":
        return _owed(tree, verb, companion, is_person)
    if frame.frame == "from":
        if head is None or (not frame.anyone and is_person(head)):
            return None  # "she comes from the hills"
        return _from(tree, verb, companion, cause, is_person)
    if _is_asked(tree, verb, cause):
        return None
    if not cause or head is None or (not frame.anyone and is_person(head)):
        return None
    effect, effect_head = _effect(tree, verb, companion, frame)
    if not effect or (frame.frame == "state" and not _is_state(tree, effect_head)):
        return None
    cue = (verb, companion[0]) if companion else (verb,)
    return Link(f"verb, {frame.frame}", cue, cause, effect, head, effect_head, verb, less=frame.less)


def _is_asked(tree: Tree, verb: int, cause: Tokens) -> bool:
    """Say whether somebody asks for the cause: "what made you leave?" claims none."""
    asked = len(cause) == 1 and tree.lower[cause[0]] in ("what", "who", "which")
    return asked and tree.dep[verb] == "ROOT" and tree.lower[sentence(tree, verb)[-1]] == "?"


def _companion(tree: Tree, verb: int, wanted: str) -> Tokens | None:
    """Return the particle, preposition or object that a frame needs; nothing where it needs none."""
    if not wanted:
        return ()
    for kid in tree.kids[verb]:
        if tree.lower[kid] == wanted and tree.dep[kid] in ("prep", "prt", "advmod", *OBJECTS):
            return (kid,)
    return None


def _cause(tree: Tree, verb: int) -> tuple[Tokens, int | None]:
    """Return what stands as the cause: the subject, the by-phrase of a passive, or the clause before a participle."""
    if tree.child(verb, "nsubjpass", "auxpass") is not None:
        agent = tree.child(verb, "agent")
        noun = tree.child(agent, "pobj", "pcomp") if agent is not None else None
        return (phrase(tree, noun), noun) if noun is not None else ((), None)
    subject = tree.child(verb, *SUBJECTS, "csubj")
    if subject is None:
        return _shared_cause(tree, verb)
    if tree.dep[verb] == "relcl" and tree.lower[subject] in ("that", "which", "who"):
        head = tree.head[verb]
        return trimmed(tree, subtree(tree, head, {verb})), head
    if tree.pos[subject] in VERBAL:
        return trimmed(tree, subtree(tree, subject)), subject
    return phrase(tree, subject), subject


def _shared_cause(tree: Tree, verb: int) -> tuple[Tokens, int | None]:
    """Return the cause of a verb without a subject: the first verb's, or the words before a participle."""
    head = tree.head[verb]
    if head == verb:
        return (), None
    if tree.tag[verb] == "VBG" and tree.dep[verb] in ("advcl", "acl") and verb > head:
        if tree.pos[head] in VERBAL:
            return clause(tree, head, {verb}), head
        return trimmed(tree, subtree(tree, head, {verb})), head
    if tree.dep[verb] in ("conj", "xcomp") and tree.pos[head] in VERBAL:
        return _cause(tree, head)
    return (), None


def _effect(tree: Tree, verb: int, companion: Tokens, frame: Frame) -> tuple[Tokens, int | None]:
    if tree.child(verb, "nsubjpass") is not None and not companion:
        noun = tree.child(verb, "nsubjpass")
        assert noun is not None
        return phrase(tree, noun), noun
    if frame.frame == "clause":
        below = tree.child(verb, "ccomp")
        return (trimmed(tree, subtree(tree, below)), below) if below is not None and below > verb else ((), None)
    if frame.frame == "act":
        return _act(tree, verb, companion)
    holder = companion[0] if companion and tree.dep[companion[0]] == "prep" else verb
    noun = tree.child(holder, "pobj", "pcomp") if holder != verb else tree.child(verb, *OBJECTS)
    if noun is None:
        return (), None
    return trimmed(tree, subtree(tree, noun)), noun


def _act(tree: Tree, verb: int, companion: Tokens) -> tuple[Tokens, int | None]:
    """Return what the object is led to do or become: "made [us proud]", "kept [us] from [starving]"."""
    holder = companion[0] if companion else verb
    below = tree.child(holder, "pcomp", "pobj") if companion else tree.child(verb, *_SMALL_CLAUSE)
    if below is None or below < verb:
        return (), None
    tokens = set(subtree(tree, below))
    noun = tree.child(verb, *OBJECTS)
    if any(
        tree.lower[at].endswith(("self", "selves")) for at in (noun, tree.child(below, *SUBJECTS)) if at is not None
    ):
        return (), None  # "we forced ourselves to": nobody else led us
    if noun is not None:
        tokens |= set(subtree(tree, noun))
    elif tree.child(below, *SUBJECTS) is None:
        return (), None  # "it helped to wait": nobody is led to anything
    return trimmed(tree, tokens), below


def _owed(tree: Tree, verb: int, companion: Tokens, is_person: IsPerson) -> Link | None:
    """Make the link of a verb that lays an effect at the door of a cause: "I owe my job to that course"."""
    cause = tree.child(companion[0], "pobj", "pcomp")
    effect = tree.child(verb, *OBJECTS, "nsubjpass")
    if cause is None or effect is None or is_person(cause) or tree.entity[cause] in ("ORG", "PERSON"):
        return None  # "he owes money to the bank"
    told = trimmed(tree, subtree(tree, cause))
    return Link("verb, owed", (verb, companion[0]), told, phrase(tree, effect), cause, verb, verb)


def _is_state(tree: Tree, noun: int | None) -> bool:
    """Say whether a noun names a state or an event, not a thing: "gave us hope", but not "gave us a pump"."""
    if noun is None:
        return False
    lemma = tree.lemma[noun].lower()
    return lemma in _STATES or lemma.endswith(_ABSTRACT)


def _from(tree: Tree, verb: int, companion: Tokens, effect: Tokens, is_person: IsPerson) -> Link | None:
    """Make the link of a verb whose subject is the effect: "the trouble comes from the river"."""
    noun = tree.child(companion[0], "pobj", "pcomp") if companion else None
    if noun is None or not effect or tree.entity[noun] in ("GPE", "LOC", "DATE", "PERSON") or is_person(noun):
        return None
    if tree.lower[noun] == "where":
        return None
    cause = trimmed(tree, subtree(tree, noun))
    return Link("verb, from", (verb, companion[0]), cause, effect, noun, main_verb(tree, verb), verb)
