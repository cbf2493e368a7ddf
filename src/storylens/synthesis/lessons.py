"""Lessons: what was learned, where it holds, and what speaks for and against it."""

from __future__ import annotations

import pandas as pd

from storylens.analysis.table import Table
from storylens.records.learning import Lesson
from storylens.synthesis.book import Book, links, tellers


def lesson_table(book: Book) -> Table:
    """Count for each lesson the tellers and stories for it and against it; zero is shown."""
    rows = []
    ids: dict[tuple[str, str], tuple[str, ...]] = {}
    for kept in book.every(Lesson):
        body = kept.body
        for_, against = book.passages(kept, against=False), book.passages(kept, against=True)
        stories = {passage.document_id for passage in for_}
        rows.append(
            {
                "lesson": kept.number,
                "what was learned": body.text,
                "where it holds": body.context,
                "tellers for": len(tellers(for_)),
                "tellers against": len(tellers(against)),
                "of": book.n,
                "citations for": len(links(for_)),
                "citations against": len(links(against)),
                "stories for": book.codes(stories),
                "stories against": book.codes(passage.document_id for passage in against),
                "of these chosen by a panel": book.codes(stories & book.chosen),
                "quote for": book.quote(for_),
                "quote against": book.quote(against),
                "outcomes": ", ".join(body.outcomes),
                "confidence": body.confidence if body.confidence_reason else "",
                "confidence because": body.confidence_reason,
                "decision": body.decision,
                "owner": body.owner,
                "decide by": body.decide_by,
                "written by": kept.author,
            }
        )
        ids |= {(kept.number, f"{what} for"): links(for_) for what in ("tellers", "citations", "stories", "quote")}
        ids |= {
            (kept.number, f"{what} against"): links(against) for what in ("tellers", "citations", "stories", "quote")
        }
    # fmt: off
    columns = ["lesson", "what was learned", "where it holds", "tellers for", "tellers against", "of",
               "citations for", "citations against", "stories for", "stories against", "of these chosen by a panel",
               "quote for", "quote against", "outcomes", "confidence", "confidence because", "decision", "owner",
               "decide by", "written by"]
    # fmt: on
    return Table(
        "lessons",
        "Lessons, with what speaks for and against them",
        pd.DataFrame(rows, columns=columns).set_index("lesson"),
        (
            "Tellers first; citations are passages. A zero against means that none was linked, not that none was said.",
            "Confidence is a person's judgement, printed only with its reason.",
            "A story that a panel chose is not typical by that, and is named apart.",
            *book.left_out(Lesson),
        ),
        ids,
    )
