"""Whether an effect is good or bad for who tells of it."""

import pytest

from tests.taggers.claims.test_tagger import part, relations


@pytest.mark.parametrize(
    ("text", "valence"),
    [
        # words that are good or bad in themselves, and less of them
        ("The market led to jealousy.", "negative"),
        ("The choir led to harmony.", "positive"),
        ("Because of the nets, the children no longer get malaria.", "positive"),
        ("Cholera dropped due to clean water.", "positive"),
        # what is good to have, and less of it
        ("The loan increased our income.", "positive"),
        ("The pests reduced our harvest.", "negative"),
        ("Our wages fell because of the strike.", "negative"),
        ("The wind destroyed the roof.", "negative"),
        # what somebody can, cannot, or has to do
        ("Because of the ramp I can enter the hall.", "positive"),
        ("Because of the snow they could not reach the village.", "negative"),
        ("We had to sell the goat because the pump broke.", "negative"),
        ("Because of the bus we do not have to walk.", "positive"),
        # the link itself
        ("The lessons helped us plant in rows.", "positive"),
        ("The police forced us to move.", "negative"),
        ("The guard kept us from crossing.", "negative"),
        # neither
        ("The meeting was moved because of the holiday.", "unclear"),
        ("The road was cut, so we walked home.", "unclear"),
        ("Because of the feast we met at the well.", "unclear"),
    ],
)
def test_an_effect_is_good_or_bad_or_unclear(text: str, valence: str) -> None:
    assert relations(text)[0].attributes["valence"] == valence


@pytest.mark.parametrize(
    ("text", "cause", "effect"),
    [
        ("Green Hands dug a well. That is why my daughter is here.", "Green Hands dug a well", "my daughter is here"),
        ("Prices rose. As a result, we ate once a day.", "Prices rose", "we ate once a day"),
        ("That is why my daughter is here.", "", "my daughter is here"),  # what was told before is another turn
        ("The bell rang. The road was cut, so we walked.", "The road was cut", "we walked"),
    ],
)
def test_a_cause_may_stand_in_the_sentence_before(text: str, cause: str, effect: str) -> None:
    (claim,) = relations(text)
    assert (part(text, claim, "cause"), part(text, claim, "effect")) == (cause, effect)


def test_a_cause_in_the_sentence_before_is_attributed() -> None:
    (claim,) = relations("Green Hands dug a well. That is why I am well.", programme=("Green Hands",))
    assert claim.attributes["attribution"] == "explicit"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("After the training we formed a group.", 1),
        ("After our work on the wall the flood stopped.", 1),
        ("After lunch we went to the beach.", 0),  # tells the hour
        ("After school they played at the river.", 0),
        ("What made me angry was the noise.", 1),
        ("I know who caused the fire.", 1),
        ("Who caused the fire?", 0),  # asks
        ("What made you angry?", 0),
    ],
)
def test_hours_and_questions_claim_nothing(text: str, count: int) -> None:
    assert len(relations(text)) == count


@pytest.mark.parametrize(
    ("text", "programme", "count"),
    [
        ("Bright Wells reduced the walk.", ("Bright Wells",), 1),
        ("Maria Hope reduced the walk.", ("Maria Hope",), 1),  # an organisation that is named like a person
        ("My uncle reduced the walk.", ("Bright Wells",), 0),
        ("Our neighbour reduced the walk.", ("Maria Hope",), 0),
    ],
)
def test_a_programme_is_no_person(text: str, programme: tuple[str, ...], count: int) -> None:
    assert len(relations(text, programme=programme)) == count
