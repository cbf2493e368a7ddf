"""The body of a Word document: its paragraphs and tables as blocks of prose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from storylens.ingest.blocks import Block
from storylens.ingest.elements import child, name_of
from storylens.ingest.prose import Prose
from storylens.ingest.rows import rows_as_blocks
from storylens.ingest.strand import Strand
from storylens.ingest.wordnames import switched_on, text_of, value
from storylens.records import Stretch

DELETED, HIDDEN, CONTENTS = "deleted words (tracked changes)", "hidden words", "table of contents"
_AROUND = ("body", "sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "txbxContent")
_NO_WORDS = ("pPr", "rPr", "instrText", "delInstrText", "fldChar", "sdtPr", "sdtEndPr", "rt", "proofErr", "fldData")
_LEVELS = tuple("012345678")
_DRAWN = ("drawing", "pict", "object")
_AS_TEXT = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


class _Look(NamedTuple):
    """How characters look."""

    bold: bool = False
    slanted: bool = False


class Styles:
    """Which styles make headings, quotations and the like, by id."""

    def __init__(self, root: Any) -> None:
        styles = [one for one in root.iter() if name_of(one) == "style"] if root is not None else []
        self._by_id = {value(style, "styleId"): style for style in styles}

    def _line(self, style_id: str) -> Iterator[Any]:
        """Yield a style and those that it is based on."""
        seen: set[str] = set()
        while style_id in self._by_id and style_id not in seen:
            seen.add(style_id)
            style = self._by_id[style_id]
            yield style
            based = child(style, "basedOn")
            style_id = value(based) if based is not None else ""

    def name(self, style_id: str) -> str:
        """Return the name of a style in lower case; Word keeps the English names of its own styles."""
        style = self._by_id.get(style_id)
        named = child(style, "name") if style is not None else None
        return (value(named) if named is not None else style_id).lower()

    def stretch(self, paragraph: Any) -> tuple[Stretch, int]:
        """Return what a paragraph is by its style or outline level, and of a heading how deep it stands."""
        properties = child(paragraph, "pPr")
        style_id = ""
        if properties is not None:
            level, style = child(properties, "outlineLvl"), child(properties, "pStyle")
            style_id = value(style) if style is not None else ""
            if level is not None and value(level) in _LEVELS:
                return Stretch.HEADING, int(value(level)) + 1
        for style in self._line(style_id):
            name, level = self.name(value(style, "styleId")), child(style, "pPr", "outlineLvl")
            if name.startswith(("title", "subtitle")):
                return Stretch.HEADING, 0
            if level is not None and value(level) in _LEVELS:
                return Stretch.HEADING, int(value(level)) + 1
            if name.startswith("heading"):
                return Stretch.HEADING, int(name[-1]) if name[-1] in "123456789" else 1
            if name in ("quote", "intense quote", "block text", "quotations"):
                return Stretch.QUOTED, 0
        return Stretch.SPEECH, 0

    def has(self, style_id: str, name: str) -> bool:
        """Say whether a style switches a property of characters on."""
        return any(switched_on(child(style, "rPr"), name) for style in self._line(style_id))


class Body:
    """Walk the body and hand its blocks to the prose; `title` is the first paragraph in the style Title."""

    def __init__(self, prose: Prose, styles: Styles, footnotes: Mapping[tuple[str, str], str]) -> None:
        self.prose, self.styles, self.footnotes = prose, styles, footnotes
        self.title = ""
        self._signs: dict[tuple[str, str], str] = {}
        self._carried: Strand | None = None  # a paragraph whose end was deleted: it goes on in the next
        self._boxes: list[Any] = []

    def read(self, root: Any) -> None:
        """Add all blocks below the root of the document."""
        self.prose.blocks.extend(self._blocks(root))

    def _blocks(self, container: Any) -> Iterator[Block]:
        for element in container:
            name = name_of(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from rows_as_blocks([row for row in self._rows(element) if row])
            elif name in _AROUND:
                yield from self._blocks(element)
            elif name == "altChunk":
                self.prose.remarks["another file is built into it and is not read"] = None

    def _rows(self, table: Any) -> Iterator[list[list[Strand]]]:
        for element in table:
            if name_of(element) != "tr":
                if name_of(element) in _AROUND:
                    yield from self._rows(element)
            elif child(element, "trPr", "del") is not None:
                self.prose.set_aside[DELETED] += len(text_of(element))
            else:
                yield [[block.strand for block in self._blocks(cell)] for cell in _cells(element)]

    def _paragraph(self, element: Any) -> Iterator[Block]:
        strand, self._carried = self._carried or Strand(), None
        self._inline(element, strand, _Look())
        boxes, self._boxes = self._boxes, []
        if child(element, "pPr", "rPr", "del") is not None:
            self._carried = strand
        elif self._style(element).startswith("toc "):
            self.prose.set_aside[CONTENTS] += strand.length
        else:
            if not self.title and self._style(element) == "title":
                self.title = strand.text
            stretch, level = self.styles.stretch(element)
            yield Block(strand, stretch, level=level)
        for box in boxes:
            yield from self._blocks(box)

    def _style(self, paragraph: Any) -> str:
        style = child(paragraph, "pPr", "pStyle")
        return self.styles.name(value(style)) if style is not None else ""

    def _inline(self, element: Any, strand: Strand, look: _Look) -> None:
        """Add the words in an element to a strand. Nested as deep as the file is: 256 at most."""
        for one in element:
            name = name_of(one)
            if name == "t":
                strand.add(one.text or "", bold=look.bold, slanted=look.slanted)
            elif name == "r":
                self._run(one, strand)
            elif name in _NO_WORDS:
                continue
            elif name in _AS_TEXT:
                strand.add(_AS_TEXT[name], bold=look.bold, slanted=look.slanted)
            elif name in ("del", "moveFrom", "delText"):
                gone = (part.text or "" for part in one.iter() if name_of(part) in ("t", "delText"))
                self.prose.set_aside[DELETED] += sum(map(len, gone))
            elif name in _DRAWN or name == "AlternateContent":
                self._drawn(one)
            elif name == "sym":
                self.prose.set_aside["symbols of a font of its own"] += 1
            elif name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
                strand.mark(value(one, "id"), opens=name == "commentRangeStart")
            elif name in ("footnoteReference", "endnoteReference"):
                self._footnote(name.removesuffix("Reference"), value(one, "id"), strand)
            else:
                self._inline(one, strand, look)

    def _run(self, run: Any, strand: Strand) -> None:
        properties = child(run, "rPr")
        look = _Look()
        if properties is not None:
            style = child(properties, "rStyle")
            style_id = value(style) if style is not None else ""
            if switched_on(properties, "vanish") or self.styles.has(style_id, "vanish"):
                self.prose.set_aside[HIDDEN] += len(text_of(run))
                return
            look = _Look(*(switched_on(properties, one) or self.styles.has(style_id, one) for one in ("b", "i")))
        self._inline(run, strand, look)

    def _footnote(self, kind: str, identity: str, strand: Strand) -> None:
        if (kind, identity) in self.footnotes:
            sign = self._signs.setdefault((kind, identity), str(len(self._signs) + 1))
            strand.footnotes.append((sign, self.footnotes[kind, identity]))

    def _drawn(self, element: Any) -> None:
        """Keep the text boxes in a drawing for after the paragraph. Each is there twice, for old and new Word."""
        boxes = [one for one in element.iter() if name_of(one) == "txbxContent"]
        choices = [box for box in boxes if not any(name_of(up) == "Fallback" for up in box.iterancestors())]
        self._boxes += choices or boxes
        if not boxes and any(name_of(one) in ("pic", "imagedata") for one in element.iter()):
            self.prose.pictures += 1


def _cells(row: Any) -> Iterator[Any]:
    for element in row:
        if name_of(element) == "tc":
            yield element
        elif name_of(element) in _AROUND:
            yield from _cells(element)
