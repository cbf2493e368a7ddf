"""Who tells, who is quoted, who is missing."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from storylens.analysis.table import Table
from storylens.analysis.untypical import picked_out_note
from storylens.gates import View
from storylens.gates.groups import NOT_RECORDED


def voices(seen: View, by: str, printed: Counter[str]) -> Table:
    """Count tellers, documents, words and printed quotes by group. `printed` has the quotes of each teller."""
    groups = (
        seen.tellers[by].replace("", NOT_RECORDED)
        if by in seen.tellers
        else pd.Series(NOT_RECORDED, index=seen.tellers.index)
    )
    turns = seen.turns.assign(group=seen.turns.teller_id.map(groups))
    quoted = pd.DataFrame({"group": [groups[teller] for teller in printed], "quotes": list(printed.values())})
    frame = (
        pd.DataFrame(
            {
                "tellers": groups.value_counts(),
                "of": seen.n,
                "documents": turns.groupby("group").document_id.nunique(),
                "words": turns.groupby("group").words.sum(),
                "quotes printed": quoted.groupby("group").quotes.sum(),
                "tellers quoted": quoted.groupby("group").size(),
            }
        )
        .fillna(0)
        .astype(int)
        .sort_index()
    )
    frame.index.name = by
    notes = ["Interviewers are not counted. Quotes are those printed in the theme table and the matrix."]
    every = int(frame["quotes printed"].sum())
    notes += [
        f"More than a third of the quotes printed are from one group: {name}."
        for name, count in frame["quotes printed"].items()
        if count * 3 > every
    ]
    notes += [
        f"Nobody is quoted from: {name}." for name, count in frame["quotes printed"].items() if every and not count
    ]
    notes += picked_out_note(seen)
    return Table(f"voices-{by}"[:31], f"Voices: who tells and who is quoted, by {by}", frame, tuple(notes))
