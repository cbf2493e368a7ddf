"""Which passages may stand for a theme, chosen so that no single voice fills the page."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from storylens.gates import View
from storylens.gates.translation import put_over
from storylens.records import State

if TYPE_CHECKING:
    import pandas as pd

_OPEN, _CLOSED = ("“", '"'), ("”", '"')
SHORTEST, LONGEST = 8, 70  # words of a quote that a reader can use


class Chooser:
    """Choose quotes over a whole report: first what a person confirmed, then those quoted least so far.

    No group of tellers, by the attribute `by`, is to have more than a third of the quotes: others go before it as far
    as there are any, and where there are not, `unequal` says so.
    """

    def __init__(self, quotable: View, by: str = "gender") -> None:
        self._quotable = quotable
        self._groups = quotable.tellers[by].to_dict() if by in quotable.tellers else {}
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
            self._has_its_third(row.teller_id),
            self.printed[row.teller_id],
            abs(length - 25),
            row.document_id,
            row.start,
        )

    def _has_its_third(self, teller: str) -> bool:
        group = self._groups.get(teller, "")
        return bool(group) and self._of_groups()[group] * 3 > self.printed.total()

    def _of_groups(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for teller, number in self.printed.items():
            found[self._groups.get(teller, "")] += number
        return found

    def unequal(self) -> tuple[str, ...]:
        """Return a footnote for each group from which more than a third of the quotes so far are."""
        every, tellers = self.printed.total(), Counter(self._groups.values())
        return tuple(
            f"More than a third of the quotes are from {group}: {number} of {every} "
            f"({tellers[group]} of the {tellers.total()} tellers who may be quoted)."
            for group, number in sorted(self._of_groups().items())
            if group and every >= 3 and number * 3 > every
        )

    def credit(self, row: Any) -> str:
        """Return who is quoted and where it stands, as it is printed after a quote."""
        teller = self._quotable.tellers.code[row.teller_id]
        document = self._quotable.documents.loc[row.document_id]
        return f"{teller}, {document.code}, {row.start}–{row.end}{translated(document)}"


def in_marks(words: str) -> str:
    """Return words in quotation marks, unless they have their own around them."""
    return words if words.startswith(_OPEN) and words.endswith(_CLOSED) else f"“{words}”"


def translated(document: Any) -> str:
    """Return what is to be printed after a quote that is a translator's wording, not the teller's."""
    how = put_over(document)
    return f", {how}" if how else ""


def waiting_note(quotable: View) -> tuple[str, ...]:
    """Return a footnote where passages are not quoted because of what is in them; else nothing."""
    rows = quotable.waiting
    number = 0 if rows is None else len(rows.drop_duplicates(["document_id", "start", "end", "teller_id"]))
    said = "may tell who it is, and wait for a person or were refused by one: `storylens quotes --check`"
    return (f"{number} passages {said}.",) if number else ()
