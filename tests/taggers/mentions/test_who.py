"""Who is spoken of, by the words used; a name says nothing."""

from __future__ import annotations

import pytest

from storylens.records import Role
from tests.taggers.mentions.conftest import Find


def said(find: Find, *texts: str, **options: object) -> dict[str, str]:
    """Return what each mention is taken for, by its words."""
    text = "\n".join(texts)
    spans = find(*texts, **options)
    return {text[one.start : one.end]: one.label.removeprefix("mention.") for one in spans if "mention." in one.label}


# what the rule goes by: sentences with what is found, and sentences in which it says nothing
BASES: dict[str, tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]]] = {
    "a noun": (
        [("The women sang.", "women", "women"), ("A boy fell.", "boy", "boys"), ("Two girls ran.", "girls", "girls")],
        [("Our mother tongue is old.", "mother", "women"), ("The male plug broke.", "male", "men")],
    ),
    "a kin word": (
        [("My sister-in-law left.", "sister-in-law", "women"), ("His nephew paid.", "nephew", "men")],
        [("My cousin paid.", "cousin", "men"), ("Her spouse paid.", "spouse", "men")],
    ),
    "a young relative": (
        [("My little daughter sang.", "daughter", "girls"), ("His young son fell.", "son", "boys")],
        [("My daughter is a judge.", "daughter", "girls"), ("His eldest son farms.", "son", "boys")],
    ),
    "a kin word like a name": (
        [("Granddad told the twins a story.", "Granddad", "men"), ("We asked Auntie.", "Auntie", "women")],
        [("Son scored twice for Spurs.", "Son", "men"), ("Aunt Hill is a brand.", "Hill", "men")],
    ),
    "a word with a hyphen before a role": (
        [("The non-binary teacher smiled.", "teacher", "another"), ("A two-spirit elder spoke.", "elder", "another")],
        [("The non-smoking teacher smiled.", "teacher", "another"), ("A well-known elder spoke.", "elder", "another")],
    ),
    "a word before a role": (
        [("Female farmers spoke.", "farmers", "women"), ("The women traders paid.", "traders", "women")],
        [("Farmers spoke.", "farmers", "women"), ("The women's plots are dry.", "plots", "women")],
    ),
    "a role": (
        [("The nurse came.", "nurse", "unstated"), ("The chief spoke.", "chief", "unstated")],
        [("The nurse came.", "nurse", "women"), ("The chief spoke.", "chief", "men")],
    ),
    "a word said of anybody": (
        [("The chairman paid.", "chairman", "unstated"), ("The foreman left.", "foreman", "unstated")],
        [("The chairman paid.", "chairman", "men"), ("Two firemen came.", "firemen", "men")],
    ),
    "a title": (
        [("Mrs Dane spoke.", "Mrs Dane", "women"), ("Mr Dane spoke.", "Mr Dane", "men")],
        [("Dr Dane spoke.", "Dr Dane", "men"), ("Chief Dane spoke.", "Chief Dane", "men")],
    ),
    "a name": (
        [("Maria paid the fee.", "Maria", "unstated"), ("We met John Dane.", "John Dane", "unstated")],
        [("Maria paid the fee.", "Maria", "women"), ("We met John Dane.", "John Dane", "men")],
    ),
    "what the text says of a name": (
        [("My sister Ruth Dane paid.", "Ruth Dane", "women"), ("Peter Dane, a widower, paid.", "Peter Dane", "men")],
        [("My cousin Ruth Dane paid.", "Ruth Dane", "women"), ("Peter Dane, a nurse, paid.", "Peter Dane", "men")],
    ),
    "a pronoun": (
        [("She paid.", "She", "women"), ("We saw him.", "him", "men")],
        [("They paid.", "They", "women"), ("I paid.", "I", "women")],
    ),
    "a neopronoun": (
        [("We thanked Sam and xe smiled.", "xe", "another"), ("Kim sold zir goats.", "zir", "another")],
        [("The text is from 1990, per the chief.", "per", "another"), ("We hired her.", "her", "another")],
    ),
    "a word for another gender": (
        [("The hijra community sang.", "hijra", "another"), ("Transgender people came.", "people", "another")],
        [("The transport people came.", "people", "another"), ("The trains were late.", "trains", "another")],
    ),
    "a collective": (
        [("The committee met.", "committee", "group"), ("The village agreed.", "village", "group")],
        [("The women met.", "women", "group"), ("The pump broke.", "pump", "group")],
    ),
}


