"""Each rule finds what it is named after, and leaves what only looks like it."""

from __future__ import annotations

import pytest

from storylens.taggers import quotes as package
from tests.taggers.named import rules_named_in, without_sentences
from tests.taggers.quotes.conftest import Quotes

# rule: texts with what is quoted, and texts in which the rule must stay silent
RULES: dict[str, tuple[list[tuple[str, str]], list[str]]] = {
    "clause after a verb of saying": (
        [
            ("The clerk said that the road would be closed.", "the road would be closed"),
            ("My aunt always says the river remembers everything.", "the river remembers everything"),
            ("They kept saying the money would come.", "the money would come"),
            ("A boy whispered that the door was open.", "the door was open"),
            ("The miller shouted that the river was rising.", "the river was rising"),
        ],
        [
            "I would say that it has improved.",
            "He did not say when he would be back.",
            "Nobody told us that the meeting had moved.",
            "Critics could argue that it is late.",
        ],
    ),
    "clause after told X": (
        [
            (
                "She told the panel she had written to the managers four times.",
                "she had written to the managers four times",
            ),
            ("He assured the mothers they would be paid.", "they would be paid"),
        ],
        ["He told a story that made us cry.", "She told the children who were waiting everything."],
    ),
    "infinitive after a verb of telling": (
        [
            ("The nurse told us to boil the water.", "to boil the water"),
            ("We were asked to wait outside.", "to wait outside"),
            ("He explained how to prune the vines.", "how to prune the vines"),
            ("The clerk clarified where to sign.", "where to sign"),
        ],
        [
            "He learned how to prune the vines.",
            "She explained the rules to win time.",
            "A man who asked not to be named showed me the door.",
            "We wanted to leave before the rain.",
        ],
    ),
    "-ing after denied": (
        [
            ("The mayor denied taking the money.", "taking the money"),
            ("She admitted hiding the keys.", "hiding the keys"),
        ],
        ["They denied us land.", "She stopped hiding the keys."],
    ),
    "said to have done": (
        [
            ("He is said to have left the country.", "to have left the country"),
            ("The chief is reported to own the well.", "to own the well"),
        ],
        ["He is known to have left the country.", "The well is used to water goats."],
    ),
    "words after a colon": (
        [
            ("My father told me: you will never carry water again.", "you will never carry water again"),
            ("The notice said: all meetings are cancelled.", "all meetings are cancelled"),
        ],
        ["We bought three things: salt, oil and soap.", "He said one word: no."],
    ),
    "denied a charge": (
        [
            ("The ministry denied any involvement.", "any involvement"),
            ("The director has denied the allegations against him.", "the allegations against him"),
        ],
        ["They denied us land.", "The court heard the allegations."],
    ),
    "noun of saying": (
        [
            ("The union repeated its claim that managers knew about the leak.", "managers knew about the leak"),
            ("We heard the complaint that the water was dirty.", "the water was dirty"),
        ],
        ["The claim that I carried was heavy.", "The house that they built fell down."],
    ),
    "according to": (
        [
            ("According to the county clerk, the vote was postponed.", "the vote was postponed"),
            ("The vote was postponed, according to a letter from the mayor.", "The vote was postponed"),
        ],
        ["The goats were sorted according to size.", "The work was done according to plan."],
    ),
    "cue at the end": (
        [
            ("The mill will close in May, Dunn told reporters.", "The mill will close in May"),
            ("The mill will close in May, said Peter Dunn, a spokesman for the owners.", "The mill will close in May"),
        ],
        ["I remember it well, we added ten buckets.", "When the gates opened, we asked."],
    ),
    "as X noted": (
        [
            ("As the minister noted, prices have doubled.", "prices have doubled"),
            ("Prices have doubled, as the report says.", "Prices have doubled"),
        ],
        ["They did not come as they promised.", "As I said, the road is bad."],
    ),
    "said, and then the words": (
        [
            ("I told them, not like that, you are not angry with it.", "not like that, you are not angry with it"),
            ("She said yes and went home.", "yes"),
        ],
        ["He said, however, that he was tired.", "They answered the letter, which was long."],
    ),
    "quotative": (
        [
            ("She was like, no way I am going there.", "no way I am going there"),
            ("And he goes, “come here”, and I ran.", "“come here”"),
            ("The manager was like, you people are never satisfied.", "you people are never satisfied"),
            ("He was like, we women talk too much.", "we women talk too much"),
        ],
        [
            "We were like you people once.",
            "It was like, you name it, all there.",
            "She was like a mother to me.",
            "It was like that for years.",
            "He goes to school, but not today.",
        ],
    ),
    "fragment after a verb of naming": (
        [
            ("The mayor called the plan “a disgrace”.", "“a disgrace”"),
            ("The doctor warned of “a long winter” for old people.", "“a long winter”"),
        ],
        ["We sell a card known as “Hesket white”.", "The club is called “Rising Women”."],
    ),
    "inversion after the quotation": (
        [("“It is over,” said the old man.", "“It is over,”"), ("“Is it far?” asked the boy.", "“Is it far?”")],
        ["“The Salt Road” was read aloud.", "The “old guard” said nothing."],
    ),
    "subject and verb after the quotation": (
        [("“It is over,” the old man said.", "“It is over,”"), ("“Is it far?” she asked.", "“Is it far?”")],
        ["The “experts” said that it was safe.", "“Hope” is what we said we had."],
    ),
    "any verb after a comma": (
        [("“It is over,” she shivered.", "“It is over,”"), ("“I suppose so,” shrugged Tom.", "“I suppose so,”")],
        ["His book, “The Long Road Home,” won a prize.", "“Go!” He turned away."],
    ),
    "cue before": (
        [
            ("The clerk said: “Come back on Monday.”", "“Come back on Monday.”"),
            ("Turning to the women, she told them, “We will act.”", "“We will act.”"),
        ],
        ["She wore a badge with the word “hope”.", "As mentioned, the “experts” came late."],
    ),
    "cue before, no comma": (
        [("He said “Exactly” and left.", "“Exactly”"), ("They shouted “Thieves!” at us.", "“Thieves!”")],
        ["She wrote “The Salt Road” at this table.", "The clerk called it “rubbish”."],
    ),
    "in the words of": (
        [
            ("In the words of one farmer, “the rain has no calendar”.", "“the rain has no calendar”"),
            ("“The rain has no calendar,” in the words of one farmer.", "“The rain has no calendar,”"),
        ],
        ["In the words on the wall we read “hope”.", "In a word, it was “hope”."],
    ),
    "name and colon": (
        [("Dunn: “We have run out of road.”", "“We have run out of road.”"), ("Gwen Tarrow: “Not yet.”", "“Not yet.”")],
        ["Three words: “hope”, “work”, “rain”.", "Time: “five”."],
    ),
    "any verb before a colon": (
        [
            ("She turned to him: “We are late.”", "“We are late.”"),
            ("The teacher looked up at last: “Sit down.”", "“Sit down.”"),
        ],
        ["She turned to him. “We are late.”", "Two words were on it: “hope” and “rain”."],
    ),
    "action beside the quotation": (
        [("Ann put down her cup. “I will go.”", "“I will go.”"), ("“I will go.” She took her coat.", "“I will go.”")],
        ["Lind, Ann. “Roads in the Sand.” The Weekly.", "Ann put down her “best” cup."],
    ),
    "same paragraph": (
        [
            ("“I know,” said Ann. There was a long silence in the house. “I will go.”", "“I will go.”"),
            ("“Wait,” said Tom. It was dark by then. “Who is there?”", "“Who is there?”"),
        ],
        ["“I know,” said Ann.\n\n“I will go.”", "“I know,” said Ann, with her “best” voice."],
    ),
    "parenthesis": (
        [
            ("The mill, he said, would close in May.", "The mill"),
            ("The council did answer, Mr Lind maintained, but the letter went astray.", "The council did answer"),
        ],
        ["The mill, which he visited, would close in May.", "Madam, you wrote to me, and then Ruth came."],
    ),
    "two in turn": (
        [
            ("“No,” said Ann.\n\n“Yes,” said Tom.\n\n“Why?”", "“Why?”"),
            ("“Come,” he said.\n\n“I cannot,” she said.\n\n“You must.”", "“You must.”"),
        ],
        ["“No,” said Ann.\n\n“Why?”", "“No,” said Ann.\n\nIt rained.\n\n“Why?”"],
    ),
    "the last speaker goes on": (
        [
            ("“We are tired,” Dunn told reporters.\n\n“The order book is empty.”", "“The order book is empty.”"),
            ("“It stank,” said Tom Akers.\n\n“We told them so every day.”", "“We told them so every day.”"),
        ],
        ["“Are you tired?” asked Dunn.\n\n“The order book is empty.”", "“No,” said Ann.\n\n“Yes,” said Tom.\n\n“Why?”"],
    ),
    "action before the quotation": (
        [
            ("Tom laughed.\n\n“I should think so.”", "“I should think so.”"),
            ("The girl held out her hand.\n\n“Give it to me.”", "“Give it to me.”"),
        ],
        [
            "It rained for a week and the roads were gone and nobody came to us.\n\n“Give it to me.”",
            "Tom laughed.\n\nThe door was open.",
        ],
    ),
    "no cue": (
        [("“Never again!”", "“Never again!”"), ("It was night.\n\n“Who is there?”", "“Who is there?”")],
        ["“The Salt Road” is a long book.", "The “experts” came late."],
    ),
    "reported question": (
        [
            ("Ask yourself nothing; I asked the men if they had eaten.", "if they had eaten"),
            ("We asked why the door was shut.", "why the door was shut"),
        ],
        ["I went home when it rained.", "We will ask them, if it rains, for a tent."],
    ),
}


