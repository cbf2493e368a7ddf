"""What a network set out to learn, and what became of it."""

from __future__ import annotations

from storylens import Project
from storylens.records.learning import Finding, Lesson
from storylens.records.network import Event, Hypothesis, LearningQuestion
from storylens.synthesis.questions import hypotheses, learning_questions, redesigns
from tests.synthesis.book_helpers import book, stand_on, write


def test_a_question_has_answer_evidence_and_decision_or_says_that_it_has_none(village: Project) -> None:
    write(
        village,
        LearningQuestion(text="Who keeps the key?", asked_by="North", answer="Women do.", decision="Two keys."),
        LearningQuestion(text="What of the young?", answer="Nobody knows."),
        LearningQuestion(text="And the land?"),
        Finding(text="Keys are kept by women.", answers=("learning-question-1",)),
    )
    stand_on(village, "finding-1", "w1", "we keep the key ourselves")
    stand_on(village, "learning-question-1", "w3", "We paid for the pump together")
    stand_on(village, "learning-question-1", "m1", "The borehole brought strangers", "contradicts")
    table = learning_questions(book(village))
    row = table.frame.loc["learning-question-1"]
    assert row[["tellers", "of", "citations", "tellers against"]].tolist() == [2, book(village).n, 2, 1]
    assert row["findings"] == "finding-1: Keys are kept by women."
    assert len(table.behind("learning-question-1", "tellers")) == 2
    assert table.frame.loc["learning-question-3", ["answer", "decision"]].tolist() == ["not answered yet", "none yet"]
    assert any("1 answers stand on no passage" in note for note in table.notes)


def test_a_hypothesis_is_open_until_somebody_judges_it(village: Project) -> None:
    write(
        village,
        Hypothesis(text="Keys make owners.", since="2023", became="changed", why="men hold copies"),
        Hypothesis(text="Ledgers are read."),
        by="Rudo",
    )
    stand_on(village, "hypothesis-1", "w1", "we keep the key ourselves")
    stand_on(village, "hypothesis-1", "m1", "The borehole brought strangers", "contradicts")
    frame = hypotheses(book(village)).frame
    assert frame.loc["hypothesis-1", ["became", "tellers for", "tellers against"]].tolist() == ["changed", 1, 1]
    assert frame.loc["hypothesis-1", "judged by"].startswith("Rudo")
    assert frame.loc["hypothesis-2", ["became", "judged by"]].tolist() == ["open", ""]


def test_the_redesign_log_joins_all_that_was_decided_in_the_order_of_time(village: Project) -> None:
    write(
        village,
        Event(date="2024-Q3", what="Two keys", sort="redesign", why="quarrels"),
        Event(date="2024-02", what="Flood"),  # happened, was not decided
        LearningQuestion(text="Who?", answer="Women.", decision="A third key", decided_on="2024-06-01"),
        LearningQuestion(text="Why?"),
        Lesson(text="Keys.", decision="Ask first", decide_by="2025"),
        Hypothesis(text="Owners.", became="held"),
    )
    frame = redesigns(book(village)).frame
    assert list(frame.index) == ["learning-question-1", "event-1", "lesson-1", "hypothesis-1"]
    assert frame.loc["event-1", "why"] == "quarrels"
    assert frame.loc["hypothesis-1", "why"] == "not written down"
