"""A parsed turn as plain lists, so that rules walk over small integers and shared strings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Doc

OBJECTS = ("dobj", "obj")
_INSIDE, _BEGIN = 1, 3  # spaCy's numbers for tokens in and at the beginning of an entity
SUBJECTS = ("nsubj", "nsubjpass")
_HALF = 1 << 63  # spaCy writes steps to the left as numbers from here up
_CHILDLESS: list[int] = []  # shared by all tokens without children, which are half of all; never changed


class Strings(dict[int, str]):
    """spaCy's strings by number, each looked up once."""

    def __init__(self, store: StringStore) -> None:
        super().__init__({0: ""})
        self._store = store

    def __missing__(self, number: int) -> str:
        """Look a string up."""
        found = self[number] = self._store[number]
        return found


class Tree:
    """Tags, labels and heads of a parsed turn; token i is at index i of every list.

    The lists are copies: rules that mend the parse change them here and never in the spaCy document.
    """

    def __init__(self, doc: Doc, strings: Mapping[int, str] | None = None) -> None:
        from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IDX, LEMMA, LOWER, ORTH, POS, SENT_START, TAG

        words = (strings if strings is not None else Strings(doc.vocab.strings)).__getitem__
        dep, tag, pos, lemma, lower, entity, text, steps, starts, self.place, self._iob = doc.to_array(
            [DEP, TAG, POS, LEMMA, LOWER, ENT_TYPE, ORTH, HEAD, SENT_START, IDX, ENT_IOB]
        ).T.tolist()
        self.dep, self.tag, self.pos = list(map(words, dep)), list(map(words, tag)), list(map(words, pos))
        self.lemma, self.lower = list(map(words, lemma)), list(map(words, lower))
        self.entity, self.text = list(map(words, entity)), list(map(words, text))
        self.size = len(steps)
        self.starts = [start == 1 for start in starts]
        self.head = [at + (step if step < _HALF else step - 2 * _HALF) for at, step in enumerate(steps)]
        self.kids = [_CHILDLESS] * self.size
        for at, head in enumerate(self.head):
            if head == at:
                self.dep[at] = "ROOT"  # where the parser cut a sentence, its head may bear another label
            elif self.kids[head] is _CHILDLESS:
                self.kids[head] = [at]
            else:
                self.kids[head].append(at)

    def copy(self) -> Tree:
        """Return a tree that can be changed apart from this one; what no rule changes is shared."""
        other = copy(self)
        other.dep, other.tag, other.pos = self.dep[:], self.tag[:], self.pos[:]
        other.head, other.kids = self.head[:], self.kids[:]
        return other

    def move(self, at: int, head: int, dep: str) -> None:
        """Hang a token under another head, with another label."""
        old = self.head[at]
        if old != at:
            self.kids[old] = [kid for kid in self.kids[old] if kid != at]
        self.head[at], self.dep[at] = head, dep
        if head != at:
            self.kids[head] = sorted((*self.kids[head], at))

    def child(self, at: int, *deps: str) -> int | None:
        """Return the first child with one of the labels."""
        return next((kid for kid in self.kids[at] if self.dep[kid] in deps), None)

    def children(self, at: int, *deps: str) -> list[int]:
        """Return all children with one of the labels, in the order of the text."""
        return [kid for kid in self.kids[at] if self.dep[kid] in deps]

    def entities(self) -> Iterator[range]:
        """Yield the tokens of each named entity."""
        start = None
        for at, iob in enumerate(self._iob):
            if start is not None and iob != _INSIDE:
                yield range(start, at)
                start = None
            if iob == _BEGIN:
                start = at
        if start is not None:
            yield range(start, self.size)

    def is_infinitive(self, verb: int) -> bool:
        """Return True for a verb with "to"."""
        return any(self.tag[kid] == "TO" for kid in self.kids[verb])
