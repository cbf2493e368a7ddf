"""Let taggers read documents and keep what they suggest."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from storylens.batch.material import material_of
from storylens.batch.parses import cache_for, parsed, programme_of
from storylens.batch.readings import Hit, Reading, chosen_taggers, readings
from storylens.language.sentences import sentences
from storylens.records import Codebook, Coder, Coding, Document, State, Tagged, content_id
from storylens.store import Store, codebooks, codings, documents, log, now
from storylens.taggers.base import Material
from storylens.taggers.registry import TAGGERS

Progress = Callable[[float, str], None]


@dataclass
class TagReport:
    """What was done. `skipped` counts documents by a language in which a codebook has no cues."""

    documents: int = 0
    suggestions: int = 0
    unchanged: int = 0
    skipped: dict[str, int] = field(default_factory=dict)
    cannot: dict[tuple[str, str], int] = field(default_factory=dict)  # by tagger and a language that it does not read

    def __str__(self) -> str:
        if not self.documents:
            said = f"Nothing new: {self.unchanged} documents were tagged before."
        else:
            said = (
                f"{self.documents} documents tagged, {self.suggestions} suggestions; "
                f"{self.unchanged} documents were tagged before."
            )
        return (
            said
            + "".join(
                f"\n{count} documents in {language or 'an unknown language'} were skipped: "
                "no chosen codebook has cues for it."
                for language, count in self.skipped.items()
            )
            + "".join(
                f"\n{count} documents in {language} were skipped by {tagger}, which does not read that language."
                for (tagger, language), count in self.cannot.items()
            )
        )


@dataclass(frozen=True)
class Said:
    """What one machine says of one document with one codebook."""

    coder: Coder
    book: Codebook
    document_id: str
    hits: tuple[Hit, ...]


class Sentences:
    """The sentences of a document, found when they are asked for: what a reader would code."""

    def __init__(self, material: Material) -> None:
        self._turns = material.turns
        self._starts = [turn.start for turn in material.turns]
        self._known: dict[int, list[tuple[int, int]]] = {}

    def around(self, start: int, end: int) -> tuple[int, int]:
        """Return start and end of the sentences that a stretch stands in."""
        at = bisect_right(self._starts, start) - 1
        if at < 0:
            return start, end
        if at not in self._known:
            turn = self._turns[at]
            self._known[at] = [(turn.start + first, turn.start + last) for first, last in sentences(turn.text)]
        found = [place for place in self._known[at] if place[0] < end and start < place[1]]
        return (found[0][0], found[-1][1]) if found else (start, end)


def suggest(
    document_id: str, material: Material, reading: Reading, made_at: str, found: dict[int, Tagged] | None = None
) -> list[Coding]:
    """Return what the taggers of a reading suggest in one document: a sentence, a code, and why.

    Hits of one code in one sentence are one suggestion, whoever found them; it is by the first tagger that did, and
    names the rules of all. Relations are kept in `basis`. `found` has what taggers that several codebooks share have
    found already. Pure: the same document and codebooks give the same codings with the same ids.
    """
    found = {} if found is None else found
    places = Sentences(material)
    passages: dict[tuple[int, int, str], list[Hit]] = defaultdict(list)
    for tagger in reading.taggers:
        if id(tagger) not in found:
            found[id(tagger)] = tagger.tag(material)
        for hit in reading.hits(tagger, found[id(tagger)]):
            passages[(*places.around(hit.start, hit.end), hit.code)].append(hit)
    coders = {name: coder.id for name, coder in reading.coders().items()}
    made = []
    for (start, end, code), hits in passages.items():
        polarities = {hit.attributes.get("polarity", "") for hit in hits}
        scores = [hit.score for hit in hits if hit.score is not None]
        coder_id = coders[hits[0].tagger]
        made.append(
            Coding(
                id=content_id(coder_id, document_id, start, end, code),
                document_id=document_id,
                start=start,
                end=end,
                codebook=reading.book.id,
                codebook_edition=reading.book.edition,
                code=code,
                coder_id=coder_id,
                state=State.SUGGESTED,
                polarity=polarities.pop() if len(polarities) == 1 else "",
                rule="; ".join(dict.fromkeys(_rules(hits))),
                score=max(scores, default=None),
                basis=_basis(hits),
                made_at=made_at,
            )
        )
    return made


def _rules(hits: Sequence[Hit]) -> Iterator[str]:
    """Yield the rules that found a passage, and what is to be known of them, such as that it is a translation."""
    yield from (hit.rule for hit in hits)
    yield from (hit.attributes["footnote"] for hit in hits if "footnote" in hit.attributes)


def _basis(hits: Sequence[Hit]) -> dict[str, Any]:
    """Say where in the passage which tagger found what."""
    first = hits[0].attributes
    taggers = list(dict.fromkeys(hit.tagger for hit in hits))
    relations = [hit.relation.model_dump(mode="json", exclude_defaults=True) for hit in hits if hit.relation]
    return {
        "hits": [list(place) for place in dict.fromkeys((hit.start, hit.end) for hit in hits)],
        **({"prompted": first["prompted"]} if "prompted" in first else {}),
        "flags": sorted({hit.attributes.get("flag", "") for hit in hits} - {""}),
        **({"taggers": taggers} if len(taggers) > 1 else {}),
        **({"relations": relations} if relations else {}),
        # Only a subject is named, nothing is told: a notice, which holds nothing
        **({"notice": True} if all(hit.attributes.get("gate") is False for hit in hits) else {}),
    }


def keep(connection: Connection, document: Document, material: Material, chosen: Iterable[Reading]) -> int:
    """Keep what readings suggest in a document, but for what people have decided already.

    A codebook in another language than the document's is not used, and the document not marked as read
    with it.
    """
    decided = codings.decided(connection, document.id)
    found: dict[int, Tagged] = {}
    new = 0
    for reading in chosen:
        if reading.book.language != document.language:
            continue
        codings.mark_reading(connection, document.id, reading.book.id, reading.coders(), among=TAGGERS)
        suggested = suggest(document.id, material, reading, now(), found)
        gates = {code.id for code in reading.book.codes() if code.gate}
        if gates:
            over = suggest(document.id, material.headings, reading, now())
            suggested += [made for made in over if made.code in gates]
        new += codings.add(connection, [made for made in suggested if (made.start, made.end, made.code) not in decided])
    return new


def tag(store: Store, *, taggers: Sequence[str] = (), progress: Progress | None = None) -> TagReport:
    """Tag what has not been tagged yet with the project's codebooks.

    `taggers` are those that may read beside cues and the screen, by default those of `[tag] taggers` in the project's
    settings, or else all that a codebook asks for. Each document is a transaction of its own, so that the work can be
    stopped and taken up again. Raises `StorylensError` for a tagger that does not exist or that no codebook asks for.
    """
    chosen = codebooks.in_use(store.folder)
    named = taggers or store.folder.settings().get("tag", {}).get("taggers", ())
    wanted = chosen_taggers(named, chosen.values())
    return _tag(store, list(chosen.values()), wanted, progress)


def _tag(store: Store, books: Sequence[Codebook], wanted: frozenset[str], progress: Progress | None) -> TagReport:
    report = TagReport()
    with store.writing() as connection:
        for book in books:
            codebooks.keep_edition(connection, store.folder, book)
    todo = _todo(store, books, wanted, report)
    total = sum(len(waiting) for _, waiting in todo)
    for chosen, waiting in todo:
        for document, material in _materials(store, waiting, parse=any(one.needs_parse for one in chosen)):
            with store.writing() as connection:
                report.suggestions += keep(connection, document, material, chosen)
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
                codebooks={book.id: book.edition for book in books},
            )
    return report


def _todo(
    store: Store, books: Sequence[Codebook], wanted: frozenset[str], report: TagReport
) -> list[tuple[list[Reading], list[str]]]:
    """Return the documents that have not been read with some codebook as it is now, with these codebooks."""
    with store.reading() as connection:
        every = documents.languages(connection)
        marks = {book.id: codings.marks(connection, book.id, among=TAGGERS) for book in books}
    programme = programme_of(store.folder)
    todo = []
    for language in dict.fromkeys(every.values()):
        fitting = [book for book in books if book.language == language]
        here = [name for name, other in every.items() if other == language]
        if not fitting:
            report.skipped[language] = len(here)
            continue
        parse = cache_for(store.folder, language) is not None
        known = readings(fitting, wanted, parsed=parse, programme=programme)
        others = {tagger.name for reading in known for tagger in reading.taggers if language not in tagger.languages}
        report.cannot |= {(tagger, language): len(here) for tagger in sorted(others)}
        expected = [{name: coder.id for name, coder in reading.coders().items()} for reading in known]
        missing: dict[tuple[int, ...], list[str]] = defaultdict(list)
        for document_id in here:
            stale = tuple(
                number
                for number, reading in enumerate(known)
                if marks[reading.book.id].get(document_id) != expected[number]
            )
            if stale:
                missing[stale].append(document_id)
            else:
                report.unchanged += 1
        todo += [([known[number] for number in numbers], waiting) for numbers, waiting in missing.items()]
    return todo


def _materials(store: Store, ids: Sequence[str], *, parse: bool) -> Iterator[tuple[Document, Material]]:
    if parse:
        programme = programme_of(store.folder)
        for one in parsed(store, ids):
            yield one.document, one.material(programme)
        return
    for name in ids:
        with store.reading() as connection:
            document = documents.read(connection, name)
            turns = documents.turns(connection, name)
            yield document, material_of(document, documents.speakers(connection, name), turns)


def said(store: Store, ids: Sequence[str], names: Sequence[str] = ()) -> Iterator[Said]:
    """Yield what each tagger says of documents, a codebook at a time, whatever people have decided; keep nothing.

    `names` are taggers that read beside those of the project's settings.
    """
    books = list(codebooks.in_use(store.folder).values())
    named = store.folder.settings().get("tag", {}).get("taggers", ())
    wanted = chosen_taggers(named, books) | frozenset(names)
    with store.reading() as connection:
        every = documents.languages(connection)
    for language in dict.fromkeys(every[name] for name in ids):
        here = [name for name in ids if every[name] == language]
        fitting = [book for book in books if book.language == language]
        parse = cache_for(store.folder, language) is not None
        known = readings(fitting, wanted, parsed=parse, programme=programme_of(store.folder))
        for document, material in _materials(store, here, parse=any(one.needs_parse for one in known)):
            found: dict[int, Tagged] = {}
            for reading in known:
                coders = reading.coders()
                for tagger in reading.taggers:
                    if id(tagger) not in found:
                        found[id(tagger)] = tagger.tag(material)
                    yield Said(
                        coders[tagger.name], reading.book, document.id, tuple(reading.hits(tagger, found[id(tagger)]))
                    )
