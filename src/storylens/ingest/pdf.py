"""PDF files with a text layer: paragraphs, headings, footnotes, tables, in the order in which they are read.

Running heads, page numbers and tables of contents are set aside, hyphenation is undone. A scan is refused:
nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from storylens.ingest.hyphens import Words
from storylens.ingest.pdfblocks import NOTE, Paragraphs, body_of, columns_of, split_notes
from storylens.ingest.pdffurniture import without_furniture
from storylens.ingest.pdfpage import Page, read_page
from storylens.ingest.prose import Prose
from storylens.ingest.reader import Reader
from storylens.ingest.source import Source
from storylens.records import Received, Stretch, UnreadableError

_FEW = 20  # letters on a page; a page with fewer and a picture is taken for a scan
_COVERS = 0.4  # of the page
_OF_A_PROGRAM = re.compile(
    r"(?i)^(?:microsoft (?:word|powerpoint) - .*|untitled.*|.*\.(?:docx?|odt|pdf|indd|rtf|tex))$"
)


def read(source: Source) -> Iterator[Received]:
    """Yield one document, a paragraph a passage."""
    import pypdfium2

    data = source.data()
    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise UnreadableError(
            "it is protected by a password" if locked else "the file is damaged or cut off",
            where=source.name,
            todo="save it without one" if locked else "get it again from where it came",
        ) from error
    prose = Prose()
    with file:
        pages = _pages(file, prose, source)
        title = str(file.get_metadata_dict(skip_empty=True).get("Title") or "").strip()
    if b"%%EOF" not in data[-2048:]:
        prose.remarks["the file does not end as it should: pages may be missing"] = None
    _fill(prose, pages)
    if not title or _OF_A_PROGRAM.match(title):
        title = next((block.strand.text for block in prose.blocks[:5] if block.stretch is Stretch.HEADING), "")
    yield prose.received(source, title)


def _pages(file: Any, prose: Prose, source: Source) -> list[Page]:
    """Read all pages. Raises `UnreadableError` when they are pictures, or their letters cannot be told."""
    import pypdfium2

    pages, scans, broken = [], [], []
    for number in range(len(file)):
        try:
            page = file[number]
            found = read_page(page)
            if sum(len(line.text) for line in found.lines) < _FEW and _is_picture(page):
                scans.append(number + 1)
            page.close()
        except pypdfium2.PdfiumError:
            found = Page([])
            broken.append(number + 1)
        pages.append(found)
    letters = "".join(line.text for page in pages for line in page.lines)
    todo = "recognise the text first (OCR), or type it"
    if scans and len(letters) < _FEW * len(pages):
        raise UnreadableError("it is a scan: the pages are pictures", where=source.name, todo=todo)
    sample = letters[:: 1 + len(letters) // 2000]
    if sum(map(str.isalnum, sample)) * 3 < len(sample):
        raise UnreadableError("it does not say which letters its signs are", where=source.name, todo=todo)
    for numbers, what in ((scans, "that are pictures and are not read"), (broken, "that are damaged and are not read")):
        if numbers:
            prose.remarks[f"pages {what}: {', '.join(map(str, numbers[:20]))}{' and more' if numbers[20:] else ''}"] = (
                None
            )
    return pages


def _is_picture(page: Any) -> bool:
    """Say whether a picture covers a good part of a page."""
    import pypdfium2.raw as raw

    width, height = page.get_size()
    for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        if (right - left) * (top - bottom) > _COVERS * width * height:
            return True
    return False


def _fill(prose: Prose, pages: list[Page]) -> None:
    """Make blocks of the lines of all pages."""
    prose.set_aside["numbers of lines"] = sum(page.numbers for page in pages)
    body = body_of([line for page in pages for line in page.lines])
    kept = without_furniture([page.lines for page in pages], body)
    prose.set_aside["running heads and page numbers"] = sum(
        len(line.text) for page in pages for line in page.lines
    ) - sum(len(line.text) for lines in kept for line in lines)
    columns = [column for lines in kept for column in columns_of(lines)]
    notes = [line.text for column in columns for line in split_notes(column.lines, body)[1]]
    signs = frozenset(found["sign"] for text in notes if (found := NOTE.match(text)))
    parted = any(line.parted for lines in kept for line in lines)
    vocabulary = Words(line.text for lines in kept for line in lines) if parted else Words(())
    paragraphs = Paragraphs(body, prose, vocabulary, signs)
    for column in columns:
        paragraphs.add(column)
    paragraphs.end()
    paragraphs.rank_headings()


reader = Reader("pdf", lambda source: b"%PDF-" in source.head[:1024], read, version="2")
