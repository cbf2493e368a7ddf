"""What a passage tells of gender: cues of the gender codebook beside somebody whose gender the words say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from storylens.records import Code, Codebook, TaggedSpan
from storylens.taggers.base import Spoken
from storylens.taggers.cues.tagger import CueTagger
from storylens.taggers.mentions.found import Mention
from storylens.taggers.mentions.words import Who

CODEBOOK = "gender"
_MENTION = "gen.mention."  # who is spoken of: the mentions themselves
_SAYS = (Who.WOMEN, Who.MEN, Who.GIRLS, Who.BOYS, Who.ANOTHER)


class Relations:
    """Suggest codes of the gender codebook, each with who is spoken of in its sentence."""

    def __init__(self, codebooks: Iterable[Codebook]) -> None:
        self.codebooks = tuple(_without_mentions(book) for book in codebooks if book.id == CODEBOOK)
        self._cues = CueTagger(self.codebooks)

    def find(self, turn: Spoken, mentions: Sequence[Mention]) -> Iterator[TaggedSpan]:
        """Yield suggestions in one turn. A weak cue counts beside somebody whose gender the words say."""
        said = [one for one in mentions if one.who in _SAYS and "footnote" not in one.attributes]
        for span in self._cues.find(turn.text, lone_weak=True):
            first, last = span.passage or (span.start, span.end)
            near = [one for one in said if first <= _start(one) < last]
            beside = [one for one in near if one.kind != "pronoun"]
            weak = span.rule.startswith("weak")
            if weak and (not beside or any(_touches(one, span) for one in mentions)):
                continue  # "women" beside "women" says nothing yet
            with_whom = f" with “{beside[0].text}”" if weak else ""
            yield span.model_copy(
                update={
                    "rule": span.rule + with_whom,
                    "start": turn.start + span.start,
                    "end": turn.start + span.end,
                    "passage": (turn.start + first, turn.start + last),
                    "attributes": {**span.attributes, "who": sorted({one.who.value for one in near})},
                }
            )


def _start(one: Mention) -> int:
    start: int = one.tree.place[one.first]
    return start


def _touches(one: Mention, span: TaggedSpan) -> bool:
    return span.start <= _start(one) < span.end


def _without_mentions(book: Codebook) -> Codebook:
    def kept(codes: tuple[Code, ...]) -> tuple[Code, ...]:
        return tuple(code for code in codes if not code.id.startswith(_MENTION))

    families = (family.model_copy(update={"codes": kept(family.codes)}) for family in book.families)
    return book.model_copy(update={"families": tuple(families)})
