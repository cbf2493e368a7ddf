"""The statement checker: it explains what is missing, and a person can set a point aside."""

from __future__ import annotations

import pytest

from storylens.records.harvest import Outcome, Overrule
from storylens.synthesis.statement import check, is_ahead

GOOD = Outcome(
    name="Committee opens its books",
    social_actor="the water committee",
    change_text="In June 2024 the water committee of Lower Ford showed its accounts to all households.",
    date_from="2024-06",
    place="Lower Ford",
    significance_text="Nobody outside the committee had seen them before.",
)


def test_a_good_statement_has_no_unmet_point() -> None:
    assert check(GOOD, passages=1, project_names=["Green Wells"]) == []


@pytest.mark.parametrize(
    ("change", "point"),
    [
        ({"social_actor": ""}, "actor"),
        ({"change_text": "The water committee will open its books."}, "change"),
        ({"change_text": "A hundred people need the water committee."}, "change"),
        ({"change_text": "They opened the books."}, "subject"),
        ({"date_from": ""}, "date"),
        ({"place": " "}, "place"),
        ({"change_text": "Now the water committee understood that it owed an answer."}, "observable"),
        ({"change_text": "The water committee was trained."}, "output"),
        ({"change_text": "Thanks to us the water committee opened its books."}, "contribution"),
        ({"significance_text": ""}, "significance"),
    ],
)
def test_each_unmet_point_is_named_alone_and_explained(change: dict[str, str], point: str) -> None:
    (found,) = check(GOOD.model_copy(update=change), passages=1)
    assert found.name == point
    assert found.why


def test_the_project_is_no_social_actor_and_a_statement_without_passages_lacks_evidence() -> None:
    found = check(GOOD, passages=0, project_names=["The Water Committee"])
    assert [point.name for point in found] == ["actor", "evidence"]


def test_a_point_set_aside_stays_in_the_list_with_its_note() -> None:
    note = Overrule(outcome="outcome-1", point="place", note="The place would give them away.")
    (found,) = check(GOOD.model_copy(update={"place": ""}), passages=1, overrules=[note])
    assert found.note == "The place would give them away."


@pytest.mark.parametrize(
    ("words", "ahead"),
    [
        ("I hope the dam will be mended.", True),
        ("When the mill comes we won't pound any more.", True),
        ("We plan to open the books.", True),
        ("They opened the books, and next year they will print them.", False),
        ("We stopped asking.", False),
        ("The pump is far.", False),
    ],
)
def test_what_is_to_come_is_told_from_what_has_happened(words: str, ahead: bool) -> None:
    assert is_ahead(words) is ahead
