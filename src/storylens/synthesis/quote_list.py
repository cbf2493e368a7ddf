"""The quotes that a person has to look at before they are printed."""

from __future__ import annotations

import pandas as pd

from storylens.analysis.table import Table
from storylens.coding.quote_checks import passages
from storylens.gates import view
from storylens.records import Use
from storylens.store import Store


def quote_checks(store: Store) -> Table:
    """List the quotes with a name, a place, a rare role or a date in them, and those that somebody decided on.

    For the eyes of the team alone: that a name stands there is why a quote is on the list.
    """
    quotable = view(store, Use.QUOTE)
    rows, open_ = [], 0
    for name, row in passages(quotable):
        found = quotable.checks.found(row.text)
        tick = quotable.checks.decided(row.document_id, row.start, row.end, row.text)
        if not found and tick is None:
            continue
        open_ += tick is None
        said = "" if tick is None else f"{'may be' if tick.may_be_printed else 'is not'} printed, says {tick.by}"
        rows.append(
            {
                "quote": name,
                "teller": quotable.tellers.code[row.teller_id],
                "document": quotable.documents.code[row.document_id],
                "code": row.code,
                "words": row.text,
                "what may tell": "; ".join(f"{kind}: {words}" for kind, words in found),
                "decided": said,
            }
        )
    columns = ["quote", "teller", "document", "code", "words", "what may tell", "decided"]
    what = "are held until somebody has" if quotable.checks.hold else "are printed though nobody has"
    return Table(
        "quote-checks",
        "Quotes to look at: could anybody there tell who this is?",
        pd.DataFrame(rows, columns=columns).set_index("quote"),
        (
            "Not for print. Rules find names, places, rare roles, dates; they cannot find what only a neighbour knows.",
            f"{open_} {what} decided: `storylens quotes --tick QUOTE` or `--refuse QUOTE --why REASON`.",
            "A name that `storylens names` replaces, or keeps, needs no tick.",
        ),
    )
