"""Cases that do not fit, and cases looked at for being extreme: neither is typical."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from storylens.analysis.table import Table
from storylens.records.learning import DeviantCase, SuccessCase
from storylens.synthesis.book import Book, links


def deviant_cases(book: Book) -> Table:
    """List what contradicts a finding, lesson or claim, how it was explained, and what became of that."""
    rows, ids = [], {}
    for kept in book.every(DeviantCase):
        passages = book.passages(kept)
        rows.append(
            {
                "deviant case": kept.number,
                "case": kept.body.case,
                "contradicts": kept.body.contradicts,
                "account": kept.body.account,
                "explanation considered": kept.body.explanation,
                "effect": kept.body.effect or "not decided",
                "quote": book.quote(passages),
                "by": kept.author,
            }
        )
        ids[kept.number, "account"] = ids[kept.number, "quote"] = links(passages)
    columns = ["deviant case", "case", "contradicts", "account", "explanation considered", "effect", "quote", "by"]
    return Table(
        "deviant-cases",
        "Negative and deviant cases",
        pd.DataFrame(rows, columns=columns).set_index("deviant case"),
        (
            *(() if rows else ("No deviant case was written down; that is no sign that there is none.",)),
            *book.left_out(DeviantCase),
        ),
        ids,
    )


def success_cases(book: Book) -> Table:
    """List the cases of a success case study with what helped and what hindered (Brinkerhoff 2003)."""
    rows = [
        {
            "entry": kept.number,
            "case": kept.body.case,
            "stratum": kept.body.stratum,
            "chosen by the rule": kept.body.ranked_by,
            "enabling": "; ".join(kept.body.enabling),
            "hindering": "; ".join(kept.body.hindering),
            "by": kept.author,
        }
        for kept in book.every(SuccessCase)
    ]
    columns = ["entry", "case", "stratum", "chosen by the rule", "enabling", "hindering", "by"]
    frame = pd.DataFrame(rows, columns=columns).set_index("entry").sort_values("stratum", kind="stable")
    return Table(
        "success-cases",
        "Success and non-success cases",
        frame,
        ("Chosen on purpose for being extreme: no case here is typical.", *book.left_out(SuccessCase)),
    )


def success_factors(book: Book) -> Table:
    """Count in how many cases of each stratum a factor helped or hindered; zero is shown."""
    kept = book.every(SuccessCase)
    strata = Counter(each.body.stratum for each in kept)
    behind: dict[tuple[str, str], list[str]] = {}
    for each in kept:
        for how, factors in (("enabling", each.body.enabling), ("hindering", each.body.hindering)):
            for factor in dict.fromkeys(factors):
                behind.setdefault((f"{factor} ({how})", each.body.stratum), []).append(each.number)
    heads = {stratum: f"{stratum} (of {strata[stratum]})" for stratum in sorted(strata)}
    rows = [
        {"factor": factor, **{head: len(behind.get((factor, stratum), ())) for stratum, head in heads.items()}}
        for factor in dict.fromkeys(factor for factor, _ in behind)
    ]
    return Table(
        "success-factors",
        "What helped and hindered, success beside non-success",
        pd.DataFrame(rows, columns=["factor", *heads.values()]).set_index("factor"),
        ("Cases, chosen for being extreme: the numbers are no frequencies.",),
        {(factor, heads[stratum]): tuple(numbers) for (factor, stratum), numbers in behind.items()},
    )
