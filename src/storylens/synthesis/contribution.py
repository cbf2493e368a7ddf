"""Contribution as text with a judge: claims, chains, evidence both ways, rivals, and tests fixed before looking.

Mayne 2012, 2019; Befani and Stedman-Bryce 2017. No share and no percentage: none of these methods yields one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Any, TypeVar

import pandas as pd

from storylens.analysis.table import Table
from storylens.records import StorylensError
from storylens.records.contribution import ChainLink, ContributionClaim, Evidence, Rival
from storylens.records.entries import Kept
from storylens.synthesis.book import Book, links, tellers

OfClaim = TypeVar("OfClaim", ChainLink, Evidence, Rival)
# fmt: off
_COLUMNS = ["claim", "what is claimed", "outcome", "chain", "tellers of the whole chain", "tellers of any link", "of",
            "citations", "evidence for", "evidence against", "rivals and how examined", "tests", "stakeholders on it",
            "verdict", "verdict by", "what would change it"]
# fmt: on
STRONGEST = ("doubly decisive", "smoking gun", "hoop", "straw in the wind")


def refuse_hindsight(before: Evidence | None, after: Evidence) -> None:
    """Raise when a new version of an item of evidence would fix its test after looking, or while looking.

    `before` is the version that is kept, None for a new entry. What is found goes into a later version than what
    was expected; once something is found, the test and what was expected stay as they are.
    """
    if not (after.test or after.expected_before) or not after.found:
        return
    if before is None or not before.expected_before or not before.test:
        raise StorylensError(
            "what was found is written before, or together with, what was expected",
            where=f"evidence for {after.claim}",
            todo="write the test and `expected_before` first, keep them, and write `found` in a later version; "
            "without a test the evidence can be kept with `test` and `expected_before` empty",
        )
    fixed = (before.test, before.expected_before) == (after.test, after.expected_before)
    if not fixed:
        raise StorylensError(
            "the test of this evidence is changed after, or while, something was found",
            where=f"evidence for {after.claim}",
            todo="leave `test` and `expected_before` as they are, and write a new item for another test",
        )


def fixed_before(versions: Sequence[Kept[Evidence]]) -> bool:
    """Say whether the test of an item was fixed before anybody looked, by the versions as they were written."""
    before: Kept[Evidence] | None = None
    for version in versions:
        if before is not None and version.at < before.at:
            return False
        try:
            refuse_hindsight(before.body if before else None, version.body)
        except StorylensError:
            return False
        before = version
    return True


def contribution_table(book: Book) -> Table:
    """Lay out each claim with its chain, the evidence both ways, rivals, tests, and the verdict with its author.

    Passages linked to a link of the chain say who told that link. “Told whole” counts the tellers who told every
    link themselves: a chain whose links are told by different people is told by nobody.
    """
    rows, ids = [], {}
    chain_links, evidence, rivals = book.every(ChainLink), book.every(Evidence), book.every(Rival)
    for claim in book.every(ContributionClaim):
        mine, rival = (_on(claim, every) for every in (evidence, rivals))
        chain = sorted(_on(claim, chain_links), key=lambda kept: kept.body.order)
        told = [book.passages(link, against=False) for link in chain]
        for_, against = (
            [kept for kept in mine if kept.body.against == wanted and _counts_as_evidence(book, kept)]
            for wanted in (False, True)
        )
        whole: set[str] = reduce(set.__and__, map(tellers, told)) if told else set()
        passages = [passage for link in told for passage in link]
        rows.append(
            {
                "claim": claim.number,
                "what is claimed": claim.body.text,
                "outcome": claim.body.outcome,
                "chain": "\n".join(_step(book, link) for link in chain),
                "tellers of the whole chain": len(whole),
                "tellers of any link": len(tellers(passages)),
                "of": book.n,
                "citations": len(links(passages)),
                "evidence for": "\n".join(map(_item, for_)),
                "evidence against": "\n".join(map(_item, against)),
                "rivals and how examined": "\n".join(map(_rival, rival)),
                "tests": "\n".join(_tests(book, mine)),
                "stakeholders on it": claim.body.stakeholders_agree,
                "verdict": claim.body.verdict,
                "verdict by": book.author(claim, "verdict") if claim.body.verdict else "",
                "what would change it": claim.body.what_would_change_it,
            }
        )
        ids[claim.number, "tellers of any link"] = ids[claim.number, "citations"] = links(passages)
        ids[claim.number, "tellers of the whole chain"] = links(one for one in passages if one.teller_id in whole)
        ids[claim.number, "evidence for"] = tuple(kept.number for kept in for_)
        ids[claim.number, "evidence against"] = tuple(kept.number for kept in against)
    return Table(
        "contribution",
        "Contribution claims: chain, evidence for and against, rivals, tests, verdict",
        pd.DataFrame(rows, columns=_COLUMNS).set_index("claim"),
        (
            "A verdict is a person's, with their name. No share of a contribution is given: no method here yields one.",
            "Links told by different people make no pathway: “tellers of the whole chain” told every link themselves.",
            "What stakeholders think of the claim stands apart and is no evidence for it (Mayne 2019).",
            "A failed hoop test speaks against the claim, however many straws in the wind speak for it.",
            *book.left_out(ContributionClaim, ChainLink, Evidence, Rival),
        ),
        ids,
    )


def _on(claim: Kept[ContributionClaim], every: Iterable[Kept[OfClaim]]) -> list[Kept[OfClaim]]:
    """Return the entries that belong to a claim."""
    return [kept for kept in every if kept.body.claim == claim.number]


def tracing_table(book: Book) -> Table:
    """List the process-tracing tests, item by hypothesis, and whether each was fixed before looking."""
    rows = []
    for kept in book.every(Evidence):
        if kept.body.test:
            body = kept.body
            rows.append(
                {
                    "evidence": kept.number,
                    "claim": body.claim,
                    "hypothesis": body.hypothesis,
                    "rival": body.rival,
                    "item": body.text,
                    "test": body.test,
                    "expected before looking": body.expected_before,
                    "fixed before looking": "yes" if fixed_before(book.history(kept)) else "no: not counted as a test",
                    "found": body.found,
                    "result": body.result or "not looked for",
                    "sensitivity": "" if body.sensitivity is None else f"{body.sensitivity:g}",
                    "type I": "" if body.type_one is None else f"{body.type_one:g}",
                    "by": kept.author,
                }
            )
    # fmt: off
    columns = ["evidence", "claim", "hypothesis", "rival", "item", "test", "expected before looking",
               "fixed before looking", "found", "result", "sensitivity", "type I", "by"]
    # fmt: on
    return Table(
        "tests",
        "Process-tracing tests, and what was expected before looking",
        pd.DataFrame(rows, columns=columns).set_index("evidence"),
        (
            "Weight lies in the test, not in the number of items. Probabilities are those that people entered.",
            *book.left_out(Evidence),
        ),
    )


def _counts_as_evidence(book: Book, kept: Kept[Evidence]) -> bool:
    """Leave out what was looked for and not found, and tests that were made to fit."""
    body = kept.body
    if body.result in ("failed", "not found", "not looked for") or (body.expected_before and not body.found):
        return False
    return not (body.test or body.expected_before) or fixed_before(book.history(kept))


def _step(book: Book, link: Kept[ChainLink]) -> str:
    body, told = link.body, book.passages(link, against=False)
    against = len(tellers(book.passages(link, against=True)))
    said = f"told by {len(tellers(told))} of {book.n}" + (f", contradicted by {against}" if against else "")
    judged = f"{body.strength}: {body.why}" if body.why else body.strength
    return f"{body.order}. {body.cause} → {body.effect} ({'; '.join(filter(None, [judged, said]))})"


def _item(kept: Kept[Evidence]) -> str:
    about = f" [{kept.body.chain_link}]" if kept.body.chain_link else ""
    found = f" Found: {kept.body.found}" if kept.body.found else ""
    return f"{kept.number}{about}: {kept.body.text}{found}"


def _rival(kept: Kept[Rival]) -> str:
    survives = f"survives: {kept.body.survives}" if kept.body.survives else "not judged"
    return f"{kept.body.text} — {kept.body.how_examined or 'not examined'} ({survives})"


def _tests(book: Book, mine: Sequence[Kept[Evidence]]) -> list[str]:
    tests = [kept for kept in mine if kept.body.test]
    return [_test(book, kept) for kept in sorted(tests, key=_strength)]


def _strength(kept: Kept[Any]) -> int:
    return STRONGEST.index(kept.body.test) if kept.body.test in STRONGEST else len(STRONGEST)


def _test(book: Book, kept: Kept[Evidence]) -> str:
    if not fixed_before(book.history(kept)):
        return f"{kept.number}: not fixed before looking, so no test"
    result = kept.body.result or "not looked for"
    flag = " — this speaks against the claim" if (kept.body.test, result) == ("hoop", "failed") else ""
    against = f", against {kept.body.rival}" if kept.body.rival else ""
    return f"{kept.body.test} {result} ({kept.number}{against}){flag}"
