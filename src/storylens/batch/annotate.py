"""Reading and tagging as a pipe, with no project: one JSON object a document.

There is no project and so no consent: all that is read is printed. What may disclose violence is marked
`held`, so that who reads on can leave it alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from storylens.batch.material import job_of, material_of
from storylens.codebook.load import load, shipped, usual
from storylens.ingest.reader import is_read_whole, read
from storylens.ingest.source import Source
from storylens.ingest.tellers import told_in
from storylens.ingest.walk import describes, sources
from storylens.language.parse import parse_turns
from storylens.language.pipeline import pipeline_for
from storylens.prepare.document import Prepared, prepare
from storylens.records import StorylensError, UnreadableError
from storylens.store.folder import file_hash
from storylens.taggers.base import Material, Tagger
from storylens.taggers.registry import make_taggers

SCHEMA = "storylens-annotate-1"  # later versions only add
Record = dict[str, Any]


def annotate(
    paths: Sequence[Path],
    *,
    taggers: Sequence[str] = (),
    codebooks: Sequence[str] = (),
    language: str = "en",
    programme: Sequence[str] = (),
    translated_from: str = "",
) -> Iterator[Record]:
    """Yield a record for each document in files and folders, in the order of the input.

    A file that cannot be read gives a record with `error`. `codebooks` are names of shipped ones or files; by
    default those that are shipped, but for `sdg`. `taggers` are by default those that go by rules. `programme` has the
    names and activities of the programme that claims are about. `translated_from` is the language of the originals,
    where the texts are translations and do not say so.
    Raises `StorylensError` for a tagger or a codebook that does not exist.
    """
    books = [_book(name) for name in codebooks] or [load(file) for file in usual()]
    chosen = make_taggers(taggers, books)
    screen = make_taggers(["safeguarding"], [load(shipped("safeguarding"))])[0]
    for given in paths:
        try:
            with sources([given], is_whole=is_read_whole) as found:
                for source in found:
                    if not given.is_dir() or not (describes(source) or told_in(source)):
                        for made in _prepared(source, language, translated_from):
                            yield made if isinstance(made, dict) else _record(made, chosen, screen, programme)
        except (UnreadableError, OSError) as error:  # of the path itself; the others go on
            yield _failure(str(given), error)


def _prepared(source: Source, language: str, translated_from: str) -> Iterator[Prepared | Record]:
    try:
        digest = file_hash(source.path)
        for received in read(source):
            if translated_from and not received.translated_from:
                received = received.model_copy(update={"translated_from": translated_from})
            yield prepare(received, source=source.name, original=digest, language=language)
    except (UnreadableError, OSError) as error:
        yield _failure(source.name, error)


def _failure(source: str, error: Exception) -> Record:
    return {"schema": SCHEMA, "error": str(error), "source": source, "part": ""}


def _book(name: str) -> Any:
    return load(Path(name) if name.endswith((".yml", ".yaml")) else shipped(name))


def _record(made: Prepared, taggers: Sequence[Tagger], screen: Tagger, programme: Sequence[str]) -> Record:
    document = made.document
    plain = material_of(document, made.speakers, made.turns, programme=programme)
    status: dict[str, str] = {}
    spans: list[Record] = []
    relations: list[Record] = []
    parsed = None
    for tagger in taggers:
        if document.language not in tagger.languages:
            status[tagger.name] = f"skipped: it does not read {document.language or 'an unknown language'}"
            continue
        try:
            if tagger.needs_parse and parsed is None:
                parsed = _parsed(made, programme)
        except StorylensError as error:
            status[tagger.name] = f"not run: {error}"
            continue
        found = tagger.tag(parsed if tagger.needs_parse and parsed else plain)
        status[tagger.name] = "ran"
        spans += [_plain(span) for span in found.spans]
        relations += [_plain(relation) for relation in found.relations]
    held = [  # by grammar where there is a parse, by phrases alone where there is none
        (span.passage or (span.start, span.end), span.label)
        for span in screen.tag(parsed or plain).spans
        if span.attributes["gate"]
    ]
    screened = parsed is not None and document.language in screen.languages  # `held` of no other turn says a thing
    by_id = {speaker.id: speaker for speaker in made.speakers}
    return {
        "schema": SCHEMA,
        "source": document.source,
        "part": document.part,
        "document": {
            "id": document.id,
            "title": document.title,
            "kind": document.kind,
            "source": document.source,
            "language": document.language,
            "translated_from": document.translated_from,
            "text": document.text,
        },
        "turns": [
            {
                "start": turn.start,
                "end": turn.end,
                "stretch": turn.stretch,
                "said_at": turn.said_at,
                "reply_to": turn.reply_to,
                **_who(by_id.get(turn.speaker_id or "")),
                "screened": screened and not turn.language,
                "held": sorted({label for (start, end), label in held if start < turn.end and turn.start < end}),
            }
            for turn in made.turns
        ],
        "spans": spans,
        "relations": relations,
        "taggers": status,
    }


def _parsed(made: Prepared, programme: Sequence[str]) -> Material:
    nlp = pipeline_for(made.document.language).load()
    docs = parse_turns(nlp, job_of(made.document, made.turns).turns)
    return material_of(made.document, made.speakers, made.turns, docs, programme)


def _who(speaker: Any) -> Record:
    return {"speaker": speaker.label, "role": speaker.role} if speaker else {"speaker": "", "role": "other"}


def _plain(found: Any) -> Record:
    """Return a span or a relation as JSON, leaving out what is empty."""
    return {
        name: _without_empty(value) for name, value in found.model_dump(mode="json").items() if not _is_empty(value)
    }


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_empty(inner) for name, inner in value.items() if not _is_empty(inner)}
    return [_without_empty(inner) for inner in value] if isinstance(value, list) else value


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {})
