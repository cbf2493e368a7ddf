"""What is held, what is only a topic, and what the tagger does not decide."""

from __future__ import annotations

import pytest
from benchmarks import safeguarding as bench

from storylens.codebook.load import load, shipped
from storylens.language.pipeline import pipeline_for
from storylens.records import Code, Codebook, Family, Role
from storylens.taggers.base import Material, Spoken
from storylens.taggers.safeguarding.component import SafeguardingComponent
from storylens.taggers.safeguarding.tagger import SafeguardingTagger
from tests.taggers.safeguarding.conftest import Find


def grades(find: Find, text: str, **options: object) -> set[tuple[str, bool]]:
    return {(str(one.attributes["grade"]), bool(one.attributes["gate"])) for one in find(text, **options)}


@pytest.mark.parametrize("text", ["He beat my sister.", "She was raped.", "They threatened to kill us."])
def test_what_is_told_outright_holds_the_passage(find: Find, text: str) -> None:
    assert ("told", True) in grades(find, text)


@pytest.mark.parametrize("text", ["He lifted his hand.", "She could not go home.", "Please switch that off."])
def test_a_hint_holds_the_passage_too(find: Find, text: str) -> None:
    assert grades(find, text) == {("hint", True)}


@pytest.mark.parametrize(
    "text",
    [
        "We learned about gender-based violence at the workshop.",
        "The law against child marriage was passed.",
        "Staff sign a code of conduct on sexual exploitation.",
    ],
)
def test_a_topic_gives_a_notice_and_holds_nothing(find: Find, text: str) -> None:
    assert grades(find, text) == {("topic", False)}


def test_a_topic_beside_somebody_is_held(find: Find) -> None:
    assert any(gate for _, gate in grades(find, "At the training my sister told of sexual violence by her husband."))


@pytest.mark.parametrize(
    "text", ["Maize stalks are left on the field.", "We beat the price down.", "My father never beat us."]
)
def test_words_that_only_look_like_it_hold_nothing(find: Find, text: str) -> None:
    assert find(text) == []


def test_what_has_stopped_is_held(find: Find) -> None:
    assert find("He has not hit me since May.")
    assert find("He does not beat her any longer.")


def test_without_a_parse_the_phrases_are_found(find: Find) -> None:
    assert {one.rule for one in find("He beat me that night.", parsed=False)} == {"cue “beat me”"}
    assert find("He kicked the youngest boy.", parsed=False) == []


def test_a_passage_is_the_sentence_and_positions_hold(find: Find) -> None:
    text = "It rained. 😀 My uncle kicked the boy. We slept."
    (one,) = find(text)
    assert text[one.start : one.end] == "uncle kicked the boy"
    assert one.passage is not None
    assert "kicked" in text[slice(*one.passage)]
    assert "slept" not in text[slice(*one.passage)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("My brother kicked his wife.", "safe.gbv"),
        ("The officer kicked her.", "safe.staff"),
        ("My brother kicked the child.", "safe.child"),
        ("My brother hanged himself.", "safe.self"),
        ("They threatened to kill us.", "safe.risk"),
    ],
)
def test_each_gate_has_its_own_code(find: Find, text: str, code: str) -> None:
    assert code in {one.label for one in find(text)}


def test_only_tellers_words_are_screened(find: Find) -> None:
    assert find("Did he beat you?", role=Role.INTERVIEWER) == []


def test_a_project_decides_which_gates_there_are() -> None:
    gate = Code(id="safe.self", name="Self", gate=True, cues=("the river road",))
    plain = Code(id="safe.gbv", name="Violence")
    book = Codebook(
        id="safeguarding", version="1", title="T", digest="d", families=(Family(id="f", name="F", codes=(gate, plain)),)
    )
    tagger = SafeguardingTagger([book])
    nlp = pipeline_for("en").load()

    def labels(text: str) -> list[str]:
        return [one.label for one in tagger.tag(Material(turns=[Spoken(0, text, doc=nlp(text))])).spans]

    assert labels("He beat my sister.") == []  # violence is no gate in this book
    assert labels("She spoke of the river road.") == ["safe.self"]  # words of the place, added by a speaker
    assert labels("My brother hanged himself.") == ["safe.self"]


def test_settings_follow_the_codebook() -> None:
    book = load(shipped("safeguarding"))
    other = book.model_copy(update={"digest": "another"})
    assert SafeguardingTagger([book]).settings != SafeguardingTagger([other]).settings


def test_the_authored_examples_are_held_and_the_harmless_ones_are_not(tagger: SafeguardingTagger) -> None:
    """All that words were added by; not recall, for the sentences are our own."""
    sentences = [one for one in bench.authored() if one.part in bench.BY_WORDS]
    found = bench.held(tagger, [one.text for one in sentences])
    assert len(sentences) > 360
    assert [one.text for one, held in zip(sentences, found, strict=True) if held != bool(one.code)] == []


def test_most_of_what_kinds_and_weights_were_made_by_is_held(tagger: SafeguardingTagger) -> None:
    sentences = [one for one in bench.authored() if one.part in bench.BY_KINDS]
    found = bench.held(tagger, [one.text for one in sentences])
    right = [held for one, held in zip(sentences, found, strict=True) if one.code]
    wrong = [held for one, held in zip(sentences, found, strict=True) if not one.code]
    assert sum(right) > 0.9 * len(right)
    assert sum(wrong) < 0.1 * len(wrong)


def test_the_component_writes_what_the_tagger_finds(tagger: SafeguardingTagger) -> None:
    doc = pipeline_for("en").load()("My uncle kicked the boy.")
    found = SafeguardingComponent(tagger)(doc)._.storylens_safeguarding
    assert [one.rule for one in found] == ["somebody hurts somebody"]


def test_the_factory_is_known_by_its_name() -> None:
    nlp = pipeline_for("en").load()
    try:
        nlp.add_pipe("storylens_safeguarding")
        assert nlp("My uncle kicked the boy.")._.storylens_safeguarding
    finally:
        nlp.remove_pipe("storylens_safeguarding")
