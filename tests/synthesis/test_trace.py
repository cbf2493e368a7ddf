"""One sentence of a story can be followed from file to code by ids."""

from __future__ import annotations

import hashlib

import pytest

from storylens import Project, StorylensError


def test_a_coding_leads_back_to_the_bytes_that_arrived(seen_village: Project) -> None:
    quotes = seen_village.tables().table("quotes").frame
    coding, row = next(iter(quotes[quotes.teller == "W1"].iterrows()))
    steps = seen_village.trace(str(coding))
    file = seen_village.store.folder.inbox / "w1.txt"
    assert f"code      {row['code']}" in steps
    assert f"characters {row['start']} to {row['end']}" in steps
    assert "teller W1" in steps
    assert f"file      inbox/w1.txt, SHA-256 {hashlib.sha256(file.read_bytes()).hexdigest()}" in steps
    original = seen_village.path / steps.rpartition("original  ")[2].strip()
    assert original.read_bytes() == file.read_bytes()


def test_it_says_who_decided_and_what_came_after(village: Project) -> None:
    coding = village.view().codings.coding_id.iloc[0]
    assert "suggested by machine cues:village" in village.trace(coding)
    later = village.accept(coding, by="Tendai")
    assert f"superseded by {later.id}" in village.trace(coding)
    assert "accepted by person Tendai" in village.trace(later.id)


def test_the_beginning_of_an_id_is_enough(seen_village: Project) -> None:
    coding = seen_village.view().codings.coding_id.iloc[0]
    assert seen_village.trace(coding[:13]) == seen_village.trace(coding)


@pytest.mark.parametrize(("given", "says"), [("zz", "no coding"), ("", "more than one coding")])
def test_an_id_that_fits_none_or_several_is_said(seen_village: Project, given: str, says: str) -> None:
    with pytest.raises(StorylensError, match=says):
        seen_village.trace(given)


def test_a_decision_is_told_with_who_and_why(village: Project) -> None:
    suggested = village.view().codings.coding_id.iloc[0]
    told = village.trace(village.accept(suggested, by="Tendai", why="she says so herself").id)
    assert "accepted by person Tendai" in told
    assert "why       she says so herself" in told
