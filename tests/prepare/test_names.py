"""What may tell who somebody is: proposed with all its spellings, and nothing that is no name."""

from __future__ import annotations

import pytest

from storylens.prepare.names import NameKind, Proposal, propose


def spelled(proposals: list[Proposal], word: str) -> tuple[str, ...]:
    return next((one.spellings for one in proposals if word in one.spellings), ())


@pytest.mark.parametrize(
    ("text", "kind", "spelling"),
    [
        ("Call me on +265 999 123 456 when it rains.", NameKind.PHONE, "+265 999 123 456"),
        ("Write to rudo.k@hill.example about it.", NameKind.MAIL, "rudo.k@hill.example"),
        ("It was @rudo_hill who wrote that.", NameKind.HANDLE, "@rudo_hill"),
        ("My card is MW-2024-88731, they said.", NameKind.NUMBER, "MW-2024-88731"),
        ("Then Chief Ngwazi sent for us.", NameKind.PERSON, "Ngwazi"),
        ("We walked to Nsambe in the dark.", NameKind.PLACE, "Nsambe"),
        ("J'ai parlé avec Mme Kouassi de la pompe.", NameKind.PERSON, "Kouassi"),
    ],
)
def test_names_places_and_numbers_are_proposed(text: str, kind: NameKind, spelling: str) -> None:
    assert (kind, spelling) in {(one.kind, name) for one in propose([text]) for name in one.spellings}


@pytest.mark.parametrize("text", ["In 2019 we paid 1 200 000 for it.", "It was 2024-06-04.", "On Monday, in March."])
def test_days_and_sums_are_no_names(text: str) -> None:
    assert propose([text]) == []


def test_a_large_place_points_at_nobody_and_a_small_one_does() -> None:
    found = {name for one in propose(["We came from Kenya to Nsambe."]) for name in one.spellings}
    assert "Nsambe" in found
    assert "Kenya" not in found


def test_one_person_in_two_scripts_and_spellings_is_one_proposal() -> None:
    proposals = propose(["We saw Svetlana Petrova there, and Светлана Петрова again, and Svetlana too."])
    assert {"Svetlana Petrova", "Светлана Петрова", "Svetlana"} <= set(spelled(proposals, "Svetlana Petrova"))
    again = propose(["I told Tinashe, and Tinasche told me."])
    assert set(spelled(again, "Tinashe")) == {"Tinashe", "Tinasche"}


def test_each_part_of_a_whole_name_is_found_alone() -> None:
    proposals = propose(["It was Rehema Kawale who came. Kawale says the pump is dry."])
    assert "Kawale" in spelled(proposals, "Rehema Kawale")


def test_words_of_the_language_are_no_names_because_a_sentence_begins_with_them() -> None:
    assert propose(["Water is far. The water was near. They said Water is life, and water it is."]) == []


def test_what_the_team_keeps_is_not_proposed() -> None:
    assert propose(["We walked to Nsambe in the dark."], keep=["nsambe"]) == []


def test_a_title_is_no_name() -> None:
    found = [one for proposal in propose(["We went to Mr Banda, and to the Chief Moyo."]) for one in proposal.spellings]
    assert {"Banda", "Moyo"} <= set(found)
    assert not {"Mr", "Chief"} & set(found)
