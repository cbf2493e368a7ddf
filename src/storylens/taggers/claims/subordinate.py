"""Causes and effects in subordinate clauses: because, since, as, now that, so that, if, after, when."""

from __future__ import annotations

from collections.abc import Iterator

from storylens.taggers.agency.tree import SUBJECTS, Tree
from storylens.taggers.claims.lexicon import words
from storylens.taggers.claims.link import CONDITION, PURPOSE, RESULT, SEQUENCE, Link
from storylens.taggers.claims.phrases import VERBAL, Tokens, clause, main_verb, sentence, subtree, trimmed

_STATES = words("states")
_TURNING = words("turning")
_MODALS = frozenset(("can", "could", "able", "ca", "unable", "cannot"))
_NOW = frozenset(("now", "nowadays", "today", "longer", "anymore", "finally", "more", "less", "better", "every"))
_AS_SAID = words("as_said")
_COMPARES = frozenset(("far", "if", "long", "much", "soon", "though", "well"))
_ASIDES = frozenset(("ask", "look", "mind", "mistake", "please", "remember", "think"))  # "if I remember well"
_SEEING = frozenset(("discover", "find", "hear", "learn", "notice", "realise", "realize", "see"))
_PERFECT = frozenset(("have", "'ve", "’ve", "has"))


class Adverbial:
    """A clause that a conjunction ties to another one."""

    def __init__(self, tree: Tree, at: int) -> None:
        self.tree, self.mark = tree, at
        below = tree.child(at, "pcomp", "advcl")  # "after" and "since" may be parsed as prepositions
        self.verb = tree.head[at] if below is None else below
        self.host: int | None = None
        if tree.pos[self.verb] not in VERBAL and tree.dep[self.verb] not in ("advcl", "ROOT", "ccomp", "acl"):
            return
        if self.verb > at and tree.head[self.verb] != self.verb and tree.dep[self.verb] != "relcl":
            self.host = main_verb(tree, tree.head[self.verb])

    @property
    def inner(self) -> Tokens:
        """The words of the clause after the conjunction."""
        tree = self.tree
        return trimmed(tree, (at for at in subtree(tree, self.verb, {self.mark}) if at > self.mark))

    @property
    def outer(self) -> Tokens:
        """The words of the clause that it belongs to."""
        if self.host is None:
            return ()
        if self.tree.head[self.verb] == self.host:
            return clause(self.tree, self.host, {self.verb})
        inside = set(subtree(self.tree, self.verb))
        return trimmed(self.tree, (at for at in clause(self.tree, self.host) if at not in inside))

    def link(self, rule: str, *, sort: str = RESULT, turned: bool = False, explicit: bool = True) -> Link:
        """Make the link: the subordinate clause is the cause, or `turned`, the effect."""
        inner, outer = self.inner, self.outer
        cue: Tokens = (self.mark,)
        if turned:
            return Link(rule, cue, outer, inner, self.host, self.verb, sort=sort, explicit=explicit)
        return Link(rule, cue, inner, outer, self.verb, self.host, sort=sort, explicit=explicit)


def because(tree: Tree, at: int) -> Iterator[Link]:
    """Reason: "we left because the well was dry", also alone as an answer."""
    if at + 1 < tree.size and tree.lower[at + 1] == "of":
        return
    told = Adverbial(tree, at)
    if tree.head[at] < at or not told.inner:  # the parser lost the clause: what follows is the reason
        whole = sentence(tree, at)
        after = trimmed(tree, range(at + 1, whole.stop))
        before = trimmed(tree, range(whole.start, at))
        if after:
            yield Link("because", (at,), after, before, effect_head=_verb_in(tree, before))
        return
    yield told.link("because")


def _verb_in(tree: Tree, tokens: Tokens) -> int | None:
    return next((at for at in tokens if tree.pos[at] in VERBAL and tree.dep[at] not in ("aux", "auxpass")), None)


def since(tree: Tree, at: int) -> Iterator[Link]:
    """Reason ("since we had no skill, it failed") or a turn ("since the pump came we sleep"), not a mere date."""
    told = Adverbial(tree, at)
    if told.host is None or tree.dep[at] not in ("mark", "advmod") or not has_finite(tree, told.verb):
        return
    if is_turn(tree, told) or (at and tree.lower[at - 1] == "ever"):
        yield told.link("since, a turn", explicit=False)
    elif not _is_dated(tree, told):
        yield told.link("since, a reason")


