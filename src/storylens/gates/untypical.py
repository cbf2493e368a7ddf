"""Stories that were picked out, and by that are not typical."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection

from storylens.records.learning import Selection, SuccessCase
from storylens.store import entries

if TYPE_CHECKING:
    import pandas as pd

PANEL, EXTREME = "a panel", "the rule of a success case study"


def selected_by(
    connection: Connection, documents: pd.DataFrame, turns: pd.DataFrame, tellers: pd.DataFrame
) -> list[str]:
    """Return for each document by what it was picked out, or nothing.

    A story that a panel chose (Davies and Dart 2005), or that belongs to a case looked at for being extreme
    (Brinkerhoff 2003), tells what is valued or possible, never how often it happens.
    """
    chosen = {kept.body.story for kept in entries.every(connection, Selection) if kept.body.chosen}
    extreme = {kept.body.case for kept in entries.every(connection, SuccessCase) if kept.body.stratum != "typical"}
    case_of = tellers["case"].to_dict()
    of_tellers: dict[str, set[str]] = {}
    for document, teller in zip(turns.document_id, turns.teller_id, strict=True):
        of_tellers.setdefault(document, set()).add(case_of.get(teller, ""))
    return [
        PANEL
        if row.code in chosen
        else EXTREME
        if {row.code, *({row.case} if row.case else of_tellers.get(row.Index, set()))} & extreme - {""}
        else ""
        for row in documents[["code", "case"]].itertuples()
    ]
