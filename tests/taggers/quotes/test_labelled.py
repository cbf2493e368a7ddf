"""Floors on labelled text: invented news articles, and fiction that others labelled where it is at hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks import quotes as bench

KINDS = ("direct", "indirect", "mixed")


@pytest.mark.parametrize("file", ["news.txt", "held_out.txt"])
def test_news_articles_are_read(file: str) -> None:
    articles = bench.news(Path(__file__).parent / file)
    found = bench.tagged(articles)
    for kind in KINDS:
        assert bench.f1(articles, found, 0.3, (kind,), list)[2] > 0.85, kind
    assert bench.f1(articles, found, 0.8, KINDS, list)[2] > 0.85
    right, total = bench.speakers(articles, found, KINDS)["all"]
    assert right > 0.9 * total


def test_the_articles_are_large_enough_to_mean_something() -> None:
    articles = bench.news(Path(__file__).parent / "news.txt")
    assert len(articles) == 12
    assert sum(len(one.gold) for one in articles) >= 60
    assert {gold.kind for one in articles for gold in one.gold} == set(KINDS)


def test_fiction_labelled_by_others_is_read_better_than_by_the_marks_alone(shared: Path) -> None:
    if not (shared / bench.TSV).is_dir():
        pytest.skip("needs ../shared/eval, which is not here")
    _, held = bench.split(bench.litbank(shared / bench.TSV, None))
    held = held[:8]
    found, plain = bench.tagged(held), {one.name: bench.baseline(one.text) for one in held}
    ours, marks = (bench.f1(held, each, 0.8, ("direct",)) for each in (found, plain))
    assert ours[2] > 0.85
    assert ours[2] > marks[2]
