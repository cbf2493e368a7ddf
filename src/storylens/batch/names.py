"""Propose the names in a project that may have to be replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storylens.batch.parses import parsed
from storylens.prepare.names import bare, propose
from storylens.store import Store, documents, names, people

if TYPE_CHECKING:
    from spacy.tokens import Doc


def propose_names(store: Store) -> int:
    """Read all documents for names, places and numbers that tell who somebody is; return how many are new.

    Where a pipeline for the language is installed its entities help; without one, rules find what they can.
    """
    with store.reading() as connection:
        ids = list(documents.languages(connection))
        codes, labels = people.codes(connection), people.labels(connection)
    texts: list[str] = []
    docs: list[Doc] = []
    for one in parsed(store, ids):
        texts += [one.document.text[turn.start : turn.end] for turn in one.turns]
        docs += one.docs or ()
    keep = store.folder.settings().get("pseudonyms", {}).get("keep", [])
    found = propose(texts, labels, docs, keep)
    tellers = {bare(label): codes[next(iter(of))] for label, of in labels.items() if len(of) == 1}
    with store.writing() as connection:
        return names.add(connection, names.KeyFile(store.folder), found, tellers)
