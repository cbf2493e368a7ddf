"""Speaker labels at the beginning of a line."""

from __future__ import annotations

from storylens.prepare.labels import find_labels

TALK = ["Interviewer: Who has the key?", "Interviewee: Rehema has it.", "Interviewee: She opens at six."]


def names(*more: str) -> list[str | None]:
    return [label.name if label else None for label in find_labels([*TALK, *more])][len(TALK) :]


def test_marks_of_bold_type_that_were_left_standing_do_not_hide_a_label() -> None:
    assert names("**Interviewer: (**Laughs) And then?", "**Interviewee**: Nothing.") == ["Interviewer", "Interviewee"]


def test_a_label_without_its_colon_is_known_again() -> None:
    assert names("Interviewer And then?") == ["Interviewer"]


def test_a_sentence_about_an_interviewer_is_no_label() -> None:
    assert names("Interviewer after interviewer has come here.", "Interviewers Like you come and go.") == [None, None]


def test_times_beside_a_label_are_times_into_the_recording() -> None:
    lines = ["[00:01:05] INT: Why?", "1:20 R: So.", "INT (00:02:00): And?", "R [2:10]: No.", "INT: At 10:30, was it?"]
    found = [label for label in find_labels(lines) if label]
    assert [label.said_at for label in found] == ["00:01:05", "00:01:20", "00:02:00", "00:02:10", ""]
    assert [line[label.words_at :] for line, label in zip(lines, found, strict=True)] == [
        "Why?",
        "So.",
        "And?",
        "No.",
        "At 10:30, was it?",
    ]
