"""Each construction gives its verb the right agents and patients, and is not seen where it is not."""

import pytest

from storylens.taggers import agency
from tests.taggers.agency.said import acts, rules
from tests.taggers.named import rules_named_in, without_sentences

# construction, sentence, what it must say
SEEN = [
    ("active", "The chief called a meeting.", {"called agent chief", "called patient meeting"}),
    ("active", "Did the nurse help you?", {"help agent nurse", "help patient you"}),
    ("passive", "The girls were sent home.", {"sent patient girls"}),
    ("passive", "Her land has been taken.", {"taken patient land"}),
    ("by-agent", "The farmers were cheated by the traders.", {"cheated agent traders", "cheated patient farmers"}),
    ("by-agent", "The bill was paid by her brother.", {"paid agent brother", "paid patient bill"}),
    ("by-agent", "The boy was found in an empty house by a neighbour.", {"found agent neighbour", "found patient boy"}),
    ("object", "We elected Grace and her sister.", {"elected patient Grace", "elected patient sister"}),
    ("object", "The officer insulted me.", {"insulted patient me"}),
    ("second object", "They told me that the well was dry.", {"told agent They", "told recipient me"}),
    ("second object", "The committee gave her a loan.", {"gave recipient her", "gave patient loan"}),
    ("dative", "He sold the goat to his cousin.", {"sold patient goat", "sold recipient cousin"}),
    ("dative", "She gave the letter to the teacher.", {"gave patient letter", "gave recipient teacher"}),
    ("raised object", "They wanted us to pay a fee.", {"wanted patient us", "pay agent us"}),
    ("raised object", "We saw the soldiers beat a man.", {"saw patient soldiers", "beat agent soldiers"}),
    ("raised object", "My husband made me leave the school.", {"made patient me", "leave agent me"}),
    ("small clause", "The council made the couple a model.", {"made patient couple"}),
    ("small clause", "The judge made the couple an example.", {"made patient couple"}),
    ("shared object", "They insulted and robbed him.", {"insulted patient him", "robbed patient him"}),
    ("shared object", "The men caught and sold fish.", {"caught patient fish", "sold patient fish"}),
    ("existential", "There are women who own land.", {"are agent women", "own agent women"}),
    ("existential", "There were many people at the well.", {"were agent people"}),
    ("shared subject", "The chief came and opened the school.", {"came agent chief", "opened agent chief"}),
    ("shared subject", "Amina and her sister planted maize and sold it.", {"sold agent Amina", "sold agent sister"}),
    ("shared subject", "He was caught and beaten.", {"caught patient He", "beaten patient He"}),
    ("subject control", "She wants to lead the group.", {"wants agent She", "lead agent She"}),
    ("subject control", "He is able to read.", {"read agent He"}),
    ("subject control", "They seem to like her.", {"like agent They", "like patient her"}),
    ("object control", "They forced the women to leave.", {"forced patient women", "leave agent women"}),
    ("object control", "The nurse encouraged him to speak.", {"encouraged patient him", "speak agent him"}),
    ("relative clause", "The man who hit the child ran away.", {"hit agent man", "hit patient child"}),
    ("relative clause", "I thanked the woman that helped us.", {"thanked patient woman", "helped agent woman"}),
    ("free relative", "Whoever breaks the pump must repair it.", {"breaks agent Whoever", "repair agent Whoever"}),
    ("free relative", "Whoever wins the vote will lead the group.", {"wins agent Whoever", "lead agent Whoever"}),
    ("reduced relative", "The clinic treats children injured in accidents.", {"injured implied patient children"}),
    ("reduced relative", "I met the people living near the river.", {"living implied agent people"}),
    ("purpose", "She went to town to sell maize.", {"sell implied agent She"}),
    ("purpose", "The men used a rope to reach the boy.", {"reach implied agent men", "reach patient boy"}),
    ("adjunct", "By lending money, the group helped us.", {"lending implied agent group"}),
    ("adjunct", "He left without greeting the elders.", {"greeting implied agent He"}),
    ("zero relative", "The teacher I met was kind.", {"met implied patient teacher"}),
    ("zero relative", "The woman they chose cried.", {"chose implied patient woman"}),
    ("light verb", "She takes care of the orphans.", {"takes agent She", "takes implied patient orphans"}),
    ("light verb", "They made fun of him.", {"made implied patient him"}),
    ("prepositional verb", "My aunt looked after us.", {"looked implied patient us"}),
    ("prepositional verb", "The boys pick on my brother.", {"pick implied patient brother"}),
]  # fmt: skip

