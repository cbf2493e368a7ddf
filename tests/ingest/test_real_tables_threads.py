"""Tables and threads that others made, where they lie beside the checkout: all are read, or rightly refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from storylens.ingest.reader import read, reader_for
from storylens.ingest.source import Source
from storylens.ingest.tellers import is_teller_sheet, read_tellers
from storylens.records import Kind, Received, Stretch, UnreadableError


def source(shared: Path, name: str) -> Source:
    path = shared / "real" / name
    return Source(path, path.name)


def words(found: list[Received]) -> int:
    return sum(
        len(one.text[said.start : said.end].split())
        for one in found
        for said in one.passages
        if not said.asked and said.stretch is Stretch.SPEECH
    )


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_biogas_interviews(shared: Path, ending: str) -> None:
    found = list(read(source(shared, f"biogas_malawi/inst/extdata/biogasoutcomesmalawi.{ending}")))
    assert {one.kind for one in found} == {Kind.INTERVIEW}
    assert (len(found), words(found)) == (61, 207_074)  # the figures of the data's own description
    assert all(one.question for one in found[0].passages)


def test_the_carpentries_survey(shared: Path) -> None:
    found = list(read(source(shared, "carpentries/longterm_October2017.csv")))
    assert len(found) == 476
    asked = {one.question for received in found for one in received.passages if one.asked}
    assert {"Behaviors-Adopted", "How-Tools-Learned-Help", "Carpentry-Involvement", "Activities"} <= asked
    first = {one.name: one.value for one in found[0].told_by[0].attributes}
    assert (first["place"], first["likely-to-recommend"]) == ("Norway", "10")
    assert first["field"].split("; ")[:2] == ["Biomedical/Health Sciences", "Life Sciences"]


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("qualcoder_cases123.csv", ["ID1", "ID2", "ID3"]),
        ("qualcoder_cases123_replace_data.csv", ["ID1", "ID2", "ID3"]),
        ("qualcoder_cases456.xlsx", ["ID4", "ID5", "ID6"]),
        ("qualcoder_survey789_more_data.xlsx", ["ID7", "ID8", "ID9"]),
        ("qualcoder_survey789_replace_data.xlsx", ["ID7", "ID8", "ID9"]),
    ],
)
def test_tables_of_attributes_are_joined(shared: Path, name: str, codes: list[str]) -> None:
    sheet = source(shared, f"tables/{name}")
    assert is_teller_sheet(sheet)
    rows = list(read_tellers(sheet))
    assert [row.code for row in rows if row.speaker] == codes
    files = {row.file: row.code for row in rows if row.file}
    assert files == ({"qualcoder_ID1.docx": "ID1", "qualcoder_ID2.odt": "ID2"} if codes[0] == "ID1" else {})


@pytest.mark.parametrize("name", ["qualcoder_survey456.csv", "qualcoder_survey789.xlsx"])
def test_surveys_with_stories_are_documents(shared: Path, name: str) -> None:
    survey = source(shared, f"tables/{name}")
    assert not is_teller_sheet(survey)
    assert [one.part for one in read(survey)] == [f"ID{number}" for number in range(int(name[16]), int(name[16]) + 3)]


def test_every_thread_is_read_or_rightly_refused(shared: Path) -> None:
    refused = {}
    for path in sorted((shared / "real" / "threads").iterdir()):
        one = Source(path, path.name)
        try:
            found = list(read(one))
        except UnreadableError as error:
            refused[path.name] = error.what
            continue
        assert found
        assert reader_for(one).name == (
            "text" if "variations" in path.name else "discourse" if path.suffix == ".json" else "mail"
        )
        for received in found:
            for told in received.passages:
                assert told.reply_to is None or told.reply_to < len(received.passages)
                assert told.quotes is None or received.passages[told.quotes].stretch is Stretch.SPEECH
    assert set(refused.values()) == {"it lists topics, without what was said in them"}
    assert len(refused) == 3


def test_a_list_of_a_month_is_a_forest_of_threads(shared: Path) -> None:
    found = list(read(source(shared, "threads/bigbang_2001-November.txt")))
    mails = {(one.part, said.key, said.said_at) for one in found for said in one.passages}
    assert len(mails) > 80
    answers = [said for one in found for said in one.passages if said.reply_to is not None]
    quoted = [said for one in found for said in one.passages if said.stretch is Stretch.QUOTED]
    assert len(answers) > 100
    assert sum(said.quotes is not None for said in quoted) * 2 > len(quoted)
    assert len({one.part for one in found}) == len(found)
