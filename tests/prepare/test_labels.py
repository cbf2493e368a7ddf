"""Speaker labels at the beginning of a line."""

from __future__ import annotations

import pytest

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


def every(*lines: str) -> list[tuple[str, str] | None]:
    found = zip(find_labels(lines), lines, strict=True)
    return [(label.name, line[label.words_at :]) if label else None for label, line in found]


def test_what_is_in_brackets_after_a_label_is_no_part_of_it() -> None:
    assert every("INT: Why?", "F2 (female, 34): So.", "INT: And?", "M1 (laughs): No.", "F2: Yes.") == [
        ("INT", "Why?"),
        ("F2", "So."),
        ("INT", "And?"),
        None,
        ("F2", "Yes."),
    ]


def test_two_persons_of_one_name_are_told_apart_by_what_is_in_brackets() -> None:
    lines = ["INT: Why?", "Mary (mother): So.", "Mary (aunt): No.", "Mary (mother): Yes.", "Mary (aunt): Not at all."]
    assert [label[0] for label in every(*lines) if label] == [
        "INT",
        "Mary (mother)",
        "Mary (aunt)",
        "Mary (mother)",
        "Mary (aunt)",
    ]


def test_a_laugh_in_brackets_makes_nobody_another_person() -> None:
    lines = ["INT: Why?", "R1 (laughs): So.", "R1 (crying): No.", "R1: Yes."]
    assert {label[0] for label in every(*lines) if label} == {"INT", "R1"}


def test_numbers_of_turns_are_no_part_of_a_label() -> None:
    assert every("001 INT: Why?", "002 Rehema: So.", "3. INT: And?", "4) Rehema: No.") == [
        ("INT", "Why?"),
        ("Rehema", "So."),
        ("INT", "And?"),
        ("Rehema", "No."),
    ]


def test_a_time_behind_the_mark_is_when_it_was_said() -> None:
    found = find_labels(
        ["Ines: [00:01:04.10] Why?", "Rehema: (00:01:09) So.", "Ines: [01:20] And?", "Rehema: [no] No."]
    )
    assert [label.said_at for label in found if label] == ["00:01:04", "00:01:09", "00:01:20", ""]


def test_names_in_brackets_are_labels_where_most_lines_begin_with_one() -> None:
    assert every("[Ines] Why?", "[Rehema] So.", "[Ines] And?", "[Rehema] No.", "[Laughs] Yes.") == [
        ("Ines", "Why?"),
        ("Rehema", "So."),
        ("Ines", "And?"),
        ("Rehema", "No."),
        None,
    ]
    assert every("INT: Why?", "R: So.", "[Rain] and wind.", "[Rain] again.", "R: Yes.", "INT: No.")[2:4] == [None, None]


def test_all_together_and_an_interpreter_are_labels_though_they_come_once() -> None:
    assert names("All: Yes!", "Interpreter: She says no.", "Group of us: no.") == ["All", "Interpreter", None]


def test_names_that_are_shortened_are_names() -> None:
    lines = [
        "Ines: Why?",
        "Mrs. A: So.",
        "Ines: And?",
        "Mrs. A: No.",
        "T.M.: Yes.",
        "Ines: When?",
        "T.M. (00:01:02): May.",
    ]
    found = find_labels(lines)
    assert [label.name for label in found if label] == ["Ines", "Mrs. A", "Ines", "Mrs. A", "T.M.", "Ines", "T.M."]
    assert [line[label.words_at :] for label, line in zip(found, lines, strict=True) if label][1::4] == ["So.", "When?"]
    assert every("Q. Why do you ask: because?", "A. No.", "Q. So?", "A. Dr. Moyo said: yes.")[0] == (
        "Q",
        "Why do you ask: because?",
    )


def test_one_name_in_several_spellings_is_one_speaker() -> None:
    lines = ["INT: Why?", "Participant 1: So.", "PARTICIPANT 1: No.", "Int: And?", "Participant  1: Yes.", "INT: When?"]
    assert {label[0] for label in every(*lines) if label} == {"INT", "Participant 1"}


@pytest.mark.parametrize(
    "lines",
    [
        ("المحاور: كيف بدأت؟", "رحمة: تحت الشجرة.", "المحاور: وماذا بعد؟", "رحمة: المطر."),
        ("访谈者：怎么开始的？", "王芳：在树下。", "访谈者：后来呢？", "王芳：下雨了。"),
        ("साक्षात्कारकर्ता: कैसे?", "रीमा: पेड़ के नीचे।", "साक्षात्कारकर्ता: फिर?", "रीमा: बारिश।"),
        ("• INT: Why?", "• R: So.", "• INT: And?", "• R: No."),
        ("[SPEAKER_00]: Why?", "[SPEAKER_01]: So.", "[SPEAKER_00]: And?", "[SPEAKER_01]: No."),
    ],
)
def test_labels_in_every_script_and_after_bullets(lines: tuple[str, ...]) -> None:
    found = every(*lines)
    assert all(found)
    assert len({label[0] for label in found if label}) == 2
