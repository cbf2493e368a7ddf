"""A codebook with its examples, as a Word file or a web page for people who read and comment."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

from storylens.analysis.quotes import in_marks
from storylens.export.page import template
from storylens.export.quotes import same_bytes
from storylens.records import StorylensError
from storylens.store import Store, exports
from storylens.store.codebooks import OWN
from storylens.store.folder import write_whole
from storylens.synthesis.described import Described, Handbook, handbook, lines


def export_codebook(store: Store, file: Path, *, by: str, codebook: str = OWN) -> Path:
    """Write a codebook as .docx or .html, the same bytes for the same codes and codings; return the file.

    Raises `StorylensError` for another kind of file, or a codebook that the project does not use.
    """
    made = handbook(store, codebook)
    write = {".docx": _word, ".html": _page}.get(file.suffix.lower())
    if write is None:
        raise StorylensError("a codebook is written as .docx or .html", where=str(file), todo="end the name in one")
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, write(made))
    exports.record(
        store,
        by=by,
        files=[file],
        documents=sorted(made.documents),
        tellers=sorted(made.tellers),
        asked={"codebook": codebook},
    )
    return file


def _head(made: Handbook) -> str:
    agreed = "Examples are of tellers who agreed to anonymised quotes; none for sensitive codes."
    return f"Edition {made.book.edition}. {agreed}"


def _used(one: Described) -> str:
    return f"{one.tellers} of {one.of} tellers, {one.passages} passages coded or confirmed by people"


def _word(made: Handbook) -> bytes:
    import docx

    document = docx.Document()
    document.core_properties.author = ""
    document.core_properties.created = document.core_properties.modified = datetime(2000, 1, 1, tzinfo=UTC)
    document.add_heading(made.book.title, level=1)
    document.add_paragraph(_head(made))
    for family, codes in made.families:
        document.add_heading(family, level=2)
        for one in codes:
            document.add_heading(f"{one.code.name} ({one.code.id})", level=3)
            for heading, words in lines(one.code):
                paragraph = document.add_paragraph()
                paragraph.add_run(f"{heading}: ").bold = True
                paragraph.add_run(words)
            document.add_paragraph(_used(one))
            for words, credit in one.examples:
                document.add_paragraph(style="Quote").add_run(f"{in_marks(words)}  {credit}")
    if made.changes:
        document.add_heading("How it came to be", level=2)
    for change in made.changes:
        document.add_paragraph(change, style="List Bullet")
    buffer = io.BytesIO()
    document.save(buffer)
    return same_bytes(buffer.getvalue())


def _page(made: Handbook) -> bytes:
    page: str = template("codebook.html").render(
        book=made.book, head=_head(made), families=made.families, changes=made.changes, lines=lines, used=_used
    )
    return page.encode("utf-8")