@pytest.mark.parametrize(
    ("text", "words", "who"), [case for found, _ in BASES.values() for case in found], ids=lambda value: value[:20]
)
def test_the_words_say_who(find: Find, text: str, words: str, who: str) -> None:
    assert said(find, text).get(words) == who


@pytest.mark.parametrize(
    ("text", "words", "who"), [case for _, left in BASES.values() for case in left], ids=lambda value: value[:20]
)
def test_nothing_else_says_it(find: Find, text: str, words: str, who: str) -> None:
    assert said(find, text).get(words) != who


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Every member says what they need.", "singular they"),
        ("Somebody left their hoe.", "singular they"),
        ("The technician told the customer that they could pay.", "singular they"),
        ("The women say what they need.", "plural they"),
        ("Ruth and Jane say that they paid.", "plural they"),
        ("The committee said that they would pay.", "plural they"),
    ],
)
def test_they_for_one_is_told_from_they_for_several(find: Find, text: str, kind: str) -> None:
    kinds = {one.attributes["kind"] for one in find(text) if one.rule.startswith("the pronoun")}
    assert kinds == {kind}


@pytest.mark.parametrize("name", ["Maria", "John", "Wanjiku", "Kofi", "Svetlana", "Xiaoming"])
def test_no_name_is_read_as_a_gender(find: Find, name: str) -> None:
    text = f"{name} Dane planted maize and sold it."
    labels = {one.label for one in find(text) if text[one.start : one.end].startswith(name)}
    assert labels <= {"mention.unstated"}


def test_each_mention_says_what_it_goes_by(find: Find) -> None:
    spans = find("Mrs Dane met my uncle and the nurse, and she thanked them.")
    assert all(one.attributes["basis"] and one.attributes["kind"] for one in spans if "mention." in one.label)
    assert {one.attributes["basis"] for one in spans} >= {"the title “Mrs”", "the word “uncle”", "the pronoun “she”"}


def test_on_translated_text_pronouns_say_nothing(find: Find) -> None:
    spans = find("The nurse said that she would come. My sister came.", translated=True)
    by_label = {one.label: one for one in spans}
    assert set(by_label) == {"mention.unstated", "mention.women"}
    assert by_label["mention.women"].attributes["basis"] == "the word “sister”"
    assert any("translator" in one.attributes.get("footnote", "") for one in spans)


def test_only_tellers_words_are_tagged(find: Find) -> None:
    spans = find("Did your wife come?", "She came.", roles=(Role.INTERVIEWER, Role.TELLER))
    assert [one.start for one in spans] == [len("Did your wife come?") + 1]


def test_other_languages_are_left_alone(find: Find) -> None:
    assert find("La femme chante.", language="fr") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Joan Hicks is a nurse. Hicks was drawn to the work.", "Hicks"),
        ("Carly Dane came to us. In the evening Carly sings with the choir.", "Carly"),
    ],
)
def test_a_word_that_is_a_name_elsewhere_is_a_name(find: Find, text: str, name: str) -> None:
    assert said(find, text)[name] == "unstated"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Ann Waters came. The waters rose. Waters were high.", "Waters"),
        ("We saw hicks. Hicks was said of us.", "Hicks"),
    ],
)
def test_a_word_that_stands_in_small_letters_too_is_none(find: Find, text: str, word: str) -> None:
    assert word not in said(find, text)
