"""May a teller's words be put to this use? Silence is not consent."""

from __future__ import annotations

import pytest

from storylens.gates.consent import ConsentGate
from storylens.records import Answer, Use

ME, ALL = "teller-1", None


def gate(answers: dict[tuple[str | None, Use], Answer], not_asked: str = "hold") -> ConsentGate:
    return ConsentGate({**answers}, {"consent": {"not_asked": not_asked}})


@pytest.mark.parametrize("use", list(Use))
def test_without_an_answer_nothing_is_allowed(use: Use) -> None:
    assert gate({}).refusal(ME, use) == "consent not asked"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer.YES, ""),
        (Answer.NO, "consent refused"),
        (Answer.WITHDRAWN, "consent withdrawn"),
        (Answer.NOT_ASKED, "consent not asked"),
    ],
)
def test_an_answer_decides(answer: Answer, reason: str) -> None:
    assert gate({(ME, Use.ANALYSIS): answer}).refusal(ME, Use.ANALYSIS) == reason


def test_one_use_says_nothing_of_another() -> None:
    agreed = gate({(ME, Use.ANALYSIS): Answer.YES})
    assert agreed.refusal(ME, Use.QUOTE)
    assert agreed.refusal("teller-2", Use.ANALYSIS)


def test_a_declaration_stands_in_and_an_own_answer_goes_before_it() -> None:
    declared = {(ALL, use): Answer.YES for use in (Use.ANALYSIS, Use.QUOTE)}
    assert gate(declared).refusal(ME, Use.QUOTE) == ""
    for answer in (Answer.NO, Answer.WITHDRAWN, Answer.NOT_ASKED):
        assert gate(declared | {(ME, Use.QUOTE): answer}).refusal(ME, Use.QUOTE)


@pytest.mark.parametrize("answer", [Answer.NO, Answer.WITHDRAWN])
@pytest.mark.parametrize("use", [use for use in Use if use is not Use.ANALYSIS])
def test_who_may_not_be_analysed_may_not_be_used_otherwise(use: Use, answer: Answer) -> None:
    """Somebody who takes back the one answer that they remember has not left the others standing."""
    agreed = {(ME, use): Answer.YES, (ME, Use.ANALYSIS): answer}
    assert gate(agreed).refusal(ME, use)


def test_a_project_may_analyse_where_nobody_was_asked_but_never_quote() -> None:
    analysing = gate({}, "analyse")
    assert analysing.refusal(ME, Use.ANALYSIS) == ""
    assert analysing.refusal(ME, Use.QUOTE) == "consent not asked"
    assert gate({(ME, Use.ANALYSIS): Answer.NO}, "analyse").refusal(ME, Use.ANALYSIS) == "consent refused"


def test_without_settings_the_gate_is_shut() -> None:
    assert ConsentGate({}, {}).refusal(ME, Use.ANALYSIS) == "consent not asked"


def test_words_of_nobody_need_the_declaration() -> None:
    assert gate({}).refusal(None, Use.ANALYSIS)
