"""The form beside the transcript: a draft from what is selected, what it still lacks, and where it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from storylens import Project
from storylens.records.harvest import Outcome
from storylens.store import documents, entries
from storylens.widget.desk import Desk
from tests.widget.conftest import Screen, served

Look = Callable[[str], Screen]
WORDS = "we keep the key ourselves"


@pytest.fixture
def desk(village: Project) -> Desk:
    """The desk of Tendai."""
    return Desk(village.store, "Tendai")


def drafted(desk: Desk, title: str, words: str) -> dict[str, Any]:
    """Ask for a draft from words, and return the answer."""
    sent = desk.answer({"ask": "open", "document": title})["document"]
    start = sent["text"].index(words)
    return desk.answer({"ask": "draft outcome", "document": sent["id"], "start": start, "end": start + len(words)})


def test_a_draft_stands_on_the_words_holds_none_and_asks_for_what_is_missing(desk: Desk) -> None:
    outcome = drafted(desk, "w1", WORDS)["outcome"]
    assert outcome["status"] == "draft"
    assert outcome["fields"]["change_text"] == ""
    assert [(one["role"], one["title"]) for one in outcome["links"]] == [("outcome", "w1")]
    assert {"actor", "date", "place", "significance"} <= {one["point"] for one in outcome["points"]}
    assert all(one["to"] for one in outcome["questions"])
    listed = desk.answer({"ask": "outcomes", "document": outcome["links"][0]["document_id"]})
    assert [one["number"] for one in listed["outcomes"]] == [outcome["number"]]
    assert {one["name"] for one in listed["form"]} <= set(Outcome.model_fields)


@pytest.mark.parametrize(("title", "words"), [("no", "zzrefused"), ("held", "zzheld"), ("w1", "zzasked")])
def test_no_draft_from_words_that_may_not_be_used_or_that_no_teller_said(desk: Desk, title: str, words: str) -> None:
    answer = drafted(desk, title, words)
    assert answer["ok"] is False
    assert words not in answer["error"]


def test_fields_answers_and_points_are_versions_with_author_and_reason(village: Project, desk: Desk) -> None:
    outcome = drafted(desk, "w1", WORDS)["outcome"]
    number, question = outcome["number"], outcome["questions"][0]["number"]
    fields = {"social_actor": "The committee", "others_contributed": "the chief; the school", "date_from": "2024-Q2"}
    after = desk.answer({"ask": "write outcome", "outcome": number, "fields": fields, "seen": 1})["outcome"]
    assert after["version"] == 2
    assert "date" not in {one["point"] for one in after["points"]}
    late = desk.answer({"ask": "write outcome", "outcome": number, "fields": {"place": "North"}, "seen": 1})
    assert "Tendai" in late["error"]  # somebody has written since
    wrong = desk.answer({"ask": "write outcome", "outcome": number, "fields": {"date_from": "soon"}, "seen": 2})
    assert "date_from" in wrong["error"]
    told = desk.answer({"ask": "answer question", "outcome": number, "question": question, "answer": "the women"})
    assert told["outcome"]["questions"][0]["answer"] == "the women"
    aside = desk.answer({"ask": "set aside", "outcome": number, "point": "place", "note": "all know it"})["outcome"]
    assert {one["point"]: one["note"] for one in aside["points"]}["place"] == "all know it"
    with village.store.reading() as connection:
        history = entries.history(connection, Outcome, number)
    assert [(one.author, bool(one.reason)) for one in history] == [("Tendai", True)] * 2
    assert history[-1].body.others_contributed == ("the chief", "the school")


def test_an_outcome_is_drafted_and_filled_in_beside_the_transcript(village: Project, screen: Look) -> None:
    with served(village) as address:
        tab = screen(address)
        tab.open("w1")
        tab.mark(WORDS)
        tab.page.locator(".chooser:visible input").wait_for()
        tab.press("Escape", "u")
        tab.page.locator(".outcome input:focus").wait_for()
        tab.page.locator(".piece.found", has_text=WORDS).wait_for()  # where it stands is marked
        tab.page.keyboard.type("The committee")
        tab.press("Tab")
        tab.page.locator(".points", has_text="nothing is written of what changed").wait_for()
        tab.page.keyboard.type("The committee kept the key itself.")
        tab.press("Tab")
        tab.page.keyboard.type("2024-03")
        tab.press("Escape")
        tab.page.locator(".points li", has_text="date").wait_for(state="detached")
        tab.page.locator(".points li", has_text="nothing is written").wait_for(state="detached")
        tab.mark("The borehole is near the school")
        tab.page.locator(".chooser:visible input").wait_for()
        tab.press("Escape")
        tab.page.get_by_label("In which role").select_option("significance")
        tab.page.get_by_role("button", name="Link the selection").click()
        tab.page.locator(".places .result", has_text="significance in w1").wait_for()
        tab.page.reload()
        tab.page.locator(".turn").first.wait_for()
        tab.page.get_by_role("tab", name="Outcomes").click()
        tab.page.locator(".outcome-list button", has_text="outcome-1").click()
        assert tab.page.get_by_label("Who changed", exact=True).input_value() == "The committee"
    with village.store.reading() as connection:
        kept = entries.read(connection, Outcome, "outcome-1").body
        text = documents.read(connection, documents.find(connection, "w1")).text
        stands = {link.role: text[link.start : link.end] for link in entries.links(connection, "outcome-1")}
    assert kept.change_text == "The committee kept the key itself."
    assert kept.date_from == "2024-03"
    assert stands == {"outcome": WORDS, "significance": "The borehole is near the school"}
