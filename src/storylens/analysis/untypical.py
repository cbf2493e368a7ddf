"""What tables of how many say of stories that were picked out: they are counted apart, and never as typical."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storylens.gates import View

if TYPE_CHECKING:
    import pandas as pd

APART = "of these only in picked stories"


def only_picked_out(seen: View, found: pd.DataFrame) -> int:
    """Count the tellers of some codings who are heard in no other story than those that were picked out."""
    picked = found.document_id.map(seen.documents.selected_by) != ""
    return int(found.teller_id[picked].nunique() - len({*found.teller_id[picked]} & {*found.teller_id[~picked]}))


def picked_out_note(seen: View) -> tuple[str, ...]:
    """Return the footnote of a table of how many, where stories were picked out; else nothing."""
    picked = seen.documents[seen.documents.selected_by != ""]
    if picked.empty:
        return ()
    how = " or ".join(sorted(set(picked.selected_by)))
    return (f"Picked by {how}, and by that not typical: {len(picked)} of {len(seen.documents)} stories.",)
