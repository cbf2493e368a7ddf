"""A named lead decides on what is held; what no screen can read waits for a person."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from storylens import Project, StorylensError
from storylens.coding.gate import confirm
from storylens.store import log
from tests.gates.test_view import FRENCH, shown, suggestions
from tests.helpers import Told


def name_lead(project: Project, name: str) -> None:
    file = project.path / "storylens.toml"
    text = f'\n[safeguarding]\nleads = ["{name}"]\n'
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def logged(project: Project, what: str) -> list[dict[str, object]]:
    with project.store.reading() as connection:
        return [one for one in log.read(connection) if one["what"] == what]


def test_only_the_lead_lets_a_held_passage_go(village: Project) -> None:
    name_lead(village, "Chikondi")
    (disclosure,) = suggestions(village, "safe.gbv")
    with pytest.raises(StorylensError, match="safeguarding lead"):
        village.reject(disclosure, by="Tendai")
    assert "zzheld" not in shown(village)
    village.reject(disclosure, by="Chikondi")
    assert "zzheld" in shown(village)
    assert [(one["by"], one["subjects"]["own_lead"]) for one in logged(village, "gate decision")] == [
        ("Chikondi", False)
    ]


def test_who_works_alone_is_their_own_lead_and_it_is_logged(village: Project) -> None:
    (disclosure,) = suggestions(village, "safe.gbv")
    village.reject(disclosure, by="Tendai")
    assert [(one["by"], one["subjects"]["own_lead"]) for one in logged(village, "gate decision")] == [("Tendai", True)]


def test_other_codes_are_anybodys_to_decide(village: Project) -> None:
    name_lead(village, "Chikondi")
    village.reject(suggestions(village, "v.loan")[0], by="Tendai")
    assert logged(village, "gate decision") == []


def test_what_no_screen_reads_waits_until_a_person_has(project: Callable[..., Project]) -> None:
    made = project(Told("T1", FRENCH))
    made.tag()
    assert "zzfrench" not in shown(made)
    confirm(made.store, "t1", by="Tendai")
    made.tag()
    assert "zzfrench" in shown(made)
    assert [one["by"] for one in logged(made, "screened by a person")] == ["Tendai"]
