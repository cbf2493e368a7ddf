"""Whose change was aimed at, by which activities, and how far members took part, against what was harvested."""

from __future__ import annotations

from typing import Any

import pandas as pd

from storylens.analysis.table import Table
from storylens.records.contribution import ContributionClaim
from storylens.records.entries import Kept
from storylens.records.harvest import Outcome
from storylens.records.network import Activity, Engagement, TargetActor
from storylens.synthesis.book import Book, links, tellers
from storylens.synthesis.dates import first_day

LEVELS = ("most", "some", "little")
NOT_JUDGED = "not judged"


def activities(book: Book) -> Table:
    """List the activities with quarter, channel and owner, and which outcomes and claims name them. Zero is shown."""
    outcomes = _outcomes(book)
    claims = book.every(ContributionClaim)
    rows, ids = [], dict[tuple[str, str], tuple[str, ...]]()
    for kept in book.every(Activity):
        mine = [each for each in outcomes if kept.number in each.body.activities]
        numbers = {each.number for each in mine}
        claimed = [claim for claim in claims if claim.body.outcome in numbers]
        told = [
            *book.passages(kept, against=False),
            *(one for each in mine for one in book.passages(each) if one.role == "contribution"),
        ]
        rows.append(
            {
                "activity": kept.number,
                "name": kept.body.name,
                "quarter": kept.body.quarter,
                "channel": kept.body.channel,
                "owner": kept.body.owner,
                "outcomes that name it": len(mine),
                "of these negative": sum(each.body.sign == "negative" for each in mine),
                "claims on these": len(claimed),
                "which": ", ".join([*(each.number for each in mine), *(claim.number for claim in claimed)]),
                "tellers": len(tellers(told)),
                "of": book.n,
                "gap": "" if mine else "no contribution names it",
            }
        )
        ids[kept.number, "outcomes that name it"] = tuple(each.number for each in mine)
        ids[kept.number, "claims on these"] = tuple(claim.number for claim in claimed)
        ids[kept.number, "tellers"] = links(told)
    # fmt: off
    columns = ["activity", "name", "quarter", "channel", "owner", "outcomes that name it", "of these negative",
               "claims on these", "which", "tellers", "of", "gap"]
    # fmt: on
    return Table(
        "activities",
        "Activities, and which contributions name them",
        pd.DataFrame(rows, columns=columns).set_index("activity"),
        (
            "Tellers are those of passages on the contribution. What no contribution names may still have mattered.",
            *book.left_out(Activity, Outcome, ContributionClaim),
        ),
        ids,
    )


def target_actors(book: Book) -> Table:
    """Set what was expected of each actor beside what was harvested of them, and how they stand to the matter."""
    outcomes, levels = _outcomes(book), _latest_levels(book)
    actors = book.every(TargetActor)
    rows, ids = [], dict[tuple[str, str], tuple[str, ...]]()
    for kept in actors:
        mine = [each for each in outcomes if is_of(each.body.social_actor, kept)]
        told = [passage for each in mine for passage in book.passages(each, against=False)]
        rows.append(
            {
                "target": kept.number,
                "actor": kept.body.name,
                "expected role": kept.body.expected_role,
                "expected change": kept.body.expected_change,
                "outcomes": len(mine),
                "of these negative": sum(each.body.sign == "negative" for each in mine),
                "what changed": "; ".join(f"{each.number}: {each.body.change_text}" for each in mine),
                "tellers": len(tellers(told)),
                "of": book.n,
                "gap": "" if mine else "nothing harvested",
                "affected": kept.body.affected or NOT_JUDGED,
                "influential": kept.body.influential or NOT_JUDGED,
                "engaged": kept.body.engaged or NOT_JUDGED,
                "engagement on record": levels.get(kept.body.name.casefold(), "none"),
                "interests": "; ".join(kept.body.interests),
            }
        )
        ids[kept.number, "outcomes"] = tuple(each.number for each in mine)
        ids[kept.number, "tellers"] = links(told)
    # fmt: off
    columns = ["target", "actor", "expected role", "expected change", "outcomes", "of these negative", "what changed",
               "tellers", "of", "gap", "affected", "influential", "engaged", "engagement on record", "interests"]
    # fmt: on
    others = [each for each in outcomes if not any(is_of(each.body.social_actor, kept) for kept in actors)]
    unexpected = ", ".join(f"{each.body.social_actor or 'nobody named'} ({each.number})" for each in others)
    return Table(
        "target-actors",
        "Target actors: what was expected of them, and what was harvested",
        pd.DataFrame(rows, columns=columns).set_index("target"),
        (
            "An outcome is of an actor when it names them as who changed; whether that was the expected, people say.",
            *((f"Outcomes of actors whom nobody had targeted: {unexpected}.",) if others else ()),
            *_left_aside(actors),
            *book.left_out(TargetActor, Outcome),
        ),
        ids,
    )


