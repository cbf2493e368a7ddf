"""Negated, hypothetical, modal; whom a pronoun stands for."""

import pytest

from tests.taggers.agency.said import head, of_verb, relations


@pytest.mark.parametrize(
    ("text", "verb", "negated"),
    [
        ("He did not beat her.", "beat", True),
        ("They never paid us.", "paid", True),
        ("Nobody helped me.", "helped", True),
        ("No woman spoke.", "spoke", True),
        ("She no longer works there.", "works", True),
        ("He left without paying us.", "paying", True),
        ("They did not eat or sleep.", "sleep", True),
        ("He beat her.", "beat", False),
        ("Not only the chief came.", "came", False),
        ("They did not eat, but we slept.", "slept", False),
        ("She works there longer.", "works", False),
    ],
)
def test_negated(text: str, verb: str, negated: bool) -> None:
    assert of_verb(text, verb).attributes["negated"] is negated


@pytest.mark.parametrize(
    ("text", "verb", "hypothetical"),
    [
        ("If they pay us, we stay.", "pay", True),
        ("Unless she signs it, he loses.", "signs", True),
        ("He would help her.", "help", True),
        ("She might leave him.", "leave", True),
        ("They want to sell the land.", "sell", True),
        ("He asked her to marry him.", "marry", True),
        ("She went to town to sell maize.", "sell", True),
        ("Call the nurse.", "Call", True),
        ("They paid us.", "paid", False),
        ("She will leave him.", "leave", False),
        ("She managed to sell the land.", "sell", False),
        ("He made us leave.", "leave", False),
        ("They want the land that he sold.", "sold", False),
    ],
)
def test_hypothetical(text: str, verb: str, hypothetical: bool) -> None:
    assert of_verb(text, verb).attributes["hypothetical"] is hypothetical


@pytest.mark.parametrize(
    ("text", "verb", "modal"),
    [
        ("You must obey him.", "obey", "must"),
        ("She can't read.", "read", "can"),
        ("We'll help you.", "help", "will"),
        ("I have to cook.", "cook", "have to"),
        ("She used to sell maize.", "sell", "used to"),
        ("She is able to read.", "read", "able to"),
        ("He could read and write.", "write", "could"),
        ("Help them.", "Help", "imperative"),
        ("Please do not hit him.", "hit", "imperative"),
        ("She reads.", "reads", ""),
        ("They made me read a letter.", "read", ""),
        ("She came to see me.", "see", ""),
    ],
)
def test_modal(text: str, verb: str, modal: str) -> None:
    assert of_verb(text, verb).attributes["modal"] == modal


@pytest.mark.parametrize(
    ("text", "pronoun", "stands_for"),
    [
        ("I left.", "I", "teller"),
        ("They beat me.", "me", "teller"),
        ('He shouted: "I hate you."', "I", "unknown"),
        ("She said, “I left.”", "I", "unknown"),
        ("Ruth blamed herself.", "herself", "Ruth"),
        ("I taught myself.", "myself", "teller"),
        ("She left.", "She", "unknown"),
        ("We came.", "We", "unknown"),
    ],
)
def test_a_pronoun_is_resolved_only_where_that_is_safe(text: str, pronoun: str, stands_for: str) -> None:
    found = [
        argument.attributes["resolved"]
        for relation in relations(text)
        for argument in relation.arguments[1:]
        if head(text, argument) == pronoun
    ]
    assert found == [stands_for]


def test_other_words_are_not_resolved() -> None:
    assert all("resolved" not in argument.attributes for argument in of_verb("The chief left.", "left").arguments)