# construction, sentence where it must not be seen, what must not be said
NOT_SEEN = [
    ("active", "The house was sold.", "sold agent house"),
    ("active", "Sold by the trader, the goat died.", "Sold agent goat"),
    ("passive", "He's won a prize.", "won patient He"),
    ("passive", "The couple married in May.", "married patient couple"),
    ("by-agent", "The men are paid by the hour.", "paid agent hour"),
    ("by-agent", "The work must be done by Friday.", "done agent Friday"),
    ("object", "She slept an hour under the tree.", "slept patient tree"),
    ("object", "The children laughed.", "laughed patient children"),
    ("second object", "They told the truth.", "told recipient truth"),
    ("second object", "She asked a question.", "asked recipient question"),
    ("dative", "He walked to the school.", "walked recipient school"),
    ("dative", "They moved to the city.", "moved recipient city"),
    ("raised object", "They said that we paid.", "said patient we"),
    ("raised object", "I know he left.", "know patient he"),
    ("small clause", "She made a basket.", "made patient She"),
    ("small clause", "They gave Ruth a goat.", "gave patient Ruth"),
    ("shared object", "They came and robbed him.", "came patient him"),
    ("shared object", "She sat and wrote a letter.", "sat patient letter"),
    ("existential", "The women are there.", "are agent there"),
    ("existential", "There he met her.", "met agent There"),
    ("shared subject", "The chief came and we opened the school.", "opened agent chief"),
    ("shared subject", "She cooked but he ate.", "ate agent She"),
    ("subject control", "They told her to go.", "go agent They"),
    ("subject control", "I persuaded them to stay.", "stay agent I"),
    ("object control", "He promised her to come.", "come agent her"),
    ("object control", "She bought a phone to call me.", "call agent phone"),
    ("relative clause", "He said that the roof leaked.", "leaked agent He"),
    ("relative clause", "The fact that she left hurt him.", "left agent fact"),
    ("free relative", "That he came pleased us.", "pleased agent he"),
    ("free relative", "That the roof leaked annoyed us.", "annoyed agent roof"),
    ("reduced relative", "The women danced.", "danced implied agent women"),
    ("reduced relative", "The women who were beaten left.", "beaten implied patient women"),
    ("purpose", "She wants to sell maize.", "sell implied agent She"),
    ("purpose", "They told him to come.", "come implied agent They"),
    ("adjunct", "The group lends money.", "lends implied agent group"),
    ("adjunct", "She started working.", "working implied agent She"),
    ("zero relative", "The day she came was hot.", "came implied patient she"),
    ("zero relative", "The man I talked to was kind.", "talked implied patient man"),
    ("light verb", "She took the book of the teacher.", "took implied patient teacher"),
    ("light verb", "He takes care.", "takes implied patient care"),
    ("prepositional verb", "She looked after dinner.", "looked implied patient She"),
    ("prepositional verb", "They sat with him.", "sat implied patient him"),
]  # fmt: skip


@pytest.mark.parametrize(("construction", "text", "expected"), SEEN)
def test_construction_gives_the_roles(construction: str, text: str, expected: set[str]) -> None:
    assert expected <= acts(text)
    assert construction in rules(text)


@pytest.mark.parametrize(("construction", "text", "wrong"), NOT_SEEN)
def test_what_only_looks_like_the_construction_does_not_count(construction: str, text: str, wrong: str) -> None:
    assert wrong not in acts(text), construction


def test_each_construction_has_two_sentences_for_it_and_two_against() -> None:
    named = rules_named_in(agency, Filler=2, _all=2, Subject=1, _renamed=1, _objects=2)
    for told in (SEEN, NOT_SEEN):
        by_rule: dict[str, list[str]] = {}
        for rule, text, _ in told:
            by_rule.setdefault(rule, []).append(text)
        assert without_sentences(named, by_rule) == []


def test_whole_sentence_says_nothing_beyond_what_is_there() -> None:
    assert acts("The guard pushed the girl.") == {"pushed agent guard", "pushed patient girl"}


def test_nobody_acts_in_a_sentence_without_a_verb() -> None:
    assert acts("A cold morning in the village.") == set()
