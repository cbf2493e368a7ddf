"""The catalogue of outcomes, a page each, as a Word file or a web page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from storylens.export.page import template
from storylens.export.word import add_note, as_bytes, new_document
from storylens.records import StorylensError
from storylens.store import Store, exports
from storylens.store.folder import write_whole
from storylens.synthesis.book import Book
from storylens.synthesis.outcome_catalogue import OutcomePage, outcome_pages


def export_outcomes(store: Store, file: Path, *, by: str) -> list[OutcomePage]:
    """Write a page for each outcome; return the pages.

    Raises `StorylensError` for a file that is neither .docx nor .html, and where no outcome has a statement yet.
    """
    write = {".docx": _word, ".html": _page}.get(file.suffix.lower())
    if write is None:
        raise StorylensError("outcomes are written as .docx or .html", where=str(file), todo="name the file so")
    pages = outcome_pages(Book(store))
    if not pages:
        raise StorylensError(
            "there is no outcome with a statement of what changed",
            todo="`storylens harvest check` says what drafts lack",
        )
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, write(pages))
    exports.record(
        store,
        by=by,
        files=[file],
        documents=sorted(set().union(*(page.documents for page in pages))),
        tellers=sorted(set().union(*(page.tellers for page in pages))),
        asked={"outcomes": [page.number for page in pages]},
    )
    return pages


def _word(pages: Sequence[OutcomePage]) -> bytes:
    document = new_document()
    for place, page in enumerate(pages):
        document.add_heading(page.title, level=1).paragraph_format.page_break_before = place > 0
        add_note(document, f"{page.number}, {page.status}")
        for label, words in page.statement:
            document.add_heading(label, level=2)
            document.add_paragraph(words)
        for name, words in page.fields:
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.space_after = 0
            paragraph.add_run(f"{name}: ").bold = True
            paragraph.add_run(words)
        for heading, lines in page.sections:
            document.add_heading(heading, level=2)
            for line in lines:
                document.add_paragraph(line, style="List Bullet")
    return as_bytes(document)


def _page(pages: Sequence[OutcomePage]) -> bytes:
    return bytes(template("outcomes.html").render(pages=pages), "utf-8")
