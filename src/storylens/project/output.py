"""What comes out: views, tables, quotes, exports, briefs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from storylens.project.opened import Opened
from storylens.records import Use
from storylens.store import codebooks, me

if TYPE_CHECKING:
    import pandas as pd

    from storylens.analysis.table import Table
    from storylens.export.run import Exported
    from storylens.gates import View
    from storylens.synthesis.brief import Brief
    from storylens.synthesis.report import Report
    from storylens.synthesis.share_back import Page


class Output(Opened):
    """What comes out: views, tables, quotes, exports, briefs."""

    def view(self, use: str = "analysis") -> View:
        """Return what may be put to a use, and what may not, with the reason for each."""
        from storylens.gates import view

        return view(self.store, Use(use))

    def tables(self, *, by: str = "gender", cross: Sequence[str] = ()) -> Report:
        """Return the standard tables: themes, matrix, codes by group, voices, quotes, what is left out, method."""
        from storylens.synthesis.report import report

        return report(self.store, by=by, cross=cross)

    def table(self, name: str, *, by: str = "gender") -> Table:
        """Return one of the tables that `storylens tables` lists (`storylens.synthesis.catalogue`)."""
        from storylens.synthesis.book import Book
        from storylens.synthesis.catalogue import make

        return make(Book(self.store), name, by=by)

    def write_table(self, name: str, file: str | Path, *, by: str = "", group: str = "gender") -> Table:
        """Write one of the tables as .csv, .xlsx, .docx or .html."""
        from storylens.export.tables import export_table

        return export_table(self.store, name, Path(file), by=by or me(), group=group)

    def actors(self) -> Table:
        """Count of whom tellers tell that they act, are acted upon, or speak; never a score on a person."""
        from storylens.analysis.actors import actors

        return actors(self.store)

    def causal_claims(self) -> pd.DataFrame:
        """List what tellers say led to what, as rules find it; nobody has confirmed it."""
        from storylens.analysis.claims import causal_claims

        return causal_claims(self.store)

    def crosstab(self, *by: str, codebooks: Sequence[str] = ()) -> Table:
        """Count the tellers of each group who speak of each code, by one attribute or by two."""
        from storylens.analysis.crosstab import crosstab

        return crosstab(self.view(), by, codebooks)

    def export(
        self, *, by: str, to: str | Path | None = None, group: str = "gender", cross: Sequence[str] = ()
    ) -> Exported:
        """Write the tables as an Excel workbook and a web page."""
        from storylens.export.run import export

        return export(self.store, by=by, to=Path(to) if to else None, group=group, cross=cross)

    def preview_export(self, *, group: str = "gender", cross: Sequence[str] = ()) -> Table:
        """List what an export would hide and leave out, with the counts of hidden cells: not for print."""
        from storylens.synthesis.preview import preview

        return preview(self.store, by=group, cross=cross)

    def show_cell(self, code: str, *groups: str, attributes: Sequence[str] = ("gender",), by: str, why: str) -> None:
        """Show small cells of one row of a table all the same; the reason is kept, and printed under the table."""
        from storylens.synthesis.preview import show_cell

        show_cell(self.store, code, groups, attributes=attributes, by=by, why=why)

    def hide_cell(
        self, code: str, group: str, *, attributes: Sequence[str] = ("gender",), by: str, why: str = ""
    ) -> None:
        """Take back that a small cell is shown."""
        from storylens.synthesis.preview import hide_cell

        hide_cell(self.store, code, group, attributes=attributes, by=by, why=why)

    def exports(self, *, since: int = 0) -> Table:
        """List the exports that were made; with the number of one, say what has changed since."""
        from storylens.synthesis.changes import changes_since, export_list

        return changes_since(self.store, since) if since else export_list(self.store)

    def brief(self, spec: str | Path, file: str | Path, *, by: str) -> Brief:
        """Write the brief of a spec, as .docx or .html; `look_at` says what to see to before it goes out."""
        from storylens.export.brief import export_brief

        return export_brief(self.store, Path(spec), Path(file), by=by)

    def share_back(self, community: str, file: str | Path, *, by: str, spec: str | Path | None = None) -> Page:
        """Write the page that goes back to a community, as .docx or .html, with what a brief's file says to it."""
        from storylens.export.share_back import export_share_back

        return export_share_back(self.store, community, Path(file), by=by, spec=Path(spec) if spec else None)

    def quotes(self, file: str | Path, *, by: str, codes: Sequence[str] = ()) -> Path:
        """Write the quotes that may be printed, by code, as a Word file."""
        from storylens.export.quotes import export_quotes

        return export_quotes(self.store, Path(file), by=by, codes=codes)

    def quote_checks(self) -> Table:
        """List the quotes that may tell who it is (names, places, rare roles, dates), and what was decided on them."""
        from storylens.synthesis.quote_list import quote_checks

        return quote_checks(self.store)

    def tick_quote(self, quote: str, *, by: str, why: str = "") -> None:
        """Say of a quote in that list that it may be printed: nobody there could tell who this is, or they agreed."""
        from storylens.coding.quote_checks import decide

        decide(self.store, quote, may_be_printed=True, by=by, why=why)

    def refuse_quote(self, quote: str, *, by: str, why: str = "") -> None:
        """Say of a quote that it is not printed, in no quote that has any of its words."""
        from storylens.coding.quote_checks import decide

        decide(self.store, quote, may_be_printed=False, by=by, why=why)

    def export_codebook(self, file: str | Path, *, by: str, codebook: str = codebooks.OWN) -> Path:
        """Write a codebook for people to read, as .docx or .html, with examples from what was coded or accepted."""
        from storylens.export.codebook import export_codebook

        return export_codebook(self.store, Path(file), by=by, codebook=codebook)

    def trace(self, coding: str) -> str:
        """Tell the way of one coding from the file to the code, by ids."""
        from storylens.synthesis.trace import trace

        return trace(self.store, coding)