def _is_dated(tree: Tree, told: Adverbial) -> bool:
    """Say whether since only dates: "I have not seen him since he left", "it is two years since they came"."""
    assert told.host is not None
    helpers = {tree.lower[kid] for kid in tree.children(told.host, "aux", "auxpass")}
    if tree.lower[told.verb] == "was" and told.mark > told.host and helpers & _PERFECT:
        return tree.child(told.verb, "neg") is None  # "I have lived here since I was a child"
    if tree.tag[told.verb] in ("VBZ", "VBP") or is_state(tree, told.verb):
        return False
    return bool(helpers & _PERFECT) or tree.lower[told.host] in ("'s", "is") or told.mark > told.host


def as_(tree: Tree, at: int) -> Iterator[Link]:
    """Reason: "as we had no money, we stayed"; not a comparison, a role or a time."""
    told = Adverbial(tree, at)
    if told.host is None or tree.dep[at] != "mark" or not has_finite(tree, told.verb):
        return
    if tree.lemma[told.verb] in _AS_SAID and told.verb - at <= 3:  # "as I said", "as we were taught"
        return
    beside = {tree.lower[at - 1] if at else "", tree.lower[at + 1] if at + 1 < tree.size else ""}
    if beside & _COMPARES:  # "as long as I live", "as if", "as soon as"
        return
    if is_state(tree, told.verb):
        yield told.link("as, a reason")
    else:
        yield told.link("as, a time", sort=SEQUENCE, explicit=False)


def now_that(tree: Tree, at: int) -> Iterator[Link]:
    """Turn: "now that we meet, I speak"."""
    if at and tree.lower[at - 1] == "now" and tree.dep[at] in ("mark", "nsubj", "det", "advmod"):
        told = Adverbial(tree, at)
        content = tree.dep[told.verb] == "ccomp" and tree.pos[tree.head[told.verb]] in VERBAL  # "see now that"
        if told.host is not None and not content:
            yield told.link("now that", explicit=False)


def given_that(tree: Tree, at: int) -> Iterator[Link]:
    """Ground: "given that", "considering that", "seeing that"."""
    if at + 1 < tree.size and tree.lower[at + 1] in ("that", "the", "how") and tree.dep[at] in ("prep", "advcl"):
        host = main_verb(tree, tree.head[at])
        inner = trimmed(tree, (each for each in subtree(tree, at) if each > at))
        if host != at and inner and tree.pos[host] in VERBAL:
            yield Link("ground", (at,), inner, clause(tree, host, {at}), None, host)


def condition(tree: Tree, at: int) -> Iterator[Link]:
    """Condition: if, unless, in case; "if there was sun, it worked" tells of what happened each time."""
    told = Adverbial(tree, at)
    if told.host is None or tree.dep[told.verb] != "advcl" or not told.outer or _is_aside(tree, told):
        return
    past = _is_past(tree, told.verb) and _is_past(tree, told.host)
    if past and tree.lower[at] == "if" and not _modal(tree, told.host) and not _modal(tree, told.verb):
        yield told.link("if, told as having happened")
    else:
        yield told.link("condition", sort=CONDITION)


def or_else(tree: Tree, at: int) -> Iterator[Link]:
    """Warning: "you must boil it or you will get sick"; not a choice between two things."""
    host = tree.head[at]
    other = tree.child(host, "conj")
    if tree.dep[at] != "cc" or tree.pos[host] not in VERBAL or other is None or other < at:
        return
    if _modal(tree, host) in ("must", "should") and _modal(tree, other) in ("will", "would", "'ll", "might", "could"):
        cause, effect = clause(tree, host, {at, other}), trimmed(tree, subtree(tree, other))
        yield Link("or else", (at,), cause, effect, host, other, sort=CONDITION, less=True)


