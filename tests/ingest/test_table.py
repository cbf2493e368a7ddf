"""Tables become interviews and answers; what is asked, answered, and known of a respondent is kept apart."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from storylens.ingest.columns import consent_of
from storylens.ingest.reader import reader_for
from storylens.ingest.table import read, tables_in
from storylens.ingest.tellers import is_teller_sheet
from storylens.records import Answer, Kind, Received, Stretch, UnreadableError, Use
from tests.ingest.given import given, said
from tests.ingest.test_grid import workbook

TOLD = (
    "We walked to the district office with the list of names.",
    "I keep the key of the store since the rains began.",
    "Nobody asked me before, and now they do every week.",
)
SURVEY = f"""respondent,submitted,group,place,age,gender,What has changed for you?,What became harder?
R1,2025-02-03,Seed circle,Nyanje,50-64,woman,{TOLD[0].replace(",", "")},My knees and the long way home.
R2,2025-02-04,Seed circle,Hill,25-34,man,{TOLD[1]},
R3,2025-02-05,Health,Hill,,,"{TOLD[2]}",not asked
"""


def facts(received: Received) -> dict[str, str]:
    return {one.name: one.value for one in received.told_by[0].attributes}


def asked(received: Received) -> list[str]:
    return [received.text[one.start : one.end] for one in received.passages if one.asked]


def test_a_row_is_a_respondent_with_questions_and_answers(tmp_path: Path) -> None:
    source = given(tmp_path, "survey.csv", SURVEY)
    assert reader_for(source).name == "table"
    assert not is_teller_sheet(source)
    first, _, third = read(source)
    assert (first.part, first.kind, first.collected_on) == ("R1", Kind.ANSWER, date(2025, 2, 3))
    assert asked(first) == ["What has changed for you?", "What became harder?"]
    assert [one.question for one in first.passages] == ["What has changed for you?"] * 2 + ["What became harder?"] * 2
    assert first.passages[1].key == "survey:R1"
    assert facts(first) == {"group": "Seed circle", "place": "Nyanje", "age": "50-64", "gender": "woman"}
    assert first.told_by[0].case == "Seed circle"
    assert facts(third) == {"group": "Health", "place": "Hill"}


def test_not_answered_differs_from_not_asked(tmp_path: Path) -> None:
    _, second, third = read(given(tmp_path, "survey.csv", SURVEY))
    assert asked(second)[-1] == "What became harder?"
    assert said(second, Stretch.NOTE) == ["[not answered]"]
    assert asked(third) == ["What has changed for you?"]


def test_what_a_story_was_asked_for_with_stands_before_it(tmp_path: Path) -> None:
    table = f"""id,prompt,prompt valence,story
