"""A page of DokuWiki as it is kept in its file: paragraphs, lists, tables, quotations; who signed what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from storylens.ingest.build import Builder
from storylens.ingest.plaintext import decoded
from storylens.ingest.reader import Reader
from storylens.ingest.source import Source
from storylens.ingest.text import LABEL
from storylens.records import Kind, Received, Stretch, UnreadableError

_HEADING = re.compile(r"[ \t]*(={2,6})[ \t]*([^=\s].{0,300}?)[ \t]*(={2,6})[ \t]*")
_ITEM = re.compile(r"(?: {2,}|\t+)([*-])[ \t]?(?=\S)")
_QUOTED = re.compile(r"[ \t]*(>{1,9})[ \t]?")
_RULE = re.compile(r"[ \t]*-{4,}[ \t]*")
_MACHINE = re.compile(r"<(html|php)>.*?(?:</\1>|\Z)", re.IGNORECASE | re.DOTALL)
_CODE = re.compile(r"<(code|file)\b[^<>\n]{0,200}>(.*?)(?:</\1>|\Z)", re.IGNORECASE | re.DOTALL)
_LITERAL = re.compile(r"<nowiki>(.*?)(?:</nowiki>|\Z)|%%(.*?)%%", re.DOTALL)
_SWITCH = re.compile(r"~~[A-Z][^~\n]{0,80}~~|\{\{[a-z]{2,20}>[^{}\n]{0,500}\}\}")
_PICTURE = re.compile(r"\{\{([^{}|\n]{1,500})(?:\|([^{}\n]{0,500}))?\}\}")
_LINK = re.compile(r"\[\[([^\[\]|\n]{1,500})(?:\|([^\[\]\n]{0,500}))?\]\]")
_NOTE = re.compile(r"\(\(((?:[^()]|\((?!\()|\)(?!\))){1,4000}?)\)\)")
_TAG = re.compile(r"</?(?:del|sub|sup|wrap|block|div|span|note|box|fc|fs|color|hidden|bootnote)\b[^<>\n]{0,200}>", re.I)
_MARKS = re.compile(r"\*\*|__|''|(?<![:\w/])//|(?<!:)//(?!\w)")
_BREAK = re.compile(r"\\\\(?:[ \t]+|$)", re.MULTILINE)
_SIGNED = re.compile(
    r"[ \t]*(?:---|--|–|—)[ \t]*(?://)?[ \t]*\[\[(?P<who>[^\[\]|\n]{1,120})(?:\|(?P<name>[^\[\]\n]{1,120}))?\]\]"
    r"[ \t]*(?://)?[ \t]*(?P<day>\d{4}[-/]\d{2}[-/]\d{2})(?:[ \t]+(?P<time>\d{1,2}:\d{2}))?[ \t]*(?://)?[ \t]*$"
)
_OURS = re.compile(r"^[ \t]*={5,6}[^=\n].{0,300}={5,6}[ \t]*$|~~(?:NOTOC|NOCACHE)~~|^ {2,}\* \S", re.MULTILINE)
_OTHERS = re.compile(r"'''|^\{\||^\[\[(?:Category|File):|^#{1,6} ", re.MULTILINE)
_PICTURES, _DESCRIBED = "pictures", "descriptions of pictures"


class _Part(NamedTuple):
    """A paragraph, an item of a list, a row of a table: its words still with their marks."""

    words: str
    stretch: Stretch = Stretch.SPEECH
    level: int = 0
    label: str = ""


def read(source: Source) -> Iterator[Received]:
    """Yield one document, a paragraph a turn; a paragraph that is signed is by who signed it."""
    text, remarks = decoded(source)
    aside: Counter[str] = Counter()
    built = Builder()
    notes: list[str] = []
    for part in _parts(_without_machinery(text, aside)):
        _write(part, built, notes, aside)
        for note in notes:
            built.line(note, stretch=Stretch.NOTE)
        notes.clear()
    if not built.passages:
        raise UnreadableError("there are no words on the page", where=source.name, todo="remove it, or get it again")
    pictures = aside.pop(_PICTURES, 0)
    if pictures:
        remarks.append(f"pictures that are not read: {pictures}")
    aside["markup"] += max(len(text) - len(built.text) - aside.total(), 0)
    signed = any(one.speaker for one in built.passages)
    titles = (one for one in built.passages if one.stretch is Stretch.HEADING)
    title = next(titles, None)
    yield Received(
        text=built.text,
        title=built.text[title.start : title.end] if title else source.stem,
        kind=Kind.THREAD if signed else None,
        passages=tuple(built.passages),
        remarks=tuple(remarks),
        set_aside=dict(sorted((+aside).items())),
    )


def _without_machinery(text: str, aside: Counter[str]) -> str:
    """Set aside what is for programs."""
    for pattern in (_MACHINE, _SWITCH):
        plain = pattern.sub("", text)
        aside["what is there for programs"] += len(text) - len(plain)
        text = plain
    return text


def _parts(text: str) -> Iterator[_Part]:
    """Yield what stands between blocks of code, and these."""
    at = 0
    for code in _CODE.finditer(text):
        yield from _of_lines(text[at : code.start()].split("\n"))
        yield from (_Part(f"%%{line}%%", Stretch.NOTE) for line in code[2].split("\n") if line.strip())
        at = code.end()
    yield from _of_lines(text[at:].split("\n"))


def _of_lines(lines: list[str]) -> Iterator[_Part]:
    """Yield headings, items, rows and quotations a line each, and other lines together as paragraphs."""
    paragraph: list[str] = []
    for line in [*lines, ""]:
        part = _part(line)
        if part is None and line.strip() and not _RULE.fullmatch(line):
            paragraph.append(line.strip())
            continue
        if paragraph:
            yield _Part(_joined(paragraph))
            paragraph = []
        if part is not None:
            yield part


def _part(line: str) -> _Part | None:
    heading = _HEADING.fullmatch(line)
    if heading:
        return _Part(heading[2], Stretch.HEADING, 7 - min(len(heading[1]), 6))
    if item := _ITEM.match(line):
        return _Part(line[item.end() :], label="")
    if quoted := _QUOTED.match(line):
        return _Part(line[quoted.end() :], Stretch.QUOTED)
    if line.startswith(("^", "|")) and line.rstrip().endswith(("^", "|")):
        return _Part("\t".join(cell.strip() for cell in _cells(line) if cell.strip() != ":::").strip("\t"))
    return None


def _cells(row: str) -> list[str]:
    """Part a row of a table; a bar within a link or a picture parts nothing."""
    hidden = re.sub(r"\[\[[^\[\]\n]*\]\]|\{\{[^{}\n]*\}\}", lambda found: "\0" * len(found[0]), row)
    places = [at for at, sign in enumerate(hidden) if sign in "|^"]
    return [row[start + 1 : end] for start, end in pairwise(places)]


def _joined(lines: list[str]) -> str:
    """Close up the lines of a paragraph, but where they begin with who speaks."""
    spoken = LABEL.match(lines[0]) is not None
    return lines[0] + "".join(("\n" if spoken and LABEL.match(line) else " ") + line for line in lines[1:])


def _write(part: _Part, built: Builder, notes: list[str], aside: Counter[str]) -> None:
    """Add a part to the text, by who signed it; its footnotes are gathered."""
    words, facts, label = part.words, {}, ""
    if signed := _SIGNED.search(words):
        aside["signatures"] += len(signed[0])
        words = words[: signed.start()]
        name = (signed["name"] or signed["who"].rpartition(":")[2]).strip()
        said_at = signed["day"].replace("/", "-") + (f"T{signed['time']:0>5}" if signed["time"] else "")
        facts = {"speaker": name, "key": f"wiki:{name.lower()}", "said_at": said_at}
        label = f"{name}, {said_at.replace('T', ' ')}:\n"
    for line in _plain(words, notes, aside).split("\n"):
        at = built.line(line, label=label, stretch=part.stretch, level=part.level, **facts)
        label = "" if at is not None else label


def _plain(words: str, notes: list[str], aside: Counter[str]) -> str:
    """Return the words without marks; what is marked as no markup stays as it is."""
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[1] or found[2] or "")
        return f"\0{len(kept) - 1}\0"

    def picture(found: re.Match[str]) -> str:
        aside[_PICTURES] += 1
        aside[_DESCRIBED] += len(found[2] or "")
        return ""

    def note(found: re.Match[str]) -> str:
        notes.append(f"[{len(notes) + 1}] {_plain(found[1], [], aside)}")
        return ""

    text = _LITERAL.sub(keep, words.replace("\0", ""))
    text = _NOTE.sub(note, _LINK.sub(_shown, _PICTURE.sub(picture, text)))
    text = _MARKS.sub("", _TAG.sub("", _BREAK.sub("\n", text)))
    text = "\n".join(" ".join(line.split(" ")) for line in text.split("\n"))
    return re.sub(r"\0(\d+)\0", lambda found: kept[int(found[1])], text)


def _shown(link: re.Match[str]) -> str:
    """Return what a reader sees of a link: its words, or else the name of the page."""
    if link[2] and link[2].strip():
        return link[2].strip()
    target = link[1].strip()
    return target if "://" in target or "@" in target else target.rpartition(":")[2].partition("#")[0] or target


def _is_dokuwiki(source: Source) -> bool:
    """Recognise headings between signs of equality, the most of them for the highest, and marks of no other wiki."""
    if source.suffix not in ("", ".txt", ".dokuwiki") or b"==" not in source.head or b"\0" in source.head:
        return False
    head = source.head.decode("utf-8", errors="replace").replace("\r\n", "\n")
    headings = [found for line in head.split("\n") if "==" in line and (found := _HEADING.fullmatch(line))]
    same = bool(headings) and all(len(found[1]) == len(found[3]) for found in headings)
    return same and _OURS.search(head) is not None and _OTHERS.search(head) is None


reader = Reader("dokuwiki", _is_dokuwiki, read)
