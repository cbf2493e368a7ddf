"""The lexicon of verbs says what the classes are, keeps to them, and is used."""

import pytest

from storylens.taggers.agency.lexicon import AGENCY, POWER, meaning, meanings, nouns
from tests.taggers.agency.said import of_verb


def test_every_verb_is_in_a_class_that_has_a_definition() -> None:
    assert {entry.power for entry in meanings().values()} == set(POWER)
    assert {entry.agency for entry in meanings().values()} == set(AGENCY)
    assert 250 <= len(meanings()) <= 400


def test_american_spelling_is_known_too() -> None:
    assert meaning("criticize") == meaning("criticise") is not None


def test_an_unknown_verb_means_nothing() -> None:
    assert meaning("flibber") is None
    assert of_verb("She iced the cake.", "iced").attributes["power"] == ""


@pytest.mark.parametrize(
    ("text", "verb", "power", "agency"),
    [
        ("The chief evicted her.", "evicted", "over", "deciding"),
        ("She obeyed him.", "obeyed", "under", "deciding"),
        ("They met the minister.", "met", "beside", "deciding"),
        ("He suffered.", "suffered", "none", "undergoing"),
        ("She took over the farm.", "took", "over", "deciding"),
        ("She took the farm.", "took", "none", "deciding"),
        ("He looked after his mother.", "looked", "beside", "deciding"),
        ("She takes care of them.", "takes", "beside", "deciding"),
        ("They have to leave.", "have", "", ""),
        ("They let me down.", "let", "", ""),
        ("They let me go.", "let", "over", "deciding"),
    ],
)
def test_power_and_agency_stand_on_the_relation(text: str, verb: str, power: str, agency: str) -> None:
    attributes = of_verb(text, verb).attributes
    assert (attributes["power"], attributes["agency"]) == (power, agency)


def test_no_noun_is_both_a_person_and_a_thing() -> None:
    assert not nouns().person & nouns().thing
    assert not nouns().person & nouns().group
