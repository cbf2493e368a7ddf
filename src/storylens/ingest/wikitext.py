"""Wiki markup (MediaWiki) to words: paragraphs, headings, lists, tables, quotations, footnotes.

Templates, categories, pictures and tags are left out. One pass over the text, whatever is nested or not closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from storylens.ingest.blocks import Block
from storylens.ingest.rows import rows_as_blocks
from storylens.ingest.strand import Strand, words
from storylens.records import Stretch

USER = "\x1f"  # stands around a user's name that a page links to; no text can hold it
DEPTH = "\x1e"  # stands at the start of a line, once for each step to the right

_TOKEN = re.compile(r"\{\{|\}\}|\[\[|\]\]|<!--|-->")
_HEADING = re.compile(r"(={1,6})[ \t]*(.+?)[ \t]*\1[ \t]*")
_LIST = re.compile(r"[*#:;]+[ \t]*")
_REFERENCE = re.compile(
    r"<ref\b[^<>/]{0,500}(?:/>|>(?P<words>[^<]{0,5000}(?:<(?!/?ref\b)[^<]{0,5000}){0,20})</ref\s*>)", re.I
)
_UNSEEN = re.compile(
    r"<(gallery|math|timeline|score|imagemap|templatestyles)\b[^<>]{0,500}>[^<]{0,20000}</\1\s*>", re.I
)
_QUOTE = re.compile(r"</?(?:blockquote|poem)\b[^<>]{0,500}>", re.I)
_BREAK = re.compile(r"<br\b[^<>]{0,50}>", re.I)
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,20}(?:\s[^<>]{0,1000})?/?>")
_OUTSIDE = re.compile(r"\[(?:https?:|//|mailto:)[^\s\]]{1,2000}(?:[ \t]+(?P<words>[^\[\]\n]{0,2000}))?\]")
_MARKS = re.compile(r"'{2,5}|__[A-Z]{3,20}__|-{4,}")
_CELL = re.compile(r"\|\||!!")
_ATTRIBUTES = re.compile(r"^[^|\[\]{}]{0,300}\|(?!\|)")
_ASIDE = ("file", "image", "category", "fichier", "datei", "catégorie", "kategorie", "imagen", "archivo", "media")
_QUOTES = ("quote", "cquote", "blockquote", "quotation", "citation bloc")


def blocks_of(text: str) -> list[Block]:
    """Return the blocks of a page. Lines are joined to paragraphs, as the wiki does when it shows them."""
    plain = _resolved(_UNSEEN.sub("", text))
    footnotes: list[str] = []

    def reference(found: re.Match[str]) -> str:
        if not (found["words"] or "").strip():
            return ""
        footnotes.append(_inline(found["words"]))
        return f"\x1d{len(footnotes) - 1}\x1d"

    return list(_Lines(_REFERENCE.sub(reference, plain), footnotes).blocks())


def _resolved(text: str) -> str:
    """Replace links by their words and leave out templates and comments, innermost first."""
    stack: list[tuple[str, list[str]]] = [("", [])]
    at = 0
    for token in _TOKEN.finditer(text):
        stack[-1][1].append(text[at : token.start()])
        at = token.end()
        sign, (opened, pieces) = token[0], stack[-1]
        if opened == "<!--":
            if sign == "-->":
                stack.pop()
            else:
                pieces.append(sign)
        elif sign in ("{{", "[[", "<!--"):
            stack.append((sign, []))
        elif (opened, sign) in (("{{", "}}"), ("[[", "]]")):
            stack.pop()
            stack[-1][1].append(_template("".join(pieces)) if sign == "}}" else _link("".join(pieces)))
        else:
            pieces.append(sign)
    stack[-1][1].append(text[at:])
    return "".join(opened + "".join(pieces) for opened, pieces in stack)  # what was never closed is text


def _template(inside: str) -> str:
    """Return what stays of a template: the words of a quotation, who did not sign."""
    name, *arguments = [part.strip() for part in inside.split("|")]
    bare = name.lower().replace("_", " ")
    if bare in _QUOTES and arguments:
        said = next((a for a in arguments if not re.match(r"\w{1,20}\s*=", a)), arguments[0].partition("=")[2])
        return f"\n<blockquote>{said}</blockquote>\n"
    if bare.startswith("unsigned") and arguments:
        return f" {USER}{arguments[0]}{USER} {arguments[1] if len(arguments) > 1 else ''}"
    if bare in ("nbsp", "spaces"):
        return " "
    return ""


def _link(inside: str) -> str:
    target, _, label = inside.partition("|")
    kind, colon, name = target.strip().lstrip(":").partition(":")
    space = kind.strip().lower().replace("_", " ")
    if colon and space in _ASIDE and not target.strip().startswith(":"):
        return ""
    if colon and space in ("user", "benutzer", "utilisateur", "usuario", "usuário"):
        return f"{USER}{name.partition('/')[0].partition('#')[0].strip()}{USER}"
    return label.rpartition("|")[2] if label else target.strip().lstrip(":")


def _inline(text: str) -> str:
    """Return the words of a piece of a line, without marks."""
    text = _OUTSIDE.sub(lambda found: found["words"] or "", text)
    return unescape(_TAG.sub("", _MARKS.sub("", _BREAK.sub("\n", text))))


class _Lines:
    """The blocks that lines make."""

    def __init__(self, text: str, footnotes: list[str]) -> None:
        self.lines = text.split("\n")
        self.footnotes = footnotes
        self.paragraph: list[str] = []
        self.quoted = False

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks."""
        table: list[str] | None = None
        for line in self.lines:
            bare = line.strip()
            if table is not None:
                if bare.startswith("|}"):
                    yield from self._table(table)
                    table = None
                else:
                    table.append(bare)
            elif bare.startswith("{|"):
                yield from self._end()
                table = []
            else:
                yield from self._line(line, bare)
        yield from self._table(table or [])
        yield from self._end()

    def _line(self, line: str, bare: str) -> Iterator[Block]:
        heading, listed = _HEADING.fullmatch(bare), _LIST.match(line)
        marks = list(_QUOTE.finditer(line))
        if marks:
            yield from self._quotation(line, marks)
        elif not bare:
            yield from self._end()
        elif heading:
            yield from self._end()
            yield Block(self._strand(heading[2]), Stretch.HEADING)
        elif listed:
            yield from self._end()
            depth = len(listed[0].strip())
            self.paragraph.append(DEPTH * depth + line[listed.end() :])
            yield from self._end()
        else:
            self.paragraph.append(bare)

    def _quotation(self, line: str, marks: list[re.Match[str]]) -> Iterator[Block]:
        at = 0
        for mark in marks:
            self.paragraph.append(line[at : mark.start()])
            yield from self._end()
            self.quoted = not mark[0].startswith("</")
            at = mark.end()
        self.paragraph.append(line[at:])

    def _end(self) -> Iterator[Block]:
        text, self.paragraph = " ".join(part for part in self.paragraph if part.strip()), []
        strand = self._strand(text)
        if strand.text.strip(f" \n{DEPTH}") or strand.footnotes:
            yield Block(strand, Stretch.QUOTED if self.quoted else Stretch.SPEECH)

    def _strand(self, text: str) -> Strand:
        strand = Strand()
        for number, piece in enumerate(text.split("\x1d")):
            if number % 2 and piece.isdecimal() and int(piece) < len(self.footnotes):
                strand.footnotes.append((str(int(piece) + 1), self.footnotes[int(piece)]))
            else:
                strand.add(_inline(piece))
        return strand

    def _table(self, lines: list[str]) -> Iterator[Block]:
        rows: list[list[list[Strand]]] = [[]]
        for line in lines:
            if line.startswith("|+"):
                yield Block(self._strand(line[2:]), Stretch.NOTE)
            elif line.startswith("|-"):
                rows.append([])
            elif line.startswith(("|", "!")):
                rows[-1] += [[self._strand(_ATTRIBUTES.sub("", cell).strip())] for cell in _CELL.split(line[1:])]
            elif line and rows[-1]:
                rows[-1][-1].append(words(_inline(line)))
        filled = [row for row in rows if row]
        if filled:
            yield from rows_as_blocks(filled)
