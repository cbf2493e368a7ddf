"""The page that goes back to a community, as a Word file or a web page in large type."""

from __future__ import annotations

from pathlib import Path

from storylens.analysis.quotes import in_marks
from storylens.export.page import template
from storylens.export.word import add_paragraph, as_bytes, new_document
from storylens.records import StorylensError
from storylens.store import Store, exports
from storylens.store.folder import write_whole
from storylens.synthesis.book import Book
from storylens.synthesis.brief import brief
from storylens.synthesis.brief_quotes import Quote
from storylens.synthesis.brief_spec import read_spec
from storylens.synthesis.share_back import Page, share_back

ROOM = 3  # lines to write on where the team has said nothing yet


def export_share_back(store: Store, community: str, file: Path, *, by: str, spec: Path | None = None) -> Page:
    """Write the page of a community as .docx or .html; the file of a brief has what is said to it, and which quotes.

    Raises `StorylensError` for another kind of file, or a community of which nobody is heard.
    """
    write = {".docx": _word, ".html": _page}.get(file.suffix.lower())
    if write is None:
        raise StorylensError("the page is written as .docx or .html", where=str(file), todo="end the name in one")
    asked, printed, words = read_spec(spec) if spec else None, list[Quote](), None
    if asked:
        printed = [
            quote for section in brief(store, asked).sections for part in section.quotes for quote in part.quotes
        ]
        words = next((part for part in asked.share_back if part.community.casefold() == community.casefold()), None)
    made = share_back(Book(store), community, words, printed)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, write(made))
    exports.record(
        store,
        by=by,
        files=[file],
        documents=made.documents,
        tellers=made.tellers,
        asked={"share-back": made.community},
    )
    return made


def _word(made: Page) -> bytes:
    from docx.shared import Pt

    document = new_document()
    document.core_properties.title = made.title
    document.styles["Normal"].font.size = Pt(13)
    document.add_heading(made.title, level=0)
    for part in made.parts:
        document.add_heading(part.title, level=1)
        for words in part.words:
            add_paragraph(document, words)
        for _ in range(0 if part.words else ROOM):
            document.add_paragraph("_" * 60)
        for quote in part.quotes:
            paragraph = document.add_paragraph(style="Quote")
            paragraph.add_run(in_marks(quote.words))
            paragraph.add_run(f"  {_sign(quote.credit)}").italic = False
    return as_bytes(document)


def _page(made: Page) -> bytes:
    page: str = template("share_back.html").render(made=made, sign=_sign, room=ROOM)
    return page.encode("utf-8")


def _sign(credit: str) -> str:
    """Return how a teller appears: the sign alone; where it stands is of no use to them."""
    return credit.split(", ", 1)[0]