def _is_aside(tree: Tree, told: Adverbial) -> bool:
    """Say whether an if-clause names no condition: "even if", "as if", "if I may", "if you ask me"."""
    if told.mark and tree.lower[told.mark - 1] in ("even", "as", "like", "what"):
        return True
    if told.host is not None and tree.lemma[told.host] == "imagine":
        return True
    subject, state = tree.child(told.verb, *SUBJECTS), tree.child(told.verb, "acomp")
    if subject is None or tree.lower[subject] not in ("i", "you", "we"):
        return False
    if state is not None:
        return tree.lower[state] in ("mistaken", "wrong", "right", "honest")
    return tree.tag[told.verb] == "MD" or tree.lemma[told.verb] in _ASIDES


def so_that(tree: Tree, at: int) -> Iterator[Link]:
    """Purpose or result: "so that the goats cannot enter" is meant, "so that nobody was left" is told."""
    verb = tree.head[at]
    if verb < at or not has_finite(tree, verb):
        return
    host = main_verb(tree, tree.head[verb]) if tree.head[verb] != verb else None
    inner = trimmed(tree, (each for each in subtree(tree, verb) if each > at + 1))
    outer = clause(tree, host, {verb}) if host is not None else ()
    meant = bool(_modal(tree, verb)) or tree.tag[verb] == "VB" or not _is_past(tree, verb)
    rule = "so that, meant" if meant else "so that, told"
    yield Link(rule, (at, at + 1), outer, inner, host, verb, sort=PURPOSE if meant else RESULT)


def sequel(tree: Tree, at: int) -> Iterator[Link]:
    """Turn after an event: "after we joined I can speak", "when she saw that it leaked, she left"; else a sequence."""
    told = Adverbial(tree, at)
    if told.host is None or tree.dep[told.verb] not in ("advcl", "pcomp") or not told.outer:
        return
    if tree.lower[at] in ("when", "once", "after", "whenever", "until", "till") and is_turn(tree, told):
        yield told.link(f"{tree.lower[at]}, a turn", explicit=False)
    elif tree.lower[at] in ("when", "once", "after") and _is_seen(tree, told):
        yield told.link("on seeing that", explicit=False)
    else:
        yield told.link(tree.lower[at], sort=SEQUENCE, explicit=False)


def _is_seen(tree: Tree, told: Adverbial) -> bool:
    """Say whether people act on what they came to know: "when she saw that it leaked, she called us"."""
    return tree.lemma[told.verb] in _SEEING and tree.child(told.verb, "ccomp") is not None


def is_turn(tree: Tree, told: Adverbial) -> bool:
    """Say whether the main clause tells that something is now possible, begun, ended, more or less than before."""
    host = told.host
    if host is None or tree.tag[told.verb] == "VBG":
        return False
    for at in told.outer:
        lemma = tree.lemma[at]
        if tree.lower[at] in _MODALS and tree.dep[at] != "nsubj":
            return True
        if at == host and lemma in _TURNING:
            return True
        if tree.lower[at] in _NOW and tree.dep[at] in ("advmod", "acomp", "npadvmod") and tree.lower[at] != "today":
            return _is_present(tree, host)
    return False


def _is_present(tree: Tree, verb: int) -> bool:
    helpers = tree.children(verb, "aux", "auxpass")
    return tree.tag[verb] in ("VBZ", "VBP") or any(tree.tag[at] in ("VBZ", "VBP", "MD") for at in helpers)


def _is_past(tree: Tree, verb: int) -> bool:
    helpers = tree.children(verb, "aux", "auxpass")
    return tree.tag[verb] == "VBD" or any(tree.tag[at] == "VBD" for at in helpers)


def _modal(tree: Tree, verb: int) -> str:
    return next((tree.lower[at] for at in tree.children(verb, "aux") if tree.tag[at] == "MD"), "")


def has_finite(tree: Tree, verb: int) -> bool:
    """Say whether a clause has a subject and a verb that bears tense."""
    return (tree.child(verb, *SUBJECTS, "expl", "csubj") is not None and tree.tag[verb] != "VBG") or any(
        tree.tag[at] in ("VBD", "VBZ", "VBP", "MD") for at in tree.children(verb, "aux", "auxpass")
    )


def is_state(tree: Tree, verb: int) -> bool:
    """Say whether a clause tells of a state: be, have, know, want, or what cannot or did not happen."""
    if tree.lemma[verb] in _STATES and tree.tag[verb] != "VBG":
        return True
    return any(tree.dep[kid] == "neg" or tree.tag[kid] == "MD" or tree.dep[kid] == "auxpass" for kid in tree.kids[verb])
