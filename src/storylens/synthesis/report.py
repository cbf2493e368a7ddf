"""The set of tables that an export holds, all from one reading of the gates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from storylens.analysis.crosstab import crosstab, rows
from storylens.analysis.measured import machine_notes
from storylens.analysis.quotes import Chooser, waiting_note
from storylens.analysis.table import Table
from storylens.analysis.theme_table import theme_table
from storylens.gates import View, view
from storylens.gates.translation import put_over
from storylens.records import State, Use
from storylens.store import Store, codings
from storylens.synthesis.book import Book
from storylens.synthesis.matrix import matrix
from storylens.synthesis.method import method
from storylens.synthesis.trace import behind, coding_list, document_list
from storylens.synthesis.voices import voices


@dataclass(frozen=True)
class Report:
    """Tables in the order in which they are printed, and whose words are in them."""

    tables: tuple[Table, ...]
    scope: str
    suggested: bool  # it holds suggestions that nobody has confirmed
    documents: tuple[str, ...]
    tellers: tuple[str, ...]

    def table(self, name: str) -> Table:
        """Return one table by name."""
        return next(table for table in self.tables if table.name == name)


def report(store: Store, *, by: str = "gender", cross: Sequence[str] = ()) -> Report:
    """Make the standard set: themes, matrix, codes by group, voices, quotes, what is left out, method."""
    seen, quotable = view(store, Use.ANALYSIS), view(store, Use.QUOTE)
    kept = without_hidden(quotable, seen, [by, *cross]) if cross else quotable
    held = quotable.codings.coding_id.nunique() - kept.codings.coding_id.nunique()
    quotable = kept
    chooser = Chooser(quotable, by)
    with store.reading() as connection:
        read = codings.documents_read(connection)
    tables = [theme_table(seen, chooser), matrix(seen, chooser, read)]
    if by in seen.tellers:
        tables.append(crosstab(seen, [by]))
    if cross:
        tables.append(_without_ids(crosstab(seen, [by, *cross])))
    tables += [
        voices(Book(store, seen, quotable), by, chooser.printed),
        _saying(quotes(quotable), held),
        left_out(seen, quotable),
    ]
    share = (seen.codings.state == State.SUGGESTED).sum()
    scope = (
        f"{len(seen.documents)} documents, {seen.n} tellers, {int(seen.turns.words.sum()):,} words of theirs. "
        f"{len(seen.codings) - share} of {len(seen.codings)} codings were made or confirmed by a person; "
        "the rest are a machine's suggestions."
    )
    tables += [method(store, seen, quotable), document_list(seen), coding_list(seen, quotable), behind(tuple(tables))]
    return Report(tuple(tables), scope, bool(share), tuple(seen.documents.index), tuple(seen.tellers.index))


def _without_ids(table: Table) -> Table:
    """Leave out the ids behind a table with hidden cells: with them, and who said what, the cells could be counted."""
    return replace(table, ids={}) if table.hidden else table


def _saying(table: Table, held: int) -> Table:
    """Say under the quotes how many are held back for a crossed table."""
    note = f"{held} passages are in hidden cells of the table by two attributes, and are not quoted beside it."
    return replace(table, notes=(*table.notes, note)) if held else table


def without_hidden(quotable: View, seen: View, by: Sequence[str]) -> View:
    """Leave out the quotes of hidden cells: beside the table, they would tell who is counted in them."""
    hidden = {coding for row in rows(seen, by) for group in row.hidden for coding in row.codings[group]}
    return replace(quotable, codings=quotable.codings[~quotable.codings.coding_id.isin(hidden)])


def quotes(quotable: View) -> Table:
    """List every coded passage that may be quoted, with where it stands and who coded it."""
    rows = quotable.codings
    names = {code.id: code.name for book in quotable.codebooks.values() for code in book.codes()}
    withheld = {code.id for book in quotable.codebooks.values() for code in book.codes() if code.gate or code.sensitive}
    rows = rows[~rows.code.isin(withheld)].sort_values(["code", "document_id", "start", "teller_id"], kind="stable")
    frame = pd.DataFrame(
        {
            "code": rows.code,
            "theme": rows.code.map(names),
            "quote": rows.text,
            "teller": rows.teller_id.map(quotable.tellers.code),
            "document": rows.document_id.map(quotable.documents.code),
            "section": rows.section,
            "start": rows.start,
            "end": rows.end,
            "state": rows.state,
            "coder": rows.coder,
            "rule": rows.rule,
            "prompted": rows.prompted,
            "translated": [put_over(quotable.documents.loc[name]) for name in rows.document_id],
            "polarity": rows.polarity,
        }
    )
    frame.index = pd.Index(rows.coding_id, name="coding")
    return Table(
        "quotes",
        "Quotes by code",
        frame,
        (
            "Only passages whose tellers agreed to anonymised quotes and that are not held; none on sensitive codes.",
            "Start and end are characters in the text of the document.",
            *waiting_note(quotable),
            *machine_notes(quotable, rows),
        ),
        {(row, "quote"): (row,) for row in frame.index},
    )


def left_out(seen: View, quotable: View) -> Table:
    """List what is not counted, and what is counted but not quoted, with the reason."""
    counted = seen.excluded.assign(left="not counted, not quoted")
    known = set(zip(counted.document_id, counted.teller_id, counted.reason, strict=True))
    more = quotable.excluded
    more = more[[key not in known for key in zip(more.document_id, more.teller_id, more.reason, strict=True)]]
    frame = pd.concat([counted, more.assign(left="counted, not quoted"), _waiting(quotable)])
    frame = frame[["document", "teller", "reason", "left", "passages"]].reset_index(drop=True)
    frame.index = pd.Index([str(number) for number in range(1, len(frame) + 1)], name="row")
    return Table(
        "left-out",
        "What is left out, and why",
        frame,
        ("Interviewers' words, headings, notes and quoted mail are never counted and are not listed here.",),
    )


def _waiting(quotable: View) -> pd.DataFrame:
    """Return the passages that are not quoted for what is in them, a row a document, teller and reason."""
    rows = quotable.waiting
    if rows is None or rows.empty:
        return pd.DataFrame()
    rows = rows.drop_duplicates(["document_id", "start", "end", "teller_id"])
    counted = rows.groupby(["document_id", "teller_id", "reason"], sort=True).size().reset_index(name="passages")
    return counted.assign(
        document=counted.document_id.map(quotable.documents.code),
        teller=counted.teller_id.map(quotable.tellers.code),
        left="counted, not quoted",
    )
