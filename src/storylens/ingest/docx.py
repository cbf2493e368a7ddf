"""Word documents: paragraphs, headings, tables, text boxes, footnotes and comments where they stand.

Tracked insertions are text, deletions are not. Headers and footers, deleted and hidden words are counted and
set aside. Read from the XML itself, as python-docx gives no text boxes, content controls or tracked changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from storylens.ingest.elements import name_of
from storylens.ingest.package import Package
from storylens.ingest.prose import Comment, Prose
from storylens.ingest.reader import Reader
from storylens.ingest.source import Source
from storylens.ingest.wordbody import Body, Styles
from storylens.ingest.wordnames import text_of, value
from storylens.records import Received

_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def read(source: Source) -> Iterator[Received]:
    """Yield one document. A row of a table is a line, its cells parted by tabs."""
    source.refuse_compound("Word", ".docx")
    with Package(source) as package:
        main = next(iter(package.related().get("officeDocument", [])), "word/document.xml")
        parts = package.related(main)

        def part(kind: str) -> Any:
            return package.xml(parts[kind][0]) if kind in parts else None

        prose = Prose()
        prose.comments = _comments(part("comments"))
        footnotes = _footnotes(part("footnotes"), "footnote") | _footnotes(part("endnotes"), "endnote")
        body = Body(prose, Styles(part("styles")), footnotes)
        body.read(package.xml(main))
        for name in parts.get("header", []) + parts.get("footer", []):
            prose.set_aside["headers and footers"] += len(text_of(package.xml(name)))
        cores = [package.xml(name) for name in package.related().get("core-properties", [])]
    titles = [body.title, *(title.text or "" for core in cores for title in core.iter(_TITLE))]
    yield prose.received(source, next((title for title in titles if title.strip()), ""))


def _comments(root: Any) -> dict[str, Comment]:
    if root is None:
        return {}
    return {
        value(comment, "id"): Comment(text_of(comment), value(comment, "author"), value(comment, "date"))
        for comment in root
        if name_of(comment) == "comment"
    }


def _footnotes(root: Any, kind: str) -> dict[tuple[str, str], str]:
    """Return the words of footnotes or endnotes; the lines that part them from the text have a type."""
    if root is None:
        return {}
    return {
        (kind, value(note, "id")): text_of(note)
        for note in root
        if name_of(note) == kind and value(note, "type") in ("", "normal")
    }


def _is_word(source: Source) -> bool:
    if source.is_compound:
        return source.suffix in (".docx", ".doc", ".docm", ".dot")
    return any(name.startswith("word/document") for name in source.members())


reader = Reader("docx", _is_word, read, version="2")
