"""Markdown with or without front matter, as people, blogs and converters write it.

The marks, and what site generators and pandoc add for their own use, are set aside and counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from storylens.ingest.blocks import Block
from storylens.ingest.frontmatter import fields_of, split_front
from storylens.ingest.plaintext import decoded
from storylens.ingest.prose import Prose
from storylens.ingest.reader import Reader
from storylens.ingest.rows import rows_as_blocks
from storylens.ingest.source import Source
from storylens.ingest.strand import Strand, words
from storylens.ingest.templates import TEMPLATE
from storylens.ingest.text import LABEL, as_text
from storylens.ingest.webtext import text_of_html
from storylens.records import Received, Stretch
from storylens.records.dates import day

_LONGEST = 20_000  # characters of a paragraph that people write; a parser takes minutes for what machines make
_NESTED = 3  # spans in spans that pandoc writes
_ENDINGS = (".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd")
_MACHINERY = re.compile(
    rf"{TEMPLATE.pattern}"
    r"|\{:[^{}\n]{0,500}\}"  # {: .class style="..." }
    r"|(?<=[\])`])\{[.#=][^{}\n]{0,500}\}"  # ![](picture.png){width=3in .class}, `code`{=html}
    r"|[ \t]\{[.#-][^{}\n]{0,500}\}(?=[ \t]*$)"  # # Heading {#id .unnumbered}
    r"|^[ \t]*:{3,}.*$",  # ::: {.note}
    re.MULTILINE,
)
_SPAN = re.compile(r"\[((?:[^\[\]\\]|\\.){0,5000})\]\{[.#][^{}\n]{0,500}\}")  # [words]{.underline}
_RAISED = re.compile(r"\^(\w{1,4})\^|(?<!~)~(\w{1,4})~(?!~)")  # 5^th^, H~2~O
_NOTE = re.compile(
    r"^ {0,3}\[\^(?P<id>[^\]\s]{1,60})\]:[ \t]*(?P<words>.*(?:\n(?!\s*$| {0,3}\[\^).+)*(?:\n+ {4}.+)*)", re.M
)
_SIGN = re.compile(r"\[\^([^\]\s]{1,60})\]|\^\[([^\[\]]{1,2000})\]")
_PICTURE = re.compile(r"<img\b(?:[^>]{0,2000}?\balt=\"(?P<alt>[^\"<>]{0,2000})\")?[^>]{0,2000}>", re.IGNORECASE)
_BLANK = re.compile(r"\n[ \t]*\n")
_HEADING = re.compile(rb"^#{1,6} \S", re.MULTILINE)
_EMPHASIS = re.compile(rb"\*\*[^\s*][^*\n]{0,200}\*\*|\]\([^()\s]{1,500}\)")


def read(source: Source) -> Iterator[Received]:
    """Yield one document: the words without the marks, a paragraph a line."""
    text, remarks = decoded(source)
    front = split_front(text)
    prose = Prose()
    prose.remarks.update(dict.fromkeys(filter(None, [*remarks, front.remark])))
    prose.set_aside["front matter"] = len(text) - len(front.rest)
    plain = front.rest
    if max(map(len, _BLANK.split(plain))) > _LONGEST:
        yield as_text(text, source, [*remarks, "read as plain text: its paragraphs are too long for markdown"])
        return
    for _ in range(_NESTED):
        plain = _SPAN.sub(r"\1", plain)
    plain = _RAISED.sub(r"\1\2", _MACHINERY.sub("", plain))
    prose.set_aside["marks of site generators and converters"] = len(front.rest) - len(plain)
    walk = _Walk(prose)
    walk.read(plain)
    fields = fields_of(front.facts)
    if front.facts and not fields["collected_on"]:
        fields["collected_on"] = day(source.stem[:10])  # the name of a blog post begins with its date
    yield prose.received(source, whole=len(text), **fields)


class _Walk:
    """Turn what the parser finds into blocks."""

    def __init__(self, prose: Prose) -> None:
        from markdown_it import MarkdownIt

        self.prose = prose
        self.parser = MarkdownIt("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"])
        self.notes: dict[str, str] = {}

    def read(self, text: str) -> None:
        """Add the blocks of a text; footnotes follow the paragraph that refers to them."""
        self.notes = {found["id"]: found["words"] for found in _NOTE.finditer(text)}
        quoted, stretch, label, level = 0, Stretch.SPEECH, "", 0
        rows: list[list[list[Strand]]] = []
        for token in self.parser.parse(_NOTE.sub("", text) if self.notes else text):
            match token.type:
                case "blockquote_open" | "blockquote_close":
                    quoted += token.nesting
                case "heading_open" | "heading_close":
                    stretch = Stretch.HEADING if token.nesting > 0 else Stretch.SPEECH
                    level = int(token.tag[1:]) if token.nesting > 0 else 0  # h1 to h6
                case "list_item_open":
                    label = f"{token.info}{token.markup} " if token.info else ""
                case "tr_open":
                    rows.append([])
                case "table_close":
                    self.prose.blocks.extend(rows_as_blocks(rows))
                    rows = []
                case "inline" if rows:
                    rows[-1].append([self._strand(token.children or [])])
                case "inline":
                    kind = Stretch.QUOTED if quoted and stretch is Stretch.SPEECH else stretch
                    self.prose.blocks.append(Block(self._strand(token.children or []), kind, label, level=level))
                    label = ""
                case "fence" | "code_block":
                    self.prose.add(words(token.content), Stretch.NOTE if token.info else Stretch.SPEECH)
                case "html_block":
                    kept = _PICTURE.sub(self._picture, token.content)
                    self.prose.add(words(text_of_html(kept)), Stretch.QUOTED if quoted else Stretch.SPEECH)

    def _picture(self, tag: re.Match[str]) -> str:
        self.prose.pictures += 1
        self.prose.set_aside["descriptions of pictures"] += len(tag["alt"] or "")
        return ""

    def _strand(self, children: Sequence[Any]) -> Strand:
        strand, bold, slanted = Strand(), 0, 0
        for child in children:
            if child.type in ("text", "code_inline"):
                self._add(strand, child.content, bold > 0, slanted > 0)
            elif child.type in ("strong_open", "strong_close"):
                bold += child.nesting
            elif child.type in ("em_open", "em_close"):
                slanted += child.nesting
            elif child.type == "softbreak":
                strand.add("\r", bold=bold > 0, slanted=slanted > 0)
            elif child.type == "hardbreak" or (child.type == "html_inline" and child.content.lower().startswith("<br")):
                strand.add("\n")
            elif child.type == "image":
                self.prose.pictures += 1
                self.prose.set_aside["descriptions of pictures"] += len(child.content)
        return _lines(strand)

    def _add(self, strand: Strand, content: str, bold: bool, slanted: bool) -> None:
        at = 0
        for sign in _SIGN.finditer(content) if "^" in content else ():
            note = sign[2] if sign[2] else self.notes.get(sign[1])
            if note is not None:
                strand.add(content[at : sign.start()], bold=bold, slanted=slanted)
                at = sign.end()
                number = sign[1] or str(len(strand.footnotes) + 1)
                strand.footnotes.append((number, self._plain(note)))
        strand.add(content[at:], bold=bold, slanted=slanted)

    def _plain(self, note: str) -> str:
        inline = self.parser.parseInline(" ".join(note.split()))
        return "".join(child.content for token in inline for child in token.children or [] if child.type != "image")


def _lines(strand: Strand) -> Strand:
    """Close up the line breaks of a paragraph, but where each of its lines begins with who speaks."""
    lines = strand.text.split("\r")
    if len(lines) > 1:
        spoken = LABEL.match(lines[0]) is not None
        whole = lines[0] + "".join(("\n" if spoken and LABEL.match(line) else " ") + line for line in lines[1:])
        strand.pieces, strand.length = [whole], len(whole)
    return strand


def _is_markdown(source: Source) -> bool:
    if source.suffix in _ENDINGS:
        return True
    head = source.head
    if source.suffix not in ("", ".txt", ".text") or b"\x00" in head:
        return False
    return len(_HEADING.findall(head)) > 1 and _EMPHASIS.search(head) is not None


reader = Reader("markdown", _is_markdown, read, version="2")
