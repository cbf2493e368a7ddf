"""Propose the names in a project that may have to be replaced."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from storylens.batch.material import job_of
from storylens.language.parse import ParseCache, parse
from storylens.language.pipeline import pipeline_for
from storylens.prepare.names import bare, propose
from storylens.records import StorylensError
from storylens.store import Store, documents, names, people

if TYPE_CHECKING:
    from spacy.tokens import Doc


def propose_names(store: Store) -> int:
    """Read all documents for names, places and numbers that tell who somebody is; return how many are new.

    Where a pipeline is installed its entities help; without one, rules find what they can.
    """
    texts: list[str] = []
    jobs = []
    with store.reading() as connection:
        for document_id, language in documents.languages(connection).items():
            document, turns = documents.read(connection, document_id), documents.turns(connection, document_id)
            texts += [document.text[turn.start : turn.end] for turn in turns]
            if language == "en":
                jobs.append(job_of(document, turns))
        codes, labels = people.codes(connection), people.labels(connection)
    try:
        pipeline = pipeline_for("en")
        cache = ParseCache(store.folder.cache, pipeline)
        for job, parsed in parse([job for job in jobs if not cache.has(job)], pipeline):
            cache.write(job, parsed)
        docs: Iterable[Doc] = (doc for job in jobs for doc in cache.read(job) or ())
    except StorylensError:
        docs = ()
    keep = store.folder.settings().get("pseudonyms", {}).get("keep", [])
    found = propose(texts, labels, docs, keep)
    tellers = {bare(label): codes[next(iter(of))] for label, of in labels.items() if len(of) == 1}
    with store.writing() as connection:
        return names.add(connection, names.KeyFile(store.folder), found, tellers)
