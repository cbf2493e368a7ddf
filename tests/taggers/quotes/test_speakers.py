"""Who speaks: the words at the cue, and whom they stand for."""

from __future__ import annotations

import pytest

from storylens.records import Role
from tests.taggers.quotes.conftest import Quotes


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“It will fall,” said Maria Okafor, who chairs the council.", "Maria Okafor"),
        ("“It will fall,” said Mr Dunn, 54.", "Mr Dunn"),
        ("“It will fall,” the officer at the gate said.", "the officer at the gate"),
        ("“It will fall,” said a spokesman for the owners.", "a spokesman for the owners"),
        ("The clerk, Ida Moss, said that it would fall.", "The clerk, Ida Moss"),
        ("Parents who came from the hills complained that it would fall.", "Parents who came from the hills"),
        ("Ann Pell and her brother said that it would fall.", "Ann Pell and her brother"),
        ("We were told by the nurse that it would fall.", "the nurse"),
        ("He stood up, looked round and said that it would fall.", "He"),
        ("Dunn said it was old, adding that it would fall.", "Dunn"),
        ("It will fall, according to two people who saw it.", "two people who saw it"),
        ("The union repeated its claim that it would fall.", "its"),
    ],
)
def test_the_speaker_is_the_mention_at_the_cue(text: str, speaker: str, quotes: Quotes) -> None:
    assert speaker in [said.speaker for said in quotes(text)]


def test_nobody_speaks_where_a_passive_names_nobody(quotes: Quotes) -> None:
    (said,) = quotes("It was announced that the road would be closed.")
    assert (said.speaker, said.resolved) == ("", "unknown")


def test_i_is_the_teller_and_in_a_quotation_whoever_is_quoted(quotes: Quotes) -> None:
    outer, inner = quotes("“I told them that it would fall,” said Peter Dunn.\n\nIt rained.", teller="Rosa")
    assert (outer.resolved, inner.resolved) == ("Peter Dunn", "Peter Dunn")
    assert inner.nested
    (own,) = quotes("I told them that it would fall.", teller="Rosa")
    assert (own.speaker, own.resolved) == ("I", "Rosa")


def test_a_pronoun_stands_for_the_last_speaker_and_a_short_name_for_the_long_one(quotes: Quotes) -> None:
    found = quotes("“We are late,” said Peter Dunn.\n\n“It will fall,” he said.\n\nDunn said that he was sorry.")
    assert [said.resolved for said in found] == ["Peter Dunn"] * 3


def test_a_pronoun_that_two_people_fit_is_unknown(quotes: Quotes) -> None:
    found = quotes("Sam Hill met Alex Moss at the well. They spoke for long.\n\nThen he said that it would fall.")
    assert [said.resolved for said in found] == ["unknown"]


def test_nothing_is_made_of_a_name_but_a_title_is_read(quotes: Quotes) -> None:
    found = quotes("Mrs Pell met Mr Moss at the well.\n\nThen she said that it would fall.")
    assert [said.resolved for said in found] == ["Mrs Pell"]


def test_dialogue_without_cues_goes_to_and_fro(quotes: Quotes) -> None:
    found = quotes("“No,” said Ann.\n\n“Yes,” said Tom.\n\n“Why?”\n\n“Because.”")
    assert [(said.resolved, said.implicit) for said in found] == [
        ("Ann", False),
        ("Tom", False),
        ("Ann", True),
        ("Tom", True),
    ]


def test_speech_with_no_hint_of_a_speaker_has_none(quotes: Quotes) -> None:
    (said,) = quotes("“Never again!”")
    assert (said.speaker, said.resolved, said.implicit) == ("", "unknown", True)


def test_interviewers_are_not_tagged(quotes: Quotes) -> None:
    asked, told = "Did they say that it would fall? The chief said that it was old.", "He said that it was new."
    found = quotes(asked, told, roles=(Role.INTERVIEWER, Role.TELLER))
    assert [said.content for said in found] == [["it was new"]]
