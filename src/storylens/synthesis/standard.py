"""The tables on what was coded, each made of the book, so that they can be asked for by name."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from storylens.analysis import actors as acting
from storylens.analysis import crosstab
from storylens.analysis import saturation as saturated
from storylens.analysis.quotes import Chooser
from storylens.analysis.table import Table
from storylens.analysis.theme_table import theme_table
from storylens.store import codings
from storylens.synthesis import matrix as framework
from storylens.synthesis import report
from storylens.synthesis.book import Book
from storylens.synthesis.method import method as how_made


def themes(book: Book) -> Table:
    """Count for each code who speaks of it, with a quote that may be printed."""
    return theme_table(book.seen, Chooser(book.quotable))


def matrix(book: Book) -> Table:
    """Count and quote for each case and theme."""
    with book.store.reading() as connection:
        read = codings.documents_read(connection)
    return framework.matrix(book.seen, Chooser(book.quotable), read)


def codes(book: Book, by: str, *cross: str) -> Table:
    """Count the tellers of each group who speak of each code; nothing where no teller has the attribute.

    Where two attributes cross, the ids behind cells are left out: with them hidden cells could be counted.
    """
    if by not in book.seen.tellers:
        empty = pd.DataFrame(columns=["theme"], index=pd.Index([], name="code"))
        return Table(f"codes-{by}"[:31], f"Codes by {by}", empty, (f"No teller has the attribute {by!r}.",))
    table = crosstab.crosstab(book.seen, [by, *cross])
    return replace(table, ids={}) if cross else table


def quotes(book: Book) -> Table:
    """List what may be quoted."""
    return report.quotes(book.quotable)


def left_out(book: Book) -> Table:
    """List what may not be counted or quoted, with the reason."""
    return report.left_out(book.seen, book.quotable)


def method(book: Book) -> Table:
    """Gather the facts that a reader needs to judge the tables."""
    return how_made(book.store, book.seen, book.quotable)


def actors(book: Book) -> Table:
    """Count of whom tellers tell that they act, are acted upon, or speak."""
    return acting.actors(book.store)


def saturation(book: Book) -> Table:
    """Count new codes, interview by interview."""
    return saturated.saturation(book.seen).curve


def saturation_summary(book: Book) -> Table:
    """Say what further interviews brought, with base, run and threshold."""
    return saturated.saturation(book.seen).summary
