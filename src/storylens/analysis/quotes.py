"""Which passages may stand for a theme, chosen so that no single voice fills the page."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from storylens.gates import View
from storylens.gates.translation import put_over
from storylens.records import State

if TYPE_CHECKING:
    import pandas as pd

SHORTEST, LONGEST = 8, 70  # words of a quote that a reader can use


class Chooser:
    """Choose quotes over a whole report: first what a person confirmed, then those quoted least so far."""

    def __init__(self, quotable: View) -> None:
        self._quotable = quotable
        self.printed: Counter[str] = Counter()  # tellers, by how often they were quoted

    def choose(self, passages: pd.DataFrame) -> Any | None:
        """Return the row of the passage to quote, or None when none may be quoted."""
        mine = self._quotable.codings
        allowed = mine[mine.coding_id.isin(passages.coding_id)]
        if allowed.empty:
            return None
        rows = sorted(allowed.itertuples(), key=self._rank)
        self.printed[rows[0].teller_id] += 1
        return rows[0]

    def _rank(self, row: Any) -> tuple[Any, ...]:
        length = len(row.text.split())
        return (
            row.state == State.SUGGESTED,
            not SHORTEST <= length <= LONGEST,
            self.printed[row.teller_id],
            abs(length - 25),
            row.document_id,
            row.start,
        )

    def credit(self, row: Any) -> str:
        """Return who is quoted and where it stands, as it is printed after a quote."""
        teller = self._quotable.tellers.code[row.teller_id]
        document = self._quotable.documents.loc[row.document_id]
        return f"{teller}, {document.code}, {row.start}–{row.end}{translated(document)}"


def translated(document: Any) -> str:
    """Return what is to be printed after a quote that is a translator's wording, not the teller's."""
    how = put_over(document)
    return f", {how}" if how else ""
