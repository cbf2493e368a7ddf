"""What reads like a disclosure though no rule names it. All sentences are invented, and none was learned from."""

from __future__ import annotations

import pytest
from benchmarks import safeguarding as bench

from storylens.taggers.safeguarding import likeness
from tests.taggers.safeguarding.conftest import Find

pytestmark = pytest.mark.skipif(not likeness.installed(likeness.MiniLM), reason="the sentence embedding is missing")


def rules(find: Find, text: str) -> set[str]:
    return {one.rule for one in find(text)}


@pytest.mark.parametrize(
    "text",
    [
        "My stepmother says that I deserve it.",
        "My brother's friend grabbed what he wanted and nobody came.",
    ],
)
def test_a_sentence_is_held_for_its_meaning(find: Find, text: str) -> None:
    assert rules(find, text) == {likeness.RULE}


@pytest.mark.parametrize(
    "text",
    [
        "My aunt bought two goats at the market and sold one in May.",
        "The committee met on Monday and elected a new treasurer.",
        "We planted beans between the rows because the soil was tired.",
    ],
)
def test_talk_of_the_day_is_not(find: Find, text: str) -> None:
    assert find(text) == []


def test_what_a_rule_holds_is_not_looked_at_again(find: Find) -> None:
    assert likeness.RULE not in rules(find, "My uncle kicked the boy.")


def test_without_the_embedding_nothing_is_held_for_its_meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likeness, "installed", lambda _: False)
    assert likeness.by_meaning(["He did it again."], [9.0]) == [""]


def test_nothing_was_learned_from_the_last_round() -> None:
    """What the last round says of fresh sentences holds only as long as no pair of words comes from it alone."""
    assert bench.FRESH == ("8",)
    assert "poppy water" not in " ".join(likeness.weights().words)
