"""Effects told after their causes, in the same sentence or the next: so, therefore, that is why, as a result."""

from __future__ import annotations

from collections.abc import Iterator

from storylens.taggers.agency.tree import SUBJECTS, Tree
from storylens.taggers.claims.lexicon import words
from storylens.taggers.claims.link import Link
from storylens.taggers.claims.phrases import (
    VERBAL,
    Tokens,
    clause,
    has_subject,
    sentence,
    sentence_before,
    subtree,
    trimmed,
)

_NOT_RESULT = words("after_so")
_GUESSING = words("guessing")
_SAID_BEFORE = frozenset(
    ("do", "did", "does", "think", "say", "hope", "believe", "or", "ever", "quite", "not", "even", "doing")
)
_DEMONSTRATIVE = frozenset(("that", "this", "which", "these", "it"))
_BE = frozenset(("is", "'s", "’s", "was", "s", "be"))


def so(tree: Tree, at: int) -> Iterator[Link]:
    """Find a result: "the road was cut, so we walked"; at the head of a sentence its cause is before."""
    whole = sentence(tree, at)
    after = at + 1
    if (
        after >= whole.stop
        or tree.lower[after] in _NOT_RESULT
        or tree.lower[after] == "-"
        or tree.tag[after] in ("JJ", "RB")
        or tree.dep[at] == "dobj"
    ):
        return
    if tree.dep[at] == "advmod" and tree.pos[tree.head[at]] in ("ADJ", "ADV", "DET") and tree.head[at] == after:
        return
    before = trimmed(tree, range(whole.start, at))
    if before and tree.lower[at - 1] in _SAID_BEFORE and tree.lower[at - 1] != "or":
        return
    verb = following(tree, at)
    if verb is None:
        return
    effect = trimmed(tree, (each for each in clause(tree, verb) if each > at))
    if not before:
        if _tells_result(tree, verb):
            yield Link("so, across sentences", (at,), sentence_before(tree, at), effect, None, verb)
        return
    yield Link("so", (at,), preceding(tree, at, verb), effect, _first_verb(tree, before), verb)


def _tells_result(tree: Tree, verb: int) -> bool:
    """Say whether a sentence that begins with "so" tells what came of something: what a person did, or could not do.

    In talk most of them only take up the thread: "so, I think that", "so it is a good thing".
    """
    subject = tree.child(verb, *SUBJECTS)
    if subject is None or tree.pos[subject] != "PRON" or tree.lemma[verb] in _GUESSING:
        return False
    if tree.lower[subject] not in ("we", "i", "they", "he", "she"):
        return False
    helpers = [tree.lower[at] for at in tree.children(verb, "aux", "neg")]
    if any(each in ("had", "would", "will", "used") for each in helpers):
        return False
    return tree.tag[verb] == "VBD" or any(each in ("did", "could", "couldn't", "n't", "not", "can") for each in helpers)


def following(tree: Tree, at: int) -> int | None:
    """Return the verb of the clause that begins after a connective."""
    whole = sentence(tree, at)
    head: int = tree.head[at]
    if at < head < whole.stop and tree.pos[head] in VERBAL:
        return head
    for each in range(at + 1, min(whole.stop, at + 12)):
        if (
            tree.pos[each] in VERBAL
            and tree.dep[each] not in ("aux", "auxpass", "relcl", "acl")
            and has_subject(tree, each)
        ):
            return each
    return None


def preceding(tree: Tree, at: int, verb: int) -> Tokens:
    """Return the clause before a connective: the one that the next is joined to, else all that stands before."""
    whole = sentence(tree, at)
    before = list(range(whole.start, at))
    host = tree.head[verb]
    if host in before and tree.pos[host] in VERBAL:
        inside = set(subtree(tree, host))
        near = trimmed(tree, (each for each in before if each in inside))
    else:
        near = trimmed(tree, before)
    return _last_clause(tree, near)


def _last_clause(tree: Tree, tokens: Tokens) -> Tokens:
    """Cut off clauses that a mark parts from the last one, where the last has a verb of its own."""
    for place in range(len(tokens) - 1, 2, -1):
        at = tokens[place]
        if tree.lower[at] in (";", ".", ":") and any(tree.pos[each] in VERBAL for each in tokens[place:]):
            return trimmed(tree, tokens[place + 1 :])
    return tokens


def _first_verb(tree: Tree, tokens: Tokens) -> int | None:
    return next((at for at in tokens if tree.pos[at] in VERBAL and tree.dep[at] not in ("aux", "auxpass")), None)


def therefore(tree: Tree, at: int) -> Iterator[Link]:
    """Find a result adverb: therefore, thus, hence, consequently."""
    if tree.pos[at] not in ("ADV", "SCONJ", "CCONJ"):
        return
    yield from _adverb(tree, (at,), "therefore")


