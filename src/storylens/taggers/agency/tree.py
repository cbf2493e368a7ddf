"""A parsed turn as plain lists, so that rules walk over small integers and shared strings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

OBJECTS = ("dobj", "obj")
_INSIDE, _BEGIN = 1, 3  # spaCy's numbers for tokens in and at the beginning of an entity
SUBJECTS = ("nsubj", "nsubjpass")
_CHILDLESS: list[int] = []  # shared by all tokens without children, which are half of all; never changed


class Tree:
    """Tags, labels and heads of a parsed turn; token i is at index i of every list.

    The lists are copies: rules that mend the parse change them here and never in the spaCy document.
    """

    def __init__(self, doc: Doc) -> None:
        from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IDX, LEMMA, LOWER, ORTH, POS, SENT_START, TAG

        strings = doc.vocab.strings
        known: dict[int, str] = {0: ""}
        columns: list[list[str]] = []
        for column in doc.to_array([DEP, TAG, POS, LEMMA, LOWER, ENT_TYPE, ORTH]).T.tolist():
            for value in set(column):
                if value not in known:
                    known[value] = strings[value]
            columns.append([known[value] for value in column])
        self.dep, self.tag, self.pos, self.lemma, self.lower, self.entity, self.text = columns
        steps, starts, self.place, self._iob = doc.to_array([HEAD, SENT_START, IDX, ENT_IOB]).astype("int64").T.tolist()
        self.size = len(steps)
        self.starts = [start == 1 for start in starts]
        self.head = [at + step for at, step in enumerate(steps)]
        self.kids = [_CHILDLESS] * self.size
        for at, head in enumerate(self.head):
            if head == at:
                self.dep[at] = "ROOT"  # where the parser cut a sentence, its head may bear another label
            elif self.kids[head] is _CHILDLESS:
                self.kids[head] = [at]
            else:
                self.kids[head].append(at)

    def move(self, at: int, head: int, dep: str) -> None:
        """Hang a token under another head, with another label."""
        old = self.head[at]
        if old != at:
            self.kids[old].remove(at)
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