def actor_standing(book: Book) -> Table:
    """Lay out who is most affected against who is engaged, with how influential each is judged to be."""
    actors = book.every(TargetActor)
    heads = (*LEVELS, NOT_JUDGED)
    cells: dict[tuple[str, str], list[Kept[TargetActor]]] = {}
    for kept in actors:
        cells.setdefault((_level(kept.body.affected), _level(kept.body.engaged)), []).append(kept)
    rows = [
        {
            "affected": affected,
            **{
                f"engaged: {engaged}": "; ".join(map(_with_influence, cells.get((affected, engaged), ())))
                for engaged in heads
            },
        }
        for affected in heads
    ]
    return Table(
        "actor-standing",
        "Who is most affected, who is engaged, and who has influence",
        pd.DataFrame(rows).set_index("affected"),
        ("As people of the project judged it; in brackets the influence.", *_left_aside(actors)),
        {
            (affected, f"engaged: {engaged}"): tuple(kept.number for kept in found)
            for (affected, engaged), found in cells.items()
        },
    )


def engagement(book: Book) -> Table:
    """Follow the level of each member over time, a column a date; a blank is nothing on record, not an absence."""
    records = sorted(book.every(Engagement), key=lambda kept: (first_day(kept.body.date), kept.number))
    dates = list(dict.fromkeys(kept.body.date for kept in records))
    rows, ids = [], dict[tuple[str, str], tuple[str, ...]]()
    for member in sorted({kept.body.member for kept in records}):
        mine = [kept for kept in records if kept.body.member == member]
        moves = [kept.body.level for kept in mine]
        steps = [level for level, before in zip(moves, ["", *moves], strict=False) if level != before]
        rows.append(
            {
                "member": member,
                **{date: "; ".join(kept.body.level for kept in mine if kept.body.date == date) for date in dates},
                "way": " → ".join(steps),
                "on questions": ", ".join(dict.fromkeys(filter(None, (kept.body.learning_question for kept in mine)))),
            }
        )
        ids[member, "way"] = tuple(kept.number for kept in mine)
    return Table(
        "engagement",
        "Engagement of members over time",
        pd.DataFrame(rows, columns=["member", *dates, "way", "on questions"]).set_index("member"),
        (
            "Levels after R4D: passenger, deep-diver, crew. None is better; people have other things to do.",
            *book.left_out(Engagement),
        ),
        ids,
    )


def engagement_levels(book: Book) -> Table:
    """Count the members at each level by date, each at the level last recorded for them."""
    records = sorted(book.every(Engagement), key=lambda kept: (first_day(kept.body.date), kept.number))
    levels = list(dict.fromkeys(["passenger", "deep-diver", "crew", "left", *(kept.body.level for kept in records)]))
    everybody = len({kept.body.member for kept in records})
    rows, ids = [], dict[tuple[str, str], tuple[str, ...]]()
    now: dict[str, Kept[Engagement]] = {}
    for date in dict.fromkeys(kept.body.date for kept in records):
        now |= {kept.body.member: kept for kept in records if kept.body.date == date}
        at = {level: [kept.number for kept in now.values() if kept.body.level == level] for level in levels}
        rows.append({"date": date, **{level: len(found) for level, found in at.items()}, "members": len(now)})
        rows[-1]["of"] = everybody
        ids |= {(date, level): tuple(found) for level, found in at.items()}
    return Table(
        "engagement-levels",
        "How many members at each level of engagement, over time",
        pd.DataFrame(rows, columns=["date", *levels, "members", "of"]).set_index("date"),
        (
            "Each member counts at the level last recorded for them; “members” are those recorded until then.",
            *book.left_out(Engagement),
        ),
        ids,
    )


def is_of(name: str, actor: Kept[TargetActor]) -> bool:
    """Say whether a name, or a number of an entry, means a target actor."""
    return name.strip().casefold() in (actor.body.name.strip().casefold(), actor.number)


def _outcomes(book: Book) -> list[Kept[Outcome]]:
    return [kept for kept in book.every(Outcome) if kept.body.counts]


def _latest_levels(book: Book) -> dict[str, str]:
    records = sorted(book.every(Engagement), key=lambda kept: (first_day(kept.body.date), kept.number))
    return {kept.body.member.casefold(): f"{kept.body.level} ({kept.body.date})" for kept in records}


def _level(word: str) -> str:
    return word if word in LEVELS else NOT_JUDGED


def _with_influence(kept: Kept[TargetActor]) -> str:
    return f"{kept.body.name} ({kept.body.influential or 'influence not judged'})"


def _left_aside(actors: list[Kept[Any]]) -> tuple[str, ...]:
    """Name who is most affected and hardly engaged: the first question of who is centred."""
    aside = [
        kept.body.name for kept in actors if kept.body.affected == "most" and kept.body.engaged not in ("most", "some")
    ]
    return (f"Most affected, and little or not engaged: {', '.join(aside)}.",) if aside else ()
