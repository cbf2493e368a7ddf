"""Substantiation on each axis: which sorts of outcomes were put to independent people, and what they answered."""

from __future__ import annotations

import pandas as pd

from storylens.analysis.table import Table
from storylens.records.harvest import Substantiation
from storylens.synthesis.book import Book
from storylens.synthesis.outcomes import kept_outcomes, on_axes
from storylens.synthesis.substantiation import ANSWERS, ELEMENTS


def substantiation_axes(book: Book) -> Table:
    """Count for each value of each axis that has outcomes, and each element, who was asked and what they answered."""
    asked = book.every(Substantiation)
    rows, ids = [], {}
    for axis, value, numbers in on_axes(book, kept_outcomes(book)):
        for element in ELEMENTS if numbers else ():
            mine = [kept for kept in asked if kept.body.outcome in numbers and kept.body.element == element]
            key = f"{axis}: {value}, {element}"
            chosen = tuple(dict.fromkeys(kept.body.outcome for kept in mine))
            row: dict[str, object] = {"row": key, "axis": axis, "value": value, "element": element}
            row |= {"outcomes": len(numbers), "chosen": len(chosen), "invited": len(mine)}
            ids[key, "outcomes"], ids[key, "chosen"] = tuple(numbers), chosen
            ids[key, "invited"] = tuple(kept.number for kept in mine)
            for answer in ANSWERS:
                ids[key, answer] = tuple(kept.number for kept in mine if kept.body.answer == answer)
                row[answer] = len(ids[key, answer])
            row["no answer"] = len(mine) - sum(kept.body.answer in ANSWERS for kept in mine)
            rows.append(row)
    # fmt: off
    columns = ["row", "axis", "value", "element", "outcomes", "chosen", "invited", *ANSWERS, "no answer"]
    # fmt: on
    return Table(
        "substantiation-axes",
        "Substantiation on each axis, element by element",
        pd.DataFrame(rows, columns=columns).set_index("row"),
        (
            "No answer is no agreement. Values on which there is no outcome are left out.",
            *book.left_out(Substantiation),
        ),
        ids,
    )
