"""Causes in phrases: because of, due to, thanks to, by lending, with the loan, through the training."""

from __future__ import annotations

from collections.abc import Iterator

from storylens.taggers.agency.tree import Tree
from storylens.taggers.claims.lexicon import words
from storylens.taggers.claims.link import MOTIVE, SEQUENCE, Link
from storylens.taggers.claims.phrases import VERBAL, Tokens, clause, main_verb, phrase, subtree, trimmed

_MEANS = words("means")
_EVENTS = words("events")
_STATES_FROM = words("worn_out")
_BEGIN = frozenset(
    ["start", "begin", "end", "finish", "mean", "go", "pass", "drop", "stop", "come", "know", "define", "call"]
)
_COULD = frozenset(("can", "ca", "could", "would", "'d"))
_TAKE_AFTER = frozenset(("ask", "look", "name", "run", "take"))
_HOURS = frozenset(("breakfast", "church", "class", "dinner", "lunch", "mass", "noon", "prayer", "school", "supper"))
_TIMES = frozenset(("DATE", "TIME", "ORDINAL", "CARDINAL"))

# Phrases that name a cause, by their last word: the words before it, and whether the cause is what was good for it
_COMPLEX = {
    "of": (
        ("because",), ("as", "a", "result"), ("as", "a", "consequence"), ("on", "account"), ("in", "view"),
        ("in", "light"), ("in", "the", "wake"), ("in", "wake"), ("by", "virtue"), ("for", "fear"), ("for", "lack"),
        ("for", "want"), ("out",), ("by", "means"), ("on", "the", "basis"), ("on", "suspicion"), ("on", "charges"),
        ("in", "the", "face"), ("with", "the", "help"), ("in", "the", "absence"), ("in", "honour"), ("in", "case"),
        ("under", "the", "weight"), ("on", "the", "grounds"), ("on", "grounds"), ("for", "the", "sake"),
    ),
    "to": (
        ("due",), ("owing",), ("thanks",), ("in", "response"), ("in", "reaction"), ("attributed",), ("attributable",),
    ),
    "from": (("resulting",), ("arising",), ("stemming",)),
    "by": (("caused",), ("driven",)),
}  # fmt: skip
_MOTIVES = frozenset(("suspicion", "charges", "honour", "case", "grounds", "sake"))


def complex_preposition(tree: Tree, at: int) -> Iterator[Link]:
    """Cause named by a phrase: "because of the rain", "due to the drought", "thanks to the loan"."""
    for lead in _COMPLEX[tree.lower[at]]:
        first = at - len(lead)
        if first >= 0 and tuple(tree.lower[first:at]) == lead:
            break
    else:
        return
    if lead == ("out",) and not _is_inner_state(tree, at):
        return
    noun = _object(tree, at)
    if noun is None or at + 1 >= tree.size:
        return
    cause = _after(tree, at, noun)
    cue = tuple(range(first, at + 1))
    host = _host(tree, first, at, cause)
    effect: Tokens = ()
    if host is not None:
        inside = {*cue, *cause, *subtree(tree, noun)}
        effect = trimmed(tree, (each for each in clause(tree, host) if each not in inside))
    sort = MOTIVE if lead[-1] in _MOTIVES else "result"
    yield Link("named cause", cue, cause, effect, noun, host, sort=sort)


def _is_inner_state(tree: Tree, at: int) -> bool:
    """Say whether "out of" names a feeling or a need: out of fear, out of hunger."""
    return at + 1 < tree.size and tree.lower[at + 1] in words("inner")


def _object(tree: Tree, at: int) -> int | None:
    """Return the head of what follows a preposition; the parser may hang it on the word before."""
    found = tree.child(at, "pobj", "pcomp")
    if found is not None:
        return found
    for each in range(at + 1, min(tree.size, at + 8)):
        if tree.starts[each]:
            return None
        if tree.dep[each] in ("pobj", "pcomp") or (
            tree.pos[each] in ("NOUN", "PROPN", "PRON") and tree.head[each] <= at
        ):
            return each
    return None


def _after(tree: Tree, at: int, noun: int) -> Tokens:
    tokens = phrase(tree, noun) if tree.dep[noun] != "pcomp" else trimmed(tree, subtree(tree, noun))
    return trimmed(tree, (each for each in tokens if each > at))


