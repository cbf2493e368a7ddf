"""Pseudonyms: decided on by people, the same everywhere, reversible only with the key."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable

import pytest

from storylens import Project, StorylensError
from storylens.store.names import KeyFile
from tests.conftest import Ran
from tests.helpers import Told

SAID = "Then Chief Ngwazi sent for us, and we told Ngwazi of the borehole at Nsambe, zzname."


@pytest.fixture
def named(project: Callable[..., Project]) -> Project:
    made = project(Told("T1", SAID), Told("T2", "Headman Ngwazi has the borehole now, zzagain."))
    made.names(propose=True)
    return made


def printed(project: Project) -> str:
    return " ".join(project.view("anonymised quote").turns.text)


def test_nothing_is_replaced_until_a_person_says_so(named: Project) -> None:
    assert "Ngwazi" in printed(named)
    named.replace_name("Ngwazi", "[the chief]", by="Tendai")
    assert "Ngwazi" not in printed(named)
    assert printed(named).count("[the chief]") == 3  # the same in every text
    assert "Nsambe" in printed(named)


def test_a_name_may_be_kept(named: Project) -> None:
    named.keep_name("Ngwazi", by="Tendai")
    assert "Ngwazi" in printed(named)
    assert named.names().loc["Ngwazi", "state"] == "kept"


def test_codings_made_before_stand_on_the_same_words_after(named: Project) -> None:
    named.highlight("t1", "we told Ngwazi of the borehole", "told", by="Tendai")
    named.replace_name("Ngwazi", "[the chief]", by="Tendai")
    (text,) = named.view().codings.query("code == 'told'").text
    assert text == "we told [the chief] of the borehole"


def test_names_are_in_the_key_file_alone_and_without_it_nothing_is_printed(named: Project) -> None:
    named.replace_name("Ngwazi", by="Tendai")
    key = KeyFile(named.store.folder).path
    assert not key.is_relative_to(named.path)
    if os.name == "posix":
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
    kept = key.read_bytes()
    key.unlink()
    assert printed(named) == ""
    assert set(named.view("anonymised quote").excluded.reason) == {"held: the key to the pseudonyms is not here"}
    key.write_bytes(kept)
    assert "zzname" in printed(named)


def test_names_are_joined_and_parted_by_people(named: Project, storylens: Callable[..., Ran]) -> None:
    assert storylens("names", "--same", "Ngwazi=Nsambe", "-p", named.path).code == 0
    assert "Ngwazi, Nsambe" in named.names().index
    assert storylens("names", "--apart", "Nsambe", "-p", named.path).code == 0
    assert {"Ngwazi", "Nsambe"} <= set(named.names().index)
    named.replace_name("Ngwazi", "[the chief]", by="Tendai")
    assert "at Nsambe" in printed(named)


def test_a_second_look_proposes_nothing_twice(named: Project) -> None:
    before = named.names()
    assert named.names(propose=True).equals(before)


def test_a_name_that_nobody_has_is_one_sentence(named: Project) -> None:
    with pytest.raises(StorylensError, match="no name fits 'Zuze'"):
        named.replace_name("Zuze", by="Tendai")
