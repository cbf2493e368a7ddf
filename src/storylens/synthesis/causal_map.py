"""Chains of contribution as a map: what led to what, with n of N tellers on each link.

An arrow goes on from another only where somebody told both, and all before: where links were told by different
people, the chain breaks off and begins anew. A path that nobody told is never drawn as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from storylens.records.contribution import ChainLink
from storylens.records.entries import Kept
from storylens.synthesis import drawing
from storylens.synthesis.book import Book, links, tellers

AGAIN = "told by others: no path leads here"


def causal_map(book: Book) -> str:
    """Draw the chains of all claims as SVG, a claim below the other."""
    boxes: list[drawing.Box] = []
    arrows: list[drawing.Arrow] = []
    chains = sorted(book.every(ChainLink), key=lambda kept: (kept.body.claim, kept.body.order))
    for _, chain in groupby(chains, key=lambda kept: kept.body.claim):
        at = 0
        for run in stretches(book, list(chain)):
            joins = at > 0 and run[0].body.cause.casefold() == boxes[-1].text.casefold()
            boxes.append(_box(run[0], "cause", at, AGAIN if joins else ""))
            for link in run:
                at += 1
                boxes.append(_box(link, "effect", at))
                before = boxes[-2].id
                arrows.append(_arrow(book, link, before, boxes[-1].id))
    note = (
        "Numbers are of tellers. Dotted: claimed, and told by nobody. An arrow goes on only where one teller told all."
    )
    return drawing.columns("What is claimed to have led to what", (), boxes, arrows, note)


def stretches(book: Book, chain: Sequence[Kept[ChainLink]]) -> Iterator[list[Kept[ChainLink]]]:
    """Cut a chain where nobody told a link and all before it in its stretch, and where links do not join."""
    run: list[Kept[ChainLink]] = []
    whole = set[str]()
    for link in chain:
        told = tellers(book.passages(link, against=False))
        if run and (not whole & told or link.body.cause.casefold() != run[-1].body.effect.casefold()):
            yield run
            run = []
        whole = whole & told if run else told
        run.append(link)
    if run:
        yield run


def _box(link: Kept[ChainLink], end: str, column: int, figures: str = "") -> drawing.Box:
    return drawing.Box(f"{link.number}-{end}", column, getattr(link.body, end), figures, dashed=bool(figures))


def _arrow(book: Book, link: Kept[ChainLink], cause: str, effect: str) -> drawing.Arrow:
    told, against = book.passages(link, against=False), len(tellers(book.passages(link, against=True)))
    n = len(tellers(told))
    cited = f", {len(links(told))} ×" if len(links(told)) > n else ""
    return drawing.Arrow(cause, effect, f"{n} of {book.n}{cited}{f', {against} against' if against else ''}", weight=n)
