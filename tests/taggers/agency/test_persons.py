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


# construction: what it makes of a word, and sentences that only look like it
KINDS: dict[str, tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]]] = {
    "personal pronoun": (
        [
            ("She hired him.", "She", "person"),
            ("Nobody answered.", "Nobody", "person"),
        ],
        [
            ("It broke.", "It", "thing"),
            ("This helped us.", "This", "thing"),
        ],
    ),
    "no one, every one, one must": (
        [
            ("No one came.", "one", "person"),
            ("One must eat.", "One", "person"),
        ],
        [
            ("The old one broke.", "one", "thing"),
            ("We sold one.", "one", "thing"),
        ],
    ),
    "who in a question": (
        [
            ("Who broke it?", "Who", "unknown"),
            ("Whom did they hit?", "Whom", "unknown"),
        ],
        [
            ("The man who broke it ran.", "man", "person"),
            ("I know a girl who sings.", "girl", "person"),
        ],
    ),
    "noun by the list": (
        [
            ("The midwife slept.", "midwife", "person"),
            ("A widow owns it.", "widow", "person"),
        ],
        [
            ("The roof fell.", "roof", "thing"),
            ("A goat ate it.", "goat", "thing"),
        ],
    ),
    "body that acts as one": (
        [
            ("The committee met.", "committee", "group"),
            ("Our government fell.", "government", "group"),
        ],
        [
            ("The women met.", "women", "person"),
            ("The tree fell.", "tree", "thing"),
        ],
    ),
    "families in the plural": (
        [
            ("Ten families left.", "families", "person"),
            ("We fed the families.", "families", "person"),
        ],
        [
            ("My family left.", "family", "group"),
            ("The committees left.", "committees", "group"),
        ],
    ),
    "noun by its ending": (
        [
            ("The goatherd slept.", "goatherd", "person"),
            ("A beekeeper came.", "beekeeper", "person"),
            ("The saxophonist played.", "saxophonist", "person"),
        ],
        [
            ("The computer broke.", "computer", "thing"),
            ("The thermometer broke.", "thermometer", "thing"),
        ],
    ),
    "what is counted": (
        [
            ("Some of the women left.", "Some", "person"),
            ("A group of farmers protested.", "group", "person"),
        ],
        [
            ("Two of the houses burned.", "Two", "thing"),
            ("A number of pumps broke.", "number", "thing"),
        ],
    ),
    "part of a person or a work": (
        [
            ("He played the part of Lena Moss.", "part", "thing"),
            ("She sang the part of Peter Dane.", "part", "thing"),
        ],
        [
            ("Part of the women left.", "Part", "person"),
            ("We paid part of the workers.", "part", "person"),
        ],
    ),
    "each other, like the subject": (
        [
            ("The women help each other.", "other", "person"),
            ("We beat each other.", "other", "person"),
        ],
        [
            ("The pipes touch each other.", "other", "thing"),
            ("The two pumps feed each other.", "other", "thing"),
        ],
    ),
    "those who": (
        [
            ("Those who begged were fed.", "Those", "person"),
            ("Few who came stayed.", "Few", "person"),
        ],
        [
            ("Those that leaked were sold.", "Those", "thing"),
            ("These broke.", "These", "thing"),
        ],
    ),
    "done only to persons": (
        [
            ("Six were arrested.", "Six", "person"),
            ("Two were jailed.", "Two", "person"),
        ],
        [
            ("Six were sold.", "Six", "thing"),
            ("Two were painted.", "Two", "thing"),
        ],
    ),
    "uncounted": (
        [
            ("Much depends on the rain.", "Much", "thing"),
            ("We know how much depends on it.", "much", "thing"),
        ],
        [
            ("Many depend on the well.", "Many", "person"),
            ("Others changed their minds.", "Others", "person"),
        ],
    ),
    "round number alone": (
        [
            ("Thousands fled.", "Thousands", "person"),
            ("We heard that millions receive food.", "millions", "person"),
        ],
        [
            ("Thousands of eggs broke.", "Thousands", "thing"),
            ("We planted hundreds.", "hundreds", "thing"),
        ],
    ),
    "name with a title": (
        [
            ("Doctor Phiri examined me.", "Phiri", "person"),
            ("Mrs Dane left.", "Dane", "person"),
        ],
        [
            ("The University of Bergen hired her.", "University", "group"),
            ("Elm Street flooded.", "Street", "thing"),
        ],
    ),
    "word that makes it a thing's name": (
        [
            ("Elm Street flooded.", "Street", "thing"),
            ("The Land Bill passed.", "Bill", "thing"),
        ],
        [
            ("Bill Moss paid the fees.", "Bill", "person"),
            ("Later Nathan Park opened the shop.", "Nathan", "person"),
        ],
    ),
    "number in a name": (
        [
            ("We kept COVID-19 out of the village.", "COVID-19", "thing"),
            ("The clinic beat Covid-19.", "Covid-19", "thing"),
        ],
        [
            ("Peter Dane beat us.", "Peter", "person"),
            ("We met Ruth Moss.", "Ruth", "person"),
        ],
    ),
    "people of a place": (
        [
            ("The Kenyans won.", "Kenyans", "person"),
            ("Malawians grow maize.", "Malawians", "person"),
        ],
        [
            ("Kenya won.", "Kenya", "group"),
            ("The Kenyan government fell.", "government", "group"),
        ],
    ),
    "family by its name": (
        [
            ("Peter Banda came. The Bandas helped us.", "Bandas", "person"),
            ("Ruth Dane left. The Danes sold the farm.", "Danes", "person"),
        ],
        [
            ("The Alps divide us.", "Alps", "group"),
            ("Peter Banda came. The pumps helped us.", "pumps", "thing"),
        ],
    ),
    "surname of a full name": (
        [
            ("Ann Waters came. Yesterday Waters paid the fees.", "Waters", "person"),
            ("Joan Rivers left. Later Rivers wrote to us.", "Rivers", "person"),
        ],
        [
            ("Ann Waters came. The waters rose.", "waters", "thing"),
            ("Joan Rivers left. The rivers flooded the farm.", "rivers", "thing"),
        ],
    ),
    "name that he or she takes up": (
        [
            ("Chikondi sold the goat. She was glad.", "Chikondi", "person"),
            ("Bakari came when he was tired.", "Bakari", "person"),
        ],
        [
            ("Bergen burned. It was dark.", "Bergen", "group"),
            ("Bakari came when it was dark.", "Bakari", "group"),
        ],
    ),
    "name that is called a person": (
        [
            ("Zodwa, a teacher, helped us.", "Zodwa", "person"),
            ("Thandeka is a nurse. Thandeka helped us.", "Thandeka", "person"),
        ],
        [
            ("Toyota, a company, helped us.", "Toyota", "group"),
            ("Bergen, a city, grew.", "Bergen", "group"),
        ],
    ),
    "name by what its verb asks for": (
        [
            ("Wongani thinks that we are poor.", "Wongani", "person"),
            ("They arrested Florence.", "Florence", "person"),
        ],
        [
            ("They sold Toyota.", "Toyota", "group"),
            ("They painted Bergen.", "Bergen", "group"),
        ],
    ),
    "place that does something alone": (
        [
            ("Salima hit me.", "Salima", "person"),
            ("Then Salima bought it.", "Salima", "person"),
        ],
        [
            ("Northern Kenya grew.", "Kenya", "group"),
            ("They built Salima.", "Salima", "group"),
        ],
    ),
    "they: several in one word": (
        [
            ("The couple live in Malawi. They have a farm.", "They", "person"),
            ("The police came. They hit us.", "They", "person"),
        ],
        [
            ("The pump broke. They hit us.", "They", "person"),
            ("The roof leaked. They came.", "They", "person"),
        ],
    ),
    "they: a plural": (
        [
            ("The nurses were tired. They slept.", "They", "person"),
            ("The pumps were cheap. They broke.", "They", "thing"),
        ],
        [
            ("The nurse met the pumps. They broke.", "They", "thing"),
            ("The weeks were long. They broke.", "They", "person"),
        ],
    ),
    "they: two joined": (
        [
            ("Ruth and her aunt came. They sang.", "They", "person"),
            ("The hoe and the axe are old. They break.", "They", "thing"),
        ],
        [
            ("The hoe of my aunt is old. They sang.", "They", "person"),
            ("The hoe or the axe is old. They sang.", "They", "person"),
        ],
    ),
    "they: two persons named apart": (
        [
            ("Ruth met Peter near the pumps. They left.", "They", "person"),
            ("My uncle hired the nurse from the company. They left.", "They", "person"),
        ],
        [
            ("Ruth bought the pumps. They left.", "They", "thing"),
            ("He left the council. They paid the fee.", "They", "group"),
        ],
    ),
    "they: a body": (
        [
            ("The council met in Kenya. They raised the tax.", "They", "group"),
            ("The bank is far. They refused us.", "They", "group"),
        ],
        [
            ("We moved to Kenya. They welcomed us.", "They", "person"),
            ("We live in Malawi. They welcomed us.", "They", "person"),
        ],
    ),
    "they: no -ics": (
        [
            ("The nurses like politics. They sing.", "They", "person"),
            ("The girls love mathematics. They sing.", "They", "person"),
        ],
        [
            ("The nurses like pumps. They break.", "They", "person"),
            ("The roofs near the clinic leaked. They fell.", "They", "thing"),
        ],
    ),
    "they: what the verb asks for": (
        [
            ("The pumps were cheap. They complained.", "They", "person"),
            ("The fields were dry. They thought of rain.", "They", "person"),
        ],
        [
            ("The pumps were cheap. They broke.", "They", "thing"),
            ("The fields were dry. They burned.", "They", "thing"),
        ],
    ),
}


