"""How likely a sentence makes a causal claim: a linear model over its grammar and what the rules found in it.

Fitted by `python -m benchmarks.claims --fit` on the training part of Causal News Corpus V2 (Tan et al. 2022, CC0), on
BECAUSE 2.0 (Dunietz et al. 2017, MIT) and on invented sentences. The features are rules, function words, kinds of
clauses, and which of the tagger's own lists of words a word is on; no word for a thing or an act is among them, so
that the model may be of use for other talk than news.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from storylens.records import Relation
from storylens.taggers.agency.tree import Tree
from storylens.taggers.claims.lexicon import frames, words

FILE = Path(__file__).parent / "lexicon" / "likelihood.json"
LISTS = ("achieving", "bad", "decrease", "events", "good", "hoping", "means", "protest", "states", "turning")
_ABSTRACT = ("tion", "ment", "ance", "ence", "ness", "ity")
_JOINS = frozenset({"mark", "prep", "cc", "advmod", "agent"})
_SMALL = frozenset({"ADP", "SCONJ", "CCONJ"})
_CLAUSES = frozenset({"advcl", "acl", "xcomp", "ccomp", "relcl"})


def likelihood(tree: Tree, first: int, after: int, found: Iterable[Relation]) -> float:
    """Return from 0 to 1 how likely the sentence of tokens `first` to before `after` makes a causal claim.

    One half is where most sentences agree with people's labels, which is not an even chance.

    `found` are the relations that the rules found in it. What they found and the grammar weigh alike, however long
    the sentence: each is divided by the root of the number of its features.
    """
    bias, weights = _model()
    known = {name: weights[name] for name in features(tree, first, after, found) if name in weights}
    by_rules: list[float] = []
    by_grammar: list[float] = []
    for name, weight in known.items():
        (by_rules if is_found(name) else by_grammar).append(weight)
    score = bias + sum(sum(each) / math.sqrt(len(each)) for each in (by_rules, by_grammar) if each)
    return 1 / (1 + math.exp(-score))


def is_found(feature: str) -> bool:
    """Say whether a feature tells what the rules found."""
    return feature.startswith(("found ", "sort "))


def features(tree: Tree, first: int, after: int, found: Iterable[Relation]) -> Iterator[str]:
    """Yield what the model sees of a sentence."""
    for relation in found:
        yield f"found {relation.label}"
        yield f"found rule {relation.rule}"
        yield f"sort {relation.attributes['sort']}"
    for at in range(first, after):
        dep, pos = tree.dep[at], tree.pos[at]
        if dep in _JOINS or pos in _SMALL:
            yield f"word {tree.lower[at]}"
            yield f"join {dep} {tree.lower[at]} {tree.pos[tree.head[at]]}"
        if pos in ("VERB", "AUX"):
            yield f"verb {dep}"
        if dep in _CLAUSES:
            yield f"clause {dep} {tree.tag[at]}"
        if dep == "advcl":
            opening = " ".join(tree.lower[kid] for kid in tree.kids[at] if tree.dep[kid] in ("mark", "advmod", "aux"))
            yield f"opens {opening}"
        yield from _kinds(tree, at)


def _kinds(tree: Tree, at: int) -> Iterator[str]:
    """Yield the lists that a word is on, with its part of speech and its place in the sentence."""
    lemma, pos, dep = tree.lemma[at].lower(), tree.pos[at], tree.dep[at]
    for name in _lists().get(lemma, ()):
        yield f"list {name} {pos}"
        yield f"list {name} {dep}"
    if pos == "VERB" and lemma in frames():
        yield f"list verbs {dep}"
    if pos == "NOUN" and lemma.endswith(_ABSTRACT):
        yield f"abstract {dep}"


@cache
def _lists() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in LISTS:
        for word in words(name):
            found.setdefault(word, []).append(name)
    return found


@cache
def _model() -> tuple[float, dict[str, float]]:
    told = json.loads(FILE.read_text(encoding="utf-8"))
    return told["bias"], told["weights"]
