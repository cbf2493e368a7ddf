"""What a harvest answers: its questions with the outcomes behind each answer, and its outcomes on the theory."""

from __future__ import annotations

import pandas as pd

from storylens.analysis.table import Table
from storylens.records.contribution import TocStatement
from storylens.records.harvest import Harvest, HarvestAnswer
from storylens.synthesis.book import Book
from storylens.synthesis.outcomes import kept_outcomes

NOWHERE = "on no statement"


def harvest_answers(book: Book) -> Table:
    """Lay out each question of each harvest with its answer, the outcomes behind it, and what was decided."""
    answers = book.every(HarvestAnswer)
    outcomes = {kept.number: kept.body for kept in kept_outcomes(book)}
    rows, ids = [], {}
    for harvest in book.every(Harvest):
        for place, question in enumerate(harvest.body.questions, 1):
            row = f"{harvest.number}, question {place}"
            mine = [kept for kept in answers if (kept.body.harvest, kept.body.question) == (harvest.number, question)]
            named = tuple(dict.fromkeys(number for kept in mine for number in kept.body.outcomes if number in outcomes))
            negative = tuple(number for number in named if outcomes[number].sign == "negative")
            rows.append(
                {
                    "row": row,
                    "question": question,
                    "answer": "\n".join(kept.body.answer for kept in mine) or "not answered yet",
                    "outcomes": len(named),
                    "of": len(outcomes),
                    "which": ", ".join(named),
                    "of these negative": len(negative),
                    "decision": "; ".join(filter(None, (kept.body.decision for kept in mine))),
                    "answered by": ", ".join(dict.fromkeys(book.author(kept, "answer") for kept in mine)),
                }
            )
            ids[row, "outcomes"], ids[row, "of these negative"] = named, negative
    # fmt: off
    columns = ["row", "question", "answer", "outcomes", "of", "which", "of these negative", "decision", "answered by"]
    # fmt: on
    return Table(
        "harvest-answers",
        "Questions of the harvest, and what its outcomes answer",
        pd.DataFrame(rows, columns=columns).set_index("row"),
        (
            "An answer is a person's. Outcomes that were rejected, withdrawn or merged stand behind none.",
            *book.left_out(Harvest, HarvestAnswer),
        ),
        ids,
    )


def outcome_theory(book: Book) -> Table:
    """Map outcomes onto the theory of change: on each statement, and those that the theory did not foresee."""
    outcomes = kept_outcomes(book)
    statements = [kept for kept in book.every(TocStatement) if not kept.body.until]
    known = {kept.number for kept in statements}
    places = [(kept.number, kept.body.text) for kept in sorted(statements, key=lambda kept: kept.body.column)]
    rows, ids = [], {}
    for number, text in [*places, (NOWHERE, "what the theory of change did not foresee, or nobody placed")]:
        mine = [
            kept
            for kept in outcomes
            if (number in kept.body.toc_statements if number != NOWHERE else not known & {*kept.body.toc_statements})
        ]
        row: dict[str, object] = {"statement": number, "what it says": text, "outcomes": len(mine)}
        ids[number, "outcomes"] = tuple(kept.number for kept in mine)
        for sign in ("positive", "negative", "mixed", ""):
            row[sign or "no sign yet"] = ", ".join(kept.number for kept in mine if kept.body.sign == sign)
        rows.append(row)
    columns = ["statement", "what it says", "outcomes", "positive", "negative", "mixed", "no sign yet"]
    return Table(
        "outcome-theory",
        "Outcomes on the theory of change",
        pd.DataFrame(rows, columns=columns).set_index("statement"),
        (f"Of {len(outcomes)} outcomes; one may stand on several statements.", *book.left_out(TocStatement)),
        ids,
    )
