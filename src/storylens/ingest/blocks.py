"""Paragraphs of a written document on their way into its text, and names in bold that say who speaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from storylens.ingest.strand import Strand, words
from storylens.records import Stretch

_MARKS = ":;,.?!-–—"  # after one of these, a name is found by its mark, not by its looks


@dataclass(frozen=True)
class Block:
    """A paragraph or a row of a table. Its label stands in the text before it and is not part of it."""

    strand: Strand
    stretch: Stretch = Stretch.SPEECH
    label: str = ""
    speaker: str = ""
    said_at: str = ""
    level: int = 0  # of a heading: 1 for the highest
    asked: bool = False  # a question put to the teller


def with_bold_names(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, with speakers where names in bold, without any mark, say who speaks.

    A name stands at the start of a paragraph or on a line of its own. At least two names must each come
    back, and begin a quarter of the paragraphs; else bold is taken for mere emphasis.
    """
    names = [_bold_name(block) for block in blocks]
    counts = Counter(filter(None, names))
    known = {name for name, count in counts.items() if count > 1}
    if len(known) < 2 or sum(counts[name] for name in known) * 4 < len(blocks):
        yield from blocks
        return
    speaking = waiting = ""
    for block, name in zip(blocks, names, strict=True):
        if name in known:
            if waiting:  # a name and nothing said
                yield Block(words(waiting), Stretch.NOTE, speaker=speaking)
            speaking, waiting = name, ""
            rest = block.strand.text[block.strand.bold :]
            if not rest.strip():
                waiting = f"{name}\n"
                continue
            size = len(block.strand.text) - len(rest.lstrip())
            label = f"{name}{rest[: len(rest) - len(rest.lstrip())] or ' '}"
            yield replace(block, strand=block.strand.without_start(size), label=label, speaker=speaking)
        elif block.stretch is not Stretch.SPEECH or not block.strand.text.strip():
            yield block
        else:
            stretch = block.stretch if speaking else Stretch.HEADING  # a title, a date: before anybody speaks
            yield replace(block, speaker=speaking, label=waiting + block.label, stretch=stretch)
            waiting = ""
    if waiting:
        yield Block(words(waiting), Stretch.NOTE, speaker=speaking)


def _bold_name(block: Block) -> str:
    """Return what may be a speaker's name: a few words in bold at the start, without a mark after them."""
    bold = block.strand.bold
    if not 0 < bold <= 48 or block.stretch is not Stretch.SPEECH or block.label:
        return ""
    text = block.strand.text
    name, rest = text[:bold].strip(), text[bold:].lstrip()
    if not name or len(name.split()) > 4 or not name[0].isalnum() or name[-1] in _MARKS:
        return ""
    inside_a_word = text[bold - 1].isalnum() and text[bold : bold + 1].isalnum()
    return "" if rest[:1] in tuple(_MARKS) or inside_a_word else name
