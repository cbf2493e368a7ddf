"""What the claims tagger says of invented sentences."""

import pytest

from storylens.language.pipeline import pipeline_for
from storylens.records import Relation, Role
from storylens.taggers.base import Material, Spoken
from storylens.taggers.claims.component import EXTENSION, ClaimComponent
from storylens.taggers.claims.tagger import ClaimTagger


def relations(text: str, *, asked: str = "", programme: tuple[str, ...] = ()) -> tuple[Relation, ...]:
    question = [Spoken(0, asked, role=Role.INTERVIEWER)] if asked else []
    turns = [*question, Spoken(0, text, doc=pipeline_for("en").load()(text))]
    return ClaimTagger().tag(Material(turns=turns, programme=programme)).relations


def part(text: str, relation: Relation, role: str) -> str:
    return " ".join(text[each.start : each.end] for each in relation.arguments if each.role == role)


@pytest.mark.parametrize(
    ("text", "cause", "effect"),
    [
        ("The drought led to hunger in the village.", "The drought", "hunger"),
        ("We left because the well was dry.", "the well was dry", "We left"),
        ("The loan made us proud.", "The loan", "us proud"),
        ("The road was cut, so we walked.", "The road was cut", "we walked"),
        ("Thanks to Green Hands we now have clean water.", "Green Hands", "we now have clean water"),
        ("The reason we left is hunger.", "hunger", "we left"),
    ],
)
def test_a_claim_has_its_cause_and_its_effect(text, cause, effect) -> None:
    (claim,) = relations(text)
    assert (claim.label, part(text, claim, "cause"), part(text, claim, "effect")) == ("causal_claim", cause, effect)


@pytest.mark.parametrize(
    "text", ["We went to the market on Monday.", "The house is near the river and my brother has two goats."]
)
def test_what_joins_nothing_is_no_claim(text) -> None:
    assert not relations(text)


@pytest.mark.parametrize("text", ["I hope that the pump will reduce our debts.", "If it rains, the river will rise."])
def test_hope_and_supposition_are_no_claims(text) -> None:
    assert {relation.label for relation in relations(text)} == {"causal_hope"}


def test_a_denied_link_is_marked() -> None:
    (claim,) = relations("The training did not reduce hunger.")
    assert claim.attributes["denied"] is True
    assert claim.attributes["sign"] == "less"


def test_the_programme_is_named_or_fits_or_neither() -> None:
    known = ("Green Hands", "training")
    told = ["Green Hands led to peace.", "The training led to peace.", "The rain led to peace."]
    assert [relations(text, programme=known)[0].attributes["attribution"] for text in told] == [
        "explicit",
        "implicit",
        "other",
    ]


def test_a_claim_is_prompted_where_the_question_asks_for_causes() -> None:
    told = "We left because the well was dry."
    assert relations(told, asked="Why did you leave?")[0].attributes["prompted"] is True
    assert relations(told, asked="Where do you live?")[0].attributes["prompted"] is False
    assert "prompted" not in relations(told)[0].attributes


def test_the_component_keeps_relations_on_the_doc() -> None:
    doc = ClaimComponent()(pipeline_for("en").load()("The drought led to hunger."))
    assert [relation.label for relation in doc._.get(EXTENSION)] == ["causal_claim"]


def passages(text: str) -> list[tuple[str, bool]]:
    doc = pipeline_for("en").load()(text)
    found = ClaimTagger().tag(Material(turns=[Spoken(3, text, doc=doc)])).spans
    assert all(one.score is not None and 0.5 <= one.score <= 1 for one in found)
    return [(text[one.start - 3 : one.end - 3], one.label == "causal_passage") for one in found]


def test_a_sentence_that_speaks_of_cause_and_effect_is_a_passage_with_its_score() -> None:
    text = "It is Monday. 😀 We left because the well was dry. My goat is brown."
    assert passages(text) == [("We left because the well was dry.", True)]


def test_a_hope_is_a_passage_too_and_no_claim() -> None:
    assert passages("If the rains come, the loan will lead to more maize.")
    assert {one.label for one in relations("If the rains come, the loan will lead to more maize.")} <= {"causal_hope"}


def test_each_feature_of_the_model_is_grammar_and_no_word_of_anybodys_story() -> None:
    """Function words and labels alone: nothing of the texts that it was fitted on can be read off."""
    import json

    from storylens.taggers.claims.likelihood import FILE

    told = json.loads(FILE.read_text(encoding="utf-8"))
    kinds = {name.split()[0] for name in told["weights"]}
    assert kinds == {"found", "sort", "word", "join", "verb", "clause", "opens", "list", "abstract"}
    assert not {"police", "government", "workers", "bank"} & {part for name in told["weights"] for part in name.split()}
