"""Lessons show what speaks against them, zero included, and quote nobody who did not agree."""

from __future__ import annotations

from storylens import Project
from storylens.records.learning import Lesson, Selection
from storylens.synthesis.lessons import lesson_table
from tests.synthesis.book_helpers import book, code_of, stand_on, write

LESSON = Lesson(text="Who holds the key keeps the pump going.", context="where there is one pump")


def test_tellers_for_and_against_stand_side_by_side(village: Project) -> None:
    write(village, LESSON, LESSON)
    stand_on(village, "lesson-1", "w1", "we keep the key ourselves")
    stand_on(village, "lesson-1", "w1", "The borehole is near the school")
    stand_on(village, "lesson-1", "m2", "My brothers have the field", "contradicts")
    table = lesson_table(book(village))
    first, second = table.frame.loc["lesson-1"], table.frame.loc["lesson-2"]
    assert (first["tellers for"], first["citations for"], first["tellers against"]) == (1, 2, 1)
    assert (second["tellers for"], second["tellers against"]) == (0, 0)
    assert first["quote for"].startswith("“The borehole is near the school” (W1, ")
    assert len(table.behind("lesson-1", "tellers for")) == 2


def test_a_teller_who_may_be_counted_only_is_not_quoted(village: Project) -> None:
    write(village, LESSON)
    stand_on(village, "lesson-1", "counted", "A loan is a rope")
    row = lesson_table(book(village)).frame.loc["lesson-1"]
    assert row["tellers for"] == 1
    assert row["quote for"] == ""


def test_refused_words_are_neither_counted_nor_quoted(village: Project) -> None:
    write(village, LESSON)
    stand_on(village, "lesson-1", "w1", "we keep the key ourselves")
    for name, words in (
        ("no", "never for us"),
        ("gone", "my mother's field"),
        ("held", "He beat me"),
        ("silent", "pump"),
    ):
        stand_on(village, "lesson-1", name, words)
    row = lesson_table(book(village)).frame.loc["lesson-1"]
    assert (row["tellers for"], row["citations for"]) == (1, 1)


def test_a_chosen_story_is_named_apart(village: Project) -> None:
    code = code_of(village, "w1")
    write(village, LESSON, Selection(panel="panel-1", story=code, chosen=True, reasons="it moved us"))
    stand_on(village, "lesson-1", "w1", "we keep the key ourselves")
    assert lesson_table(book(village)).frame.loc["lesson-1", "of these chosen by a panel"] == code


def test_confidence_needs_a_reason(village: Project) -> None:
    write(village, LESSON.model_copy(update={"confidence": "high"}))
    assert lesson_table(book(village)).frame.loc["lesson-1", "confidence"] == ""