R1,Tell us about the best change.,appreciative,{TOLD[0]}
R2,Tell us about the worst change.,critical,{TOLD[1]}
R3,,,"{TOLD[2]}"
"""
    first, second, third = read(given(tmp_path, "stories.csv", table))
    assert (asked(first), said(first)[-1]) == (["Tell us about the best change."], TOLD[0])
    assert [(one.prompt, one.prompt_valence) for one in (second, third)] == [
        ("Tell us about the worst change.", "critical"),
        ("", ""),
    ]
    assert facts(first) == {}
    assert asked(third) == []


def test_a_person_overrules_every_guess(tmp_path: Path) -> None:
    mapping = {"What became harder?": "ignore", "Place": "case", "group": "attribute", "gender": "story"}
    first, *_ = read(given(tmp_path, "survey.csv", SURVEY, mapping))
    assert asked(first) == ["gender", "What has changed for you?"]
    assert first.told_by[0].case == "Nyanje"
    assert facts(first) == {"group": "Seed circle", "age": "50-64"}
    assert first.set_aside["columns to be ignored"] == len("My knees and the long way home.")


def test_a_field_that_there_is_none_of_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"cannot be 'nonsense'.*Choose from age, "):
        list(read(given(tmp_path, "survey.csv", SURVEY, {"group": "nonsense"})))


def test_one_story_a_row_has_no_question_before_it(tmp_path: Path) -> None:
    text = "Case,Age,story\nC1,24," + TOLD[0].replace(",", "") + "\nC2,31," + TOLD[1] + "\n"
    first, second = read(given(tmp_path, "stories.csv", text))
    assert (first.part, first.told_by[0].code, second.part) == ("C1", "C1", "C2")
    assert first.text == TOLD[0].replace(",", "") + "\n"


def test_rows_without_a_key_are_called_by_their_number(tmp_path: Path) -> None:
    text = "Age,story\n24," + TOLD[0].replace(",", "") + "\n31," + TOLD[1] + "\n"
    assert [one.part for one in read(given(tmp_path, "stories.csv", text))] == ["row 2", "row 3"]


def test_the_same_respondent_in_two_waves_is_one_teller_of_two_documents(tmp_path: Path) -> None:
    text = f'respondent,wave,What changed?\nR1,before,{TOLD[1]}\nR1,after,"{TOLD[2]}"\n'
    before, after = read(given(tmp_path, "waves.csv", text))
    assert (before.part, after.part, before.wave, after.wave) == ("R1", "R1 after", "before", "after")
    assert before.told_by[0].key == after.told_by[0].key


def test_questions_and_answers_in_rows_are_interviews(tmp_path: Path) -> None:
    text = (
        "interview_id,interview_date,question_id,interviewer,interviewee\n"
        "01,2021-05-31,1,Who built it?,Some people from the town.\n"
        "02,2021-06-01,1,Who built it?,We did.\n"
        '01,2021-05-31,2,What did it cost?,"A goat,\nand a day."\n'
        "01,2021-05-31,3,And then?,NA\n"
    )
    source = given(tmp_path, "talks.csv", text)
    first, second = read(source)
    assert (first.part, first.kind, first.collected_on) == ("01", Kind.INTERVIEW, date(2021, 5, 31))
    assert [(one.question, one.asked) for one in first.passages] == [
        ("1", True),
        ("1", False),
        ("2", True),
        ("2", False),
        ("2", False),
        ("3", True),
    ]
    assert first.text.startswith("Interviewer: Who built it?\nInterviewee: Some people from the town.\n")
    assert (second.part, said(second)) == ("02", ["Who built it?", "We did."])


SPREAD = """Country,Tools,Column2,Column3,Column4,Sure?
Malawi,Hoe,,Saw,We made our own sieve out of a drum,Yes.
Malawi,Hoe,,,,No.
Zambia,,Axe,Saw,My brother lent me his for a year,Yes.
Zambia,Hoe,Axe,,,No.
Malawi,Hoe,Axe,Saw,,Yes.
Malawi,,,,,Yes.
"""


def test_a_question_over_many_columns_is_one_closed_answer_and_one_open(tmp_path: Path) -> None:
    first, second, *_, last = read(given(tmp_path, "tools.csv", SPREAD))
    assert facts(first) == {"country": "Malawi", "tools": "Hoe; Saw", "sure?": "Yes."} or facts(first) == {
        "place": "Malawi",
        "tools": "Hoe; Saw",
        "sure?": "Yes.",
    }
    assert asked(first) == ["Tools"]
    assert [one.question for one in first.passages] == ["Tools", "Tools"]
    assert said(first)[-1] == "We made our own sieve out of a drum"
    assert said(second, Stretch.NOTE) == ["[answered by choice only]"]
    assert said(last, Stretch.NOTE) == ["[not answered]"]


def test_ticks_under_options_give_the_options(tmp_path: Path) -> None:
    text = (
        "Respondent ID,Which tools?,,What changed?\n,hoe,saw,Open-Ended Response\n"
        f'1,1,,{TOLD[1]}\n2,1,1,"{TOLD[2]}"\n3,,1,{TOLD[0].replace(",", "")}\n'
    )
    assert [facts(one)["which tools?"] for one in read(given(tmp_path, "t.csv", text))] == ["hoe", "hoe; saw", "saw"]


def test_names_and_numbers_of_persons_are_set_aside(tmp_path: Path) -> None:
    text = f'id,Name,Phone number,What changed?\n1,Ruth Phiri,0977123456,{TOLD[1]}\n2,Moses,0977,"{TOLD[2]}"\n'
    first, _ = read(given(tmp_path, "t.csv", text))
    assert "Ruth Phiri" not in str(first.model_dump())
    assert first.set_aside["names, addresses and places of persons"] == len("Ruth Phiri" + "0977123456")


def test_consent_is_read_for_each_use_with_how_when_and_in_which_words(tmp_path: Path) -> None:
    heads = (
        "id,consent to analysis,consent to anonymous quotes,consent_sharing,consent mode,consent date,consent wording"
    )
    text = f"{heads},consent language,What changed?\n1,yes,no,,oral recorded,2025-02-01,form B,Chichewa,{TOLD[1]}\n"
    (one,) = read(given(tmp_path, "t.csv", text))
    told = one.told_by[0]
    assert dict(told.consent) == {Use.ANALYSIS: Answer.YES, Use.QUOTE: Answer.NO}
    assert (told.consent_mode, told.consent_on) == ("oral recorded", date(2025, 2, 1))
    assert (told.consent_wording, told.consent_language) == ("form B", "ny")


@pytest.mark.parametrize("answer", ["yes, but not my name", "maybe", "only with my husband"])
def test_consent_that_is_not_clear_is_none(tmp_path: Path, answer: str) -> None:
    text = f'id,consent to quotes,What changed?\n1,"{answer}",{TOLD[1]}\n'
    (one,) = read(given(tmp_path, "t.csv", text))
    assert one.told_by[0].consent == ()


def test_a_second_sheet_adds_what_it_knows_by_key(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        for row in (["respondent", "What changed for you?"], ["R1", TOLD[0]], ["R2", TOLD[1]]):
            made.active.append(row)
        for row in (["respondent", "district", "age"], ["R1", "Nyanje", 51], ["R3", "Hill", 20]):
            (made["who"] if "who" in made.sheetnames else made.create_sheet("who")).append(row)

    source = given(tmp_path, "t.xlsx", workbook(fill))
    assert not is_teller_sheet(source)
    first, second = read(source)
    assert facts(first) == {"place": "Nyanje", "age": "51"}
    assert facts(second) == {}


def test_facts_alone_are_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="only short facts"):
        list(read(given(tmp_path, "t.csv", "colour,size\nred,3\nblue,4\n")))


def test_all_characters_are_kept_or_counted(tmp_path: Path) -> None:
    found = list(read(given(tmp_path, "survey.csv", SURVEY)))
    kept = sum(one.end - one.start for received in found for one in received.passages if not one.asked)
    kept -= sum(len(words) for received in found for words in said(received, Stretch.NOTE))
    assert kept + sum(sum(one.set_aside.values()) for one in found) == len(SURVEY)


def test_a_table_that_grows_keeps_the_names_of_its_parts(tmp_path: Path) -> None:
    before = {one.part: one.text for one in read(given(tmp_path, "survey.csv", SURVEY))}
    more = SURVEY + f"R4,2025-02-06,Health,Hill,,,{TOLD[1]},\n"
    after = {one.part: one.text for one in read(given(tmp_path, "survey.csv", more))}
    assert before.items() <= after.items()


LONG = "We walked to the office with the list of names, and nobody was there."


@pytest.mark.parametrize(
    ("head", "kind", "label"),
    [
        ("How old are you?", "attribute", "age"),
        ("Which gender do you identify with?", "attribute", "gender"),
        ("Which village do you live in?", "attribute", "place"),
        ("What is your name?", "personal", ""),
        ("May we quote you?", "consent", ""),
        ("Date collected", "date", ""),
    ],
)
def test_questions_that_every_form_asks_are_known(tmp_path: Path, head: str, kind: str, label: str) -> None:
    text = f'story,"{head}"\n"{LONG}",34\n"{LONG[:-1]}, she said.",41\n'
    ((table,), _, _) = tables_in(given(tmp_path, "a.csv", text))
    column = next(one for one in table.columns if one.name == head)
    assert column.kind == kind
    assert not label or column.label == label


@pytest.mark.parametrize(
    ("answer", "quote", "named"),
    [
        ("Yes, without my name", Answer.YES, Answer.NO),
        ("Yes, anonymously", Answer.YES, Answer.NO),
        ("Yes, with my name", Answer.YES, Answer.YES),
        ("Oui, sans mon nom", Answer.YES, Answer.NO),
    ],
)
def test_how_somebody_may_be_quoted(answer: str, quote: Answer, named: Answer) -> None:
    assert dict(consent_of([("May we quote you?", answer)])) == {Use.QUOTE: quote, Use.NAMED_QUOTE: named}


def test_half_an_answer_beyond_the_last_head_is_kept_and_told(tmp_path: Path) -> None:
    text = f"Interview ID,Question,Answer\nI1,Why?,{LONG}\nI1,And then?,{LONG}\n"
    (made,) = read(given(tmp_path, "a.csv", text))
    assert "and nobody was there." in said(made, Stretch.NOTE)
    assert "words in columns without a head are kept as notes: check commas and quotation marks" in made.remarks
