"""The words of a paragraph as they are collected, with what hangs on places in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Mark(NamedTuple):
    """A place, counted from the start of the paragraph, where a comment begins or ends."""

    at: int
    comment: str
    opens: bool


@dataclass
class Strand:
    """Words in the order in which they stand, and marks at places between them."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    marks: list[Mark] = field(default_factory=list)
    footnotes: list[tuple[str, str]] = field(default_factory=list)  # the sign in the text, and what it refers to
    bold: int = 0  # characters at the start that are bold
    slanted: int = 0  # and in italics

    def add(self, words: str, *, bold: bool = False, slanted: bool = False) -> None:
        """Add words at the end."""
        if bold and self.bold == self.length:
            self.bold += len(words)
        if slanted and self.slanted == self.length:
            self.slanted += len(words)
        self.pieces.append(words)
        self.length += len(words)

    def mark(self, comment: str, *, opens: bool) -> None:
        """Note that a comment begins or ends here."""
        self.marks.append(Mark(self.length, comment, opens))

    def extend(self, other: Strand) -> None:
        """Add another strand at the end."""
        self.marks += [Mark(mark.at + self.length, mark.comment, mark.opens) for mark in other.marks]
        self.footnotes += other.footnotes
        self.add(other.text)

    def without_start(self, length: int) -> Strand:
        """Return what follows after a number of characters."""
        marks = [mark._replace(at=max(mark.at - length, 0)) for mark in self.marks]
        return Strand([self.text[length:]], self.length - length, marks, self.footnotes)

    @property
    def text(self) -> str:
        """All words together."""
        return "".join(self.pieces)


def words(text: str) -> Strand:
    """Return a strand of plain words."""
    strand = Strand()
    strand.add(text)
    return strand


def joined(strands: list[Strand], between: str) -> Strand:
    """Return one strand out of several."""
    whole = Strand()
    for number, strand in enumerate(strands):
        if number:
            whole.add(between)
        whole.extend(strand)
    return whole
