"""The parses of a project's documents: from its cache, and made where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from storylens.batch.material import job_of, material_of
from storylens.language.parse import Job, ParseCache, parse
from storylens.language.pipeline import pipeline_for
from storylens.records import Document, Speaker, StorylensError, Turn
from storylens.store import Folder, Store, documents
from storylens.taggers.base import Material

if TYPE_CHECKING:
    from spacy.tokens import Doc

Progress = Callable[[float, str], None]
TOGETHER = 64  # documents that are in memory at once


@dataclass(frozen=True)
class Parsed:
    """A document with the parses of its turns; None where its language has no pipeline here."""

    document: Document
    speakers: Sequence[Speaker]
    turns: Sequence[Turn]
    docs: Sequence[Doc] | None

    def material(self, programme: Sequence[str] = ()) -> Material:
        """Return it as taggers see it."""
        return material_of(self.document, self.speakers, self.turns, self.docs, programme)


def cache_for(folder: Folder, language: str) -> ParseCache | None:
    """Return the parse cache of a project for a language, or None where no pipeline is installed for it."""
    named = folder.settings().get("language", {}).get(language, "")
    try:
        return ParseCache(folder.cache, pipeline_for(language, named))
    except StorylensError:
        return None


def programme_of(folder: Folder) -> tuple[str, ...]:
    """Return the names and activities of the programme, as `[programme] names` in the project's settings lists them."""
    return tuple(map(str, folder.settings().get("programme", {}).get("names", ())))


def parsed(store: Store, ids: Sequence[str], *, progress: Progress | None = None) -> Iterator[Parsed]:
    """Yield documents with their parses, in the order that is asked for; what is parsed is kept."""
    caches: dict[str, ParseCache | None] = {}
    done = 0
    for first in range(0, len(ids), TOGETHER):
        names = ids[first : first + TOGETHER]
        with store.reading() as connection:
            found = [
                (
                    documents.read(connection, name),
                    documents.speakers(connection, name),
                    documents.turns(connection, name),
                )
                for name in names
            ]
        for language in {document.language for document, _, _ in found} - caches.keys():
            caches[language] = cache_for(store.folder, language)
        jobs = [job_of(document, turns) for document, _, turns in found]
        for language, cache in caches.items():
            if cache is not None:
                here = [job for job, (document, _, _) in zip(jobs, found, strict=True) if document.language == language]
                _fill(cache, here)
        for job, (document, speakers, turns) in zip(jobs, found, strict=True):
            done += 1
            if progress:
                progress(done / len(ids), document.title)
            cache = caches[document.language]
            yield Parsed(document, speakers, turns, _docs(cache, job) if cache is not None else None)


def _fill(cache: ParseCache, jobs: Sequence[Job]) -> None:
    for job, made in parse([job for job in jobs if not cache.has(job)], cache.pipeline):
        cache.write(job, made)


def _docs(cache: ParseCache, job: Job) -> list[Doc] | None:
    docs = cache.read(job)
    if docs is None or len(docs) != len(job.turns):  # a damaged file
        for _, made in parse([job], cache.pipeline, processes=1):
            cache.write(job, made)
        docs = cache.read(job)
    return docs
