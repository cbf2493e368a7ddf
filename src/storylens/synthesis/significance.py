"""Most significant change: which stories panels chose, and why (Davies and Dart 2005).

The reasons are the data: they tell what the people of a panel value. A story that was chosen is not typical by that.
"""

from __future__ import annotations

from functools import cached_property

import pandas as pd

from storylens.analysis.table import Table
from storylens.records.entries import Kept
from storylens.records.learning import Domain, Panel, Selection, SignificantStory
from storylens.synthesis.book import Book

CHOSEN, PASSED = "chosen", "passed over"
NOT_TYPICAL = "A chosen story shows what a panel values. It is not typical by that, and is never counted as if it were."
COLLECTED = "collected"


class Significance:
    """The stories, panels and selections of a most significant change exercise, as far as they may be printed."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.stories = book.every(SignificantStory)
        self.selections = book.every(Selection)
        self.panels = sorted(book.every(Panel), key=lambda kept: (kept.body.level, kept.number))
        self.domains = {kept.number: kept.body for kept in book.every(Domain)}

    def domain(self, number: str) -> str:
        """Return the name of a domain; a story without one is of any other change."""
        return self.domains[number].name if number in self.domains else number or "no domain"

    def of(self, panel: str, *, chosen: bool | None = None) -> list[Kept[Selection]]:
        """Return what a panel did with each story it read, or only with those that it chose or passed over."""
        mine = (kept for kept in self.selections if kept.body.panel == panel)
        return [kept for kept in mine if chosen is None or kept.body.chosen == chosen]

    @cached_property
    def told(self) -> dict[str, Kept[SignificantStory]]:
        """What is known of each story by its code."""
        return {kept.body.story: kept for kept in self.stories}

    @cached_property
    def all_stories(self) -> list[str]:
        """Return the codes of all stories that were collected or read by a panel."""
        return sorted({*self.told, *(kept.body.story for kept in self.selections)})

    def chosen_at(self, story: str) -> list[int]:
        """Return the levels at which a story was chosen."""
        level = {kept.number: kept.body.level for kept in self.panels}
        return sorted(level.get(kept.body.panel, 1) for kept in self.selections if _took(kept, story))

    def domain_of(self, story: str) -> str:
        """Return the domain of a story: as it was told, or else as the first panel that read it put it."""
        if story in self.told and self.told[story].body.domain:
            return self.told[story].body.domain
        read = (kept.body.domain for kept in self.selections if kept.body.story == story and kept.body.domain)
        return next(read, "")

    def notes(self) -> tuple[str, ...]:
        """Return what is said under each of these tables."""
        return (NOT_TYPICAL, *self.book.left_out(SignificantStory, Selection))


def _took(kept: Kept[Selection], story: str) -> bool:
    return kept.body.chosen and kept.body.story == story


def selection_table(book: Book) -> Table:
    """List each story that a panel read: chosen or passed over, why, who dissented, what was told back, who verified.

    Ids behind a cell are the numbers of the entries.
    """
    msc = Significance(book)
    panels = {kept.number: kept.body for kept in msc.panels}
    rows = [
        {
            "selection": kept.number,
            "story": kept.body.story,
            "domain": msc.domain(kept.body.domain or msc.domain_of(kept.body.story)),
            "level": panels[kept.body.panel].level if kept.body.panel in panels else 1,
            "panel": panels[kept.body.panel].name if kept.body.panel in panels else kept.body.panel,
            "what became of it": CHOSEN if kept.body.chosen else PASSED,
            "reasons": kept.body.reasons or "not written down",
            "dissent": kept.body.dissent,
            "why it matters to the teller": _to_teller(msc, kept.body.story),
            "told back to": kept.body.feedback_to or "nobody yet",
            "told back on": kept.body.feedback_on,
            "verified by": kept.body.verified_by or "nobody yet",
            "verification": kept.body.verification,
            "by": kept.author,
        }
        for kept in msc.selections
    ]
    # fmt: off
    columns = ["selection", "story", "domain", "level", "panel", "what became of it", "reasons", "dissent",
               "why it matters to the teller", "told back to", "told back on", "verified by", "verification", "by"]
    # fmt: on
    frame = pd.DataFrame(rows, columns=columns).set_index("selection")
    frame = frame.sort_values(["level", "panel", "what became of it", "story"], kind="stable")
    mute = sum(not kept.body.reasons for kept in msc.selections)
    silent = (f"{mute} of {len(rows)} selections have no reason, which is what the method is for.",) if mute else ()
    return Table(
        "msc-selection",
        "Most significant change: what each panel chose and passed over, and why",
        frame,
        (*silent, *msc.notes()),
        {(kept.number, "what became of it"): (kept.number,) for kept in msc.selections},
    )


def selection_tree(book: Book) -> Table:
    """Follow each story up through the panels: a column a panel, the lowest level first."""
    msc = Significance(book)
    heads = {kept.number: f"{kept.body.level}: {kept.body.name}" for kept in msc.panels}
    rows, ids = [], dict[tuple[str, str], tuple[str, ...]]()
    for story in msc.all_stories:
        row = {"story": story, "domain": msc.domain(msc.domain_of(story))}
        for panel, head in heads.items():
            mine = [kept for kept in msc.of(panel) if kept.body.story == story]
            row[head] = (CHOSEN if any(kept.body.chosen for kept in mine) else PASSED) if mine else "not read"
            ids[story, head] = tuple(kept.number for kept in mine)
        levels = msc.chosen_at(story)
        row["went up to"] = f"level {levels[-1]}" if levels else "none"
        rows.append(row)
    columns = ["story", "domain", *heads.values(), "went up to"]
    return Table(
        "msc-tree",
        "Most significant change: the way of each story through the panels",
        pd.DataFrame(rows, columns=columns).set_index("story"),
        ("“Not read”: the story did not come before that panel. That is not a judgement on it.", *msc.notes()),
        ids,
    )


def selection_levels(book: Book) -> Table:
    """Count for each panel how many stories came in, went up, and were lost, from those collected to the highest.

    `went up` are chosen stories that the panel to which it feeds has read; `chosen, not read above` went astray.
    """
    msc = Significance(book)
    read = {kept.body.story for kept in msc.selections}
    lost = [kept for kept in msc.stories if kept.body.story not in read]
    # fmt: off
    columns = ["step", "panel", "level", "date", "method", "members", "stories in", "of", "chosen", "went up",
               "chosen, not read above", "passed over", "read here first", "without a reason", "with dissent"]
    # fmt: on
    first: dict[str, object] = dict.fromkeys(columns, "") | {
        "step": COLLECTED,
        "panel": "all that were collected",
        "stories in": len(msc.stories),
        "of": len(msc.all_stories),
        "went up": len(msc.stories) - len(lost),
        "passed over": len(lost),
    }
    ids = {
        (COLLECTED, "stories in"): tuple(kept.number for kept in msc.stories),
        (COLLECTED, "passed over"): tuple(kept.number for kept in lost),
    }
    rows = [first]
    for panel in msc.panels:
        counted = _counted(msc, panel)
        body = panel.body
        rows.append(
            {
                "step": panel.number,
                "panel": body.name,
                "level": str(body.level),
                "date": body.date,
                "method": body.method,
                "members": "; ".join(body.members) or "not recorded",
                **{column: len({kept.body.story for kept in found}) for column, found in counted.items()},
                **({} if body.feeds else {"went up": "highest", "chosen, not read above": ""}),
                "of": len(msc.all_stories),
            }
        )
        ids |= {(panel.number, column): tuple(kept.number for kept in found) for column, found in counted.items()}
    return Table(
        "msc-levels",
        "Most significant change: how many stories came in, went up and were lost, by panel",
        pd.DataFrame(rows, columns=columns).set_index("step"),
        (
            f"In the row “{COLLECTED}”, “went up” are those that a panel has read, “passed over” those that none has.",
            "What a panel has chosen and the next has not read went astray: it was not passed over by anybody.",
            *msc.notes(),
        ),
        ids,
    )


def _counted(msc: Significance, panel: Kept[Panel]) -> dict[str, list[Kept[Selection]]]:
    mine, chosen = msc.of(panel.number), msc.of(panel.number, chosen=True)
    above = {kept.body.story for kept in msc.of(panel.body.feeds)} if panel.body.feeds else set()
    below = {
        kept.body.story
        for other in msc.panels
        if other.body.feeds == panel.number
        for kept in msc.of(other.number, chosen=True)
    }
    return {
        "stories in": mine,
        "chosen": chosen,
        "went up": [kept for kept in chosen if kept.body.story in above],
        "chosen, not read above": [kept for kept in chosen if panel.body.feeds and kept.body.story not in above],
        "passed over": msc.of(panel.number, chosen=False),
        "read here first": [kept for kept in mine if kept.body.story not in below],
        "without a reason": [kept for kept in mine if not kept.body.reasons],
        "with dissent": [kept for kept in mine if kept.body.dissent],
    }


def selection_values(book: Book) -> Table:
    """Put what a story means to its teller beside what each panel that read it gave as reasons."""
    msc = Significance(book)
    read = [story for story in msc.all_stories if any(kept.body.story == story for kept in msc.selections)]
    heads = {kept.number: f"{kept.body.level}: {kept.body.name}" for kept in msc.panels}
    rows, ids = [], dict[tuple[str, str], tuple[str, ...]]()
    for story in read:
        row = {"story": story, "the teller": _to_teller(msc, story)}
        for panel, head in heads.items():
            mine = [kept for kept in msc.of(panel) if kept.body.story == story]
            row[head] = "; ".join(map(_verdict, mine)) or "not read"
            ids[story, head] = tuple(kept.number for kept in mine)
        rows.append(row)
    return Table(
        "msc-values",
        "Most significant change: what tellers value beside what panels value",
        pd.DataFrame(rows, columns=["story", "the teller", *heads.values()]).set_index("story"),
        ("Read along a row. Whether two people value the same is for a reader to say.", *msc.notes()),
        ids,
    )


def _to_teller(msc: Significance, story: str) -> str:
    said = msc.told[story].body.significance_to_teller if story in msc.told else ""
    return said or "not written down"


def _verdict(kept: Kept[Selection]) -> str:
    verdict = f"{CHOSEN if kept.body.chosen else PASSED}: {kept.body.reasons or 'no reason written'}"
    return f"{verdict} (dissent: {kept.body.dissent})" if kept.body.dissent else verdict
