"""One index over all cues of all codebooks, so that a text is read once however many cues there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from storylens.codebook.cues import Step, parse_cue
from storylens.records import Code, Codebook


class Strength(StrEnum):
    """What a cue is worth alone."""

    STRONG = "cue"
    WEAK = "weak cue"
    EXCLUDE = "exclude cue"


class Entry(NamedTuple):
    """A cue, whose it is, and its steps."""

    codebook: Codebook
    code: Code
    cue: str
    strength: Strength
    steps: tuple[Step, ...]


_NONE = ""
_Lookup = tuple[tuple[str, list[Entry]], ...]  # entries by another word that they need


class CueIndex:
    """Find cues in a list of words.

    Entries are looked up by the first word, once per distinct word, and left out by another of their words that is
    not in the sentence: hundreds of cues may begin with "we", and few of them can be there.
    """

    def __init__(self, codebooks: Iterable[Codebook]) -> None:
        self._whole: dict[str, list[Entry]] = {}
        self._prefix: dict[str, list[Entry]] = {}
        self._known: dict[str, _Lookup] = {}
        for entry in _entries(codebooks):
            first = entry.steps[0]
            (self._prefix if first.prefix else self._whole).setdefault(first.word, []).append(entry)

    def find(self, words: Sequence[str]) -> Iterator[tuple[Entry, list[int]]]:
        """Yield every cue in one sentence, with the positions of its words. Words are folded."""
        present = {*words, _NONE}
        for at, word in enumerate(words):
            for other, entries in self._starting_with(word):
                if other not in present:
                    continue
                for entry in entries:
                    if (positions := _match(entry.steps, words, at)) is not None:
                        yield entry, positions

    def _starting_with(self, word: str) -> _Lookup:
        known = self._known.get(word)
        if known is None:
            found = list(self._whole.get(word, ()))
            for length in range(2, len(word) + 1):
                found += self._prefix.get(word[:length], ())
            by_other: dict[str, list[Entry]] = {}
            for entry in found:
                by_other.setdefault(_other_word(entry.steps), []).append(entry)
            known = self._known[word] = tuple(by_other.items())
        return known


def _other_word(steps: tuple[Step, ...]) -> str:
    """Return the longest whole word after the first, or nothing; the longest is seldom a frequent one."""
    return max((step.word for step in steps[1:] if not step.prefix), key=len, default=_NONE)


def _entries(codebooks: Iterable[Codebook]) -> Iterator[Entry]:
    for book in codebooks:
        for code in book.codes():
            if code.machine == "never" or code.optional or code.retired:
                continue
            for cues, strength in (
                (code.cues, Strength.STRONG),
                (code.weak_cues, Strength.WEAK),
                (code.exclude_cues, Strength.EXCLUDE),
            ):
                for cue in cues:
                    yield Entry(book, code, cue, strength, parse_cue(cue))


def _match(steps: tuple[Step, ...], words: Sequence[str], at: int) -> list[int] | None:
    """Match the steps after the first, the nearest word first; return the positions of all."""
    if len(steps) == 1:
        return [at]
    step = steps[1]
    for position, word in enumerate(words[at + 1 : at + 1 + step.within], at + 1):
        fits = word.startswith(step.word) if step.prefix else word == step.word
        if fits and (rest := _match(steps[1:], words, position)) is not None:
            return [at, *rest]
    return None
