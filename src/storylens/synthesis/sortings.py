"""How groups in a workshop sorted the cards of stories, and where they agree and differ. No group is right."""

from __future__ import annotations

from itertools import combinations

import pandas as pd

from storylens.analysis.table import Table
from storylens.records.entries import Kept
from storylens.records.learning import Sorting
from storylens.synthesis.book import Book

HOW = "Piles are named by each group in its own words; two piles of one name in two groups need not mean the same."


class Sorted:
    """The piles of each group, as far as their stories may be printed."""

    def __init__(self, book: Book) -> None:
        self.entries = book.every(Sorting)
        self.stories = {kept.number: [code for code in kept.body.stories if book.story(code)] for kept in self.entries}
        self.groups = list(dict.fromkeys(map(_group, self.entries)))

    def piles(self, group: str) -> dict[str, list[Kept[Sorting]]]:
        """Return the piles in which a group put each story; a story may lie in several."""
        found: dict[str, list[Kept[Sorting]]] = {}
        for kept in self.entries:
            for story in self.stories[kept.number] if _group(kept) == group else ():
                found.setdefault(story, []).append(kept)
        return found

    def together(self, group: str) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
        """Return the pairs of stories that a group put into one pile, and those that it put apart."""
        piles = self.piles(group)
        same, apart = set[tuple[str, str]](), set[tuple[str, str]]()
        for one, other in combinations(sorted(piles), 2):
            shared = {kept.number for kept in piles[one]} & {kept.number for kept in piles[other]}
            (same if shared else apart).add((one, other))
        return same, apart


def sortings(book: Book) -> Table:
    """Lay out for each story the pile into which each group put it, with the group's reason."""
    found = Sorted(book)
    by_group = {group: found.piles(group) for group in found.groups}
    rows, ids = [], dict[tuple[str, str], tuple[str, ...]]()
    for story in sorted({story for piles in by_group.values() for story in piles}):
        row = {"story": story}
        for group, piles in by_group.items():
            mine = piles.get(story, [])
            row[group] = "; ".join(map(_pile, mine)) or "not sorted"
            ids[story, group] = tuple(kept.number for kept in mine)
        rows.append(row)
    return Table(
        "sortings",
        "How groups sorted the stories",
        pd.DataFrame(rows, columns=["story", *found.groups]).set_index("story"),
        (HOW, *book.left_out(Sorting)),
        ids,
    )


def sorting_agreement(book: Book) -> Table:
    """Compare two groups at a time: of the pairs of stories both sorted, which lie together for both, or for one."""
    found = Sorted(book)
    pairs = {group: found.together(group) for group in found.groups}
    rows = []
    for one, other in combinations(found.groups, 2):
        (same_1, apart_1), (same_2, apart_2) = pairs[one], pairs[other]
        of_both = (same_1 | apart_1) & (same_2 | apart_2)
        rows.append(
            {
                "groups": f"{one} / {other}",
                "stories sorted by both": len(set(found.piles(one)) & set(found.piles(other))),
                "pairs": len(of_both),
                "together for both": len(same_1 & same_2),
                "apart for both": len(apart_1 & apart_2),
                "together for the first only": len(same_1 & apart_2),
                "together for the second only": len(apart_1 & same_2),
                "where they differ most": _most_different(same_1 & apart_2 | apart_1 & same_2),
            }
        )
    # fmt: off
    columns = ["groups", "stories sorted by both", "pairs", "together for both", "apart for both",
               "together for the first only", "together for the second only", "where they differ most"]
    # fmt: on
    return Table(
        "sorting-agreement",
        "Where groups sorted alike, and where they differ",
        pd.DataFrame(rows, columns=columns).set_index("groups"),
        (
            "Counted are pairs of stories, whatever piles are called. Where groups differ, the talk begins.",
            HOW,
            *book.left_out(Sorting),
        ),
    )


def sorting_pairs(book: Book) -> Table:
    """List the pairs of stories that any group put together, by how many groups did, out of those that sorted both."""
    found = Sorted(book)
    pairs = {group: found.together(group) for group in found.groups}
    rows = []
    for pair in sorted({pair for same, _ in pairs.values() for pair in same}):
        same = [group for group in found.groups if pair in pairs[group][0]]
        both = [group for group in found.groups if pair in pairs[group][0] | pairs[group][1]]
        rows.append(
            {
                "stories": " + ".join(pair),
                "groups": len(same),
                "of": len(both),
                "put together by": "; ".join(same),
                "put apart by": "; ".join(group for group in both if group not in same),
            }
        )
    columns = ["stories", "groups", "of", "put together by", "put apart by"]
    frame = (
        pd.DataFrame(rows, columns=columns).set_index("stories").sort_values("groups", ascending=False, kind="stable")
    )
    return Table(
        "sorting-pairs",
        "Stories that groups put together",
        frame.sort_values("groups", ascending=False, kind="stable"),
        ("Groups out of those that sorted both stories.", HOW, *book.left_out(Sorting)),
    )


def _group(kept: Kept[Sorting]) -> str:
    return f"{kept.body.group}, {kept.body.date}" if kept.body.date else kept.body.group


def _pile(kept: Kept[Sorting]) -> str:
    return f"{kept.body.pile} ({kept.body.why})" if kept.body.why else kept.body.pile


def _most_different(pairs: set[tuple[str, str]]) -> str:
    """Name the stories that stand in most of the pairs on which two groups differ."""
    count: dict[str, int] = {}
    for pair in pairs:
        for story in pair:
            count[story] = count.get(story, 0) + 1
    most = max(count.values(), default=0)
    return ", ".join(sorted(story for story, number in count.items() if number == most))
