"""Threads against paths: who told a stretch of links themselves, and what only different people told in part.

One says that A led to B, another that B led to C: nobody has said that A led to C (guide.causalmap.app, the
transitivity trap).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

import pandas as pd

from storylens.analysis.table import Table
from storylens.records.contribution import ChainLink, ContributionClaim, TocLink, TocStatement
from storylens.records.entries import Kept
from storylens.synthesis.book import Book, Passage, links, tellers

LONGEST, MOST = 6, 500  # links of a path, and paths, that are followed


@dataclass(frozen=True)
class Stretch:
    """Links that follow on each other: what they say, and by whom each was told."""

    name: str
    says: tuple[str, ...]
    told: tuple[list[Passage], ...]  # a list a link

    @property
    def whole(self) -> set[str]:
        """The tellers who told every link."""
        return reduce(set.__and__, map(tellers, self.told))

    @property
    def passages(self) -> list[Passage]:
        """The passages of all links."""
        return [passage for link in self.told for passage in link]


def chain_threads(book: Book) -> Table:
    """Count for each stretch of the chain of a claim who told all of its links, and who told any of them."""
    stretches = []
    chains = book.every(ChainLink)
    for claim in book.every(ContributionClaim):
        chain = sorted((link for link in chains if link.body.claim == claim.number), key=lambda link: link.body.order)
        for first, last in _ends(len(chain)):
            links_ = chain[first : last + 1]
            name = f"{claim.number}, links {links_[0].body.order} to {links_[-1].body.order}"
            says = (links_[0].body.cause, *(link.body.effect for link in links_))
            stretches.append(Stretch(name, says, tuple(book.passages(link, against=False) for link in links_)))
    return _table(book, "contribution-threads", "Chains of contribution: told whole, and in parts", stretches)


def theory_threads(book: Book) -> Table:
    """Count for each path of told links through the theory of change who told it whole, and who told any of it."""
    return _table(book, "theory-threads", "Paths through the theory of change: told whole, and in parts", paths(book))


def paths(book: Book) -> list[Stretch]:
    """Return the paths of two or more told links through the theory of change, from where a told link begins."""
    texts = {kept.number: kept.body.text for kept in book.every(TocStatement)}
    every = [kept for kept in book.every(TocLink) if not kept.body.until]
    told = {kept.number: book.passages(kept, against=False) for kept in every}
    return [
        Stretch(
            ", ".join(link.number for link in path),
            tuple(texts.get(one, one) for one in (path[0].body.cause, *(link.body.effect for link in path))),
            tuple(told[link.number] for link in path),
        )
        for path in _paths([kept for kept in every if told[kept.number]])
    ]


def _ends(length: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of two links or more, the longest first."""
    for size in range(length, 1, -1):
        for first in range(length - size + 1):
            yield first, first + size - 1


def _paths(told: Sequence[Kept[TocLink]]) -> Iterator[tuple[Kept[TocLink], ...]]:
    """Yield the paths of two links or more that begin where no told link leads, and go on as far as they can."""
    after: dict[str, list[Kept[TocLink]]] = {}
    for link in told:
        after.setdefault(link.body.cause, []).append(link)
    ends = {link.body.effect for link in told}
    waiting: list[tuple[Kept[TocLink], ...]] = [(link,) for link in reversed(told) if link.body.cause not in ends]
    found = 0
    while waiting and found < MOST:
        path = waiting.pop()
        seen = {path[0].body.cause, *(link.body.effect for link in path)}
        more = [link for link in after.get(path[-1].body.effect, ()) if link.body.effect not in seen]
        if more and len(path) < LONGEST:
            waiting += [(*path, link) for link in reversed(more)]
        elif len(path) > 1:
            found += 1
            yield path


def _table(book: Book, name: str, title: str, stretches: Sequence[Stretch]) -> Table:
    rows, ids = [], {}
    for one in stretches:
        rows.append(
            {
                "stretch": one.name,
                "from to": " → ".join(one.says),
                "told whole by": len(one.whole),
                "told in part by": len(tellers(one.passages)),
                "of": book.n,
                "citations": len(links(one.passages)),
                "is a pathway": "to those who told it" if one.whole else "no: nobody told it whole",
            }
        )
        ids[one.name, "told whole by"] = links(told for told in one.passages if told.teller_id in one.whole)
        ids[one.name, "told in part by"] = ids[one.name, "citations"] = links(one.passages)
    columns = ["stretch", "from to", "told whole by", "told in part by", "of", "citations", "is a pathway"]
    return Table(
        name,
        title,
        pd.DataFrame(rows, columns=columns).set_index("stretch"),
        (
            "Whole: by a teller who told each link. Links told by different people are a path that nobody told.",
            *book.left_out(ChainLink, TocLink),
        ),
        ids,
    )
