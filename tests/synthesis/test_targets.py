"""Whose change was aimed at, what activities it names, who took part: gaps are shown."""

from __future__ import annotations

from storylens import Project
from storylens.records.contribution import ContributionClaim
from storylens.records.harvest import Outcome
from storylens.records.network import Activity, Engagement, TargetActor
from storylens.synthesis.targets import activities, actor_standing, engagement, engagement_levels, target_actors
from tests.synthesis.book_helpers import book, stand_on, write


def network(village: Project) -> None:
    write(village, Activity(name="Exchange", quarter="2024-Q2", channel="visit", owner="Peter"), Activity(name="Radio"))
    write(
        village,
        Outcome(social_actor="water committee", change_text="They gave up the key.", activities=("activity-1",)),
        Outcome(social_actor="Water Committee ", change_text="They closed the meeting.", sign="negative"),
        Outcome(social_actor="traders", change_text="They sell tea."),
        Outcome(social_actor="water committee", change_text="No.", status="rejected", activities=("activity-2",)),
    )
    write(village, ContributionClaim(text="The exchange did.", outcome="outcome-1"))
    write(
        village,
        TargetActor(name="Water committee", expected_change="share the key", affected="little", engaged="most"),
        TargetActor(name="Girls", expected_role="say where the pump goes", affected="most", engaged="little"),
    )
    stand_on(village, "outcome-1", "w1", "we keep the key ourselves", "outcome")
    stand_on(village, "outcome-1", "w3", "We paid for the pump together", "contribution")


def test_an_activity_shows_which_contributions_name_it_and_zero(village: Project) -> None:
    network(village)
    table = activities(book(village))
    named = table.frame.loc["activity-1"]
    assert named[["outcomes that name it", "claims on these", "which"]].tolist() == [1, 1, "outcome-1, claim-1"]
    assert named["tellers"] == 1  # who tells of the contribution, not of the change
    # an outcome that was rejected names nothing
    assert table.frame.loc["activity-2", ["outcomes that name it", "gap"]].tolist() == [0, "no contribution names it"]
    assert table.behind("activity-1", "outcomes that name it") == ("outcome-1",)


def test_what_was_expected_of_an_actor_against_what_was_harvested(village: Project) -> None:
    network(village)
    table = target_actors(book(village))
    found = table.frame.loc["target-actor-1"]
    assert found[["outcomes", "of these negative", "tellers"]].tolist() == [2, 1, 2]
    assert table.frame.loc["target-actor-2", ["outcomes", "gap"]].tolist() == [0, "nothing harvested"]
    assert any("nobody had targeted: traders (outcome-3)" in note for note in table.notes)
    assert any("Most affected, and little or not engaged: Girls" in note for note in table.notes)


def test_who_is_affected_engaged_and_influential(village: Project) -> None:
    network(village)
    frame = actor_standing(book(village)).frame
    assert frame.loc["most", "engaged: little"] == "Girls (influence not judged)"
    assert frame.loc["little", "engaged: most"].startswith("Water committee")
    assert frame.loc["some"].tolist() == [""] * 4


def test_engagement_is_followed_over_time_and_a_blank_is_no_absence(village: Project) -> None:
    write(
        village,
        Engagement(member="W1", date="2024", level="passenger"),
        Engagement(member="W1", date="2024-Q3", level="passenger"),
        Engagement(member="W1", date="2025-02", level="crew"),
        Engagement(member="M1", date="2025-02", level="deep-diver"),
        Engagement(member="NO", date="2024", level="crew"),  # who refused is not printed
    )
    frame = engagement(book(village)).frame
    assert list(frame.index) == ["M1", "W1"]
    assert frame.loc["W1", "way"] == "passenger → crew"
    assert frame.loc["M1", ["2024", "2025-02"]].tolist() == ["", "deep-diver"]
    levels = engagement_levels(book(village)).frame
    assert levels.loc["2024", ["passenger", "members", "of"]].tolist() == [1, 1, 2]
    assert levels.loc["2025-02", ["passenger", "deep-diver", "crew", "members"]].tolist() == [0, 1, 1, 2]


def test_a_target_actor_shows_the_engagement_on_record(village: Project) -> None:
    network(village)
    write(village, Engagement(member="girls", date="2025", level="passenger"))
    frame = target_actors(book(village)).frame
    assert frame.loc["target-actor-2", "engagement on record"] == "passenger (2025)"
    assert frame.loc["target-actor-1", "engagement on record"] == "none"
