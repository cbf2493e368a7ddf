"""HTML as blocks of prose: paragraphs, headings, quotations, lists, tables. Also for XHTML in books and wikis.

It knows the names of HTML, and those of the simplified tree that trafilatura gives.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

from storylens.ingest.blocks import Block
from storylens.ingest.elements import name_of
from storylens.ingest.prose import Prose
from storylens.ingest.rows import rows_as_blocks
from storylens.ingest.strand import Strand
from storylens.records import Stretch

UNSEEN = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "math",
        "iframe",
        "object",
        "video",
        "audio",
        "canvas",
        "button",
        "select",
        "option",
        "input",
        "textarea",
        "datalist",
        "rp",
        "rt",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "hi",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "ref",
        "ruby",
        "rb",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "entity",
    ]
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "head"])
_QUOTES = frozenset(("blockquote", "quote"))
_ITEMS = frozenset(("li", "item"))
_NOTES = frozenset(("figcaption", "caption"))
_BOLD = frozenset(("b", "strong"))
_CELLS = frozenset(("td", "th", "cell"))
_SPACES = re.compile(r"[ \t\r\n\f\u00ad]+")  # soft hyphens go with the spaces
_SIGN = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§]{1,3}|[a-z]|[ivx]{1,5})[\])]?|↩︎?|↑|\^")
_NAMED_HEADING = re.compile(r"(?:^|[-_\s])(?:h[1-6]|heading|sub-?head(?:ing)?)(?:$|[-_\s])", re.IGNORECASE)
_DEEP = re.compile(r"(?:h|heading-?)?([1-6])", re.IGNORECASE)
_EMOJI = re.compile(r"emoji|emoticon|smiley", re.IGNORECASE)
_LONG_HEADING = 25  # words


class HtmlBlocks:
    """Walk a tree and collect its blocks. `skips` says which elements are left out, such as menus."""

    def __init__(self, prose: Prose, skips: Callable[[Any], bool] = lambda _: False) -> None:
        self.prose, self.skips = prose, skips
        self.blocks: list[Block] = []
        self.linked = 0  # characters inside of links
        self._strand = Strand()
        self._label = ""
        self._level = 0  # of the heading that we are in
        self._kept = False  # inside of <pre>, where spaces and line ends count

    def of(self, element: Any) -> list[Block]:
        """Return the blocks in an element."""
        self._inside(element, Stretch.SPEECH, False, False)
        self._end(Stretch.SPEECH)
        return self.blocks

    def _inside(self, element: Any, stretch: Stretch, bold: bool, link: bool) -> None:
        """Walk what is in an element. Nested as deep as the file is: 256 at most."""
        self._words(element.text, bold, link)
        number = int(element.get("start") or 1) if (element.get("start") or "1").isdecimal() else 1
        for one in element:
            name = name_of(one)
            if name in _INLINE and not self.skips(one):
                self._inline(one, name, stretch, bold, link)
            elif name == "br" or name == "lb":
                self._strand.add("\n")
            elif name in ("img", "graphic"):
                self._picture(one)
            elif not name:
                self._words(unescape(one.text or "") if str(one).startswith("&") else "", bold, link)
            elif name not in UNSEEN and not self.skips(one):
                self._end(stretch)
                if name in _ITEMS and (name_of(element) == "ol" or element.get("rend") == "ol"):
                    self._label = f"{number}. "
                    number += 1
                self._block(one, name, stretch, bold, link)
            self._words(one.tail, bold, link)

    def _inline(self, element: Any, name: str, stretch: Stretch, bold: bool, link: bool) -> None:
        if _is_sign(element, name) and self._strand.text.strip():
            self.prose.set_aside["signs of footnotes"] += len("".join(element.itertext()))
            return
        if name == "q":
            self._strand.add("“")
        self._inside(
            element, stretch, bold or name in _BOLD or element.get("rend") == "#b", link or name in ("a", "ref")
        )
        if name == "q":
            self._strand.add("”")

    def _block(self, element: Any, name: str, stretch: Stretch, bold: bool, link: bool) -> None:
        if name == "table" and not _is_layout(element):
            self.blocks.extend(rows_as_blocks([row for row in self._rows(element) if row]))
            return
        kind = stretch
        if name in _HEADINGS or element.get("role") == "heading" or _NAMED_HEADING.search(element.get("class") or ""):
            short = len("".join(element.itertext()).split()) <= _LONG_HEADING
            kind = Stretch.HEADING if name in _HEADINGS or short else stretch
            self._level = _level(element, name)
        elif name in _QUOTES:
            kind = Stretch.QUOTED
        elif (
            name in _NOTES
            or "footnote" in (element.get("role") or "")
            or _epub_type(element) in ("footnote", "endnote")
        ):
            kind = Stretch.NOTE
        kept, self._kept = self._kept, self._kept or name in ("pre", "listing", "xmp")
        self._inside(element, kind, bold, link)
        self._end(kind)
        self._kept = kept

    def _rows(self, table: Any) -> Iterator[list[list[Strand]]]:
        for row in table.iter():
            if name_of(row) in ("tr", "row"):
                cells = [one for one in row if name_of(one) in _CELLS and not self.skips(one)]
                yield [[block.strand for block in self._part(cell)] for cell in cells]
            elif name_of(row) == "caption":
                self.blocks.extend(Block(block.strand, Stretch.NOTE) for block in self._part(row))

    def _part(self, element: Any) -> list[Block]:
        """Return the blocks of one cell by itself."""
        part = HtmlBlocks(self.prose, self.skips)
        blocks = part.of(element)
        self.linked += part.linked
        return blocks

    def _words(self, text: str | None, bold: bool, link: bool) -> None:
        if not text:
            return
        if not self._kept:
            text = _SPACES.sub(lambda found: " " if found[0].strip("\u00ad") else "", text)
            last = self._strand.pieces[-1][-1:] if self._strand.pieces else ""
            if last in ("", " ", "\n"):
                text = text.lstrip(" ")
        if text:
            self._strand.add(text, bold=bold)
            self.linked += len(text) if link else 0

    def _end(self, stretch: Stretch) -> None:
        """End a paragraph."""
        if self._strand.text.strip():
            level = self._level if stretch is Stretch.HEADING else 0
            self.blocks.append(Block(self._strand, stretch, self._label, level=level))
            self._label = ""
        self._strand = Strand()

    def _picture(self, element: Any) -> None:
        described = " ".join((element.get("alt") or "").split())
        if _EMOJI.search(element.get("class") or "") or (0 < len(described) <= 4 and not described.isascii()):
            self._strand.add(described)
        else:
            self.prose.pictures += 1
            self.prose.set_aside["descriptions of pictures"] += len(described)


def _level(element: Any, name: str) -> int:
    """Return how deep a heading stands: by its name, or what it says of itself; 2 where it says nothing."""
    said = [name, element.get("aria-level") or "", element.get("rend") or "", *(element.get("class") or "").split()]
    levels = (found[1] for one in said if (found := _DEEP.fullmatch(one)))
    return int(next(levels, "2"))


def _is_sign(element: Any, name: str) -> bool:
    """Say whether an element is the sign of a footnote: a raised number, or one that links within the page."""
    words = "".join(element.itertext()).strip()
    if not _SIGN.fullmatch(words):
        return False
    if name == "a":
        return "#" in (element.get("href") or "")
    return name in ("sup", "span") and any(
        "#" in (one.get("href") or "") for one in element.iter() if name_of(one) == "a"
    )


def _is_layout(table: Any) -> bool:
    """Say whether a table only puts things in their places, as on old pages: it holds tables, headings, menus."""
    if table.get("role") == "presentation":
        return True
    return any(name_of(one) in ("table", "h1", "h2", "h3", "form", "nav") for one in table.iter() if one is not table)


def _epub_type(element: Any) -> str:
    return str(element.get("{http://www.idpf.org/2007/ops}type") or element.get("epub:type") or "")
