"""OpenDocument text, packed (.odt) or flat (.fodt): paragraphs, headings, lists, tables, footnotes, comments.

What tracked changes deleted, tables of contents, and headers and footers are counted and set aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from storylens.ingest.blocks import Block
from storylens.ingest.elements import words_in
from storylens.ingest.package import Package, parse_xml
from storylens.ingest.prose import Comment, Prose
from storylens.ingest.reader import Reader
from storylens.ingest.rows import rows_as_blocks
from storylens.ingest.source import Source
from storylens.ingest.strand import Strand
from storylens.records import Received, Stretch, UnreadableError

_KIND = b"application/vnd.oasis.opendocument.text"
_NAMESPACES = {
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0": "draw",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0": "fo",
    "http://purl.org/dc/elements/1.1/": "dc",
}
_PREFIXES = {prefix: f"{{{address}}}" for address, prefix in _NAMESPACES.items()}
_DELETED = "deleted words (tracked changes)"
_TITLES = frozenset(("title", "subtitle"))
_INDEXES = ("text:table-of-content", "text:alphabetical-index", "text:illustration-index", "text:table-index")
_NO_WORDS = ("office:forms", "text:sequence-decls", "text:variable-decls", "text:user-field-decls", "text:ruby-text")
_ROWS = ("table:table-header-rows", "table:table-rows", "table:table-row-group")
_SPACES = re.compile(r"[ \t\r\n]+")


@cache
def _short(tag: str) -> str:
    address, _, name = tag.removeprefix("{").rpartition("}")
    return f"{_NAMESPACES.get(address, '')}:{name}"


def _name(element: Any) -> str:
    return _short(element.tag) if isinstance(element.tag, str) else ""


def _value(element: Any, name: str) -> str:
    prefix, _, bare = name.partition(":")
    return str(element.get(_PREFIXES[prefix] + bare) or "")


def _below(root: Any, name: str) -> Iterator[Any]:
    prefix, _, bare = name.partition(":")
    return iter(root.iter(_PREFIXES[prefix] + bare))


def read(source: Source) -> Iterator[Received]:
    """Yield one document. A row of a table is a line, its cells parted by tabs."""
    if source.head.startswith(b"PK"):
        with Package(source) as package:
            names = ("content.xml", "styles.xml", "meta.xml")
            if "META-INF/manifest.xml" in package.names and b"encryption-data" in package.data("META-INF/manifest.xml"):
                raise UnreadableError("it is protected by a password", where=source.name, todo="save it without one")
            roots = [package.xml(name) for name in names if name == "content.xml" or name in package.names]
    else:
        if b"<!DOCTYPE" in source.head.upper():
            raise UnreadableError(
                "its XML declares entities, which no honest document does", where=source.name, todo="ask the sender"
            )
        roots = [parse_xml(source.data(), source)]
    prose = Prose()
    styles = _Styles([style for root in roots for style in _below(root, "style:style")])
    walk = _Walk(prose, styles)
    for body in _below(roots[0], "office:text"):
        prose.blocks.extend(walk.blocks(body))
    for root in roots:
        for page in _below(root, "style:master-page"):
            prose.set_aside["headers and footers"] += sum(len(words_in(part)) for part in page)
    metas = [meta for root in roots for meta in _below(root, "office:meta")]
    titles = [walk.title, *(title.text or "" for meta in metas for title in _below(meta, "dc:title"))]
    yield prose.received(source, next((title for title in titles if title.strip()), ""))


class _Styles:
    """What styles say of paragraphs and words; a style made for one place is based on a named one."""

    def __init__(self, styles: list[Any]) -> None:
        self._by_name = {_value(style, "style:name"): style for style in styles}

    def _line(self, name: str) -> Iterator[Any]:
        seen: set[str] = set()
        while name in self._by_name and name not in seen:
            seen.add(name)
            yield self._by_name[name]
            name = _value(self._by_name[name], "style:parent-style-name")

    def names(self, name: str) -> set[str]:
        """Return the names, in lower case, of a style and of those that it is based on."""
        return {name.lower(), *(_value(style, "style:parent-style-name").lower() for style in self._line(name))}

    def _property(self, name: str, wanted: str) -> str:
        found = (
            _value(part, wanted)
            for style in self._line(name)
            for part in style
            if _name(part) == "style:text-properties" and _value(part, wanted)
        )
        return next(found, "")

    def bold(self, name: str, otherwise: bool) -> bool:
        """Say whether words in this style are bold, where it says anything about it."""
        weight = self._property(name, "fo:font-weight")
        return weight in ("bold", "700", "800", "900") if weight else otherwise

    def hidden(self, name: str) -> bool:
        """Say whether words in this style are not shown."""
        return self._property(name, "text:display") == "none"


class _Walk:
    """The blocks of a document in the order in which they stand; `title` is the first paragraph in that style."""

    def __init__(self, prose: Prose, styles: _Styles) -> None:
        self.prose, self.styles = prose, styles
        self.title = ""
        self._boxes: list[Any] = []
        self._deletions: set[str] = set()  # changes whose deleted words still stand where they were
        self._gone = ""  # the one of them that we are in

    def blocks(self, container: Any) -> Iterator[Block]:
        for element in container:
            name = _name(element)
            if name in ("text:p", "text:h"):
                yield from self._paragraph(element, name == "text:h")
            elif name == "table:table":
                yield from rows_as_blocks([row for row in self._rows(element) if row])
            elif name == "text:tracked-changes":
                self._changes(element)
            elif name in _INDEXES:
                self.prose.set_aside["table of contents"] += len(words_in(element))
            elif name not in _NO_WORDS and name:
                yield from self.blocks(element)

    def _changes(self, element: Any) -> None:
        for region in _below(element, "text:changed-region"):
            parts = [part for gone in _below(region, "text:deletion") for part in gone]
            self.prose.set_aside[_DELETED] += sum(
                len(words_in(part)) for part in parts if _name(part) != "office:change-info"
            )
            if parts:
                self._deletions.add(_value(region, "text:id"))

    def _rows(self, table: Any) -> Iterator[list[list[Strand]]]:
        for element in table:
            if _name(element) == "table:table-row":
                yield [[block.strand for block in self.blocks(cell)] for cell in element if "cell" in _name(cell)]
            elif _name(element) in _ROWS:
                yield from self._rows(element)

    def _paragraph(self, element: Any, heading: bool) -> Iterator[Block]:
        style = _value(element, "text:style-name")
        names = self.styles.names(style)
        strand = Strand()
        self._inline(element, strand, self.styles.bold(style, False))
        boxes, self._boxes = self._boxes, []
        if self.styles.hidden(style):
            self.prose.set_aside["hidden words"] += strand.length
        else:
            if "title" in names and not self.title:
                self.title = strand.text
            level = _level(element) if heading and not names & _TITLES else 0
            quoted = bool(names & {"quotations", "quote"})
            stretch = Stretch.HEADING if heading or names & _TITLES else Stretch.QUOTED if quoted else Stretch.SPEECH
            yield Block(strand, stretch, level=level)
        for box in boxes:
            yield from self.blocks(box)

    def _inline(self, element: Any, strand: Strand, bold: bool) -> None:
        """Add the words in an element to a strand. Nested as deep as the file is: 256 at most."""
        self._add(element.text, strand, bold)
        for one in element:
            name, style = _name(one), _value(one, "text:style-name") if isinstance(one.tag, str) else ""
            if name == "text:s":
                count = _value(one, "text:c")
                strand.add(" " * min(int(count) if count.isascii() and count.isdigit() else 1, 100))
            elif name in ("text:change-start", "text:change-end"):
                changed = _value(one, "text:change-id")
                if changed in self._deletions:
                    self._gone = changed if name == "text:change-start" else ""
            elif name == "text:tab":
                strand.add("\t")
            elif name == "text:line-break":
                strand.add("\n")
            elif name in ("office:annotation", "office:annotation-end"):
                self._comment(one, strand, opens=name == "office:annotation")
            elif name == "text:note":
                self._footnote(one, strand)
            elif name.startswith("draw:"):
                self._boxes.append(one)
                self.prose.pictures += any(True for _ in _below(one, "draw:image"))
            elif name == "text:span" and self.styles.hidden(style):
                self.prose.set_aside["hidden words"] += len(words_in(one))
            elif name not in _NO_WORDS and name:
                self._inline(one, strand, self.styles.bold(style, bold) if name == "text:span" else bold)
            self._add(one.tail, strand, bold)

    def _add(self, text: str | None, strand: Strand, bold: bool) -> None:
        words = _flat(text)
        if self._gone:
            self.prose.set_aside[_DELETED] += len(words)
        else:
            strand.add(words, bold=bold)

    def _comment(self, element: Any, strand: Strand, *, opens: bool) -> None:
        identity = _value(element, "office:name") or f"unnamed {len(self.prose.comments)}"
        strand.mark(identity, opens=opens)
        if opens:
            author, at = ("".join(map(words_in, _below(element, name))) for name in ("dc:creator", "dc:date"))
            self.prose.comments[identity] = Comment(_paragraphs(element), author, at)

    def _footnote(self, element: Any, strand: Strand) -> None:
        sign = "".join(words_in(one) for one in _below(element, "text:note-citation"))
        words = "\n".join(_paragraphs(one) for one in _below(element, "text:note-body"))
        strand.footnotes.append((sign, words))


def _level(heading: Any) -> int:
    level = _value(heading, "text:outline-level")
    return int(level) if level in tuple("123456789") else 1


def _flat(text: str | None) -> str:
    """Return text with white space closed up, as the format has it; spaces that count are elements of their own."""
    if not text or (text.isprintable() and "  " not in text):
        return text or ""
    return _SPACES.sub(" ", text)


def _paragraphs(element: Any) -> str:
    return "\n".join(words_in(one) for one in element.iter() if _name(one) in ("text:p", "text:h"))


def _is_opendocument(source: Source) -> bool:
    if source.head.startswith(b"PK"):
        named = _KIND in source.head[:200] and _KIND + b"-" not in source.head[:200]
        return named or (source.suffix == ".odt" and "content.xml" in source.members())
    return b"<office:document" in source.head[:4096] and _KIND in source.head[:16384]


reader = Reader("odt", _is_opendocument, read)
