"""Each construction that the claims tagger knows: two sentences that hold it, two that only look like it."""

import pytest

from storylens.language.pipeline import pipeline_for
from storylens.taggers import claims
from storylens.taggers.base import Material, Spoken
from storylens.taggers.claims.tagger import ClaimTagger
from tests.taggers.named import rules_named_in, without_sentences

HELD = {
    "because": ("We left because the well was dry.", "I keep bees because my mother kept them."),
    "since, a reason": ("Since we had no oxen, we dug by hand.", "Since nobody knew the price, we asked the trader."),
    "as, a reason": ("As we had no boat, we stayed at home.", "As the road was closed, nobody came."),
    "now that": ("Now that we have a pump, the girls go to school.", "Now that the road is open, traders come."),
    "condition": ("If the rain fails, we will sell the goat.", "Unless they come, we will lose the field."),
    "so": ("The bridge was broken, so we walked.", "Nobody had paid the guard, so he went home."),
    "therefore": ("The price fell; therefore we kept the maize.", "He was ill and therefore he stayed at home."),
    "as a result": ("The river rose and as a result we lost the crop.", "He left; as a result, the shop closed."),
    "so much that": ("I was so tired that I slept at noon.", "There was so much smoke that we ran outside."),
    "too to": ("She was too tired to cook.", "The load was too heavy to carry."),
    "enough to": ("We earned enough to pay the fees.", "The rope was long enough to reach the water."),
    "named cause": ("We stayed because of the rain.", "Thanks to the loan, I bought a goat."),
    "by doing": ("By lending seed we reached more houses.", "She fed us by selling bread."),
    "means": ("Through the training we improved the field.", "With the loan she bought a sewing machine."),
    "without": ("Without the pump we could not water the field.", "Without her help I would have given up."),
    "verb, thing": ("The drought caused hunger.", "The new road has increased our sales."),
    "verb, state": ("The garden gave us hope.", "The meetings brought peace to the village."),
    "verb, feeling": ("The news frightened my mother.", "His words angered the villagers."),
    "verb, act": ("The loan made us proud.", "The training helped me speak in meetings."),
    "verb, from": ("The trouble comes from the river.", "Our debts resulted from the drought."),
    "to do with": ("The delay had to do with the rain.", "The quarrel has to do with the fence."),
    "called a cause": ("The cause of the fire was a candle.", "The reason we left is hunger."),
    "purpose": ("To pay the fees, she sold the goat.", "We saved to buy a boat."),
    "or else": ("You must boil it or you will get sick.", "They should pay us or we would close the road."),
    "ground": (
        "Given that the river is near, we dig deep wells.",
        "Considering how the rain failed, we harvested a lot.",
    ),
    "if, told as having happened": (
        "If the teacher came late, the children played outside.",
        "If the sun shone, the pump worked.",
    ),
    "so, across sentences": (
        "The road was cut. So we walked to the clinic.",
        "The bank refused us. So they could not plant.",
    ),
    "therefore, across sentences": (
        "The river was high. Therefore we stayed at home.",
        "Nobody paid. Consequently, the shop closed.",
    ),
    "as a result, across sentences": (
        "The well collapsed. As a result, we buy water.",
        "Nobody paid. In consequence, the shop closed.",
    ),
    "that is why": (
        "The soil is poor, that is why we use manure.",
        "The clinic is far, which is why she gave birth at home.",
    ),
    "that is why, across sentences": (
        "The soil is poor. That is why we use manure.",
        "That's how we built the school.",
    ),
    "so that, meant": (
        "We built a fence so that the goats cannot enter.",
        "She hides the money so that he does not find it.",
    ),
    "so that, told": (
        "The bridge broke so that nobody crossed the river.",
        "The rain stopped early, so that the maize dried up.",
    ),
    "motive, over": ("They marched over the price of bread.", "The farmers protested over the tax."),
    "motive, demanding": ("They blocked the road, demanding water.", "The women sat outside the office, protesting."),
    "effect of one on another": (
        "The influence of the radio on the youth is great.",
        "The influence of my aunt on my sons is great.",
    ),
    "has an effect on": ("The drought had an effect on the herd.", "The radio has a great influence on our children."),
    "the result was that": ("The result was that we sold the land.", "The consequence is that nobody plants rice."),
    "since, a turn": ("Ever since they fixed the tap, nobody has been ill.", "Since the pump came, we can rest."),
    "state from": ("My hands shake from carrying stones.", "She is tired from the work."),
    "verb, owed": ("I owe my job to that course.", "She attributed the good harvest to the rain."),
    "verb, clause": ("That evening changed how I speak to my sons.", "The loan meant that we could rest."),
    "on seeing that": (
        "When we saw that the seed was bad, we went back to the trader.",
        "When she heard that the clinic was open, she took the child there.",
    ),
    "after, a turn": ("After we joined the group, I can speak.", "After the pump came, we could rest."),
    "event, after": ("The school was closed after the storm.", "Many people moved after the flood."),
}
NOT_HELD = {
    "because": ("I do not know the cause.", "We left before the well was dug."),
    "since, a reason": ("I have lived here since I was a child.", "We have not met since he left."),
    "as, a reason": ("For as long as I have lived, they walked.", "Now I do all as I was taught."),
    "now that": ("Now the road is open.", "We see now that the price is high."),
    "condition": ("If I remember well, it was in May.", "Nothing changed even if we mended it."),
    "so": ("The so-called office is here.", "In doing so we met the chief."),
    "therefore": ("There are four of us.", "He is there now."),
    "as a result": ("The result is on the wall.", "He reads the results of the match."),
    "so much that": ("There are beans, maize and so forth and that is all.", "The water is so cold."),
    "too to": ("My sister came too.", "I too like to sing."),
    "enough to": ("We have enough maize.", "That is enough for today."),
    "named cause": ("The roof of the house is red.", "He went to the market."),
    "by doing": ("We began by greeting the chief.", "The field is by the river."),
    "means": ("We walked through the village.", "I live with my aunt."),
    "without": ("She left without a word.", "He came without his coat."),
    "verb, thing": ("I raised three children.", "The men lowered the boat."),
    "verb, state": ("The project gave us a goat.", "The stove produced a flame."),
    "verb, feeling": ("I am a worried man.", "They touched the wall."),
    "verb, act": ("We forced ourselves to eat.", "She makes bread."),
    "verb, from": ("He comes from Dorrin.", "I do not know where it came from."),
    "to do with": ("We have work to do with the goats.", "What did you do with the money?"),
    "called a cause": ("The cause is a good one.", "He works for a cause."),
    "purpose": ("To be honest, I like the old stove.", "It took two days to dig it."),
    "or else": ("You must come or you must send him.", "We could sit or we could stand."),
    "ground": ("The hoes were given to the women.", "She is considering that offer."),
    "if, told as having happened": ("If it rains, the river will rise.", "If she had come, we would have danced."),
    "so, across sentences": ("The road was cut. So, it is a long story.", "So I think that he is right."),
    "therefore, across sentences": ("Then we stayed at home.", "There we stayed for a night."),
    "as a result, across sentences": ("As a result of the flood we buy water.", "As a teacher, she earns well."),
    "that is why": ("I do not know why he left.", "That is where we live."),
    "that is why, across sentences": ("Tell me why you use manure.", "That is what we use."),
    "so that, meant": ("We built a fence so high that nobody entered.", "He said so, that old man."),
    "so that, told": ("We built a fence so that the goats cannot enter.", "The bridge that broke was old."),
    "motive, over": ("He jumped over the fence.", "The goat fell over the wall."),
    "motive, demanding": ("They left the hall, singing.", "Demanding work makes her tired."),
    "effect of one on another": ("We saw the effect of the drought.", "The house of my uncle on the hill is old."),
    "has an effect on": ("The drought had an effect.", "The chief has a house on the hill."),
    "the result was that": ("The result was good.", "The rule is that nobody shouts."),
    "since, a turn": ("We have not met since May.", "Since you ask, I am well."),
    "state from": ("The road is far from the lake.", "She took the bag from the table."),
    "verb, owed": ("He owes money to the trader.", "I gave the letter to the clerk."),
    "verb, clause": ("They changed the date.", "I mean that they left."),
    "on seeing that": ("When I saw her, she was cooking.", "When he came, we sat outside."),
    "after, a turn": ("After we ate, we went home.", "After he came, she cooked rice."),
    "event, after": ("She looked after the children.", "After that we went home."),
}


def rules(text: str) -> set[str]:
    doc = pipeline_for("en").load()(text)
    return {one.rule for one in ClaimTagger().tag(Material(turns=[Spoken(0, text, doc=doc)])).relations}


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in HELD.items() for text in texts])
def test_a_construction_is_read(rule, text) -> None:
    assert rule in rules(text)


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in NOT_HELD.items() for text in texts])
def test_what_only_looks_like_it_is_left_alone(rule, text) -> None:
    assert rule not in rules(text)


def test_each_construction_has_two_sentences_for_and_two_against() -> None:
    named = rules_named_in(claims, Link=0, link=0, _adverb=2) - {"as, a time"}  # a sequence only: not handed on
    assert without_sentences(named, HELD) == []
    assert HELD.keys() == NOT_HELD.keys()
    assert all(len(texts) == 2 for texts in (*HELD.values(), *NOT_HELD.values()))
