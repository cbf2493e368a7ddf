"""What happened in the order of time, and the same tellers before and after."""

from __future__ import annotations

import csv
from collections.abc import Callable

import pytest

from storylens import Project, StorylensError
from storylens.coding.actions import highlight
from storylens.records.contribution import TocStatement
from storylens.records.harvest import Outcome
from storylens.records.learning import ShareBack
from storylens.records.network import Activity, Event, LearningQuestion
from storylens.synthesis.timeline import timeline
from storylens.synthesis.waves import wave_tellers, waves
from tests.helpers import BOOK
from tests.synthesis.book_helpers import book, write

ANSWERS = (
    ("P1", "before", "2023-02-01", "I fetch water before the light and I carry it on my head to the house."),
    ("P1", "after", "2024-02-01", "My son fetches water on some days now, and I sit with the ledger instead."),
    (
        "P2",
        "before",
        "2023-02-01",
        "The loan was a rope that we pulled here in the lower village for a year.",
    ),
    ("P2", "after", "2024-02-02", "We speak about the borehole at each meeting, and about who holds its key."),
    ("P3", "before", "2023-02-03", "Water was far away behind the hill and the path was steep for old people."),
)


@pytest.fixture
def twice(project: Callable[..., Project]) -> Project:
    made = project(book=BOOK)
    with (made.store.folder.inbox / "survey.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["id", "wave", "date", "story"], *ANSWERS])
    made.ingest()
    made.declare_consent(by="Tendai", wording="all agreed")
    made.tag(taggers=["safeguarding"])
    return made


def code(twice: Project, words: str, name: str) -> None:
    """Code words where they stand."""
    document = next(row.Index for row in twice.view().turns.itertuples() if words in row.text)
    where = twice.view().turns.loc[document]
    highlight(twice.store, where.document_id, words, name, by="Tendai")


def test_only_who_was_met_twice_is_compared(twice: Project) -> None:
    code(twice, "fetch water before the light", "v.water")
    code(twice, "fetches water on some days", "v.water")
    code(twice, "speak about the borehole", "v.water")
    code(twice, "Water was far away", "v.water")  # met once
    code(twice, "The loan was a rope", "v.loan")
    table = waves(book(twice))
    water = table.frame.loc["v.water: before → after"]
    assert water[["in both", "only before", "only after", "in neither", "met twice"]].tolist() == [1, 0, 1, 0, 2]
    assert table.frame.loc["v.loan: before → after", ["only before", "in neither"]].tolist() == [1, 1]
    assert len(table.behind("v.water: before → after", "in both")) == 2
    assert "before: 3 tellers; after: 2; met in both: 2 of 3." in table.notes


def test_a_sensitive_code_of_few_is_hidden(twice: Project) -> None:
    code(twice, "The loan was a rope", "v.shame")
    table = waves(book(twice))
    assert set(table.frame.loc["v.shame: before → after", ["only before", "in neither"]]) == {"·"}
    assert table.behind("v.shame: before → after", "only before") == ()


def test_who_was_met_in_which_wave(twice: Project) -> None:
    frame = wave_tellers(book(twice)).frame
    assert sorted(frame.waves) == [1, 2, 2]
    assert list(frame.columns) == ["before", "after", "waves"]
    assert list(frame.after).count("not met") == 1


def test_the_order_of_waves_may_be_said(twice: Project) -> None:
    code(twice, "The loan was a rope", "v.loan")
    assert list(waves(book(twice), ["after", "before"]).frame.index) == ["v.loan: after → before"]
    with pytest.raises(StorylensError, match="later"):
        waves(book(twice), ["before", "later"])


def test_without_waves_it_says_so(seen_village: Project) -> None:
    assert waves(book(seen_village)).notes[0] == "No document says to which wave it belongs."


def test_a_timeline_joins_what_happened_and_when_it_was_told(twice: Project) -> None:
    write(
        twice,
        Event(date="2023-Q2", what="Flood"),
        Event(date="2023-04-05", what="Two keys", sort="redesign", why="quarrels"),
        Activity(name="Exchange", quarter="2023-Q1"),
        Activity(name="Radio"),
        Outcome(social_actor="The committee", change_text="gave up the key.", date_from="2023-12"),
        Outcome(change_text="No.", date_from="2023-12", status="rejected"),
        TocStatement(column=1, text="Keys", since="2022", until="2024-01"),
        LearningQuestion(text="Who?", decision="Women.", decided_on="2024"),
        ShareBack(to="North", form="meeting", date="2024-03-01"),
    )
    table = timeline(book(twice))
    assert list(table.frame.date[:5]) == ["2022", "2023-Q1", "2023-02-01", "2023-02-03", "2023-Q2"]
    sorts = list(zip(table.frame.date, table.frame.sort, strict=True))
    assert sorts[:2] == [("2022", "revision of the theory"), ("2023-Q1", "activity")]
    assert ("2023-12", "outcome") in sorts
    assert "No." not in table.frame.to_string()
    assert next(row.what for row in table.frame.itertuples() if row.sort == "told") == "survey answer: 2 documents"
    assert any("1 of activity" in note for note in table.notes)
    assert table.behind("2", "what") == ("activity-1",)
