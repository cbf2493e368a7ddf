"""Entries: written, revised and linked by function, command and sheet, under the same rules."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from storylens import Project, StorylensError
from storylens.records.harvest import Outcome
from tests.conftest import Ran

JUDGED = {"outcome": "outcome-1", "judge": "Ada", "why": "so I see it"}
HARVEST = {"name": "Two years", "axes": "significance; level"}


@pytest.fixture
def begun(village: Project) -> Project:
    village.entries.write("harvest", HARVEST, by="Ada")
    village.entries.write("outcome", {"harvest": "harvest-1", "name": "Keys"}, by="Ada")
    return village


def test_versions_are_kept_with_author_reason_and_round(begun: Project) -> None:
    begun.entries.revise("outcome-1", {"place": "North"}, by="Ben", why="asked W1", round=1)
    begun.entries.revise("outcome-1", {"date_from": "2024-Q2"}, by="Ada", why="she wrote back", round=2)
    told = [(kept.version, kept.author, kept.round, kept.body.place) for kept in begun.entries.history("outcome-1")]
    assert told == [(1, "Ada", 0, ""), (2, "Ben", 1, "North"), (3, "Ada", 2, "North")]


def test_somebody_elses_newer_version_is_not_written_over(begun: Project) -> None:
    begun.entries.revise("outcome-1", {"place": "North"}, by="Ben", why="asked W1", seen=1)
    with pytest.raises(StorylensError, match="was changed by Ben since"):
        begun.entries.revise("outcome-1", {"place": "South"}, by="Ada", why="I think so", seen=1)
    assert begun.entries.history("outcome-1")[-1].body.place == "North"


@pytest.mark.parametrize(
    ("kind", "fields", "says"),
    [
        ("outcome", {"sign": "good"}, "Choose from positive, negative, mixed"),
        ("outcome", {"date_from": "last June"}, "a day, a month, a quarter or a year"),
        ("outcome", {"harvest": "harvest-9"}, "no harvest 'harvest-9'"),
        ("outcome", {"colour": "red"}, "colour"),
        ("rumour", {"text": "x"}, "no kind of entry"),
        (
            "judgement",
            {"outcome": "outcome-1", "axis": "sign", "value": "positive", "judge": "A", "why": "x"},
            "declared",
        ),
        (
            "judgement",
            {"outcome": "outcome-1", "axis": "level", "value": "high", "judge": "A", "why": "x"},
            "no value of",
        ),
        ("substantiation", {"outcome": "outcome-1", "element": "outcome", "person": "Z", "sampling": "random"}, "seed"),
        ("evidence", {"claim": "claim-1", "text": "x"}, "no claim 'claim-1'"),
        ("outcome", {"status": "rejected"}, "does not say rejected reason"),
        ("outcome", {"status": "merged"}, "does not say merged into"),
        ("outcome", {"status": "substantiated"}, "no independent person has fully agreed"),
        ("outcome", {"harvest": "outcome-1"}, "no harvest 'outcome-1'"),
        ("harvest", {"name": "x", "axes": "beauty"}, "'beauty' is no vocabulary"),
        ("overrule", {"outcome": "outcome-1", "point": "style", "note": "so"}, "'style' is no point"),
        ("overrule", {"outcome": "outcome-1", "point": "date", "note": ""}, "does not say note"),
        (
            "judgement",
            {"outcome": "outcome-1", "axis": "level", "value": "local", "judge": "A", "why": " "},
            "does not say why",
        ),
        ("harvest answer", {"harvest": "harvest-1", "question": "Who won?", "answer": "a"}, "no question of harvest-1"),
        ("lesson", {"text": "x", "confidence": "certain"}, "no word for confidence"),
        ("event", {"date": "2024", "what": "flood", "until": "2025"}, "no field 'until'"),
        ("domain", {"name": "x", "about_harm": "perhaps"}, "about_harm is yes or no"),
    ],
)
def test_what_cannot_be_kept_is_said_and_not_written(
    begun: Project, kind: str, fields: dict[str, str], says: str
) -> None:
    before = begun.entries.kinds().entries.sum()
    with pytest.raises(StorylensError, match=says):
        begun.entries.write(kind, fields, by="Ada")
    assert begun.entries.kinds().entries.sum() == before


def test_a_source_cannot_substantiate_its_own_outcome(begun: Project) -> None:
    begun.entries.link("outcome-1", "w1", "we keep the key ourselves", role="outcome", by="Ada")
    begun.entries.write("question", {"about": "outcome-1", "text": "When?", "to": "Mrs Banda"}, by="Ada")
    asked = {"outcome": "outcome-1", "element": "outcome"}
    for person in ("W1", "w1", "Mrs Banda"):
        with pytest.raises(StorylensError, match="is a source of this outcome"):
            begun.entries.write("substantiation", {**asked, "person": person}, by="Ada")
    assert begun.entries.write("substantiation", {**asked, "person": "W2"}, by="Ada").number == "substantiation-1"


SOURCES: dict[str, Callable[[Project], object]] = {
    "a teller of it": lambda p: p.entries.link("outcome-1", "w3", "We paid for the", role="outcome", by="Ada"),
    "who was asked": lambda p: p.entries.write("question", {"about": "outcome-1", "text": "?", "to": "W3"}, by="Ada"),
    "who revised it": lambda p: p.entries.revise("outcome-1", {"place": "South"}, why="mine", by="W3"),
    "who harvested it": lambda p: p.entries.revise("outcome-1", {"harvested_by": "W3"}, why="so", by="Ada"),
}


def ask(project: Project, person: str) -> None:
    project.entries.write("substantiation", {"outcome": "outcome-1", "element": "outcome", "person": person}, by="Ada")


@pytest.mark.parametrize("way", SOURCES)
@pytest.mark.parametrize("source_first", [True, False])
def test_no_source_substantiates_whichever_comes_first(begun: Project, way: str, source_first: bool) -> None:
    steps = [lambda: SOURCES[way](begun), lambda: ask(begun, "w3 ")]
    first, second = steps if source_first else steps[::-1]
    first()
    with pytest.raises(StorylensError, match="cannot"):
        second()


def test_a_merge_brings_no_substantiator_in_as_a_source(begun: Project) -> None:
    ask(begun, "W3")
    begun.entries.write("outcome", {"name": "the same", "harvested_by": "W3"}, by="Ben")
    with pytest.raises(StorylensError, match="cannot become a source"):
        begun.harvest.merge(["outcome-2"], "outcome-1", by="Ben", why="one change")
    assert begun.entries.listed("outcome").status.tolist() == ["draft", "draft"], "all or nothing"


def test_nobody_is_asked_about_what_is_withheld(begun: Project) -> None:
    begun.entries.revise("outcome-1", {"withheld": "she could be found out"}, by="Ada", why="safety")
    asked = {"outcome": "outcome-1", "element": "outcome", "person": "W2"}
    with pytest.raises(StorylensError, match="she could be found out"):
        begun.entries.write("substantiation", asked, by="Ada")


def test_a_test_is_fixed_before_looking_however_it_is_written(begun: Project, tmp_path: Path) -> None:
    begun.entries.write("claim", {"text": "The network opened the books."}, by="Ada")
    item = {"claim": "claim-1", "text": "Minutes", "test": "hoop", "expected_before": "The books are in the minutes."}
    with pytest.raises(StorylensError, match="before, or together"):
        begun.entries.write("evidence", {**item, "found": "They are."}, by="Ada")
    begun.entries.write("evidence", item, by="Ada")
    begun.entries.write_sheet("evidence", tmp_path / "e.xlsx")
    workbook = load_workbook(tmp_path / "e.xlsx")
    sheet = workbook.active
    column = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, column["test"]).value = "smoking gun"
    sheet.cell(2, column["found"]).value = "They are."
    workbook.save(tmp_path / "e.xlsx")
    difference = begun.entries.compare_sheet("evidence", tmp_path / "e.xlsx")
    assert "is changed after, or while" in difference.refused[0].refused
    assert begun.entries.apply_sheet(difference, by="Ada") == 0
    assert begun.entries.history("evidence-1")[-1].version == 1


def test_a_passage_is_linked_in_a_role_and_can_be_taken_back(begun: Project) -> None:
    link = begun.entries.link("outcome-1", "w1", "we keep the key ourselves", role="outcome", by="Ada")
    assert [one.role for one in begun.entries.links("outcome-1")] == ["outcome"]
    with pytest.raises(StorylensError, match="no role of a passage"):
        begun.entries.link("outcome-1", "w1", "near the school", role="because", by="Ada")
    with pytest.raises(StorylensError, match="do not stand"):
        begun.entries.link("outcome-1", "w1", "words of nobody", by="Ada")
    begun.entries.unlink(link.id[:8], by="Ada")
    assert begun.entries.links("outcome-1") == []


def test_a_suggestion_of_a_machine_is_no_evidence_until_a_person_accepts_it(begun: Project) -> None:
    seen = begun.view().codings
    suggested = seen[seen.state == "suggested"].coding_id.iloc[0]
    with pytest.raises(StorylensError, match="Accept it first"):
        begun.entries.link("outcome-1", coding=suggested, role="outcome", by="Ada")
    accepted = begun.accept(suggested, by="Ada")
    assert begun.entries.link("outcome-1", coding=accepted.id, role="outcome", by="Ada").coding_id == accepted.id


def test_what_rests_on_words_of_somebody_who_refused_is_not_shown(begun: Project) -> None:
    begun.entries.link("outcome-1", "no", "The borehole was never for us", role="outcome", by="Ada")
    assert begun.entries.listed("outcome").empty
    for look in (begun.entries.versions, begun.entries.passages):
        with pytest.raises(StorylensError, match="words that may not be used"):
            look("outcome-1")


def test_numbers_go_on_where_a_merge_left_a_gap(begun: Project) -> None:
    from sqlalchemy import update

    from storylens.store import schema

    with begun.store.writing() as connection:
        connection.execute(update(schema.entry).where(schema.entry.c.kind == "outcome").values(number="outcome-4"))
    assert begun.entries.write("outcome", {"name": "next"}, by="Ada").number == "outcome-5"


WORDS = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters=";"), min_size=1, max_size=12)


@given(
    name=WORDS,
    texts=st.lists(WORDS, max_size=3),
    sign=st.sampled_from(["", "positive", "negative"]),
    place=st.sampled_from(["", "=1+1", "+ 5", "@here", "-x"]),
)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_sheet_that_nobody_changed_changes_nothing(
    village: Project, name: str, texts: list[str], sign: str, place: str
) -> None:
    fields = {"name": name, "others_contributed": tuple(texts), "sign": sign, "place": place}
    village.entries.write("outcome", fields, by="Ada")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "o.xlsx"
        village.entries.write_sheet("outcome", file)
        assert village.entries.compare_sheet("outcome", file).changes == ()


@given(places=st.lists(st.sampled_from(["North", "South", "East"]), max_size=5))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_histories_only_grow(village: Project, places: list[str]) -> None:
    number = village.entries.write("outcome", {"name": "x"}, by="Ada").number
    seen = [village.entries.history(number)]
    for place in places:
        village.entries.revise(number, {"place": place}, by="Ada", why="so")
        seen.append(village.entries.history(number))
    assert all(later[: len(earlier)] == earlier for earlier, later in pairwise(seen))
    assert [one.version for one in seen[-1]] == list(range(1, len(seen[-1]) + 1))


def test_commands(begun: Project, storylens: Callable[..., Ran], tmp_path: Path) -> None:
    here = ("-p", begun.path)
    more = tmp_path / "lessons.yml"
    more.write_text("- text: Ask twice.\n  confidence: low\n- text: Share the key.\n", encoding="utf-8")
    steps = (
        (("list",), "toc statement"),
        (("write", "outcome", "name=Loans", "sign=negative"), "Wrote outcome-2"),
        (("write", "lesson", "--from", more), "Wrote lesson-2"),
        (("revise", "outcome-2", "place=North", "--why", "asked", "--round", "1"), "version 2"),
        (("link", "outcome-2", "w2", "I took a loan for it.", "--role", "outcome"), "outcome-2 stands on"),
        (("show", "outcome-2"), "round 1: asked"),
        (("list", "outcome"), "negative"),
        (("sheet", "outcome", "--to", tmp_path / "o.xlsx"), "2 entries"),
        (("sheet", "outcome", "--back", tmp_path / "o.xlsx"), "changes nothing"),
    )
    for arguments, says in steps:
        ran = storylens("entries", *arguments, *here)
        assert ran.code == 0, (arguments, ran.err)
        assert says in ran.out, (arguments, ran.out)
    wrong = storylens("entries", "write", "outcome", "name", *here)
    assert wrong.code != 0
    assert "FIELD=VALUE" in wrong.err
    assert isinstance(begun.entries.history("outcome-2")[-1].body, Outcome)
