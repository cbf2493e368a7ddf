"""Which arguments are persons, groups or things."""

import pytest

from storylens.language.pipeline import pipeline_for
from storylens.taggers.agency.tagger import AgencyTagger
from storylens.taggers.base import Material, Spoken
from tests.taggers.agency.said import acts, head, of_verb


def kinds(text: str) -> dict[str, str]:
    return {
        head(text, argument): argument.attributes["kind"]
        for relation in AgencyTagger()
        .tag(Material(turns=[Spoken(0, text, doc=pipeline_for("en").load()(text))]))
        .relations
        for argument in relation.arguments[1:]
    }


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        # pronouns
        ("She hired him.", "She", "person"),
        ("Nobody answered.", "Nobody", "person"),
        ("It broke.", "It", "thing"),
        ("This helped us.", "This", "thing"),
        # nouns by the list
        ("The midwife slept.", "midwife", "person"),
        ("A widow owns it.", "widow", "person"),
        ("The committee met.", "committee", "group"),
        ("Our government fell.", "government", "group"),
        ("The roof fell.", "roof", "thing"),
        ("A goat ate it.", "goat", "thing"),
        # nouns by their ending
        ("A beekeeper came.", "beekeeper", "person"),
        ("The saxophonist played.", "saxophonist", "person"),
        ("The computer broke.", "computer", "thing"),
        ("The thermometer broke.", "thermometer", "thing"),
        # what is counted
        ("Some of the women left.", "Some", "person"),
        ("A group of farmers protested.", "group", "person"),
        ("Two of the houses burned.", "Two", "thing"),
        ("A number of pumps broke.", "number", "thing"),
        ("Those who begged were fed.", "Those", "person"),
        # verbs that ask for a person
        ("Six were arrested.", "Six", "person"),
        ("Six were sold.", "Six", "thing"),
        # one
        ("No one came.", "one", "person"),
        ("The old one broke.", "one", "thing"),
        # a round number that stands alone, and what cannot be counted
        ("Thousands fled.", "Thousands", "person"),
        ("We heard that millions receive food.", "millions", "person"),
        ("Thousands of eggs broke.", "Thousands", "thing"),
        ("We planted hundreds.", "hundreds", "thing"),
        ("Much depends on the rain.", "Much", "thing"),
        ("We know how much depends on it.", "much", "thing"),
        ("Many depend on the well.", "Many", "person"),
        ("Others changed their minds.", "Others", "person"),
        # a question names nobody
        ("Who broke it?", "Who", "unknown"),
        # names
        ("Doctor Phiri examined me.", "Phiri", "person"),
        ("The University of Bergen hired her.", "University", "group"),
        ("Cyclone Alma destroyed the bridge.", "Alma", "thing"),
        # a number in a name, and things that are people's names too
        ("We kept COVID-19 out of the village.", "COVID-19", "thing"),
        ("The clinic beat Covid-19.", "Covid-19", "thing"),
        ("Bill Moss paid the fees.", "Bill", "person"),
        ("Later Nathan Park opened the shop.", "Nathan", "person"),
        ("The Land Bill passed.", "Bill", "thing"),
        ("Elm Street flooded.", "Street", "thing"),
        # a noun that has its capital from the sentence is the head, a title is not
        ("Gardener Nick Moss planted trees.", "Gardener", "person"),
        ("Beekeeper Ruth Dane sold honey.", "Beekeeper", "person"),
        ("Doctor Nick Moss planted trees.", "Nick", "person"),
        ("President Ruth Dane sold honey.", "Ruth", "person"),
        # a surname that looks like a noun, where the full name stands elsewhere
        ("Ann Waters came. Yesterday Waters paid the fees.", "Waters", "person"),
        ("Joan Rivers left. Later Rivers wrote to us.", "Rivers", "person"),
        ("Ann Waters came. The waters rose.", "waters", "thing"),
        ("Joan Rivers left. The rivers flooded the farm.", "rivers", "thing"),
        # they, by what was named before
        ("The couple live in Malawi. They have a farm.", "They", "person"),
        ("We moved to Kenya. They welcomed us.", "They", "person"),
        ("The council met in Kenya. They raised the tax.", "They", "group"),
        ("The pumps came from Malawi. They broke.", "They", "thing"),
        ("The nurses were tired. They slept.", "They", "person"),
        ("The pumps were cheap. They broke.", "They", "thing"),
        ("The pumps were cheap. They complained.", "They", "person"),
    ],
)
def test_kind(text: str, word: str, kind: str) -> None:
    assert kinds(text)[word] == kind


def test_a_surname_is_the_person_whose_full_name_the_document_gives() -> None:
    text = (
        "Margaret Holloway, a nurse, came to the village in 1990. Everybody liked the clinic. Holloway hired two women."
    )
    assert kinds(text)["Holloway"] == "person"


def test_the_head_of_a_name_is_its_first_word_and_a_title_is_no_part_of_it() -> None:
    assert "praised agent Maria" in acts("Senator Maria Lopez praised the nurses.")


def test_a_common_noun_before_a_name_is_the_head() -> None:
    assert "praised patient reporter" in acts("We praised the reporter Maria Lopez.")


@pytest.mark.parametrize(
    ("text", "verb", "spans"),
    [
        (
            "The old chief of our village called the young men.",
            "called",
            ["The old chief of our village", "the young men"],
        ),
        ("Grace and her two sisters planted maize.", "planted", ["Grace", "her two sisters", "maize"]),
        ("My uncle, who drinks, hit me.", "hit", ["My uncle", "me"]),
    ],
)
def test_an_argument_is_the_whole_noun_phrase_and_each_conjunct_is_one(text: str, verb: str, spans: list[str]) -> None:
    arguments = of_verb(text, verb).arguments[1:]
    assert [text[argument.start : argument.end] for argument in arguments] == spans
