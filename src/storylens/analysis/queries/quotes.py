"""Quotes with what tellers said of themselves, where that does not give them away."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from storylens.analysis.measured import machine_notes
from storylens.analysis.queries.codes import gates, named, names
from storylens.analysis.table import Table
from storylens.gates import View
from storylens.gates.cells import HIDDEN, footnote
from storylens.gates.groups import NOT_RECORDED
from storylens.gates.translation import put_over
from storylens.records import StorylensError, Use


def quotes_with(quotable: View, attributes: Sequence[str], *, codes: Sequence[str] = ()) -> Table:
    """List coded passages that may be quoted, each with attributes of its teller.

    All attributes of a row are hidden where fewer tellers than a cell may show share them. Raises `StorylensError`
    for a view that is not of what may be quoted, and for an attribute that nobody has.
    """
    if quotable.use is Use.ANALYSIS:
        raise StorylensError("what may be analysed may not yet be quoted", todo="take the view for quotes")
    known = [name for name in quotable.tellers.columns if name not in ("code", "is_group")]
    for name in attributes:
        if name not in known:
            raise StorylensError(f"no teller has the attribute {name!r}", todo="choose from " + ", ".join(known))
    wanted = frozenset().union(*(named(quotable, code) for code in codes)) if codes else set(quotable.codings.code)
    rows = quotable.codings[quotable.codings.code.isin(wanted - gates(quotable))]
    rows = rows.sort_values(["code", "document_id", "start", "teller_id", "coding_id"], kind="stable")
    of_teller = quotable.tellers[list(attributes)].replace("", NOT_RECORDED)
    shared = of_teller.groupby(list(attributes)).transform("size") if attributes else pd.Series(dtype=int)
    small = (of_teller.index.to_series().map(shared) < quotable.smallest_cell) if attributes else pd.Series(dtype=bool)
    label = names(quotable)
    frame = pd.DataFrame(
        {
            "code": rows.code,
            "theme": rows.code.map(lambda code: label.get(code, code)),
            "quote": rows.text,
            "teller": rows.teller_id.map(quotable.tellers.code),
            "document": rows.document_id.map(quotable.documents.code),
            "section": rows.section,
            **{name: rows.teller_id.map(of_teller[name].mask(small, HIDDEN)) for name in attributes},
            "start": rows.start,
            "end": rows.end,
            "state": rows.state,
            "coder": rows.coder,
            "translated": [put_over(quotable.documents.loc[name]) for name in rows.document_id],
            "prompted": rows.prompted,
        }
    )
    frame.index = pd.Index(rows.coding_id, name="coding")
    covered = tuple((key, name) for key, row in frame.iterrows() for name in attributes if row[name] == HIDDEN)
    notes = ["Only passages whose tellers agreed to anonymised quotes and that are not held."]
    notes += [footnote(quotable.smallest_cell)] if covered else []
    notes += machine_notes(quotable)
    ids = {(key, "quote"): (key,) for key in frame.index}
    return Table(
        "quotes-with", f"Quotes with {', '.join(attributes) or 'their codes'}", frame, tuple(notes), ids, covered
    )
