"""Whom a pronoun stands for: by place and by words, never by whose name it is."""

from __future__ import annotations

import pytest
from benchmarks import mentions as bench

from tests.taggers.mentions.conftest import Find


def stands_for(find: Find, text: str, pronoun: str) -> str:
    """Return whom the last pronoun of a form stands for."""
    spans = [one for one in find(text) if text[one.start : one.end].lower() == pronoun and "resolved" in one.attributes]
    return str(spans[-1].attributes["resolved"])


@pytest.mark.parametrize(
    ("text", "pronoun", "who"),
    [
        ("Ruth Dane sold the goat because she needed money.", "she", "Ruth Dane"),
        ("The baker thanked the carpenter and praised him.", "him", "carpenter"),
        ("My aunt met my uncle. He was ill.", "he", "uncle"),
        ("My aunt called Peter Dane. She was ill.", "she", "aunt"),
        ("Our neighbour, Ruth, visited Lena. She was tired.", "she", "Ruth"),
        ("The trader, Peter, warned Dane. He was angry.", "he", "Peter"),
        ("Ruth Dane blamed herself.", "herself", "Ruth Dane"),
        ("When she arrived, Ruth Dane was tired.", "she", "Ruth Dane"),
        ("She came late.", "she", "unknown"),
        ("Every farmer brought their hoe.", "their", "farmer"),
        # brackets: what stands in them is said in passing, except to what stands in them too
        ("In the play Lena Moss (Ruth Dane) met the baker, and she paid.", "she", "Lena Moss"),
        ("The part of Lena Moss (Ruth Dane) was hard. She cried.", "she", "Lena Moss"),
        ("(Ruth Dane said that she left.)", "she", "Ruth Dane"),
        ("We paid (Lena Moss left because she was ill).", "she", "Lena Moss"),
        # one pronoun never takes up the other
        ("He was late, and she knew it.", "she", "unknown"),
        ("She came, and we saw his goat.", "his", "unknown"),
        # a name that the model takes for a common word, where it is a name elsewhere
        ("Joan Hicks is a nurse. Hicks was drawn to the work, and she stayed.", "she", "Hicks"),
    ],
)
def test_a_pronoun_stands_for_who_the_sentence_says(find: Find, text: str, pronoun: str, who: str) -> None:
    assert stands_for(find, text, pronoun) == who


@pytest.mark.parametrize("role", ["nurse", "carpenter", "secretary", "guard"])
def test_what_somebody_does_says_nothing_of_their_gender(find: Find, role: str) -> None:
    he, she = (stands_for(find, f"The {role} met the farmer because {one} was early.", one) for one in ("he", "she"))
    assert he == she


@pytest.mark.parametrize(("first", "second"), [("Maria", "John"), ("John", "Maria")])
def test_whose_name_it_is_does_not_matter(find: Find, first: str, second: str) -> None:
    text = f"{first} Dane paid {second} Moss because {{}} was late."
    assert stands_for(find, text.format("she"), "she") == stands_for(find, text.format("he"), "he") == f"{first} Dane"


def test_the_stereotype_makes_no_difference(shared) -> None:
    if not (shared / bench.WINOBIAS).is_dir():
        pytest.skip("needs ../shared/eval/winobias, which is not here")
    scores = bench.winobias(shared)
    assert abs(scores["pro"] - scores["anti"]) < 0.02