def _host(tree: Tree, first: int, at: int, cause: Tokens) -> int | None:
    """Return the verb of the clause round a phrase."""
    own = {*range(first, at + 1), *cause}
    here = first
    while here in own and tree.head[here] != here:
        here = tree.head[here]
    if here in own:
        return None
    host = main_verb(tree, here)
    while tree.pos[host] not in VERBAL and tree.head[host] != host:
        host = tree.head[host]
    return host if host not in own else None


def by(tree: Tree, at: int) -> Iterator[Link]:
    """Means: "by lending seed we reached more houses"."""
    gerund = tree.child(at, "pcomp")
    if gerund is None or tree.tag[gerund] != "VBG" or tree.dep[at] not in ("prep", "agent"):
        return
    host = main_verb(tree, tree.head[at])
    if tree.lemma[host] in _BEGIN or tree.pos[host] not in VERBAL:
        return
    yield Link("by doing", (at,), trimmed(tree, subtree(tree, gerund)), clause(tree, host, {at}), gerund, host)


def through(tree: Tree, at: int) -> Iterator[Link]:
    """Means: "through the training I learned", "with the loan I bought", "from the sale we paid"."""
    noun = tree.child(at, "pobj", "pcomp")
    if noun is None or tree.dep[at] != "prep" or tree.entity[noun] in _TIMES:
        return
    lemma, word = tree.lemma[noun].lower(), tree.lower[at]
    abstract = lemma in _MEANS or (word in ("through", "via") and lemma.endswith(("ing", "ment", "tion", "ship")))
    if not abstract and not (tree.tag[noun] == "VBG" and word == "through"):
        return
    host = main_verb(tree, tree.head[at])
    if tree.pos[host] not in VERBAL or (word in ("with", "from") and not _achieves(tree, host)):
        return
    cause = trimmed(tree, (each for each in subtree(tree, noun)))
    yield Link("means", (at,), cause, clause(tree, host, {at}), noun, host, explicit=word in ("through", "via"))


def _achieves(tree: Tree, verb: int) -> bool:
    if any(tree.lower[kid] in ("can", "could", "able") for kid in tree.kids[verb]):
        return True
    return tree.lemma[verb] in words("achieving") and tree.child(verb, "nsubj", "nsubjpass") is not None


def without(tree: Tree, at: int) -> Iterator[Link]:
    """Lack: "without the pump we could not water the field"; not what somebody merely did not do on the way."""
    noun = tree.child(at, "pobj", "pcomp")
    if noun is None or tree.dep[at] != "prep":
        return
    host = main_verb(tree, tree.head[at])
    helpers = [tree.lower[kid] for kid in tree.children(host, "aux")]
    if any(word in _COULD for word in helpers):
        cause = trimmed(tree, subtree(tree, noun))
        yield Link("without", (at,), cause, clause(tree, host, {at}), noun, host, less=True, explicit=False)


def worn_out_from(tree: Tree, at: int) -> Iterator[Link]:
    """State and where it comes from: "tired from walking", "shake from carrying stones"; "free from debt" is none."""
    state = tree.head[at]
    noun = tree.child(at, "pobj", "pcomp")
    if noun is not None and tree.lemma[state].lower() in _STATES_FROM and state < at:
        host = main_verb(tree, state)
        cause = trimmed(tree, subtree(tree, noun))
        yield Link("state from", (at,), cause, clause(tree, host, {at}) or (state,), noun, host)


def event(tree: Tree, at: int) -> Iterator[Link]:
    """Sequence of events: "closed after the protest", "following the strike", "injured in a clash"."""
    noun = tree.child(at, "pobj", "pcomp")
    if noun is None or tree.entity[noun] in _TIMES or tree.dep[at] not in ("prep", "mark"):
        return
    if tree.pos[noun] == "PRON" or tree.lemma[tree.head[at]] in _TAKE_AFTER:
        return  # "after that", "look after the children"
    lemma = tree.lemma[noun].lower()
    if lemma in _HOURS and not tree.kids[noun]:
        return  # "after lunch" tells the hour
    if tree.lower[at] in ("in", "during", "at", "on") and lemma not in _EVENTS:
        return
    host = main_verb(tree, tree.head[at])
    cause = trimmed(tree, subtree(tree, noun))
    if host == at:
        return
    effect = clause(tree, host, {at}) if tree.pos[host] in VERBAL else trimmed(tree, subtree(tree, host, {at}))
    effect = trimmed(tree, (each for each in effect if each not in cause and each != at))
    yield Link(f"event, {tree.lower[at]}", (at,), cause, effect, noun, host, sort=SEQUENCE, explicit=False)
