"""What paragraphs wholly in bold or italics are, where no names say who speaks: questions, or headings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from storylens.ingest.blocks import Block
from storylens.ingest.text import LABEL
from storylens.records import Stretch

ASKED = "Interviewer"
QUESTIONS = "paragraphs in bold or italics are taken for questions of the interviewer"
_HEADING = 7  # how deep a line in bold stands: below all headings that a style makes
_LONGEST = 90  # characters of a heading
_ENDS = (".", ",", ";", "!", "?", "…", "”", '"')
_MANY = 8  # one paragraph in so many with a name before it makes a transcript, in which bold is emphasis
_MOST = 0.5  # of the paragraphs that may be headings


def with_bold_paragraphs(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks: those wholly in bold or italics as questions where most ask, short bold ones as headings.

    Questions are said by the interviewer, and the rest of the text by its author. Nothing changes in a transcript
    with names, nor where bold follows upon bold.
    """
    written = [block for block in blocks if block.strand.text.strip()]
    named = sum(bool(block.speaker or LABEL.match(block.strand.text)) for block in written)
    if named * _MANY > len(written) or not any(_is_bold(block) or _is_slanted(block) for block in written):
        yield from blocks
        return
    for stands_out in (_is_bold, _is_slanted):
        if _are_questions(written, stands_out):
            for block in blocks:
                yield replace(block, speaker=ASKED, asked=True) if stands_out(block) else block
            return
    headings = {id(block) for block, after in pairwise(written) if _is_heading(block, after)}
    few = len(headings) <= max(_MOST * len(written), 1)
    for block in blocks:
        yield replace(block, stretch=Stretch.HEADING, level=_HEADING) if few and id(block) in headings else block


def _is_bold(block: Block) -> bool:
    return _is_wholly(block, block.strand.bold)


def _is_slanted(block: Block) -> bool:
    return _is_wholly(block, block.strand.slanted)


def _is_wholly(block: Block, length: int) -> bool:
    return block.stretch is Stretch.SPEECH and not block.label and 0 < len(block.strand.text.rstrip()) <= length


def _are_questions(blocks: Sequence[Block], stands_out: Callable[[Block], bool]) -> bool:
    """Say whether what stands out mostly asks, and is followed by what does not stand out, as often as not."""
    asked = [block.strand.text.rstrip().endswith(("?", "؟", "？")) for block in blocks if stands_out(block)]
    after = [stands_out(block) for before, block in pairwise(blocks) if stands_out(before)]
    return (
        sum(asked) > 1 and sum(asked) * 5 >= len(asked) * 3 and sum(not one for one in after) * 4 >= len(after) * 3 > 0
    )


def _is_heading(block: Block, after: Block) -> bool:
    text = block.strand.text.strip()
    short = len(text) <= _LONGEST and "\n" not in text and any(map(str.isalpha, text))
    return short and _is_bold(block) and not _is_bold(after) and not text.endswith(_ENDS)
