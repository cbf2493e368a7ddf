"""The framework matrix: a row a case, a column a theme (Ritchie and Spencer 1994; Gale et al. 2013)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fnmatch import fnmatch
from typing import Any

import pandas as pd

from storylens.analysis.quotes import Chooser
from storylens.analysis.table import Table
from storylens.analysis.theme_table import cases_of
from storylens.analysis.untypical import picked_out_note
from storylens.gates import View

NOT_ASKED, NOT_SAID, NOT_CHARTED = "not asked", "not said", "not yet charted"


def matrix(
    seen: View,
    chooser: Chooser,
    read_with: Mapping[str, set[str]],
    not_asked: Mapping[str, Sequence[str]],
    *,
    most: int = 12,
) -> Table:
    """Lay out what each case says on each of the themes that most tellers speak of.

    `read_with` has the documents that were read with each codebook, by a person or a tagger; `not_asked`
    has for a code the sources (with `*`) in which it was not asked. An empty cell says which of the three
    kinds of empty it is.
    """
    codings = seen.codings.assign(case=_named(cases_of(seen, seen.codings), seen, seen.codings))
    turns = seen.turns.assign(case=_named(_case_of_turns(seen), seen, seen.turns))
    spoken = codings.groupby("code").teller_id.nunique().sort_values(ascending=False, kind="stable")
    by_id = {code.id: code for book in seen.codebooks.values() for code in book.codes() if not code.gate}
    codes = [by_id[name] for name in spoken.index if name in by_id and not by_id[name].sensitive][:most]
    book_of = {code.id: book.id for book in seen.codebooks.values() for code in book.codes()}
    names = Counter(["case", "tellers", *(code.name for code in codes)])
    theme = {code.id: code.name if names[code.name] == 1 else f"{code.name} ({code.id})" for code in codes}
    rows, ids = [], {}
    for case in sorted(turns.case.unique()):
        mine = turns[turns.case == case]
        here = set(mine.document_id)
        sources = seen.documents.source.reindex(sorted(here))
        row: dict[str, Any] = {"case": case, "tellers": mine.teller_id.nunique()}
        for code in codes:
            found = codings[(codings.case == case) & (codings.code == code.id)]
            if len(found):
                row[theme[code.id]] = _cell(found, mine, chooser)
                ids[case, theme[code.id]] = tuple(dict.fromkeys(found.coding_id))
            elif all(any(fnmatch(source, pattern) for pattern in not_asked.get(code.id, ())) for source in sources):
                row[theme[code.id]] = NOT_ASKED
            else:
                row[theme[code.id]] = NOT_SAID if here <= read_with.get(book_of[code.id], set()) else NOT_CHARTED
        rows.append(row)
    frame = pd.DataFrame(rows, columns=["case", "tellers", *theme.values()]).set_index("case")
    return Table(
        "matrix",
        "Framework matrix: what each case says on each theme",
        frame,
        (
            "A cell says how many of the case's tellers speak of the theme, and quotes one who may be quoted.",
            f"Empty cells: “{NOT_ASKED}” in any source; “{NOT_SAID}” though all were read; else “{NOT_CHARTED}”.",
            f"The {len(codes)} themes that most tellers speak of, of {len(spoken)}.",
            *picked_out_note(seen),
        ),
        ids,
    )


def _case_of_turns(seen: View) -> pd.Series:
    return cases_of(seen, seen.turns)


def _named(cases: pd.Series, seen: View, rows: pd.DataFrame) -> pd.Series:
    """Call a case by its document where nothing else was said."""
    return cases.where(cases.fillna("") != "", rows.document_id.map(seen.documents.code))


def _cell(found: pd.DataFrame, mine: pd.DataFrame, chooser: Chooser) -> str:
    said = f"{found.teller_id.nunique()} of {mine.teller_id.nunique()}"
    quote = chooser.choose(found)
    return f"{said}: “{quote.text}” ({chooser.credit(quote)})" if quote else f"{said} (no quote may be printed)"
