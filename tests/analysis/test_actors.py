"""Who acts and who is acted upon, by group, with sentences that may be printed."""

from __future__ import annotations

from collections.abc import Callable

from storylens import Project
from storylens.analysis.actors import actors
from tests.helpers import Told

STORIES = (
    Told("T1", "The women built a well. The clerk sent the girls away. My brother sold the goat."),
    Told("T2", "The women planted trees, and the officer praised the women. I sold maize."),
    Told("T3", "The girls were chosen by the men, zzquiet.", consent="analysis"),
    Told("T4", "The women stole the pump, zzno.", consent="no"),
)


def test_tellers_are_counted_before_acts(project: Callable[..., Project]) -> None:
    frame = actors(project(*STORIES).store).frame
    women = frame.loc["women"]
    assert (women["tellers"], women["of"], women["who tell that they act"]) == (2, 3, 2)
    assert women["acts"] == 2
    assert frame.loc["the teller (I)", "acts"] == 1


def test_who_is_only_acted_upon_is_silent(project: Callable[..., Project]) -> None:
    frame = actors(project(*STORIES).store).frame
    assert frame.loc["girls", "silent"] == "yes"
    assert frame.loc["women", "silent"] == ""


def test_examples_are_only_from_who_agreed(project: Callable[..., Project]) -> None:
    frame = actors(project(*STORIES).store).frame
    everything = " ".join(frame.astype(str).to_numpy().ravel())
    assert "The clerk sent the girls away." in everything
    assert "zzquiet" not in everything
    assert "zzno" not in everything


def test_a_project_names_its_own_groups(project: Callable[..., Project]) -> None:
    made = project(*STORIES)
    file = made.path / "storylens.toml"
    own = '\n[actors]\nofficials = ["officer", "clerk"]\n'
    file.write_text(file.read_text(encoding="utf-8") + own, encoding="utf-8")
    assert actors(made.store).frame.loc["officials", "acts"] == 2


def test_what_is_denied_or_hoped_is_no_act(project: Callable[..., Project]) -> None:
    frame = actors(project(Told("T1", "The women did not sell the land. The girls would sell maize.")).store).frame
    assert frame.empty


def test_no_table_without_stories(project: Callable[..., Project]) -> None:
    assert actors(project().store).frame.empty
