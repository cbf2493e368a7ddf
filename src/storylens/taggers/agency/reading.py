"""What the rule taggers read of a document before they look for anything: made once, however many of them ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary, ref

from storylens.taggers.agency.implied import implied
from storylens.taggers.agency.manner import Manner
from storylens.taggers.agency.mend import mended
from storylens.taggers.agency.persons import Persons
from storylens.taggers.agency.roles import Filler, Roles
from storylens.taggers.agency.tree import Strings, Tree

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Act(NamedTuple):
    """A verb and what fills its roles: what is stated first, then what is implied beside it."""

    verb: int
    fillers: Sequence[Filler]


class Grammar:
    """One turn: its mended tree, what its noun phrases are, who does what to whom, and how it is told."""

    def __init__(self, tree: Tree, persons: Persons) -> None:
        self.tree, self._persons = tree, persons
        self._kinds: dict[int, str] = {}

    def kind(self, at: int) -> str:
        """Return person, group, thing or unknown for the head of a noun phrase."""
        known = self._kinds.get(at)
        if known is None:
            known = self._kinds[at] = self._persons.kind(self.tree, at)
        return known

    @cached_property
    def roles(self) -> Roles:
        """Who fills the roles of its verbs."""
        return Roles(self.tree, self.kind)

    @cached_property
    def manner(self) -> Manner:
        """Whether its acts are told as done."""
        return Manner(self.tree)

    @cached_property
    def acts(self) -> Sequence[Act]:
        """Its verbs, in the order of the text."""
        return [Act(verb, self._fillers(verb)) for verb in self.roles.verbs()]

    def _fillers(self, verb: int) -> list[Filler]:
        stated = self.roles.fillers(verb)
        places = {filler.at for filler in stated}
        return stated + [filler for filler in implied(self.roles, verb) if filler.at not in places]


class Reading:
    """The turns of a document, each as the pipeline parsed it (`parsed`) and as it is read (`turns`)."""

    def __init__(self, docs: Sequence[Doc]) -> None:
        strings = Strings(docs[0].vocab.strings) if docs else {}
        self.parsed = [Tree(doc, strings) for doc in docs]
        self._docs = [ref(doc) for doc in docs]

    def is_of(self, docs: Sequence[Doc]) -> bool:
        """Say whether it is the reading of these very docs."""
        return len(docs) == len(self._docs) and all(own() is doc for own, doc in zip(self._docs, docs, strict=True))

    @cached_property
    def trees(self) -> Sequence[Tree]:
        """The mended trees of the turns."""
        return [mended(tree) for tree in self.parsed]

    @cached_property
    def persons(self) -> Persons:
        """Who in them is a person."""
        return Persons(self.trees)

    @cached_property
    def turns(self) -> Sequence[Grammar]:
        """The grammar of the turns."""
        return [Grammar(tree, self.persons) for tree in self.trees]


# By the first doc of a document. A reading holds no doc, so that it goes when the doc goes.
_KNOWN: WeakKeyDictionary[Doc, Reading] = WeakKeyDictionary()


def reading_of(docs: Iterable[Doc]) -> Reading:
    """Return the reading of the parsed turns of a document: the same for all who ask while the docs are there.

    Docs are taken as they were when they were first read. It is kept beside them, never in them, so that a doc that
    is copied, pickled or written out carries none of it.
    """
    docs = list(docs)
    if not docs:
        return Reading(docs)
    known = _KNOWN.get(docs[0])
    if known is None or not known.is_of(docs):
        known = _KNOWN[docs[0]] = Reading(docs)
    return known
