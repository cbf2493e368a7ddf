"""Who asks and who tells, by label or by what they say."""

from __future__ import annotations

import pytest

from storylens.prepare.roles import Part, roles
from storylens.records import Role

ASKS, TELLS = ["Why?", "And then?"], ["We dug the well ourselves, and it took all of May."]


@pytest.mark.parametrize(
    ("asking", "telling"),
    [
        ("INT", "R1"),
        ("Enquêtrice", "Enquêté"),
        ("Entrevistadora", "Entrevistado"),
        ("Mhojaji", "Mhojiwa"),
        ("المحاور", "رحمة"),
        ("访谈者", "王芳"),
    ],
)
def test_labels_that_everybody_uses_are_beyond_doubt(asking: str, telling: str) -> None:
    assert roles({asking: TELLS, telling: ASKS}) == {
        asking: Part(Role.INTERVIEWER, True),
        telling: Part(Role.TELLER, True),
    }


def test_who_asks_most_and_says_least_is_a_guess() -> None:
    assert roles({"Ines": ASKS, "Asha": TELLS})["Ines"] == Part(Role.INTERVIEWER, False)


def test_several_at_once_and_an_interpreter_are_for_a_person_to_decide() -> None:
    found = roles({"Ines": ASKS, "Asha": TELLS, "All": ["Yes?"], "Interpreter": ["She says no."]})
    assert found["All"] == found["Interpreter"] == Part(Role.OTHER, False)
    assert (found["Ines"].role, found["Asha"].role) == (Role.INTERVIEWER, Role.TELLER)


def test_who_alone_asks_is_a_guess_though_little_is_said() -> None:
    assert roles({"SPEAKER_00": ["How did it begin then?", "And?"], "SPEAKER_01": ["Rain.", "Yes."]}) == {
        "SPEAKER_00": Part(Role.INTERVIEWER, False),
        "SPEAKER_01": Part(Role.TELLER, True),
    }
