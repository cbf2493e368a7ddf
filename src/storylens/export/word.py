"""Words, tables and pictures in a Word file, the same bytes for the same content."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from storylens.analysis.table import Table, printed
from storylens.export.quotes import same_bytes

MOST_COLUMNS = 7  # that a page on end has room for; more are set a row below the other
_WIDTH = 170  # mm between the margins of an A4 page
_GREY = "EDEDED"


def new_document() -> Any:
    """Return an empty A4 document without a name or clock in it."""
    import docx
    from docx.shared import Mm, Pt

    document = docx.Document()
    document.core_properties.author = ""
    document.core_properties.created = document.core_properties.modified = datetime(2000, 1, 1, tzinfo=UTC)
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(20)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    normal.paragraph_format.space_after = Pt(6)
    return document


def as_bytes(document: Any) -> bytes:
    """Return a document as the bytes of a file."""
    buffer = io.BytesIO()
    document.save(buffer)
    return same_bytes(buffer.getvalue())


def add_note(document: Any, words: str) -> None:
    """Add a line in small grey type, as it stands under a table."""
    from docx.shared import Pt, RGBColor

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(words)
    run.font.size, run.font.color.rgb = Pt(8.5), RGBColor(0x55, 0x55, 0x55)


def add_paragraph(document: Any, words: str) -> None:
    """Add a paragraph, or a point where it begins with a hyphen."""
    if words.startswith("- "):
        document.add_paragraph(words[2:], style="List Bullet")
    else:
        document.add_paragraph(words)


def add_table(document: Any, table: Table) -> None:
    """Add a table with its title above and its notes below; a wide one goes a row below the other."""
    title = document.add_paragraph(style="Caption")
    title.add_run(table.title)
    title.paragraph_format.keep_with_next = True
    if table.frame.empty:
        document.add_paragraph("Nothing.")
    elif too_wide(table):
        _add_records(document, table)
    else:
        _add_grid(document, table)
    for note in table.notes:
        add_note(document, note)


def add_picture(document: Any, title: str, svg: str, notes: Sequence[str] = (), *, across: bool = False) -> None:
    """Add a picture, drawn on this machine, with its title for those who do not see it; a wide one on its own page."""
    import vl_convert
    from docx.shared import Mm

    if across:
        _turn(document)
    caption = document.add_paragraph(style="Caption")
    caption.add_run(title)
    caption.paragraph_format.keep_with_next = True
    picture = io.BytesIO(vl_convert.svg_to_png(svg, scale=2))
    shape = document.add_picture(picture)
    widest, highest = (Mm(257), Mm(135)) if across else (Mm(_WIDTH), Mm(210))
    shrink = min(1.0, widest / shape.width, highest / shape.height)
    shape.width, shape.height = int(shape.width * shrink), int(shape.height * shrink)
    shape._inline.docPr.set("descr", f"{title}; the numbers are in the tables")
    for note in notes:
        add_note(document, note)
    if across:
        _turn(document)


def _turn(document: Any) -> None:
    """Begin a page that lies across, or on end again."""
    from docx.enum.section import WD_ORIENT, WD_SECTION

    page = document.add_section(WD_SECTION.NEW_PAGE)
    page.page_width, page.page_height = page.page_height, page.page_width
    page.orientation = WD_ORIENT.LANDSCAPE if page.page_width > page.page_height else WD_ORIENT.PORTRAIT


def too_wide(table: Table) -> bool:
    """Say whether a table has more columns than a page has room for."""
    return len(table.frame.columns) + 1 > MOST_COLUMNS


def cells(table: Table) -> Iterator[list[str]]:
    """Yield the rows of a table as they are printed, the name of the row first."""
    for row in table.frame.itertuples():
        yield [printed(value) for value in row]


def header(table: Table) -> list[str]:
    """Return the heads of the columns, that of the names of rows first."""
    return [str(table.frame.index.name or ""), *map(str, table.frame.columns)]


def called(table: Table, name: str) -> str:
    """Return how a row is called where it stands alone: what it is, unless its name says so."""
    head = header(table)[0]
    return name if name.startswith(head) else f"{head} {name}"


def _add_grid(document: Any, table: Table) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Mm, Pt

    heads, body = header(table), list(cells(table))
    made = document.add_table(rows=1, cols=len(heads))
    widths = _widths([heads, *body])
    _begin(made, widths)
    for row in (heads, *body):
        into = made.rows[0] if row is heads else made.add_row()
        properties = into._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if row is heads:
            properties.append(OxmlElement("w:tblHeader"))  # repeated on each page
        for cell, words, width in zip(into.cells, row, widths, strict=True):
            cell.width = Mm(width)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            run = paragraph.add_run(words)
            run.font.size, run.bold = Pt(9), row is heads
            if row is heads:
                _shade(cell)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _add_records(document: Any, table: Table) -> None:
    """Add each row as a small table of its own: what it is called, then a line a column that holds anything."""
    from docx.shared import Mm, Pt

    heads = header(table)
    for name, *values in cells(table):
        made = document.add_table(rows=1, cols=2)
        widths = (45, _WIDTH - 45)
        _begin(made, widths)
        top = made.rows[0].cells[0].merge(made.rows[0].cells[1])
        top.paragraphs[0].add_run(called(table, name)).bold = True
        top.paragraphs[0].paragraph_format.keep_with_next = True
        _shade(top)
        for head, words in zip(heads[1:], values, strict=True):
            if not words:
                continue
            row = made.add_row()
            for cell, said, width in zip(row.cells, (head, words), widths, strict=True):
                cell.width = Mm(width)
                cell.paragraphs[0].paragraph_format.space_after = Pt(0)
                cell.paragraphs[0].add_run(said).font.size = Pt(9)
        document.add_paragraph().paragraph_format.space_after = Pt(0)


def _begin(made: Any, widths: Sequence[float]) -> None:
    """Give a table its lines, and its columns their widths: Word reads those of the cells, other programs these."""
    from docx.shared import Mm

    made.style, made.autofit = "Table Grid", False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)


def _shade(cell: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), _GREY)
    cell._tc.get_or_add_tcPr().append(shade)


def _widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """Return the widths of columns in mm: by the longest word, then by how much there is to read, and no wider."""
    columns = list(zip(*rows, strict=True))
    least = [
        min(36.0, 5 + 2.2 * max(len(word) for cell in column for word in (*cell.split(), ""))) for column in columns
    ]
    spare = max(0.0, _WIDTH - sum(least))
    wanted = [min(120, max(map(len, column))) - size / 2.2 for column, size in zip(columns, least, strict=True)]
    weight = [max(0.0, each) for each in wanted]
    every = sum(weight) or 1.0
    shrink = min(1.0, _WIDTH / sum(least))
    return [size * shrink + min(spare * each / every, 2.2 * each) for size, each in zip(least, weight, strict=True)]
