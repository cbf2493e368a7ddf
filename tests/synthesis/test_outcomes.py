"""The tables of a harvest: outcomes are no passages, harm is counted also when it is none, silence is no yes."""

from __future__ import annotations

import pytest

from storylens import Project
from storylens.synthesis.outcomes import outcome_counts, outcome_table, outcomes_against
from storylens.synthesis.substantiation_axes import substantiation_axes
from tests.synthesis.book_helpers import book, stand_on

SOUGHT = "every interview asked what went wrong"


@pytest.fixture
def harvested(village: Project) -> Project:
    """Two outcomes told by three people, one rejected, one merged; one of them put to three persons."""
    write = village.entries.write
    write("harvest", {"name": "H", "axes": "significance", "how_negative_were_sought": SOUGHT}, by="Ada")
    for text, sign, intended in (
        ("The committee gave the key to the women.", "positive", "intended"),
        ("Traders took the wells.", "positive", "intended"),
        ("They will mend the road.", "", ""),
        ("The women keep the key.", "", ""),
    ):
        fields = {"change_text": text, "sign": sign, "intended": intended, "harvest": "harvest-1", "level": "local"}
        write("outcome", fields, by="Ada")
    stand_on(village, "outcome-1", "w1", "we keep the key ourselves", "outcome")
    stand_on(village, "outcome-1", "m1", "The borehole brought strangers", "contradicts")
    stand_on(village, "outcome-2", "m1", "I took a loan to sell tea to them", "outcome")
    stand_on(village, "outcome-2", "w2", "I took a loan for it.", "outcome")
    village.harvest.reject("outcome-3", "not yet happened", by="Ben", why="only a plan")
    village.harvest.merge(["outcome-4"], "outcome-1", by="Ben", why="the same key")
    for person, answer, why in (
        ("Nurse", "fully agree", "no member"),
        ("Teacher", "disagree", "no member"),
        ("Chief", "", ""),
    ):
        village.entries.write(
            "substantiation",
            {
                "outcome": "outcome-1",
                "element": "outcome",
                "person": person,
                "answer": answer,
                "independent_because": why,
                "sampling": "random",
                "sampling_reason": "seed 4",
                "comment": "the key hangs at the chief's" if answer == "disagree" else "",
            },
            by="Ada",
        )
    return village


def test_an_outcome_stands_with_its_tellers_for_and_against_and_what_confirms_it(harvested: Project) -> None:
    table = harvested.table("outcomes")
    assert table.frame.index.tolist() == ["outcome-1", "outcome-2"]
    first = table.frame.loc["outcome-1"]
    assert (first.tellers, first.passages, first["tellers against"]) == (1, 1, 1)
    assert table.frame.tellers["outcome-2"] == 2
    assert first["outcome substantiated"] == "disputed (2 of 3 answered)"
    assert first["contribution substantiated"] == "nobody was asked"
    assert "we keep the key ourselves" in first.evidence
    assert len(table.behind("outcome-2", "passages")) == 2


def test_axes_have_the_numbers_of_outcomes_and_zero_is_shown(harvested: Project) -> None:
    harvested.harvest.judge("outcome-1", "significance", "high", by="Ada", why="a first")
    harvested.harvest.judge("outcome-1", "significance", "low", by="Ben", why="one key")
    frame = harvested.table("outcome-counts").frame
    assert frame.loc["sign: positive", "which"] == "outcome-1, outcome-2"
    assert frame.loc["sign: negative", "outcomes"] == 0
    assert frame.loc["actor type: not filled in", "outcomes"] == 2
    assert frame.loc["significance, as judged: high", "which"] == "outcome-1"
    assert frame.loc["significance, as judged: low", "which"] == "outcome-1"
    assert "status: rejected" not in frame.index


