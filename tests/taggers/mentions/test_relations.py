"""Suggestions of the gender codebook, with who is spoken of."""

from __future__ import annotations

from tests.taggers.mentions.conftest import Find


def codes(find: Find, text: str, **options: object) -> dict[str, tuple[str, list[str]]]:
    return {
        one.label: (str(one.attributes["polarity"]), list(one.attributes["who"]))
        for one in find(text, **options)
        if one.label.startswith("gen.")
    }


def test_a_weak_cue_counts_beside_somebody_whose_gender_is_said(find: Find) -> None:
    assert codes(find, "The boys fetch water now.") == {"gen.role.reproductive": ("", ["boys"])}
    assert codes(find, "The farmers fetch water now.") == {}


def test_a_word_for_people_is_no_cue_for_itself(find: Find) -> None:
    assert codes(find, "The women met the men.") == {}


def test_denial_becomes_the_polarity(find: Find) -> None:
    found = codes(find, "My husband never makes decisions.")
    assert all(polarity == "denied" for polarity, _ in found.values())


def test_on_translated_text_a_pronoun_supports_no_code(find: Find) -> None:
    text = "He said that my sister fetches water."
    assert codes(find, text, translated=True)["gen.role.reproductive"][1] == ["women"]
