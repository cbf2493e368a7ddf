"""Stretches of tokens: clauses and phrases, and what is cut off them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from storylens.taggers.agency.tree import SUBJECTS, Tree

Tokens = tuple[int, ...]

VERBAL = ("VERB", "AUX")
_LEADING = frozenset(
    [
        "and",
        "but",
        "so",
        "then",
        "therefore",
        "thus",
        "hence",
        "yes",
        "yeah",
        "no",
        "well",
        "okay",
        "ok",
        "or",
        ",",
        "-",
        "--",
        "–",
        ":",
        ";",
        ".",
        "...",
        "…",
    ]
)
_MARKS = frozenset(("punct", "SPACE"))


def subtree(tree: Tree, at: int, without: Collection[int] = ()) -> list[int]:
    """Return a token and all below it, in order, without some children and what is below them."""
    found = [at]
    for each in found:  # grows while it is read
        found += [kid for kid in tree.kids[each] if kid not in without]
    return sorted(found)


def sentence(tree: Tree, at: int) -> range:
    """Return the tokens of the sentence round a token."""
    first, last = at, at + 1
    while first and not tree.starts[first]:
        first -= 1
    while last < tree.size and not tree.starts[last]:
        last += 1
    return range(first, last)


def sentence_before(tree: Tree, at: int) -> Tokens:
    """Return the words of the sentence before the one round a token; none where a turn begins with it."""
    start = sentence(tree, at).start
    return trimmed(tree, sentence(tree, start - 1)) if start else ()


def trimmed(tree: Tree, tokens: Iterable[int]) -> Tokens:
    """Return tokens without marks at the ends and without what only joins them to the words before."""
    kept = sorted(tokens)
    while kept and (tree.lower[kept[0]] in _LEADING or tree.pos[kept[0]] in ("PUNCT", "SPACE", "INTJ")):
        kept.pop(0)
    while kept and (tree.pos[kept[-1]] in ("PUNCT", "SPACE", "CCONJ") or tree.lower[kept[-1]] in ("and", "so")):
        kept.pop()
    return tuple(kept)


def runs(tree: Tree, tokens: Tokens) -> list[tuple[int, int]]:
    """Return first and last token of each unbroken stretch; a mark alone breaks none."""
    found: list[tuple[int, int]] = []
    for at in tokens:
        if found and all(tree.pos[gap] in ("PUNCT", "SPACE") for gap in range(found[-1][1] + 1, at)):
            found[-1] = found[-1][0], at
        else:
            found.append((at, at))
    words = [run for run in found if any(tree.pos[at] not in ("PUNCT", "SPACE") for at in range(run[0], run[1] + 1))]
    return [run for run in words if run[0] != run[1] or tree.pos[run[0]] not in ("CCONJ", "PUNCT")] or words


def has_subject(tree: Tree, verb: int) -> bool:
    """Say whether a verb has a subject of its own."""
    return tree.child(verb, *SUBJECTS, "expl", "csubj") is not None


def clause(tree: Tree, verb: int, without: Collection[int] = ()) -> Tokens:
    """Return the words of a clause, without clauses that are only coordinated with it."""
    apart = set(without)
    for kid in tree.kids[verb]:
        if tree.dep[kid] in ("conj", "parataxis") and tree.pos[kid] in VERBAL and has_subject(tree, kid):
            apart |= {kid, *(each for each in tree.kids[verb] if tree.dep[each] == "cc" and each < kid)}
        elif tree.dep[kid] == "ccomp" and kid < verb and tree.lemma[verb] not in ("be", "mean"):
            apart.add(kid)
    return trimmed(tree, subtree(tree, verb, apart))


def phrase(tree: Tree, noun: int) -> Tokens:
    """Return the words of a noun phrase, without a relative clause after a comma."""
    apart = [
        kid
        for kid in tree.kids[noun]
        if tree.dep[kid] in ("relcl", "appos", "parataxis") and kid > noun and tree.lower[noun_end(tree, kid)] == ","
    ]
    return trimmed(tree, subtree(tree, noun, apart))


def noun_end(tree: Tree, at: int) -> int:
    """Return the token before a subtree begins, or the first of the text."""
    return max(0, subtree(tree, at)[0] - 1)


def main_verb(tree: Tree, at: int) -> int:
    """Return the verb of the clause that an adverbial belongs to: "decided to leave because" is about deciding."""
    while tree.dep[at] in ("xcomp", "aux", "auxpass", "acomp", "attr", "prt", "oprd") and tree.head[at] != at:
        at = tree.head[at]
    while tree.pos[at] not in VERBAL and tree.dep[at] in ("dobj", "pobj", "prep", "attr", "advmod", "npadvmod", "amod"):
        if tree.head[at] == at:
            break
        at = tree.head[at]
    return at
