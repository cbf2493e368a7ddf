"""What a harvest answers: every question, answered or not, and outcomes that the theory did not foresee."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from storylens import Project, StorylensError
from storylens.synthesis.harvest_answers import NOWHERE, harvest_answers, outcome_theory
from tests.conftest import Ran
from tests.synthesis.book_helpers import book


@pytest.fixture
def harvested(village: Project) -> Project:
    village.entries.write("harvest", {"name": "H", "questions": "What changed?; Who lost?"}, by="Ada")
    village.entries.write("toc statement", {"column": "2", "text": "Pumps run"}, by="Ada")
    for fields in (
        {"change_text": "a", "sign": "positive", "toc_statements": "toc-statement-1"},
        {"change_text": "b", "sign": "negative"},
        {"change_text": "c", "status": "rejected", "rejected_reason": "duplicate"},
    ):
        village.entries.write("outcome", {"harvest": "harvest-1", **fields}, by="Ada")
    return village


def test_each_question_stands_there_answered_or_not(harvested: Project) -> None:
    behind = ["outcome-1", "outcome-2", "outcome-3"]
    harvested.harvest.answer("harvest-1", "1", "The key moved.", outcomes=behind, decision="go on", by="Ada")
    table = harvest_answers(book(harvested))
    assert table.frame["answer"].tolist() == ["The key moved.", "not answered yet"]
    first = table.frame.iloc[0]
    assert (first["outcomes"], first["of"], first["of these negative"]) == (2, 2, 1)
    assert table.behind("harvest-1, question 1", "outcomes") == ("outcome-1", "outcome-2")
    assert first["answered by"].startswith("Ada, ")


def test_a_question_is_answered_anew_with_a_reason_and_as_a_version(harvested: Project) -> None:
    harvested.harvest.answer("harvest-1", "2", "Nobody.", by="Ada")
    with pytest.raises(StorylensError, match="answered already by harvest-answer-1"):
        harvested.harvest.answer("harvest-1", "Who lost?", "The traders.", by="Ben")
    kept = harvested.harvest.answer("harvest-1", "Who lost?", "The traders.", by="Ben", why="two told of it")
    assert (kept.number, kept.version) == ("harvest-answer-1", 2)
    with pytest.raises(StorylensError, match="no question of harvest-1"):
        harvested.harvest.answer("harvest-1", "3", "?", by="Ben")


def test_outcomes_that_no_statement_foresaw_are_shown(harvested: Project) -> None:
    table = outcome_theory(book(harvested))
    assert table.frame.loc["toc-statement-1", "positive"] == "outcome-1"
    assert table.frame.loc[NOWHERE, "negative"] == "outcome-2"
    assert table.behind(NOWHERE, "outcomes") == ("outcome-2",)


def test_by_command(harvested: Project, storylens: Callable[..., Ran]) -> None:
    here = ("-p", harvested.path)
    assert (
        "Wrote harvest-answer-1"
        in storylens("harvest", "answer", "harvest-1", "1", "It moved.", "--outcome", "outcome-1", *here).out
    )
    assert "not answered yet" in storylens("tables", "harvest-answers", *here).out
