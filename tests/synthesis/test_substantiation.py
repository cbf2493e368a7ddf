"""Substantiation: a source cannot confirm its own outcome, and silence is no agreement."""

from __future__ import annotations

import pytest

from storylens.records import StorylensError
from storylens.records.harvest import Substantiation
from storylens.synthesis.substantiation import refuse_own_source, substantiated


def said(answer: str, element: str = "outcome", because: str = "works for the district") -> Substantiation:
    return Substantiation(
        outcome="outcome-1", element=element, person="Nurse of Lower Ford", independent_because=because, answer=answer
    )


def test_a_source_cannot_substantiate_its_own_outcome() -> None:
    with pytest.raises(StorylensError, match="cannot substantiate"):
        refuse_own_source(said(""), ["T1", " nurse of lower ford"])
    refuse_own_source(said(""), ["T1"])


def test_one_independent_full_agreement_on_the_change_and_no_disagreement_is_asked_for() -> None:
    assert substantiated([said("fully agree"), said("no answer")])
    assert not substantiated([said("fully agree"), said("disagree")])
    assert not substantiated([said("no answer"), said("partly agree"), said("fully agree", because="")])
    assert not substantiated([said("fully agree", "contribution")])
