"""Contribution: both ways, with a judge; tests are fixed before anybody looks; no path without a teller."""

from __future__ import annotations

import pytest

from storylens import Project
from storylens.records import StorylensError
from storylens.records.contribution import ChainLink, ContributionClaim, Evidence, Rival
from storylens.store import entries
from storylens.synthesis.contribution import contribution_table, fixed_before, refuse_hindsight, tracing_table
from tests.synthesis.book_helpers import book, stand_on, write

CLAIM = ContributionClaim(text="The loan fund helped the women to repair the pump.", outcome="outcome-1")
PLAN = Evidence(
    claim="claim-1", text="Minutes of the pump committee", test="hoop", expected_before="The minutes name the fund."
)


def revise(project: Project, number: str, body: Evidence) -> None:
    with project.store.writing() as connection:
        entries.revise(connection, number, body, by="Tendai", reason="looked")


def test_links_told_by_different_people_are_a_chain_told_by_nobody(village: Project) -> None:
    write(
        village,
        CLAIM,
        ChainLink(claim="claim-1", order=1, cause="loans", effect="a pump", strength="weak"),
        ChainLink(claim="claim-1", order=2, cause="a pump", effect="water"),
    )
    stand_on(village, "chain-link-1", "w2", "I took a loan for it")
    stand_on(village, "chain-link-2", "w3", "We paid for the pump together")
    row = contribution_table(book(village)).frame.loc["claim-1"]
    assert (row["tellers of the whole chain"], row["tellers of any link"], row["citations"]) == (0, 2, 2)
    stand_on(village, "chain-link-2", "w2", "My field is written")
    table = contribution_table(book(village))
    assert table.frame.loc["claim-1", "tellers of the whole chain"] == 1
    assert len(table.behind("claim-1", "tellers of the whole chain")) == 2
    assert f"told by 2 of {book(village).n}" in table.frame.loc["claim-1", "chain"]


def test_evidence_stands_on_its_side_and_rivals_say_how_they_were_examined(village: Project) -> None:
    write(
        village,
        CLAIM,
        Evidence(claim="claim-1", text="Receipts of the fund"),
        Evidence(claim="claim-1", text="The pump was paid before", against=True),
        Rival(claim="claim-1", text="The district paid", how_examined="asked for its books", survives="in part"),
        Rival(claim="claim-1", text="A trader paid"),
    )
    row = contribution_table(book(village)).frame.loc["claim-1"]
    assert "Receipts" in row["evidence for"]
    assert "Receipts" not in row["evidence against"]
    assert "paid before" in row["evidence against"]
    assert row["rivals and how examined"].splitlines() == [
        "The district paid — asked for its books (survives: in part)",
        "A trader paid — not examined (not judged)",
    ]


def test_the_verdict_bears_the_name_of_who_gave_it_not_of_who_wrote_last(village: Project) -> None:
    write(village, CLAIM)
    judged = CLAIM.model_copy(update={"verdict": "Plausible, in part."})
    with village.store.writing() as connection:
        entries.revise(connection, "claim-1", judged, by="Rudo", reason="weighed")
        later = judged.model_copy(update={"what_would_change_it": "the books of the district"})
        entries.revise(connection, "claim-1", later, by="Tendai", reason="added")
    row = contribution_table(book(village)).frame.loc["claim-1"]
    assert row["verdict"] == "Plausible, in part."
    assert row["verdict by"].startswith("Rudo, ")


def test_what_is_found_cannot_be_written_with_or_before_what_was_expected() -> None:
    found = PLAN.model_copy(update={"found": "They do.", "result": "passed"})
    refuse_hindsight(None, PLAN)
    refuse_hindsight(PLAN, found)
    refuse_hindsight(found, found.model_copy(update={"found": "They do, twice."}))
    refuse_hindsight(None, Evidence(claim="claim-1", text="A letter", found="in a drawer"))  # no test, no order
    for before, after in (
        (None, found),
        (found.model_copy(update={"expected_before": ""}), found),
        (PLAN, found.model_copy(update={"expected_before": "The minutes name anybody."})),
        (found, found.model_copy(update={"test": "smoking gun"})),
    ):
        with pytest.raises(StorylensError):
            refuse_hindsight(before, after)


def test_a_test_that_was_not_fixed_before_is_no_test_and_no_evidence(village: Project) -> None:
    write(
        village, CLAIM, PLAN, PLAN.model_copy(update={"text": "A letter", "found": "It is there.", "result": "passed"})
    )
    revise(village, "evidence-1", PLAN.model_copy(update={"found": "They do not.", "result": "failed"}))
    with village.store.reading() as connection:
        assert fixed_before(entries.history(connection, Evidence, "evidence-1"))
        assert not fixed_before(entries.history(connection, Evidence, "evidence-2"))
    row = contribution_table(book(village)).frame.loc["claim-1"]
    assert row["tests"].splitlines() == [
        "hoop failed (evidence-1) — this speaks against the claim",
        "evidence-2: not fixed before looking, so no test",
    ]
    assert row["evidence for"] == ""
    assert list(tracing_table(book(village)).frame["fixed before looking"]) == ["yes", "no: not counted as a test"]


def test_strongest_tests_stand_first_and_no_probability_is_made_up(village: Project) -> None:
    straw = PLAN.model_copy(update={"test": "straw in the wind"})
    write(village, CLAIM, straw, PLAN.model_copy(update={"test": "smoking gun"}))
    assert contribution_table(book(village)).frame.loc["claim-1", "tests"].startswith("smoking gun")
    assert list(tracing_table(book(village)).frame["sensitivity"]) == ["", ""]


def test_nothing_rests_on_words_that_may_not_be_used(village: Project) -> None:
    write(village, CLAIM, Evidence(claim="claim-1", text="She said so, zzwritten"))
    stand_on(village, "evidence-1", "gone", "That field was my mother's field")
    table = contribution_table(book(village))
    assert "zzwritten" not in table.frame.to_string()
    assert any("1 entries" in note for note in table.notes)
