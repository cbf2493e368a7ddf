"""How likely a sentence makes a causal claim: a linear model over its grammar and what the rules found in it.

Fitted by `python -m benchmarks.claims --fit` on the training part of Causal News Corpus V2 (Tan et al. 2022, CC0): news
about protests. The features are function words, kinds of clauses and sorts of links; no word for a thing or an act
is among them, so that it may be of use for other talk than news. On stories it has not been measured.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from storylens.records import Relation
from storylens.taggers.agency.tree import Tree

FILE = Path(__file__).parent / "lexicon" / "likelihood.json"
_JOINS = frozenset({"mark", "prep", "cc", "advmod", "agent"})
_SMALL = frozenset({"ADP", "SCONJ", "CCONJ"})
_CLAUSES = frozenset({"advcl", "acl", "xcomp", "ccomp", "relcl"})


def likelihood(tree: Tree, first: int, after: int, found: Iterable[Relation]) -> float:
    """Return the probability that the sentence of tokens `first` to before `after` makes a causal claim.

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


@cache
def _model() -> tuple[float, dict[str, float]]:
    told = json.loads(FILE.read_text(encoding="utf-8"))
    return told["bias"], told["weights"]
