"""The markup of MediaWiki as lines of plain words; what the markup is for machines is counted."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from storylens.records import Stretch

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_UNREAD = re.compile(
    r"<(math|gallery|syntaxhighlight|source|timeline|score|graph|templatedata|style|script)\b[^<>]*?"
    r"(?:/>|>.*?(?:</\1\s*>|\Z))",
    re.DOTALL | re.IGNORECASE,
)
_REFERENCE = re.compile(r"<ref\b[^<>]*?(?:/>|>.*?(?:</ref\s*>|\Z))", re.DOTALL | re.IGNORECASE)
_LINK = re.compile(r"\[\[([^\[\]]{1,2000})\]\]")
_OUTSIDE = re.compile(r"\[(?:https?:|ftp:|mailto:)?//[^\s\[\]]{1,2000}(?:[ \t]([^\[\]\n]{0,1000}))?\]")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,500}>")
_SWITCH = re.compile(r"__[A-Z]{3,30}__")
_HEADING = re.compile(r"(={1,6})[ \t]*(\S.{0,300}?)[ \t]*\1[ \t]*")
_MARKS = re.compile(r"[*#:;]+[ \t]*")
_ATTRIBUTES = re.compile(r"^(?:\s*\w[\w-]*\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s|]+))+\s*\|(?!\|)")
_NESTED = 4  # links in the captions of pictures in links
_PICTURES = frozenset(("file", "image", "media", "category", "fichier", "catégorie", "datei", "bild", "kategorie"))
PICTURES, TEMPLATES = "pictures and categories", "templates"


class WikiLine(NamedTuple):
    """One line of a page: where it stands in the markup, how far it is set in, and what it is."""

    number: int
    words: str
    indent: int
    stretch: Stretch
    level: int = 0  # of a heading


def wiki_lines(markup: str) -> tuple[list[WikiLine], Counter[str]]:
    """Return the lines that hold words, and how many characters were set aside, by reason.

    A row of a table is a line, its cells parted by tabs. References, templates, pictures and formulas are set aside.
    """
    aside: Counter[str] = Counter()

    def without(text: str, pattern: re.Pattern[str], reason: str) -> str:
        def gone(match: re.Match[str]) -> str:
            aside[reason] += len(match[0])
            return "\n" * match[0].count("\n")

        return pattern.sub(gone, text)

    text = without(markup, _COMMENT, "remarks in the markup")
    text = without(text, _UNREAD, "formulas, galleries and code")
    text = _templates_apart(without(text, _REFERENCE, "references"), aside)
    for _ in range(_NESTED):
        text, count = _LINK.subn(lambda match: _shown(match[1], aside), text)
        if not count:
            break
    text = _OUTSIDE.sub(lambda match: match[1] or match[0].strip("[]"), text)
    return list(_lines(_SWITCH.sub("", text))), aside


def _templates_apart(text: str, aside: Counter[str]) -> str:
    """Leave out what stands in double braces, however deep; line breaks stay. Braces that never close are words."""
    if "{{" not in text:
        return text
    opened: list[int] = []
    spans: list[tuple[int, int]] = []
    for match in re.finditer(r"\{\{|\}\}", text):
        if match[0] == "{{":
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            while spans and spans[-1][0] >= start:
                spans.pop()
            spans.append((start, match.end()))
    kept, at = [], 0
    for start, end in spans:
        kept += [text[at:start], "\n" * text.count("\n", start, end)]
        aside[TEMPLATES] += end - start
        at = end
    return "".join([*kept, text[at:]])


def _shown(inside: str, aside: Counter[str]) -> str:
    """Return what a reader sees of a link."""
    target, bar, label = inside.partition("|")
    if target.partition(":")[0].strip().lower() in _PICTURES:
        aside[PICTURES] += len(inside) + 4
        return "\n" * inside.count("\n")
    return label.rpartition("|")[2] if bar and label else target.strip().lstrip(":")


def _lines(text: str) -> Iterator[WikiLine]:
    quoted = 0
    for number, line in enumerate(text.split("\n")):
        opened = line.lower().count("<blockquote")
        stretch = Stretch.QUOTED if quoted or opened else Stretch.SPEECH
        quoted = max(quoted + opened - line.lower().count("</blockquote"), 0)
        bare = _TAG.sub(" ", re.sub(r"'{2,5}", "", line)) if "<" in line or "''" in line else line
        heading = _HEADING.fullmatch(bare.strip())
        marks = _MARKS.match(bare)
        if heading:
            words, indent, stretch = heading[2], 0, Stretch.HEADING
        elif marks:
            words, indent = bare[marks.end() :], len(marks[0].strip())
        else:
            words, indent = _row(bare), 0
        words = re.sub(r"[^\S\t]+", " ", html.unescape(words)).strip()
        if re.search(r"\w", words):
            yield WikiLine(number, words, indent, stretch, len(heading[1]) if heading else 0)


def _row(line: str) -> str:
    """Return the cells of a row of a table, parted by tabs; any other line as it is."""
    bare = line.lstrip()
    if bare.startswith(("{|", "|}", "|-", "----")):
        return ""
    if not bare.startswith(("|", "!")) or bare.startswith("!!"):
        return line
    cells = re.split(r"\|\||!!", bare[2:] if bare.startswith("|+") else bare[1:])
    return "\t".join(_ATTRIBUTES.sub("", cell[:5000]).strip() + cell[5000:] for cell in cells)
