"""Cards of stories, print-ready: four on a page to cut apart, as a Word file or a web page."""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from storylens.export.page import template
from storylens.export.quotes import same_bytes
from storylens.records import StorylensError
from storylens.store import Store, exports
from storylens.synthesis.book import Book
from storylens.synthesis.cards import Card, cards

ON_A_PAGE = 4
RECORD = ("group, date", "name of the pile", "stories in it", "why they belong together")


def export_cards(
    store: Store, file: Path, *, by: str, stories: Sequence[str] = (), without: Collection[str] = ()
) -> list[Card]:
    """Write the cards, and a sheet on which a group records its piles; return what is on the cards.

    Only stories whose tellers agreed to anonymised quotes are printed, without names. Raises `StorylensError` when
    there is none, or for a file that is neither .docx nor .html.
    """
    write = {".docx": _docx, ".html": _html}.get(file.suffix.lower())
    if write is None:
        raise StorylensError("cards are written as .docx or .html", where=str(file), todo="name the file so")
    made = cards(Book(store), stories, without=without)
    if not made:
        raise StorylensError(
            "there is no story that may be printed on a card", todo="`storylens tables left-out` says why"
        )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(write(made))
    exports.record(
        store,
        by=by,
        files=[file],
        documents=sorted(card.document_id for card in made),
        tellers=sorted({teller for card in made for teller in card.teller_ids}),
        asked={"stories": list(stories), "without": sorted(without)},
    )
    return made


def credit(card: Card) -> str:
    """Return the line under a story: who tells it, and what is missing from it."""
    parts = [", ".join(card.tellers), card.translated, f"{card.words} of {card.cut} words" if card.cut else ""]
    return "; ".join(filter(None, parts))


def _html(made: Sequence[Card]) -> bytes:
    pages = [made[at : at + ON_A_PAGE] for at in range(0, len(made), ON_A_PAGE)]
    page: str = template("cards.html").render(pages=pages, credit=credit, record=RECORD)
    return page.encode("utf-8")


def _docx(made: Sequence[Card]) -> bytes:
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    document = docx.Document()
    document.core_properties.author = ""
    document.core_properties.created = document.core_properties.modified = datetime(2000, 1, 1, tzinfo=UTC)
    page = document.sections[0]
    page.orientation = WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(10)
    table = document.add_table(rows=0, cols=2)
    table.style, table.autofit = "Table Grid", False
    for at in range(0, len(made), 2):
        cells = _row(table, Mm(136))
        for cell, card in zip(cells, made[at : at + 2], strict=False):
            cell.width = Mm(95)
            _write(cell, card)
    document.add_heading("What each group made of the cards", level=1).paragraph_format.page_break_before = True
    sheet = document.add_table(rows=1, cols=len(RECORD))
    sheet.style = "Table Grid"
    for cell, name in zip(sheet.rows[0].cells, RECORD, strict=True):
        cell.text = name
    for _ in range(10):
        _row(sheet, Mm(20))
    buffer = io.BytesIO()
    document.save(buffer)
    return same_bytes(buffer.getvalue())


def _row(table: Any, height: Any) -> Any:
    """Add a row of a fixed height that no page breaks apart; return its cells."""
    from docx.enum.table import WD_ROW_HEIGHT_RULE
    from docx.oxml import OxmlElement

    row = table.add_row()
    row.height, row.height_rule = height, WD_ROW_HEIGHT_RULE.EXACTLY
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # it has no word for it
    return row.cells


def _write(cell: Any, card: Card) -> None:
    from docx.shared import Pt

    head = cell.paragraphs[0]
    head.add_run(card.story).bold = True
    for words in (*card.paragraphs, credit(card)):
        paragraph = cell.add_paragraph(words)
        paragraph.paragraph_format.space_after = Pt(4)
        for run in paragraph.runs:
            run.font.size = Pt(10)
    cell.paragraphs[-1].runs[0].italic = True
