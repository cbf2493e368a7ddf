"""Causal claims of a project, only in words that may be seen."""

from __future__ import annotations

from collections.abc import Callable

from storylens import Project
from storylens.analysis.claims import causal_claims
from tests.helpers import Told


def test_a_claim_has_cause_effect_cue_and_teller(project: Callable[..., Project]) -> None:
    made = project(Told("T1", ["We sat down. The drought led to hunger in the valley.", "It rained."]))
    (row,) = causal_claims(made.store).itertuples()
    assert (row.cause, row.cue, row.teller, row.sign) == ("The drought", "led to", "T1", "more")
    assert row.effect.startswith("hunger")
    assert row.text == "The drought led to hunger in the valley."
    assert row.denied is False


def test_the_programme_is_named_in_the_project_file(project: Callable[..., Project]) -> None:
    made = project(Told("T1", "The Harvest Project led to more food. The drought led to hunger."))
    file = made.path / "storylens.toml"
    file.write_text(file.read_text(encoding="utf-8") + '\n[programme]\nnames = ["Harvest Project"]\n', encoding="utf-8")
    assert list(causal_claims(made.store).attribution) == ["explicit", "other"]


def test_a_hope_is_no_claim(project: Callable[..., Project]) -> None:
    made = project(Told("T1", "If the rain comes, the maize will grow because of it."))
    assert causal_claims(made.store).empty


def test_nothing_is_read_that_may_not_be_seen(project: Callable[..., Project]) -> None:
    words = "The drought led to hunger."
    made = project(
        Told("T1", words, consent="no"),
        Told("T2", "The flood led to hunger. He beat me because of it."),
        Told("T3", "Training led to better harvests."),
    )
    assert list(causal_claims(made.store).teller) == ["T3"]