@pytest.mark.parametrize(
    ("rule", "text", "content"),
    [(rule, text, content) for rule, (found, _) in RULES.items() for text, content in found],
)
def test_finds(rule: str, text: str, content: str, quotes: Quotes) -> None:
    either = {rule, "clause after a verb of saying"}  # of a reported question: the parser decides which
    rules = either if rule == "reported question" else {rule}
    assert content in [piece for said in quotes(text) if said.rule in rules for piece in said.content]


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, (_, silent) in RULES.items() for text in silent])
def test_leaves(rule: str, text: str, quotes: Quotes) -> None:
    assert rule not in {said.rule for said in quotes(text)}


def test_each_rule_has_two_sentences_for_it_and_two_against() -> None:
    returning = ("_kind", "complement", "misread", "after_colon", "denied_charge")
    named = rules_named_in(package, *returning, Report=0, Quote=1, Cue=4, Aside=0, _inverted=1, _give=2)
    assert named == set(RULES)
    for side in (0, 1):
        assert without_sentences(named, {rule: sentences[side] for rule, sentences in RULES.items()}) == []


@pytest.mark.parametrize(
    ("text", "direct"),
    [
        ('He texted: "dont come tonight"', True),
        ("She commented: “nice boat”", True),
        ("The mayor called the plan “a disgrace”.", "mixed"),
        ("The doctor warned of “a long winter” for old people.", "mixed"),
    ],
)
def test_words_after_a_colon_are_the_very_words(text: str, direct: bool | str, quotes: Quotes) -> None:
    (found,) = quotes(text)
    assert found.direct == direct


@pytest.mark.parametrize("text", ["She cried when the boat left.", "We called the nurse that night."])
def test_a_way_of_speaking_without_what_was_said_is_no_quotation(text: str, quotes: Quotes) -> None:
    assert not quotes(text)
