"""Meta-monitoring of most significant change: whose stories, from where, when, by whom, and which were chosen."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from storylens.analysis.table import Table
from storylens.gates.cells import HIDDEN, footnote, hidden_cells
from storylens.gates.groups import NOT_RECORDED
from storylens.synthesis.book import Book
from storylens.synthesis.dates import quarter_of
from storylens.synthesis.significance import Significance

SIGNS = ("positive", "negative", "mixed")


def selection_monitoring(book: Book, by: str = "gender") -> Table:
    """Count the stories by domain, place, period, prompt, collector and tellers, with sign and what was chosen.

    `by` is an attribute of tellers. A story of tellers of two groups counts in both.
    """
    msc = Significance(book)
    highest = max((kept.body.level for kept in msc.panels), default=1)
    of_what: dict[tuple[str, str], list[str]] = {  # with zero for what has no story
        **{("domain", body.name): [] for body in msc.domains.values()},
        **{(by, str(name)): [] for name in book.groups(by).unique()},
    }
    for story in msc.all_stories:
        for place in _places(msc, story, by):
            of_what.setdefault(place, []).append(story)
    rows, ids = [], dict[tuple[str, str], tuple[str, ...]]()
    for (what, value), stories in sorted(of_what.items(), key=lambda each: _order(each[0], by)):
        signs = [msc.told[story].body.sign if story in msc.told else "" for story in stories]
        chosen = [story for story in stories if msc.chosen_at(story)]
        key = f"{what}: {value}"
        rows.append(
            {
                "by": key,
                "stories": len(stories),
                "of": len(msc.all_stories),
                "tellers": len(_tellers(book, stories)),
                **{sign: signs.count(sign) for sign in SIGNS},
                "sign not recorded": sum(sign not in SIGNS for sign in signs),
                "read by a panel": sum(any(kept.body.story == story for kept in msc.selections) for story in stories),
                "chosen": len(chosen),
                f"chosen at level {highest}": sum(highest in msc.chosen_at(story) for story in chosen),
            }
        )
        ids[key, "stories"], ids[key, "chosen"] = tuple(stories), tuple(chosen)
    # fmt: off
    columns = ["by", "stories", "of", "tellers", *SIGNS, "sign not recorded", "read by a panel", "chosen",
               f"chosen at level {highest}"]
    # fmt: on
    return Table(
        "msc-monitoring",
        "Most significant change: whose stories were collected, and whose were chosen",
        pd.DataFrame(rows, columns=columns).set_index("by"),
        (
            "Stories out of all that were collected or read by a panel. Behind a number stand the codes of stories.",
            "A story of tellers of several groups counts in each group; a zero is a domain or group without a story.",
            f"Compare “stories” with “chosen”, by {by} and for negative ones: what panels let fall is a finding too.",
            *msc.notes(),
        ),
        ids,
    )


def selection_domains(book: Book, by: str = "gender") -> Table:
    """Count the tellers of each group who told a story in each domain. In a domain on harm small cells are hidden."""
    msc = Significance(book)
    groups = book.groups(by)
    sizes = {str(name): int(size) for name, size in groups.value_counts().sort_index().items()}
    columns = {name: f"{name} (of {size})" for name, size in sizes.items()}
    rows, ids, hidden = [], dict[tuple[str, str], tuple[str, ...]](), list[tuple[str, str]]()
    for number in dict.fromkeys([*msc.domains, *map(msc.domain_of, msc.all_stories)]):
        stories = [story for story in msc.all_stories if msc.domain_of(story) == number]
        of_groups = {name: groups.index[groups == name] for name in sizes}
        told = {name: _tellers(book, stories) & set(members) for name, members in of_groups.items()}
        counts = {name: len(found) for name, found in told.items()}
        delicate = number in msc.domains and msc.domains[number].about_harm
        covered = hidden_cells(counts, sizes, book.seen.smallest_cell) if delicate else set()
        name = msc.domain(number)
        cells = {columns[group]: HIDDEN if group in covered else counts[group] for group in sizes}
        rows.append({"domain": name, "stories": len(stories), "tellers": len(_tellers(book, stories)), **cells})
        hidden += [(name, columns[group]) for group in sizes if group in covered]
        ids[name, "stories"] = () if covered else tuple(stories)
    return Table(
        "msc-domains",
        f"Most significant change: who tells in which domain, by {by}",
        pd.DataFrame(rows, columns=["domain", "stories", "tellers", *columns.values()]).set_index("domain"),
        (
            "Tellers out of all in each group, not out of those who were asked for a story.",
            *((footnote(book.seen.smallest_cell),) if hidden else ()),
            *msc.notes(),
        ),
        ids,
        tuple(hidden),
    )


def _places(msc: Significance, story: str, by: str) -> Iterator[tuple[str, str]]:
    told = msc.told[story].body if story in msc.told else None
    document = msc.book.seen.documents.loc[msc.book.story(story)]
    on = (told.collected_on if told else "") or str(document.collected_on)
    yield "domain", msc.domain(msc.domain_of(story))
    yield "place", (told.place if told else "") or document["case"] or NOT_RECORDED
    yield "period", quarter_of(on) or NOT_RECORDED
    yield "prompt", document.prompt_valence or document.prompt or NOT_RECORDED
    yield "collector", (told.collector if told else "") or NOT_RECORDED
    groups = msc.book.groups(by)
    yield from ((by, name) for name in sorted({groups[teller] for teller in _tellers(msc.book, [story])}))


def _order(place: tuple[str, str], by: str) -> tuple[int, str]:
    return ["domain", "place", "period", "prompt", "collector", by].index(place[0]), place[1]


def _tellers(book: Book, stories: list[str]) -> set[str]:
    documents = {book.story(story) for story in stories}
    return set(book.seen.turns.teller_id[book.seen.turns.document_id.isin(documents)])