@pytest.mark.parametrize(("text", "word", "kind"), [case for seen, left in KINDS.values() for case in (*seen, *left)])
def test_each_construction_says_who_is_a_person(text: str, word: str, kind: str) -> None:
    assert kinds(text)[word] == kind


def test_each_construction_has_two_sentences_for_it_and_two_against() -> None:
    assert all(len(seen) > 1 and len(left) > 1 for seen, left in KINDS.values())


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        # pronouns
        # nouns by the list
        # nouns by their ending
        # what is counted
        # verbs that ask for a person
        # one
        # a round number that stands alone, and what cannot be counted
        # a question names nobody
        # names
        ("Cyclone Alma destroyed the bridge.", "Alma", "thing"),
        # a number in a name, and things that are people's names too
        # a noun that has its capital from the sentence is the head, a title is not
        ("Gardener Nick Moss planted trees.", "Gardener", "person"),
        ("Beekeeper Ruth Dane sold honey.", "Beekeeper", "person"),
        ("Doctor Nick Moss planted trees.", "Nick", "person"),
        ("President Ruth Dane sold honey.", "Ruth", "person"),
        # a surname that looks like a noun, where the full name stands elsewhere
        # they, by what was named before
        ("The pumps came from Malawi. They broke.", "They", "thing"),
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
