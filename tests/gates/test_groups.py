"""What tellers said of themselves becomes groups; nobody is guessed at and nobody is left out."""

from __future__ import annotations

import pandas as pd
import pytest

from storylens.gates.groups import SEVERAL, bases, grouped


def groups(name: str, values: dict[str, str], settings: dict[str, dict[str, list[str]]] | None = None) -> list[str]:
    attributes = pd.DataFrame(
        [(teller, name, value, "") for teller, value in values.items() if value],
        columns=["teller_id", "name", "value", "grouped"],
    )
    return grouped(attributes, people(*values), settings or {})[name].tolist()


def people(*ids: str, groups: tuple[str, ...] = ()) -> pd.DataFrame:
    return pd.DataFrame({"is_group": [one in groups for one in ids]}, index=list(ids))


@pytest.mark.parametrize(
    ("said", "group"),
    [
        ("woman", "women"),
        (" Female ", "women"),
        ("MAN", "men"),
        ("m", "men"),
        ("prefer not to say", "declined"),
        ("neither", "self-described"),
        ("a woman and a mother", "self-described"),
        ("not a man and not a woman", "self-described"),
        ("trans woman", "self-described"),
        ("", "not recorded"),
    ],
)
def test_only_the_words_themselves_are_read_as_women_or_men(said: str, group: str) -> None:
    assert groups("gender", {"T1": said, "T2": "woman"})[0] == group


def test_a_project_may_define_its_own_groups() -> None:
    own = {"gender": {"women": ["a woman and a mother"], "another gender": ["neither"]}, "age": {"young": ["17", "19"]}}
    assert groups("gender", {"T1": "A woman and a mother", "T2": "neither", "T3": "man"}, own) == [
        "women",
        "another gender",
        "men",
    ]
    assert groups("age", {"T1": "17", "T2": "64"}, own) == ["young", "64"]


def test_nobody_is_left_out_of_a_group() -> None:
    assert groups("place", {"T1": "North", "T2": "", "T3": ""}) == ["North", "not recorded", "not recorded"]


def test_a_group_that_the_sheet_gives_goes_before_the_words() -> None:
    attributes = pd.DataFrame(
        [("T1", "gender", "just myself", "women")], columns=["teller_id", "name", "value", "grouped"]
    )
    assert grouped(attributes, people("T1"), {})["gender"].tolist() == ["women"]


def test_several_people_who_speak_as_one_have_no_gender() -> None:
    attributes = pd.DataFrame(
        [("T1", "gender", "women", ""), ("T1", "place", "North", "")],
        columns=["teller_id", "name", "value", "grouped"],
    )
    found = grouped(attributes, people("T1", groups=("T1",)), {})
    assert found["gender"].tolist() == [SEVERAL]
    assert found["place"].tolist() == ["North"]


def test_what_others_recorded_of_a_person_is_counted_apart() -> None:
    known = [("T1", "self-stated"), ("T2", "self-stated"), ("T3", "stated on form by enumerator"), ("T4", "")]
    attributes = pd.DataFrame(
        [(teller, "gender", "woman", "", basis) for teller, basis in known],
        columns=["teller_id", "name", "value", "grouped", "basis"],
    )
    assert bases(attributes, people("T1", "T2", "T3", "T4"))["gender"] == (
        "Basis of gender: self-stated 2, not recorded 1, stated on form by enumerator 1. "
        "Of 1 tellers it is what others said or assumed, not what they said."
    )
    assert bases(attributes, people("T1"))["gender"] == "Basis of gender: self-stated 1."