def as_a_result(tree: Tree, at: int) -> Iterator[Link]:
    """Find a result phrase: "as a result", "in consequence", "for this reason"."""
    cue = _phrase(tree, at)
    if cue and not (cue[-1] + 1 < tree.size and tree.lower[cue[-1] + 1] == "of"):
        yield from _adverb(tree, cue, "as a result")


_PHRASES = {
    "result": (("as", "a"), ("as", "the")),
    "consequence": (("as", "a"), ("in",)),
    "reason": (("for", "this"), ("for", "that")),
    "way": (("in", "this"), ("in", "that")),
}


def _phrase(tree: Tree, at: int) -> Tokens:
    for lead in _PHRASES.get(tree.lower[at], ()):
        if tuple(tree.lower[max(0, at - len(lead)) : at]) == lead:
            return tuple(range(at - len(lead), at + 1))
    return ()


def _adverb(tree: Tree, cue: Tokens, rule: str) -> Iterator[Link]:
    whole = sentence(tree, cue[0])
    verb = following(tree, cue[-1])
    if verb is None:
        verb = _over(tree, cue[0])
    if verb is None:
        return
    words_of = clause(tree, verb)
    effect = trimmed(tree, (each for each in words_of if each not in cue))
    before = trimmed(tree, (each for each in range(whole.start, cue[0]) if each not in effect))
    if len(before) < 2:
        yield Link(f"{rule}, across sentences", cue, sentence_before(tree, cue[0]), effect, None, verb)
    else:
        yield Link(rule, cue, _last_clause(tree, before), effect, _first_verb(tree, before), verb)


def _over(tree: Tree, at: int) -> int | None:
    """Return the verb that an adverb at the end belongs to: "we stopped, as a result"."""
    while tree.head[at] != at:
        at = tree.head[at]
        if tree.pos[at] in VERBAL and tree.dep[at] not in ("aux", "auxpass"):
            return at
    return at if tree.pos[at] in VERBAL else None


def that_is_why(tree: Tree, at: int) -> Iterator[Link]:
    """Find a result of what was just told: "that is why", "that's how", "which is why", "it explains why"."""
    if at < 2:
        return
    be, subject = at - 1, at - 2
    if tree.lower[be] in ("exactly", "also", "just", "partly", "mainly", "not"):
        be, subject = be - 1, subject - 1
    if subject < 0 or tree.lower[subject] not in _DEMONSTRATIVE or tree.lower[be] not in (*_BE, "explains"):
        return
    if tree.lower[at] == "how" and tree.lower[subject] in ("it", "which"):
        return
    verb = following(tree, at)
    whole = sentence(tree, at)
    before = trimmed(tree, range(whole.start, subject))
    after = trimmed(tree, (each for each in range(at + 1, whole.stop)))
    if verb is not None:
        inside = set(clause(tree, verb))
        after = trimmed(tree, (each for each in after if each in inside)) or after
    rule = "that is why" if before else "that is why, across sentences"
    denied = tree.lower[at - 1] == "not"
    if after:
        cause = before or sentence_before(tree, subject)
        yield Link(rule, tuple(range(subject, at + 1)), cause, after, None, verb, denied=denied)


def so_much_that(tree: Tree, at: int) -> Iterator[Link]:
    """Degree with result: "so tired that I slept", "such a crowd that we left"; not "and so forth"."""
    if tree.lower[min(at + 1, tree.size - 1)] in ("forth", "on", "far", "-", "--"):
        return
    for kid in range(at + 2, min(tree.size, at + 9)):
        if tree.starts[kid]:
            return
        if tree.lower[kid] == "that" and tree.dep[kid] == "mark" and tree.head[kid] > kid:
            verb = tree.head[kid]
            whole = sentence(tree, at)
            cause = trimmed(tree, range(whole.start, kid))
            effect = trimmed(tree, (each for each in subtree(tree, verb) if each > kid))
            if at + 1 != kid:
                yield Link("so much that", (at, kid), cause, effect, _first_verb(tree, cause), verb)
            return


def too_or_enough(tree: Tree, at: int) -> Iterator[Link]:
    """Degree with infinitive: "too tired to cook" (it did not happen), "earned enough to pay"."""
    word = tree.head[at]
    if (tree.starts[at] and tree.lower[at] == "enough") or (tree.lower[at] == "too" and tree.pos[word] == "VERB"):
        return
    for holder in (word, at, tree.head[word]):
        for kid in tree.kids[holder]:
            if (
                kid > at
                and tree.is_infinitive(kid)
                and kid - at < 8
                and tree.dep[kid] in ("xcomp", "advcl", "acl", "relcl", "ccomp")
            ):
                top = _over(tree, at)
                if top is None:
                    return
                cause = clause(tree, top, {kid})
                cause = trimmed(tree, (each for each in cause if each < kid and not kid <= each))
                effect = trimmed(tree, subtree(tree, kid))
                less = tree.lower[at] == "too"
                yield Link(f"{tree.lower[at]} to", (at, *tree.children(kid, "aux")), cause, effect, top, kid, less=less)
                return
