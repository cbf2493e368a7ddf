"""Which code stands in which document, or in whose words: 0 or 1."""

from __future__ import annotations

import numpy as np
import pandas as pd

from storylens.analysis.measured import machine_notes
from storylens.analysis.queries.behind import Behind
from storylens.analysis.queries.codes import gates, sensitive
from storylens.analysis.queries.incidence import Incidence, incidence
from storylens.analysis.queries.narrow import Narrowed
from storylens.analysis.table import Table
from storylens.gates import View
from storylens.gates.cells import footnote
from storylens.records import StorylensError


def codes_by_document(seen: View) -> Table:
    """Return a row for each document of the view and a column for each code that occurs: 1 where it stands."""
    return _table(seen, incidence(seen, "document"), "document", "Codes by document")


def codes_by_teller(seen: View) -> Table:
    """Return a row for each teller of the view and a column for each code that occurs: 1 where they speak of it.

    Raises `StorylensError` when the view was narrowed by two attributes to fewer tellers than a cell may show.
    """
    if isinstance(seen, Narrowed) and seen.hides(seen.n):
        raise StorylensError(
            f"fewer than {seen.smallest_cell} tellers are {' and '.join(seen.by)} as asked for",
            todo="narrow by one attribute",
        )
    return _table(seen, incidence(seen, "teller"), "teller", "Codes by teller")


def _table(seen: View, table: Incidence, row: str, title: str) -> Table:
    left_out = gates(seen) | _hidden(seen, table)
    shown = [place for place, code in enumerate(table.codes) if code not in left_out]
    cells = np.zeros((len(table.units), len(table.codes)), dtype=np.int8)
    cells[table.unit, table.code] = 1
    names = table.units[row].to_list()
    frame = pd.DataFrame(
        cells[:, shown], index=pd.Index(names, name=row), columns=[table.codes[place] for place in shown]
    )
    notes = [f"1: the code stands in the words of tellers. {len(frame)} {row}s, of which some may hold no code."]
    few = sorted(_hidden(seen, table))
    if few:
        notes.append(f"{footnote(seen.smallest_cell)} Left out whole: {', '.join(few)}.")
    notes += machine_notes(seen)
    ids = seen.codings.coding_id.to_numpy()[table.row]
    keep = np.isin(table.code, shown)
    behind = Behind(names, table.codes, table.unit[keep], table.code[keep], ids[keep])
    return Table(f"codes-by-{row}", title, frame, tuple(notes), behind)


def _hidden(seen: View, table: Incidence) -> frozenset[str]:
    if not isinstance(seen, Narrowed) or not seen.by:
        return frozenset()
    tellers = seen.codings.groupby("code").teller_id.nunique()
    delicate = sensitive(seen)
    return frozenset(code for code in table.codes if seen.hides(int(tellers[code]), sensitive=code in delicate))
