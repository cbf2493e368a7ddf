"""Each rule of the lexicon finds the sentences beside it and leaves the ones beside it. All are invented."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from storylens.language.pipeline import pipeline_for
from storylens.taggers.agency.reading import reading_of
from storylens.taggers.safeguarding.hints import Lexicon, hints, lexicon
from storylens.taggers.safeguarding.scene import Scene
from tests.taggers.safeguarding.conftest import Find

SceneOf = Callable[[str], Scene]
RULES = lexicon().rules
NAMES = [rule.name for rule in RULES]


@pytest.fixture
def scene() -> SceneOf:
    nlp = pipeline_for("en").load()

    def of(text: str) -> Scene:
        return Scene(reading_of([nlp(text)]).turns[0])

    return of


@pytest.mark.parametrize(("name", "text"), [(rule.name, text) for rule in RULES for text in rule.holds])
def test_a_rule_holds_what_it_is_named_after(find: Find, name: str, text: str) -> None:
    assert name in {one.rule for one in find(text)}


@pytest.mark.parametrize(("name", "text"), [(rule.name, text) for rule in RULES for text in rule.leaves])
def test_a_rule_leaves_what_only_looks_like_it(find: Find, name: str, text: str) -> None:
    assert name not in {one.rule for one in find(text)}


def test_every_rule_has_a_name_of_its_own_and_two_sentences_on_either_side() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert [rule.name for rule in RULES if len(rule.holds) < 2 or len(rule.leaves) < 2] == []


def test_what_is_denied_is_no_hint(find: Find) -> None:
    assert find("He sent her down the stairs in June.")
    assert find("He never sent her down the stairs.") == []


def test_a_pattern_keeps_order_distance_and_forms(tmp_path: Path, scene: SceneOf) -> None:
    (tmp_path / "kinds.toml").write_text('grain = "millet sorghum"', encoding="utf-8")
    (tmp_path / "one.toml").write_text(
        """
[[rule]]
name = "n"
code = "safe.gbv"
patterns = ["sell ~3 @grain & river", "she ~1 hide || again"]
unless = "market"
holds = []
leaves = []
""",
        encoding="utf-8",
    )
    book = Lexicon(tmp_path)

    def held(text: str) -> bool:
        return bool(list(hints(scene(text), book)))

    assert held("At the river they sold white millet.")
    assert held("They sell sorghum by the river.")
    assert not held("They sell sorghum.")
    assert not held("The millet by the river did not sell.")
    assert not held("They sell all that they have, millet too, by the river.")
    assert not held("At the river market they sold millet.")
    assert held("She hides. Then he knocks again.")
    assert not held("She hides. Then he knocks. It rains again.")


def test_the_passage_of_two_sentences_is_both(find: Find) -> None:
    text = "The lodger stayed with us that winter. One night it happened again. We slept."
    passages = [text[slice(*one.passage)] for one in find(text) if one.passage is not None]
    assert passages == ["The lodger stayed with us that winter. One night it happened again."]
