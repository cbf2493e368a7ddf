"""Submissions to KoBo and ODK are read with their form: labels for names and choices, and repeated groups."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from storylens.ingest import kobo
from storylens.ingest.reader import reader_for
from storylens.ingest.table import read
from storylens.ingest.tellers import is_teller_sheet
from storylens.ingest.xlsform import form_in, is_form
from storylens.records import Answer, Received, Stretch, UnreadableError, Use
from tests.ingest.given import given, said
from tests.ingest.test_grid import workbook

CHANGED = "We walked to the office with the list of names."


def form(made: Any) -> None:
    """Fill a form: a group, choices of one and of several, consent, a repeated group, a question under a condition."""
    made.active.title = "survey"
    for row in (
        ["type", "name", "label::English (en)", "label::Chichewa (ny)", "relevant"],
        ["start", "start", "", "", ""],
        ["begin_group", "who", "About you", "", ""],
        ["select_one gender", "gender", "How do you **describe** yourself?", "", ""],
        ["text", "village", "Which village?", "", ""],
        ["end_group", "", "", "", ""],
        ["select_multiple crops", "crops", "Which crops do you grow?", "", ""],
        ["text", "changed", "What has changed for you?", "Zasintha ndi chiyani?", ""],
        ["text", "why_not", "Why did nothing change?", "", "${changed} = ''"],
        ["select_one yesno", "consent_quote", "May we quote you without your name?", "", ""],
        ["geopoint", "place", "Where?", "", ""],
        ["begin_repeat", "fields", "Field", "", ""],
        ["integer", "size", "How large is it?", "", ""],
        ["text", "told", "What do you say of this field?", "", ""],
        ["end_repeat", "", "", "", ""],
    ):
        made.active.append(row)
    choices = made.create_sheet("choices")
    for row in (
        ["list_name", "name", "label::English (en)"],
        ["gender", "w", "woman"],
        ["gender", "m", "man"],
        ["crops", "mz", "maize"],
        ["crops", "sg", "sorghum"],
        ["yesno", "1", "Yes"],
        ["yesno", "0", "No"],
    ):
        choices.append(row)


HEADS = ["start", "who/gender", "who/village", "crops", "crops/mz", "crops/sg", "changed", "why_not", "consent_quote"]
HEADS += ["place", "_id", "_uuid", "_submission_time", "_index"]
ANNA = [
    "2025-02-03T09:00",
    "w",
    "Nyanje",
    "mz sg",
    1,
    1,
    CHANGED,
    None,
    1,
    "-13.1 34.3",
    900,
    "u-1",
    "2025-02-03T10:00:00",
    1,
]
MOSES = ["2025-02-04T09:00", "m", "Hill", "sg", 0, 1, None, "The office was closed on that day.", 0, "", 901]
MOSES += ["u-2", "2025-02-04T10:00:00", 2]
FIELDS = [
    ["size", "told", "_index", "_parent_index"],
    [3, "It is stony and far away.", 1, 1],
    [1, None, 2, 1],
    [9, "x y z w", 3, 7],
]


def answers(made: Any) -> None:
    made.active.title = "Survey 2025"
    for row in (HEADS, ANNA, MOSES):
        made.active.append(row)
    for row in FIELDS:
        (made["fields"] if "fields" in made.sheetnames else made.create_sheet("fields")).append(row)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    given(tmp_path, "form.xlsx", workbook(form))
    return tmp_path


def facts(received: Received) -> dict[str, str]:
    return {one.name: one.value for one in received.told_by[0].attributes}


def test_a_form_is_known_and_is_no_answers(folder: Path) -> None:
    source = given(folder, "form.xlsx", workbook(form))
    assert is_form(source)
    assert not is_teller_sheet(source)
    with pytest.raises(UnreadableError, match="the form of a survey"):
        list(read(source))


def test_labels_stand_for_names_and_choices(folder: Path) -> None:
    anna, moses = read(given(folder, "answers.xlsx", workbook(answers)))
    assert facts(anna) == {
        "gender": "woman",
        "place": "Nyanje",
        "which crops do you grow?": "maize; sorghum",
    }
    assert facts(moses)["which crops do you grow?"] == "sorghum"
    assert next(anna.text[one.start : one.end] for one in anna.passages if one.asked) == "What has changed for you?"
    assert CHANGED in said(anna)
    assert (anna.part, anna.told_by[0].key, str(anna.collected_on)) == ("u-1", "answers:u-1", "2025-02-03")


def test_consent_is_known_with_its_wording(folder: Path) -> None:
    anna, moses = read(given(folder, "answers.xlsx", workbook(answers)))
    assert dict(anna.told_by[0].consent) == {Use.QUOTE: Answer.YES}
    assert anna.told_by[0].consent_wording == "May we quote you without your name?"
    assert dict(moses.told_by[0].consent) == {Use.QUOTE: Answer.NO}


def test_a_question_under_a_condition_is_not_held_against_who_was_not_asked(folder: Path) -> None:
    anna, moses = read(given(folder, "answers.xlsx", workbook(answers)))
    assert "Why did nothing change?" not in anna.text
    assert "Why did nothing change?" in moses.text
    assert said(moses, Stretch.NOTE) == ["[not answered]"]


def test_repeated_groups_come_to_their_respondent(folder: Path) -> None:
    anna, moses = read(given(folder, "answers.xlsx", workbook(answers)))
    assert said(anna, Stretch.HEADING) == ["Field 1", "Field 2"]
    assert "It is stony and far away." in said(anna)
    assert "how large is it?: 3" in said(anna, Stretch.NOTE)
    assert said(moses, Stretch.HEADING) == []
    assert "repeated groups whose respondent is not in the file: 1" in moses.remarks


def test_places_of_persons_are_set_aside(folder: Path) -> None:
    anna, _ = read(given(folder, "answers.xlsx", workbook(answers)))
    assert "-13.1" not in str(anna.model_dump())
    assert anna.set_aside["names, addresses and places of persons"] == len("-13.1 34.3")


def test_without_the_form_names_and_ticks_are_understood(tmp_path: Path) -> None:
    anna, moses = read(given(tmp_path, "answers.xlsx", workbook(answers)))
    assert facts(moses)["crops"] == "sg"
    assert facts(moses)["gender"] == "m"
    assert CHANGED in said(anna)


def test_a_form_in_another_language_may_be_asked_for(folder: Path) -> None:
    found = form_in(given(folder, "form.xlsx", workbook(form)), "Chichewa")
    assert found is not None
    assert found.questions["changed"].label == "Zasintha ndi chiyani?"


def submission(**more: Any) -> dict[str, Any]:
    told = {
        "who/gender": "w",
        "changed": CHANGED,
        "crops": "mz",
        "_uuid": "u-1",
        "_submission_time": "2025-02-03T10:00:00",
    }
    return {
        **told,
        "fields": [{"fields/size": 3, "fields/told": "It is stony and far away."}],
        "_geolocation": [1, 2],
        **more,
    }


@pytest.mark.parametrize("wrap", [lambda one: one, lambda one: {"count": len(one), "results": one}])
def test_submissions_as_json_are_read_likewise(folder: Path, wrap: Any) -> None:
    both = [submission(), submission(_uuid="u-2", changed="Nothing has changed since then.")]
    source = given(folder, "answers.json", json.dumps(wrap(both)))
    assert reader_for(source).name == "kobo"
    first, second = kobo.read(source)
    assert (first.part, facts(first)["gender"], facts(first)["which crops do you grow?"]) == ("u-1", "woman", "maize")
    assert CHANGED in said(first)
    assert "It is stony and far away." in said(first)
    assert said(first, Stretch.HEADING) == ["Field 1"]
    assert "Nothing has changed since then." in said(second)


def test_repeated_groups_of_odk_lie_beside_the_survey(folder: Path) -> None:
    given(folder, "survey-fields.csv", "size,told,PARENT_KEY,KEY\n3,It is stony and far away.,u-1,u-1/1\n")
    source = given(folder, "survey.csv", f"SubmissionDate,changed,KEY\n2025-02-03,{CHANGED},u-1\n")
    (one,) = read(source)
    assert one.part == "u-1"
    assert "It is stony and far away." in said(one)
    with pytest.raises(UnreadableError, match="repeated groups of a survey"):
        list(read(given(folder, "survey-fields.csv", "size,told,PARENT_KEY,KEY\n3,It is stony.,u-1,u-1/1\n")))


def with_other(made: Any) -> None:
    """Fill a form with a choice `other`, and the question who that is, as forms commonly have them."""
    made.active.title = "survey"
    for row in (
        ["type", "name", "label", "relevant"],
        ["select_multiple who", "helped", "Who helped?", ""],
        ["text", "helped_other", "Which other?", "${helped} = 'other'"],
        ["text", "changed", "What has changed for you?", ""],
    ):
        made.active.append(row)
    choices = made.create_sheet("choices")
    for row in (["list_name", "name", "label"], ["who", "chief", "The chief"], ["who", "other", "Somebody else"]):
        choices.append(row)


def test_a_choice_is_not_taken_for_the_question_that_follows_it(tmp_path: Path) -> None:
    given(tmp_path, "form.xlsx", workbook(with_other))
    heads = "helped,helped/chief,helped/other,helped_other,changed,_where_latitude,_where_longitude,_uuid,_index"
    row = f"chief other,1,1,My sister,{CHANGED},-13.917,33.778,u-1,1"
    (one,) = read(given(tmp_path, "answers.csv", f"{heads}\n{row}\n"))
    assert facts(one) == {"who helped?": "The chief; Somebody else", "which other?": "My sister"}
    assert one.set_aside["names, addresses and places of persons"] == len("-13.91733.778")


def test_a_form_beside_its_answers_is_set_aside_and_no_failure(project: Any, tmp_path: Path) -> None:
    survey = tmp_path / "survey"
    given(survey, "form.xlsx", workbook(form))
    given(survey, "answers.xlsx", workbook(answers))
    made = project()
    assert made.preview(survey).loc["survey/form.xlsx", "format"] == "set aside"
    report = made.ingest(survey)
    assert not report.failed
    assert "form.xlsx: set aside (it is the form of a survey" in str(report)
