"""Confidence is a person's with reasons; deviant and extreme cases are shown as what they are."""

from __future__ import annotations

from storylens import Project
from storylens.records.learning import DeviantCase, Finding, SuccessCase
from storylens.synthesis.cases import deviant_cases, success_cases, success_factors
from storylens.synthesis.evidence import evidence_table
from tests.synthesis.book_helpers import book, code_of, stand_on, write

FULL = Finding(
    text="Keys are kept by women.",
    **{
        name: value
        for name in ("methodological_limitations", "coherence", "adequacy", "relevance")
        for name, value in ((name, "minor"), (f"{name.split('_')[0]}_reason", f"because of {name}"))
    },
    confidence="moderate",
    confidence_reason="few tellers",
)


def test_no_level_without_a_reason_for_each_component(village: Project) -> None:
    write(village, FULL, FULL.model_copy(update={"adequacy_reason": ""}), Finding(text="Pumps break."), by="Rudo")
    stand_on(village, "finding-3", "w1", "we keep the key ourselves")
    frame = evidence_table(book(village)).frame
    assert list(frame["confidence"]) == ["moderate", "", ""]
    assert frame.loc["finding-1", "judged by"].startswith("Rudo")
    assert frame.loc["finding-1", "adequacy"] == "minor: because of adequacy"
    assert (frame.loc["finding-3", "tellers"], frame.loc["finding-3", "coherence"]) == (1, "")


def test_facts_count_people_and_what_contradicts(village: Project) -> None:
    write(village, FULL, DeviantCase(case="South", contradicts="finding-1", account="A man keeps it."))
    stand_on(village, "finding-1", "w1", "we keep the key ourselves")
    stand_on(village, "finding-1", "m1", "The borehole brought strangers", "contradicts")
    table = evidence_table(book(village))
    row = table.frame.loc["finding-1"]
    assert (row["tellers"], row["tellers against"], row["deviant cases"]) == (1, 1, "deviant-case-1")
    assert deviant_cases(book(village)).frame.loc["deviant-case-1", "effect"] == "not decided"


def test_a_case_about_somebody_who_refused_is_not_printed(village: Project) -> None:
    code = code_of(village, "no")
    write(village, *(DeviantCase(case=name, contradicts="finding-1", account="zzaccount") for name in ("NO", code)))
    table = deviant_cases(book(village))
    assert table.frame.empty
    assert any("2 entries" in note for note in table.notes)


def test_factors_of_success_stand_beside_those_of_failure_with_zero(village: Project) -> None:
    write(
        village,
        SuccessCase(case="North", stratum="success", ranked_by="pump runs", enabling=("own key",)),
        SuccessCase(case="South", stratum="non-success", ranked_by="pump broken", hindering=("no parts",)),
    )
    table = success_factors(book(village))
    assert table.frame.to_dict("index") == {
        "own key (enabling)": {"non-success (of 1)": 0, "success (of 1)": 1},
        "no parts (hindering)": {"non-success (of 1)": 1, "success (of 1)": 0},
    }
    assert "no case here is typical" in success_cases(book(village)).notes[0]
