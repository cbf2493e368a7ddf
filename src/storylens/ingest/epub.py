"""Books (.epub): a chapter a document.

A chapter begins with each file of the book that its table of contents points to; files without an entry go
with the one before. A book without a table of contents is one document. Cover, contents and imprint are
set aside.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from storylens.ingest.elements import child, name_of, words_in
from storylens.ingest.frontmatter import fields_of
from storylens.ingest.html import parse_html
from storylens.ingest.htmlblocks import HtmlBlocks
from storylens.ingest.package import Package, within
from storylens.ingest.prose import Prose
from storylens.ingest.reader import Reader
from storylens.ingest.source import Source
from storylens.records import Received, UnreadableError

_KIND = b"application/epub+zip"
_TYPE = "{http://www.idpf.org/2007/ops}type"
_ROLE = "{http://www.idpf.org/2007/opf}role"
_ASIDE = frozenset(
    [
        "cover",
        "titlepage",
        "title-page",
        "copyright-page",
        "toc",
        "landmarks",
        "loi",
        "lot",
        "page-list",
        "index",
        "imprint",
    ]
)
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


@dataclass
class _Chapter:
    file: str
    title: str
    files: list[str] = field(default_factory=list)


def read(source: Source) -> Iterator[Received]:
    """Yield a document for each chapter, with the author and language that the book gives."""
    with Package(source) as package:
        book = _Book(package)
        found = 0
        aside = sum(len(words_in(book.body(file))) for file in book.pages if file in book.set_aside)
        for chapter in book.chapters():
            prose = Prose()
            for file in chapter.files:
                prose.blocks += HtmlBlocks(prose).of(book.body(file))
            if any(block.strand.text.strip() for block in prose.blocks):
                prose.set_aside["cover, contents and imprint"] = 0 if found else aside
                found += 1
                yield prose.received(source, chapter.title or book.title, part=chapter.file, **book.fields)
    if not found:
        raise UnreadableError("there is no text in it", where=source.name, todo="get it again from where it came")


class _Book:
    """What a book says of itself: its pages in order, which of them have an entry in the contents."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._bodies: dict[str, Any] = {}
        container = package.xml("META-INF/container.xml")
        main = next((one.get("full-path") or "" for one in container.iter() if name_of(one) == "rootfile"), "")
        self.folder = posixpath.dirname(main)
        self.root = package.xml(main)
        items = [one for one in self.root.iter() if name_of(one) == "item"]
        self.files = {one.get("id"): within(self.folder, one.get("href") or "") for one in items}
        pages = {one.get("id") for one in items if one.get("media-type") in _PAGES}
        references = [one for one in self.root.iter() if name_of(one) == "itemref"]
        self.pages = [self.files[one.get("idref")] for one in references if one.get("idref") in pages]
        self.pages = [file for file in dict.fromkeys(self.pages) if file in package.names]
        self._refuse_locked()
        contents = [one for one in items if "nav" in (one.get("properties") or "").split()]
        self.set_aside = {self.files[one.get("id")] for one in contents} | set(self._front())
        self.title = self._said("title")
        self.fields = self._facts()

    def body(self, file: str) -> Any:
        """Return the body of a page, which is XHTML, or at times only meant to be."""
        if file not in self._bodies:
            try:
                root = self.package.xml(file)
            except UnreadableError:
                root = parse_html(self.package.data(file).decode("utf-8", errors="replace"), self.package.source)
            self._bodies[file] = next((one for one in root.iter() if name_of(one) == "body"), root)
        return self._bodies[file]

    def _refuse_locked(self) -> None:
        if "META-INF/encryption.xml" not in self.package.names:
            return
        listed = self.package.xml("META-INF/encryption.xml")
        if any(
            within("", one.get("URI") or "") in self.pages for one in listed.iter() if name_of(one) == "CipherReference"
        ):
            raise UnreadableError(
                "it is locked by its seller (DRM)", where=self.package.source.name, todo="ask for a file without a lock"
            )

    def _front(self) -> Iterator[str]:
        """Yield the files that are cover, contents or imprint."""
        for one in self.root.iter():
            if name_of(one) == "reference" and (one.get("type") or "").lower() in _ASIDE:
                yield within(self.folder, one.get("href") or "")
        for file in self.pages:
            body = self.body(file)
            top = [body, *body[:1]] if len(body) == 1 else [body]
            if any(_ASIDE & set((one.get(_TYPE) or "").split()) for one in top):
                yield file

    def _said(self, name: str) -> str:
        return next((words_in(one) for one in self.root.iter() if name_of(one) == name and words_in(one)), "")

    def _facts(self) -> dict[str, Any]:
        refined = {
            (one.get("refines") or "").lstrip("#"): words_in(one)
            for one in self.root.iter()
            if name_of(one) == "meta" and one.get("property") == "role"
        }
        people = [one for one in self.root.iter() if name_of(one) in ("creator", "contributor") and words_in(one)]
        roles = [(one.get(_ROLE) or refined.get(one.get("id") or "", ""), one) for one in people]
        authors = [words_in(one) for role, one in roles if role == "aut" or (not role and name_of(one) == "creator")]
        translators = [words_in(one) for role, one in roles if role == "trl"]
        said = {"author": authors, "translator": " and ".join(translators), "date": self._said("date")}
        fields = fields_of(said | {"language": self._said("language")})
        del fields["title"]
        return fields

    def _entries(self) -> Mapping[str, str]:
        """Return the files that the table of contents points to, with their titles."""
        entries: dict[str, str] = {}
        for item in (one for one in self.root.iter() if name_of(one) == "item"):
            file = self.files[item.get("id")]
            if file not in self.package.names:
                continue
            if "nav" in (item.get("properties") or "").split():
                found = list(_nav_entries(self.body(file)))
            elif item.get("media-type") == "application/x-dtbncx+xml":
                found = list(_ncx_entries(self.package.xml(file)))
            else:
                continue
            for address, title in found:
                entries.setdefault(within(posixpath.dirname(file), address), title)
        return entries

    def chapters(self) -> list[_Chapter]:
        """Return the chapters with their files, in the order of the book."""
        entries = self._entries()
        chapters: list[_Chapter] = []
        for file in self.pages:
            if file in self.set_aside:
                continue
            if not chapters or file in entries:
                chapters.append(_Chapter(file, entries.get(file, "")))
            chapters[-1].files.append(file)
        return chapters


def _nav_entries(body: Any) -> Iterator[tuple[str, str]]:
    for nav in body.iter():
        if name_of(nav) == "nav" and "toc" in (nav.get(_TYPE) or nav.get("epub:type") or "toc").split():
            yield from ((one.get("href") or "", words_in(one)) for one in nav.iter() if name_of(one) == "a")


def _ncx_entries(root: Any) -> Iterator[tuple[str, str]]:
    for point in (one for one in root.iter() if name_of(one) == "navPoint"):
        label, content = child(point, "navLabel"), child(point, "content")
        if label is not None and content is not None:
            yield content.get("src") or "", words_in(label)


def _is_book(source: Source) -> bool:
    return _KIND in source.head[:200] or "META-INF/container.xml" in source.members()


reader = Reader("epub", _is_book, read)
