"""A brief as a Word file or as one web page."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from storylens.analysis.quotes import in_marks
from storylens.export.page import anchors, rows, template
from storylens.export.word import (
    add_note,
    add_paragraph,
    add_picture,
    add_table,
    as_bytes,
    called,
    header,
    new_document,
    too_wide,
)
from storylens.records import StorylensError
from storylens.store import Store, exports
from storylens.store.folder import write_whole
from storylens.synthesis.brief import Brief, Section, brief
from storylens.synthesis.brief_quotes import Quotes
from storylens.synthesis.brief_spec import read_spec
from storylens.synthesis.changes import figures

SUGGESTED = (
    "This brief holds suggestions of a machine that no person has confirmed. Read them as places to look, not as "
    "findings."
)
NOTHING = "There is nothing to draw yet."


def export_brief(store: Store, spec: Path, file: Path, *, by: str) -> Brief:
    """Write the brief that a spec asks for, as .docx or .html; the same project and spec give the same bytes.

    Raises `StorylensError` for another kind of file, and where the spec asks for what is not there.
    """
    write = {".docx": _word, ".html": _page}.get(file.suffix.lower())
    if write is None:
        raise StorylensError("a brief is written as .docx or .html", where=str(file), todo="end the name in one")
    made = brief(store, read_spec(spec))
    content = write(made)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, content)
    exports.record(
        store,
        by=by,
        files=[file],
        documents=made.documents,
        tellers=made.tellers,
        asked={"brief": spec.name, "hash of its file": hashlib.sha256(spec.read_bytes()).hexdigest()[:12]},
        facts=figures(made.themes),
    )
    return made


def _word(made: Brief) -> bytes:
    document = new_document()
    document.core_properties.title = made.title
    document.add_heading(made.title, level=0)
    for line in made.about:
        add_paragraph(document, line)
    add_note(document, made.scope)
    if made.suggested:
        document.add_paragraph(SUGGESTED, style="Intense Quote")
    for section in made.sections:
        if section.title:
            document.add_heading(section.title, level=1)
        for words in section.paragraphs:
            add_paragraph(document, words)
        _add_pictures(document, section, across=False)
        for table in section.tables:
            add_table(document, table)
        for part in section.quotes:
            _add_quotes(document, part)
        _add_pictures(document, section, across=True)  # last, as each begins a page
    return as_bytes(document)


def _add_pictures(document: Any, section: Section, *, across: bool) -> None:
    for picture in section.pictures:
        if picture.across == across and picture.svg:
            add_picture(document, picture.title, picture.svg, picture.notes, across=across)
        elif picture.across == across:
            add_note(document, f"{picture.title}. {NOTHING}")


def _add_quotes(document: Any, part: Quotes) -> None:
    document.add_heading(part.title, level=2)
    for quote in part.quotes:
        paragraph = document.add_paragraph(style="Quote")
        paragraph.add_run(in_marks(quote.words))
        mark = "; suggested, not confirmed" if quote.suggested else ""
        paragraph.add_run(f"  {quote.credit}{mark}").italic = False
    add_note(document, part.note)


def _page(made: Brief) -> bytes:
    tables = [table for section in made.sections for table in section.tables]
    quoted = {quote.coding for section in made.sections for part in section.quotes for quote in part.quotes}
    places = anchors(tables, quoted)
    page: str = template("brief.html").render(
        made=made,
        warning=SUGGESTED if made.suggested else "",
        nothing=NOTHING,
        rows=lambda table: list(rows(table, places)),
        header=header,
        too_wide=too_wide,
        called=called,
        behind=[(anchor, where, ids) for ids, (anchor, where) in places.items()],
        quoted=quoted,
    )
    return page.encode("utf-8")
