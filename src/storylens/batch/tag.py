"""Let taggers read documents and keep what they suggest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import Connection

from storylens.batch.material import material_of
from storylens.records import Codebook, Coder, Coding, Document, State, TaggedSpan, content_id
from storylens.store import Store, codebooks, codings, documents, log, now
from storylens.taggers.base import Material
from storylens.taggers.cues.tagger import CueTagger

Progress = Callable[[float, str], None]


@dataclass
class TagReport:
    """What was done. `skipped` counts documents by a language in which a codebook has no cues."""

    documents: int = 0
    suggestions: int = 0
    unchanged: int = 0
    skipped: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        if not self.documents:
            said = f"Nothing new: {self.unchanged} documents were tagged before."
        else:
            said = (
                f"{self.documents} documents tagged, {self.suggestions} suggestions; "
                f"{self.unchanged} documents were tagged before."
            )
        return said + "".join(
            f"\n{count} documents in {language or 'an unknown language'} were skipped: "
            "no chosen codebook has cues for it."
            for language, count in self.skipped.items()
        )


def coder_of(book: Codebook) -> Coder:
    """Return the machine coder that reads with a codebook. Another edition of the book is another coder."""
    return Coder.machine(f"{CueTagger.name}:{book.id}", CueTagger.version, book.digest)


def suggest(document_id: str, material: Material, tagger: CueTagger, made_at: str) -> list[Coding]:
    """Return what a tagger suggests in one document: a sentence, a code, and why.

    Hits of one code in one sentence are one suggestion. Pure: the same document and codebooks give the
    same codings with the same ids.
    """
    editions = {book.id: (book.edition, coder_of(book).id) for book in tagger.codebooks}
    sentences: dict[tuple[int, int, str], list[TaggedSpan]] = defaultdict(list)
    for span in tagger.tag(material).spans:
        sentences[(*(span.passage or (span.start, span.end)), span.label)].append(span)
    made = []
    for (start, end, code), hits in sentences.items():
        book = hits[0].attributes["codebook"]
        edition, coder_id = editions[book]
        polarities = {hit.attributes["polarity"] for hit in hits}
        made.append(
            Coding(
                id=content_id(coder_id, document_id, start, end, code),
                document_id=document_id,
                start=start,
                end=end,
                codebook=book,
                codebook_edition=edition,
                code=code,
                coder_id=coder_id,
                state=State.SUGGESTED,
                polarity=polarities.pop() if len(polarities) == 1 else "",
                rule="; ".join(dict.fromkeys(hit.rule for hit in hits)),
                basis={
                    "hits": [[hit.start, hit.end] for hit in hits],
                    **{name: hits[0].attributes[name] for name in ("prompted",) if name in hits[0].attributes},
                    "flags": sorted({hit.attributes["flag"] for hit in hits} - {""}),
                },
                made_at=made_at,
            )
        )
    return made


def keep(connection: Connection, document: Document, material: Material, tagger: CueTagger) -> int:
    """Keep what a tagger suggests in a document, but for what people have decided already.

    A codebook in another language than the document's is not used, and the document not marked as read
    with it.
    """
    books = [book for book in tagger.codebooks if book.language == document.language]
    for book in books:
        codings.mark_read(connection, document.id, CueTagger.name, book.id, coder_of(book))
    known = {book.id for book in books}
    decided = codings.decided(connection, document.id)
    return codings.add(
        connection,
        [
            made
            for made in suggest(document.id, material, tagger, now())
            if made.codebook in known and (made.start, made.end, made.code) not in decided
        ],
    )


def tag(store: Store, *, progress: Progress | None = None) -> TagReport:
    """Tag what has not been tagged yet with the project's codebooks.

    Each document is a transaction of its own, so that the work can be stopped and taken up again.
    """
    chosen = codebooks.in_use(store.folder)
    report = TagReport()
    with store.writing() as connection:
        for book in chosen.values():
            codebooks.keep_edition(connection, store.folder, book)
    with store.reading() as connection:
        read_with = {name: codings.read_with(connection, CueTagger.name, name) for name in chosen}
        every = documents.languages(connection)
    todo: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for document_id, language in every.items():
        fitting = [name for name, book in chosen.items() if book.language == language]
        missing = tuple(name for name in fitting if read_with[name].get(document_id) != coder_of(chosen[name]).id)
        if not fitting:
            report.skipped[language] = report.skipped.get(language, 0) + 1
        elif missing:
            todo[missing].append(document_id)
        else:
            report.unchanged += 1
    total = sum(map(len, todo.values()))
    for names, waiting in todo.items():
        tagger = CueTagger([chosen[name] for name in names])
        for document_id in waiting:
            with store.writing() as connection:
                document = documents.read(connection, document_id)
                material = material_of(
                    document, documents.speakers(connection, document_id), documents.turns(connection, document_id)
                )
                report.suggestions += keep(connection, document, material, tagger)
            report.documents += 1
            if progress:
                progress(report.documents / total, document.title)
    if report.documents:
        with store.writing() as connection:
            log.note(
                connection,
                "tag",
                documents=report.documents,
                suggestions=report.suggestions,
                codebooks={name: book.edition for name, book in chosen.items()},
            )
    return report