def test_no_harm_is_a_sentence_with_how_it_was_sought(harvested: Project) -> None:
    table = harvested.table("outcomes-against")
    assert table.frame.outcomes.tolist() == [0, 0, 0, 0, 0]
    assert f"No outcome is negative or mixed or unintended. How they were sought: {SOUGHT}." in table.notes
    harvested.entries.revise("outcome-2", {"sign": "negative", "intended": "unintended"}, by="Ada", why="read again")
    table = harvested.table("outcomes-against")
    assert table.frame.loc["negative or mixed", ["outcomes", "of all", "tellers"]].tolist() == [1, 2, 2]
    assert not any(note.startswith("No outcome is") for note in table.notes)


def test_what_was_rejected_or_merged_is_listed_with_the_reason(harvested: Project) -> None:
    frame = harvested.table("outcomes-rejected").frame
    assert frame.loc["outcome-3", ["reason", "why", "by"]].tolist()[:2] == ["not yet happened", "only a plan"]
    assert frame.loc["outcome-4", "merged into"] == "outcome-1"


def test_versions_tell_what_changed_in_which_exchange(harvested: Project) -> None:
    harvested.entries.revise("outcome-1", {"place": "North"}, by="Ben", why="asked W1", round=1)
    frame = harvested.table("outcome-versions").frame
    assert frame.loc["outcome-1.2", ["round", "why", "what was written"]].tolist() == [1, "asked W1", "place: North"]


def test_answers_are_counted_by_element_and_silence_stays_visible(harvested: Project) -> None:
    table = harvested.table("substantiation-summary")
    row = table.frame.loc["outcome"]
    assert row[["outcomes chosen", "invited", "answered", "fully agree", "disagree", "no answer"]].tolist() == [
        1,
        3,
        2,
        1,
        1,
        1,
    ]
    assert row.substantiated == 0
    assert table.frame.loc["significance", "invited"] == 0
    assert any("Teacher disagrees" in note and "chief's" in note for note in table.notes)
    assert "Chosen at random: seed 4." in table.notes
    listed = harvested.table("substantiation").frame
    assert listed["independent because"].tolist()[2].startswith("not said")


def test_an_outcome_whose_only_words_were_withdrawn_is_left_out_and_counted(harvested: Project) -> None:
    harvested.consent("W2", "analysis", "withdrawn", by="Ada")
    harvested.consent("M1", "analysis", "withdrawn", by="Ada")
    table = harvested.table("outcomes")
    assert table.frame.index.tolist() == ["outcome-1"]
    assert any("1 entries" in note for note in table.notes)


def test_a_passage_without_a_statement_is_no_outcome_and_a_draft_is_said_to_be_one(village: Project) -> None:
    village.entries.write("outcome", {"change_text": "They kept the key.", "sign": "negative"}, by="Ada")
    village.entries.write("outcome", {"name": "gleaned", "sign": "negative"}, by="Ada")
    here = book(village)
    assert list(outcome_table(here).frame.index) == ["outcome-1"]
    assert outcomes_against(here).frame.loc["negative or mixed", "outcomes"] == 1
    told = " ".join(outcome_counts(here).notes)
    assert "1 of these are drafts that nobody has agreed on yet; 1 more stand on passages" in told


def test_substantiation_is_counted_on_each_axis_and_element(village: Project) -> None:
    for sign in ("positive", "negative"):
        village.entries.write("outcome", {"change_text": sign, "sign": sign}, by="Ada")
    for person, answer in (("Q", "disagree"), ("R", "")):
        fields = {"outcome": "outcome-2", "element": "outcome", "person": person, "answer": answer}
        village.entries.write("substantiation", fields, by="Ada")
    table = substantiation_axes(book(village))
    row = table.frame.loc["sign: negative, outcome"]
    assert (row["outcomes"], row["chosen"], row["invited"], row["disagree"], row["no answer"]) == (1, 1, 2, 1, 1)
    assert table.behind("sign: negative, outcome", "disagree") == ("substantiation-1",)
    assert table.frame.loc["sign: positive, outcome", "chosen"] == 0
    assert "sign: mixed, outcome" not in table.frame.index
