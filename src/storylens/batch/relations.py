"""What rule taggers find in the words that may be seen, read from the parse cache whenever it is asked for.

Relations (who acts on whom, who says what, what led to what) are not kept: the texts and the rules give them again
in less time than a parse takes, they are never older than either, and what is erased leaves none behind.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from storylens.batch.parses import parsed, programme_of
from storylens.gates import View
from storylens.language.sentences import sentences
from storylens.records import Document, Tagged
from storylens.store import Store
from storylens.taggers.registry import make_taggers


@dataclass(frozen=True)
class Read:
    """A document, its turns that may be seen (rows of `View.turns`), and what each tagger found in it."""

    document: Document
    turns: Sequence[Any]
    found: Mapping[str, Tagged]

    @cached_property
    def _starts(self) -> list[int]:
        return [turn.start for turn in self.turns]

    def turn(self, start: int, end: int) -> Any | None:
        """Return the turn that holds a stretch, or None where none may be seen that does."""
        at = bisect_right(self._starts, start) - 1
        return self.turns[at] if at >= 0 and end <= self.turns[at].end else None

    def sentence(self, turn: Any, start: int, end: int) -> tuple[int, int]:
        """Return start and end of the sentences of a turn that a stretch stands in."""
        found = [
            (turn.start + first, turn.start + last)
            for first, last in sentences(self.document.text[turn.start : turn.end])
            if turn.start + first < end and start < turn.start + last
        ]
        return (found[0][0], found[-1][1]) if found else (start, end)


def read_again(store: Store, seen: View, names: Sequence[str]) -> Iterator[Read]:
    """Yield the documents of a view with what the named taggers find, in the order of the sources.

    A document in a language without a pipeline gives nothing. Codebooks are not used.
    """
    taggers = make_taggers(names, [])
    programme = programme_of(store.folder)
    by_document = {name: list(rows.itertuples()) for name, rows in seen.turns.groupby("document_id", sort=False)}
    for one in parsed(store, [name for name in seen.documents.index if name in by_document]):
        if one.docs is None:
            continue
        material = one.material(programme)
        yield Read(
            one.document,
            sorted(by_document[one.document.id], key=lambda turn: turn.start),
            {tagger.name: tagger.tag(material) for tagger in taggers if one.document.language in tagger.languages},
        )
