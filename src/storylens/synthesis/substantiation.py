"""Substantiation: who may confirm an outcome, and what their answers amount to (Wilson-Grau and Britt 2012)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from storylens.analysis.table import Table
from storylens.records import StorylensError
from storylens.records.harvest import Outcome, Substantiation
from storylens.synthesis.book import Book

ELEMENTS = ("outcome", "significance", "contribution")
ANSWERS = ("fully agree", "partly agree", "disagree", "cannot say")


def refuse_own_source(asked: Substantiation, sources: Iterable[str]) -> None:
    """Raise when the person is one of the outcome's own sources; letter case and outer blanks do not matter."""
    if same(asked.person) in {same(source) for source in sources}:
        raise StorylensError(
            f"'{asked.person}' is a source of this outcome and cannot substantiate it",
            where=asked.outcome,
            todo="ask somebody who knows of the change and did not tell of it",
        )


def substantiated(answers: Iterable[Substantiation], element: str = "outcome") -> bool:
    """Say whether an element of one outcome is substantiated: an independent full agreement, and no disagreement.

    No answer is no agreement, nor is one whose independence nobody explained.
    """
    told = [answer for answer in answers if answer.element == element]
    agreed = any(each.answer == "fully agree" and each.independent_because.strip() for each in told)
    return agreed and not any(each.answer == "disagree" for each in told)


def standing(answers: Iterable[Substantiation], element: str) -> str:
    """Return where an element stands: whether it is substantiated, and how many answered of those who were asked."""
    told = [answer for answer in answers if answer.element == element]
    if not told:
        return "nobody was asked"
    answered = sum(one.answer in ANSWERS for one in told)
    said = "yes" if substantiated(told, element) else "disputed" if _disputed(told) else "no"
    return f"{said} ({answered} of {len(told)} answered)"


def substantiation_table(book: Book) -> Table:
    """List who was asked about which element of which outcome, how they were chosen, and what they answered."""
    rows = []
    for kept in book.every(Substantiation):
        body = kept.body
        rows.append(
            {
                "substantiation": kept.number,
                "outcome": body.outcome,
                "element": body.element,
                "person": body.person,
                "role": body.role,
                "knows because": body.knows_because,
                "independent because": body.independent_because or "not said: does not count",
                "sampling": ", ".join(filter(None, [body.sampling, body.sampling_reason])),
                "invited": body.invited_on,
                "answered": body.answered_on,
                "answer": body.answer or "no answer",
                "comment": body.comment,
            }
        )
    # fmt: off
    columns = ["substantiation", "outcome", "element", "person", "role", "knows because", "independent because",
               "sampling", "invited", "answered", "answer", "comment"]
    # fmt: on
    withheld = [kept for kept in book.every(Outcome) if kept.body.withheld]
    return Table(
        "substantiation",
        "Substantiation: who was asked, and what they answered",
        pd.DataFrame(rows, columns=columns).set_index("substantiation"),
        (
            "A source of an outcome cannot substantiate it. No answer is no agreement.",
            *(f"{kept.number} was put to nobody: {kept.body.withheld}." for kept in withheld),
            *book.left_out(Substantiation),
        ),
    )


def substantiation_summary(book: Book) -> Table:
    """Count for each element how many outcomes were chosen, who was invited, and what they answered; zero is shown."""
    asked = book.every(Substantiation)
    outcomes = {kept.number for kept in book.every(Outcome) if kept.body.counts}
    rows, ids = [], {}
    for element in ELEMENTS:
        mine = [kept for kept in asked if kept.body.element == element and kept.body.outcome in outcomes]
        chosen = dict.fromkeys(kept.body.outcome for kept in mine)
        confirmed = [
            number for number in chosen if substantiated([k.body for k in mine if k.body.outcome == number], element)
        ]
        row: dict[str, object] = {
            "element": element,
            "outcomes chosen": len(chosen),
            "of": len(outcomes),
            "invited": len(mine),
            "answered": sum(kept.body.answer in ANSWERS for kept in mine),
        }
        for answer in ANSWERS:
            found = [kept for kept in mine if kept.body.answer == answer]
            row[answer] = len(found)
            ids[element, answer] = tuple(kept.number for kept in found)
        row["no answer"] = len(mine) - sum(kept.body.answer in ANSWERS for kept in mine)
        row["substantiated"] = len(confirmed)
        ids[element, "substantiated"] = tuple(confirmed)
        ids[element, "outcomes chosen"] = tuple(chosen)
        rows.append(row)
    columns = ["element", "outcomes chosen", "of", "invited", "answered", *ANSWERS, "no answer", "substantiated"]
    disagreed = [kept for kept in asked if kept.body.answer == "disagree"]
    return Table(
        "substantiation-summary",
        "Substantiation in numbers, element by element",
        pd.DataFrame(rows, columns=columns).set_index("element"),
        (
            "Substantiated: an independent person fully agrees, and nobody disagrees.",
            *_ways(asked_of=[kept.body for kept in asked]),
            *(
                f"{kept.body.person} disagrees with the {kept.body.element} of {kept.body.outcome}: "
                f"{kept.body.comment or 'no comment'}"
                for kept in disagreed
            ),
        ),
        ids,
    )


def _ways(asked_of: Sequence[Substantiation]) -> list[str]:
    """Say how outcomes were chosen: on purpose with the reason, or at random with the seed."""
    ways = dict.fromkeys((one.sampling, one.sampling_reason) for one in asked_of if one.sampling)
    return [f"Chosen {'at random' if way == 'random' else 'on purpose'}: {reason}." for way, reason in ways]


def _disputed(told: Sequence[Substantiation]) -> bool:
    return any(each.answer == "disagree" for each in told)


def same(name: str) -> str:
    """Return a name as it is compared: letter case and outer blanks do not matter."""
    return name.strip().casefold()
