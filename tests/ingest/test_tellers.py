"""Sheets of tellers, of documents, and of who was sought are known by their columns."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from storylens.ingest.sheets import (
    AboutDocument,
    SampledGroup,
    is_document_sheet,
    is_sampling_frame,
    read_documents,
    read_sampling,
)
from storylens.ingest.tellers import is_teller_sheet, read_tellers
from storylens.records import Answer, Kind, UnreadableError, Use
from tests.ingest.given import given

TELLERS = """file,speaker,teller,role,case,place,gender,gender basis,consent,consent mode,consent date
a.docx,R1,T01,,Seed,Nyanje,woman,self-stated,analysis; anonymised quote,written,2024-11-12
,ruth@hill.example,T01,,,,,,,,
b.docx,R2,T02,,Seed,Hill,,declined,withdrawn,,
b.docx,INT,,interviewer,,,,,,,
"""


def test_a_sheet_of_tellers_says_who_speaks_where(tmp_path: Path) -> None:
    source = given(tmp_path, "tellers.csv", TELLERS)
    assert is_teller_sheet(source)
    first, again, second, asking = read_tellers(source)
    assert (first.file, first.speaker, first.code, first.case) == ("a.docx", "R1", "T01", "Seed")
    assert {(one.name, one.value, one.basis) for one in first.attributes} == {
        ("place", "Nyanje", "not recorded"),
        ("gender", "woman", "self-stated"),
    }
    assert dict(first.consent)[Use.NAMED_QUOTE] is Answer.NOT_ASKED
    assert (first.consent_mode, first.consent_on) == ("written", date(2024, 11, 12))
    assert (again.speaker, again.attributes, again.consent) == ("ruth@hill.example", (), ())
    assert ("gender", "declined") in {(one.name, one.value) for one in second.attributes}
    assert set(dict(second.consent).values()) == {Answer.WITHDRAWN}
    assert asking.role == "interviewer"


def test_a_row_without_a_teller_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"row 2: a row has no teller"):
        list(read_tellers(given(tmp_path, "tellers.csv", "file,speaker,teller\na.docx,R1,\n")))


@pytest.mark.parametrize("key", ["case", "ID", "Participant", "respondent_id", "interview no", "household"])
def test_a_table_of_facts_with_a_key_is_joined_by_it(tmp_path: Path, key: str) -> None:
    given(tmp_path, "talk_ID1.docx", "")
    given(tmp_path, "talk_ID12.docx", "")
    source = given(tmp_path, "facts.csv", f"{key},Age,Interest\nID1,20,seed\nID2,22,water\n")
    assert is_teller_sheet(source)
    first, its_file, second = read_tellers(source)
    assert (first.speaker, first.code, first.file) == ("ID1", "ID1", "")
    assert (its_file.speaker, its_file.code, its_file.file) == ("", "ID1", "talk_ID1.docx")
    assert {one.name: one.value for one in first.attributes} == {"age": "20", "interest": "seed"}
    assert second.code == "ID2"


def test_a_table_of_facts_may_name_files(tmp_path: Path) -> None:
    source = given(tmp_path, "facts.csv", "file,age,consent\na.docx,20,yes\nb,31,no\n")
    given(tmp_path, "b.txt", "We came.")
    first, second = read_tellers(source)
    assert (first.file, first.key, first.code) == ("a.docx", "file:a.docx", "")
    assert (second.file, dict(second.consent)[Use.QUOTE]) == ("b.txt", Answer.NO)


@pytest.mark.parametrize(
    "table",
    [
        "respondent,What changed?\nR1,We walked to the office with the list of names.\n",
        "colour,size\nred,3\n",
        "group,sought,reached,declined\nwomen,20,12,3\n",
        "file,title,date\na.docx,Ruth,2024-06-04\n",
    ],
)
def test_other_tables_are_no_sheets_of_tellers(tmp_path: Path, table: str) -> None:
    assert not is_teller_sheet(given(tmp_path, "t.csv", table))


def test_a_sheet_of_documents_says_what_files_are(tmp_path: Path) -> None:
    text = (
        "file,title,date,case,wave,language,original,translator,institutional,recording,prompt valence,class\n"
        "a.docx,The pump,2024-06-04,Seed,before,en,a_ny.docx,Chipo,no,a.mp3,appreciative,story\n"
        "b.docx,,,,,,,,yes,,,\n"
    )
    source = given(tmp_path, "documents.csv", text)
    assert is_document_sheet(source)
    assert not is_teller_sheet(source)
    first, second = read_documents(source)
    assert first == AboutDocument(
        file="a.docx",
        title="The pump",
        collected_on=date(2024, 6, 4),
        case="Seed",
        wave="before",
        language="en",
        original="a_ny.docx",
        translator="Chipo",
        institutional=False,
        recording="a.mp3",
        valence="appreciative",
        kind=Kind.STORY,
    )
    assert (second.institutional, second.title, second.collected_on) == (True, "", None)


def test_a_sheet_may_tell_of_documents_and_tellers(tmp_path: Path) -> None:
    source = given(tmp_path, "both.csv", "file,translator,age\na.docx,Chipo,20\nb.docx,Chipo,31\n")
    assert is_document_sheet(source)
    assert is_teller_sheet(source)
    assert [one.translator for one in read_documents(source)] == ["Chipo", "Chipo"]


def test_a_date_that_is_not_clear_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="'04/06/24' is no date that is clear"):
        list(read_documents(given(tmp_path, "d.csv", "file,title,date\na.docx,x,04/06/24\n")))


@pytest.mark.parametrize(
    ("heads", "by"), [("group,sought,reached,declined", ""), ("Village,Invited,Interviewed,Refused", "place")]
)
def test_a_sampling_frame_says_who_is_missing(tmp_path: Path, heads: str, by: str) -> None:
    source = given(tmp_path, "frame.csv", f"{heads}\nwomen under 25,20,12 (of 15),\nmen,10,9,1\n")
    assert is_sampling_frame(source)
    assert list(read_sampling(source)) == [
        SampledGroup(attribute=by, group="women under 25", sought=20, reached=12),
        SampledGroup(attribute=by, group="men", sought=10, reached=9, declined=1),
    ]


def test_a_number_of_people_that_is_none_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="row 2: 'some' is no number"):
        list(read_sampling(given(tmp_path, "f.csv", "group,sought,reached\nwomen,some,2\n")))


def test_what_a_sheet_of_both_says_of_a_document_is_no_attribute_of_the_teller(tmp_path: Path) -> None:
    sheet = (
        "file,teller,speaker,class,original,original language,translator,age\na.txt,T1,R,interview,b.txt,ny,Grace,34\n"
    )
    (told,) = read_tellers(given(tmp_path, "manifest.csv", sheet))
    assert [(one.name, one.value) for one in told.attributes] == [("age", "34")]
