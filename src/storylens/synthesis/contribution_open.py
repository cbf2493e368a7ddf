"""What a contribution claim still lacks: a checklist after the six steps of contribution analysis (Mayne 2012, 2019).

It blocks nothing and gives no verdict. A claim with nothing open can be wrong, and one with much open can be right.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, TypeVar

import pandas as pd

from storylens.analysis.table import Table
from storylens.records.contribution import ChainLink, ContributionClaim, Evidence, Rival
from storylens.records.entries import Kept
from storylens.records.harvest import Outcome
from storylens.synthesis.book import Book, tellers
from storylens.synthesis.contribution import fixed_before

Body = TypeVar("Body", ChainLink, Evidence, Rival)


def contribution_open(book: Book) -> Table:
    """List for each claim what is not there yet, or speaks against it, point by point, with why."""
    rows = []
    claims = book.every(ContributionClaim)
    for claim in claims:
        found = list(_points(book, claim))
        for place, (about, point, why) in enumerate(found, 1):
            key = f"{claim.number}.{place}"
            rows.append({"row": key, "claim": claim.number, "about": about, "point": point, "why": why})
    complete = [claim.number for claim in claims if claim.number not in {row["claim"] for row in rows}]
    return Table(
        "contribution-open",
        "What contribution claims still lack, and what speaks against them",
        pd.DataFrame(rows, columns=["row", "claim", "about", "point", "why"]).set_index("row"),
        (
            f"Nothing is open on {', '.join(complete) or 'no claim'} (of {len(claims)}). That is no verdict.",
            *book.left_out(ContributionClaim, ChainLink, Evidence, Rival),
        ),
    )


def _points(book: Book, claim: Kept[ContributionClaim]) -> Iterator[tuple[str, str, str]]:
    evidence = _of(claim, book.every(Evidence))
    chain = sorted(_of(claim, book.every(ChainLink)), key=lambda link: link.body.order)
    yield from _on_outcome(book, claim)
    yield from _on_chain(book, claim, chain, evidence)
    yield from _on_evidence(book, claim, evidence)
    yield from _on_rivals(claim, _of(claim, book.every(Rival)))
    if not claim.body.verdict:
        yield claim.number, "verdict", "nobody has given a verdict yet"
    if not claim.body.what_would_change_it:
        yield claim.number, "what would change it", "it is not said what would change the verdict"


def _of(claim: Kept[ContributionClaim], entries: list[Kept[Body]]) -> list[Kept[Body]]:
    return [kept for kept in entries if kept.body.claim == claim.number]


def _on_outcome(book: Book, claim: Kept[ContributionClaim]) -> Iterator[tuple[str, str, str]]:
    outcome = next((kept for kept in book.every(Outcome) if kept.number == claim.body.outcome), None)
    if outcome is None:
        yield claim.number, "outcome", "it is not said to which outcome something contributed"
    elif not outcome.body.activities:
        yield outcome.number, "activity", "the outcome names no activity that could have contributed"


def _on_chain(
    book: Book, claim: Kept[ContributionClaim], chain: list[Kept[ChainLink]], evidence: list[Kept[Evidence]]
) -> Iterator[tuple[str, str, str]]:
    if not chain:
        yield claim.number, "chain", "no link of the chain from activity to outcome is written"
    for link in chain:
        body = link.body
        told = book.passages(link, against=False)
        if not body.strength or not body.why:
            yield link.number, "strength", "nobody has judged how strong this link is, with the reason"
        if body.strength == "gap":
            yield link.number, "gap", f"there is a gap between “{body.cause}” and “{body.effect}”"
        if not told and not any(item.body.chain_link == link.number for item in evidence):
            yield link.number, "evidence", "the link stands on no passage and no item of evidence"
    for before, after in pairwise(chain):
        if before.body.effect.strip().casefold() != after.body.cause.strip().casefold():
            yield after.number, "join", f"it begins with “{after.body.cause}”; the link before it ends with another"
    who = [tellers(book.passages(link, against=False)) for link in chain]
    if len(chain) > 1 and any(who) and not set.intersection(*who):
        yield claim.number, "thread", "no teller told the whole chain; it is a path and no thread"


def _on_evidence(
    book: Book, claim: Kept[ContributionClaim], evidence: list[Kept[Evidence]]
) -> Iterator[tuple[str, str, str]]:
    if not any(item.body.against for item in evidence):
        yield claim.number, "evidence against", "no evidence against it is written; was it looked for?"
    tests = [item for item in evidence if item.body.test]
    if not tests:
        yield claim.number, "test", "no test was fixed before looking"
    for item in tests:
        if not fixed_before(book.history(item)):
            yield item.number, "test", "its test was not fixed before looking, so it does not count"
        elif item.body.result in ("", "not looked for"):
            yield item.number, "test", "nobody has looked yet"
        elif (item.body.test, item.body.result) == ("hoop", "failed"):
            yield item.number, "failed hoop", "a failed hoop test speaks against the claim, whatever else speaks for it"


def _on_rivals(claim: Kept[Any], rivals: list[Kept[Rival]]) -> Iterator[tuple[str, str, str]]:
    if not rivals:
        yield claim.number, "rivals", "no other explanation is written"
    for rival in rivals:
        if not rival.body.how_examined:
            yield rival.number, "rivals", "this other explanation was not examined"
        elif not rival.body.survives:
            yield rival.number, "rivals", "it is not said whether this other explanation survives"
        elif rival.body.survives.casefold().startswith("y"):
            yield rival.number, "rival survives", "this other explanation survives, and the verdict must live with it"
