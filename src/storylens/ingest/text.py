"""Plain text: a paragraph a line, or lines wrapped at a margin with paragraphs of several lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from storylens.ingest.plaintext import decoded
from storylens.ingest.reader import Reader
from storylens.ingest.source import Source
from storylens.records import Passage, Received, Stretch, UnreadableError

_MARGINS = range(45, 101)  # where editors and mail programs wrap
_SLACK = 12  # characters that a full line may stay short of the margin besides the word that did not fit
_SENTENCE = (".", "!", "?", "…", ":", ".”", '."', "?”", '?"', "!”", '!"', ".)", "]")
_STAMPED = re.compile(
    r"\s*[#\[(]\d{1,2}:\d{2}(?::\d{2})?(?:[-.,]\d{1,3})?[#\])]\s*$"
)  # after the words that were said then
_ITEM = re.compile(r"\s*(?:[-*+•–]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+\S")
LABEL = re.compile(r"\s*(?:[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?\s*)?[^\W_a-z][^:;.!?,\"“”\n]{0,39}:\s")
_FOR_PROGRAMS = (".json", ".jsonl", ".ndjson", ".xml", ".yaml", ".yml", ".toml", ".css", ".js", ".py", ".r", ".sql")
_CONTROL = bytes(range(9)) + bytes(range(14, 32)) + bytes(range(127, 256))
_WORDS = 0.98  # of the bytes of a text in which a few are none
_MARKED = re.compile(r"#{1,6}\s+(?=\S)")
_RULED = {"=": 1, "~": 2, "-": 2}  # how deep a heading stands that has a rule of these signs under it
_RULE = re.compile(r"\s*([=~*_-])\1{2,}\s*")


def read(source: Source) -> Iterator[Received]:
    """Yield one document, its text as it stands in the file."""
    text, remarks = decoded(source)
    yield as_text(text, source, remarks)


def as_text(text: str, source: Source, remarks: Sequence[str]) -> Received:
    """Return a text as a document, a paragraph a passage. Raises `UnreadableError` when there is none."""
    remarks = list(remarks)
    lines = text.split("\n")
    margin = _margin(lines)
    if margin:
        remarks.append("lines wrapped at a margin were taken together as paragraphs")
    passages = tuple(_passages(lines, margin))
    if not passages:
        raise UnreadableError("there is no text in it", where=source.name, todo="remove it, or get it again")
    return Received(text=text, title=source.stem, passages=passages, remarks=tuple(remarks))


def _passages(lines: Sequence[str], margin: int) -> Iterator[Passage]:
    """Yield a passage a paragraph. A line under which a rule is drawn, or after #, is a heading."""
    at = 0
    open_at, open_to = -1, -1
    for number, line in enumerate(lines):
        words = line.strip()
        if open_at >= 0 and not (words and _goes_on(lines[number - 1], line, margin)):
            yield Passage(start=open_at, end=open_to)
            open_at = -1
        if words and not _RULE.fullmatch(line):
            start = at + line.index(words)
            marked = _MARKED.match(words)
            if open_at >= 0:
                open_to = start + len(words)
            elif marked or _is_ruled(words, lines[number + 1 : number + 2]):
                skipped = marked.end() if marked else 0
                level = marked[0].count("#") if marked else _RULED[lines[number + 1].strip()[0]]
                yield Passage(start=start + skipped, end=start + len(words), stretch=Stretch.HEADING, level=level)
            else:
                open_at, open_to = start, start + len(words)
        at += len(line) + 1
    if open_at >= 0:
        yield Passage(start=open_at, end=open_to)


def _is_ruled(words: str, below: Sequence[str]) -> bool:
    """Say whether a line has a rule drawn under it that is about as long as its words."""
    rule = below[0].strip() if below else ""
    return rule[:1] in ("=", "~", "-") and abs(len(rule) - len(words)) <= 3 and bool(_RULE.fullmatch(rule))


def _margin(lines: Sequence[str]) -> int:
    """Return the width at which a file is wrapped, or 0 when a line is a paragraph.

    Wrapped is a file whose lines, where another line follows, mostly end because the next word did not fit,
    and often in the middle of a sentence.
    """
    following = pairwise(lines)
    pairs = [(line.rstrip(), after) for line, after in following if line.strip() and after.strip()]
    widths = sorted(len(line) for line, _ in pairs)
    if len(pairs) < 2:
        return 0
    margin = widths[int((len(widths) - 1) * 0.98)]
    if margin not in _MARGINS:
        return 0
    full = [(line, after) for line, after in pairs if _is_full(line, after, margin)]
    inside = sum(not _has_ended(line) for line, _ in full)
    return margin if len(full) * 2 >= len(pairs) and inside * 2 >= len(full) else 0


def _has_ended(line: str) -> bool:
    """Say whether a line ends with a sentence, and perhaps the time at which it was said."""
    return _STAMPED.sub("", line[-60:]).rstrip().endswith(_SENTENCE)


def _is_full(line: str, after: str, margin: int) -> bool:
    return len(line.rstrip()) + 1 + len(after.split(maxsplit=1)[0]) > margin - _SLACK


def _goes_on(line: str, after: str, margin: int) -> bool:
    """Say whether a line goes on with the same paragraph as the line before it."""
    if not margin or not line.strip() or not _is_full(line, after, margin) or _ITEM.match(after):
        return False
    ended = _has_ended(line)
    indented = len(after) - len(after.lstrip()) >= 2 and line[:1].strip() != ""
    return not (ended and (indented or LABEL.match(after))) and not _RULE.fullmatch(after)


def _is_text(source: Source) -> bool:
    """Say whether a file is words. What is kept for programs alone is no story, though it is text."""
    if source.suffix in _FOR_PROGRAMS:
        return False
    if source.head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    return b"\x00" not in source.head.strip(b"\x00") or len(source.head.translate(None, _CONTROL)) >= _WORDS * len(
        source.head
    )


reader = Reader("text", _is_text, read, version="2")
