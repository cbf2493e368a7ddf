"""Findings with the facts that bear on confidence in them, and the levels that people gave with their reasons.

Adapted from GRADE-CERQual (Lewin et al. 2018), which is made for syntheses of studies. No level is ever computed.
"""

from __future__ import annotations

import pandas as pd

from storylens.analysis.table import Table
from storylens.records.learning import DeviantCase, Finding
from storylens.synthesis.book import Book, links, tellers

COMPONENTS = (
    ("methodological limitations", "methodological_limitations", "methodological_reason"),
    ("coherence", "coherence", "coherence_reason"),
    ("adequacy", "adequacy", "adequacy_reason"),
    ("relevance", "relevance", "relevance_reason"),
)


def evidence_table(book: Book) -> Table:
    """Lay out each finding: the facts for the four components, then levels with author and reason."""
    cases = book.every(DeviantCase)
    rows, ids = [], {}
    for kept in book.every(Finding):
        body = kept.body
        for_, against = book.passages(kept, against=False), book.passages(kept, against=True)
        stories = {passage.document_id for passage in for_}
        documents = book.seen.documents.loc[sorted(stories)]
        told = book.seen.tellers.loc[sorted(tellers(for_))]
        reasons = {name: getattr(body, reason) for name, _, reason in COMPONENTS}
        explained = all(reasons.values()) and bool(body.confidence_reason)
        deviant = [case.number for case in cases if case.body.contradicts == kept.number]
        rows.append(
            {
                "finding": kept.number,
                "what is held": body.text,
                "scope": body.scope,
                "tellers": len(told),
                "of": book.n,
                "citations": len(links(for_)),
                "stories": len(stories),
                "cases": len(({*documents["case"]} | {*told["case"]}) - {""}),
                "kinds of source": ", ".join(sorted(set(documents.kind))),
                "of these chosen by a panel": book.codes(stories & book.chosen),
                "tellers against": len(tellers(against)),
                "deviant cases": ", ".join(deviant),
                **{
                    name: f"{getattr(body, level)}: {reasons[name]}" if reasons[name] and getattr(body, level) else ""
                    for name, level, _ in COMPONENTS
                },
                "confidence": body.confidence if explained else "",
                "confidence because": body.confidence_reason,
                "judged by": book.author(kept, "confidence") if body.confidence and explained else "",
            }
        )
        for column in ("tellers", "citations", "stories"):
            ids[kept.number, column] = links(for_)
        ids[kept.number, "tellers against"] = links(against)
        ids[kept.number, "deviant cases"] = tuple(deviant)
    # fmt: off
    columns = ["finding", "what is held", "scope", "tellers", "of", "citations", "stories", "cases",
               "kinds of source", "of these chosen by a panel", "tellers against", "deviant cases",
               *(name for name, _, _ in COMPONENTS), "confidence", "confidence because", "judged by"]
    # fmt: on
    return Table(
        "evidence",
        "Findings, and the confidence that people put in them (adapted from GRADE-CERQual)",
        pd.DataFrame(rows, columns=columns).set_index("finding"),
        (
            "Levels are people's, each with a reason; confidence without a reason for each component is not printed.",
            "The counts are facts for that judgement and do not make it. CERQual is made for syntheses of studies.",
            *book.left_out(Finding, DeviantCase),
        ),
        ids,
    )
