"""Written documents, whatever program wrote them: paragraphs, rows of tables, footnotes, comments.

A reader collects blocks; `Prose.received` makes text and passages of them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any, NamedTuple

from storylens.ingest.blocks import Block, with_bold_names
from storylens.ingest.build import Builder
from storylens.ingest.emphasis import QUESTIONS, with_bold_paragraphs
from storylens.ingest.plaintext import cleaned
from storylens.ingest.source import Source
from storylens.ingest.stampednames import with_stamped_names
from storylens.ingest.strand import Mark, Strand
from storylens.records import Note, Passage, Received, Stretch, UnreadableError

# Words in which something may be wrongly decoded: letters beyond those of western languages, and pairs of signs
# that two bytes of UTF-8 make when they are read as Windows-1252 or Mac Roman. To mend takes longer than to read.
_DOUBTFUL = re.compile(
    "[^\t\n -~\xa0«»°€À-ÿŒœŸ\u2010-\u2027\u2030-\u205e]|[‚œŒÔ](?=[À-ÿ])|[À-ÿ](?=[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ])"
)


class Comment(NamedTuple):
    """What somebody wrote in the margin."""

    text: str
    author: str = ""
    at: str = ""


@dataclass
class _Place:
    """From where to where a comment goes, as far as is known."""

    start: int | None = None
    end: int | None = None


class Prose:
    """Collect the blocks of one document, the comments on it, and counts of what is set aside."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.comments: dict[str, Comment] = {}
        self.set_aside: Counter[str] = Counter()
        self.remarks: dict[str, None] = {}  # in order, each once
        self.pictures = 0

    def add(self, strand: Strand, stretch: Stretch = Stretch.SPEECH) -> None:
        """Add a paragraph."""
        self.blocks.append(Block(strand, stretch))

    def received(self, source: Source, title: str = "", *, whole: int = 0, **facts: Any) -> Received:
        """Return the document. Raises `UnreadableError` when there are no words in it.

        `whole` is how many characters a text file holds: what is neither text nor set aside by name is markup.
        """
        built = Builder()
        places: dict[str, _Place] = {}
        blocks = list(with_bold_paragraphs(list(with_bold_names(with_stamped_names(self.blocks)))))
        if any(block.asked for block in blocks):
            self.remarks[QUESTIONS] = None
        for block in blocks:
            self._write(block, built, places)
        if not built.passages:
            raise UnreadableError(
                "there is no text in it",
                where=source.name,
                todo="if it holds pictures of text, type or recognise the text first",
            )
        rest = whole - len(built.text) - self.set_aside.total()
        if rest > 0:
            self.set_aside["markup"] += rest
        if self.pictures:
            self.remarks[f"pictures that are not read: {self.pictures}"] = None
        return Received(
            text=built.text,
            title=cleaned(title)[0].strip() or _headline(built) or source.stem,
            passages=tuple(built.passages),
            notes=tuple(self._notes(places, len(built.text))),
            remarks=tuple(self.remarks),
            set_aside=dict(+self.set_aside),
            **facts,
        )

    def clean(self, words: str) -> str:
        """Mend words and keep a remark on what was mended."""
        if (words.isascii() and words.isprintable()) or not _DOUBTFUL.search(words):
            return words
        words, remarks = cleaned(words)
        self.remarks.update(dict.fromkeys(remarks))
        return words

    def _write(self, block: Block, built: Builder, places: dict[str, _Place]) -> None:
        """Add a block to the text, a line a passage, and its footnotes after it."""
        at = 0
        marks = sorted(block.strand.marks, reverse=True)
        label, level = self.clean(block.label), block.level
        for line in block.strand.text.split("\n"):
            words = self.clean(line)
            facts: dict[str, Any] = {
                "stretch": block.stretch,
                "speaker": block.speaker,
                "said_at": block.said_at,
                "level": level,
                "asked": block.asked,
            }
            index = built.line(words, label=label, **facts)
            label, level = ("", 0) if index is not None else (label, level)
            last = built.passages[-1] if built.passages else Passage(start=0, end=0)
            start, end = (last.start, last.end) if index is not None else (last.end, last.end)
            gap = len(line) - len(line.lstrip())
            while marks and marks[-1].at <= at + len(line):
                before = line[gap : marks[-1].at - at]
                spot = start + (len(before) if words == line else len(cleaned(before)[0]))
                _note_place(marks.pop(), min(spot, end), places)
            at += len(line) + 1
        for sign, words in block.strand.footnotes:
            for number, line in enumerate(self.clean(words).split("\n")):
                built.line(line, label=f"[{sign}] " if sign and not number else "", stretch=Stretch.NOTE)

    def _notes(self, places: dict[str, _Place], length: int) -> list[Note]:
        notes = []
        for name, comment in self.comments.items():
            place = places.get(name, _Place())
            start = place.start if place.start is not None else place.end if place.end is not None else length
            end = max(start, place.end if place.end is not None else start)
            words, author, at = (self.clean(fact).strip() for fact in comment)
            if words:
                notes.append(Note(start=start, end=end, text=words, author=author, at=at))
        return sorted(notes, key=lambda note: (note.start, note.end, note.at))


def _note_place(mark: Mark, spot: int, places: dict[str, _Place]) -> None:
    place = places.setdefault(mark.comment, _Place())
    if mark.opens and place.start is None:
        place.start = spot
    elif not mark.opens:
        place.end = spot


def _headline(built: Builder) -> str:
    """Return the heading of the highest level with which a text begins; nothing where it begins otherwise."""
    first = built.passages[0]
    return built.text[first.start : first.end] if first.stretch is Stretch.HEADING and first.level == 1 else ""
