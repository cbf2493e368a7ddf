"""What whole paragraphs in bold are, where no names say who speaks: questions that were asked, or headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from storylens.ingest.blocks import Block
from storylens.ingest.text import LABEL
from storylens.records import Stretch

ASKED = "Interviewer"
QUESTIONS = "paragraphs in bold are taken for questions of the interviewer"
_HEADING = 7  # how deep a line in bold stands: below all headings that a style makes
_LONGEST = 90  # characters of a heading
_ENDS = (".", ",", ";", "!", "?", "…", "”", '"')
_MANY = 8  # one paragraph in so many with a name before it makes a transcript, in which bold is emphasis
_MOST = 0.5  # of the paragraphs that may be headings


def with_bold_paragraphs(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks: those wholly in bold as questions where most of them ask, and short ones as headings.

    Questions are said by the interviewer, and the rest of the text by its author. Nothing changes in a transcript
    with names, nor where bold follows upon bold.
    """
    written = [block for block in blocks if block.strand.text.strip()]
    bold = [block for block in written if _is_bold(block)]
    named = sum(bool(block.speaker or LABEL.match(block.strand.text)) for block in written)
    if not bold or named * _MANY > len(written):
        yield from blocks
        return
    asking = [block for block in bold if block.strand.text.rstrip().endswith("?")]
    if len(asking) > 1 and len(asking) * 5 >= len(bold) * 3 and _are_answered(written):
        for block in blocks:
            yield replace(block, speaker=ASKED, asked=True) if _is_bold(block) else block
        return
    headings = {id(block) for block, after in pairwise(written) if _is_heading(block, after)}
    few = len(headings) <= max(_MOST * len(written), 1)
    for block in blocks:
        yield replace(block, stretch=Stretch.HEADING, level=_HEADING) if few and id(block) in headings else block


def _is_bold(block: Block) -> bool:
    text = block.strand.text.rstrip()
    return block.stretch is Stretch.SPEECH and not block.label and 0 < len(text) <= block.strand.bold


def _are_answered(blocks: Sequence[Block]) -> bool:
    """Say whether what is in bold is followed by what is not, as often as not."""
    after = [_is_bold(block) for before, block in pairwise(blocks) if _is_bold(before)]
    return sum(not bold for bold in after) * 4 >= len(after) * 3 > 0


def _is_heading(block: Block, after: Block) -> bool:
    text = block.strand.text.strip()
    short = len(text) <= _LONGEST and "\n" not in text and any(map(str.isalpha, text))
    return short and _is_bold(block) and not _is_bold(after) and not text.endswith(_ENDS)
