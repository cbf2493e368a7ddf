"""What the screen asks of the desk, and what it answers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from storylens import Project
from storylens.coding.together import draw
from storylens.widget.desk import Desk


@pytest.fixture
def desk(village: Project) -> Desk:
    """The desk of Tendai."""
    return Desk(village.store, "Tendai")


def asked(desk: Desk, ask: str, **more: Any) -> dict[str, Any]:
    """Return the answer to a question, once it is seen to be one that can be sent."""
    answer = desk.answer({"ask": ask, "number": 7, **more})
    assert json.loads(json.dumps(answer))["number"] == 7
    assert answer["ok"], answer
    return answer


def test_an_action_answers_with_what_changed_and_no_more(desk: Desk) -> None:
    document = asked(desk, "open", document="w1")["document"]["id"]
    made = asked(desk, "code", document=document, start=10, end=20, code="v.water")
    (change,) = made["changes"]
    assert change["document"] == document
    assert [one["id"] for one in change["came"]] == [made["made"]]
    after = asked(desk, "change", coding=made["made"], why="she said so", fields={"holder": "the chief"})
    assert after["changes"][0]["gone"] == [made["made"]]
    assert after["changes"][0]["came"][0]["why"] == "she said so"
    undone = asked(desk, "undo")
    assert undone["changes"][0]["gone"] == [after["made"]]
    assert undone["changes"][0]["came"][0]["fields"] == {}
    assert asked(desk, "undo")["changes"][0]["came"] == []
    assert asked(desk, "redo")["changes"][0]["came"][0]["fields"] == {}
    assert asked(desk, "redo")["changes"][0]["came"][0]["why"] == "she said so"


def test_undo_and_redo_go_back_and_forth_without_limit(desk: Desk) -> None:
    steps = 12
    made = asked(desk, "code", document="w1", start=10, end=20, code="v.water")["made"]
    for number in range(steps):
        made = asked(desk, "change", coding=made, memo=f"thought {number}")["made"]
    for _ in range(3):
        for _ in range(steps):
            asked(desk, "undo")
        assert asked(desk, "undo")["changes"][0]["came"] == []
        for _ in range(steps):
            asked(desk, "redo")
        assert asked(desk, "redo")["changes"][0]["came"][0]["memo"] == f"thought {steps - 1}"


def test_what_somebody_else_has_changed_is_not_undone(village: Project, desk: Desk) -> None:
    made = asked(desk, "code", document="w1", start=10, end=20, code="v.water")["made"]
    asked(Desk(village.store, "Chikondi"), "change", coding=made, code="v.land")
    assert "changed" in desk.answer({"ask": "undo"})["error"]


def test_what_goes_wrong_is_a_sentence(desk: Desk) -> None:
    for question in (
        {"ask": "fly"},
        {},
        {"ask": "open"},
        {"ask": "open", "document": "nowhere"},
        {"ask": "code", "document": "w1", "start": 5, "end": 5, "code": "v.water"},
        {"ask": "decide", "codings": ["x"], "state": "accepted"},
        {"ask": "decide", "codings": [], "state": "eaten"},
        {"ask": "undo"},
    ):
        answer = desk.answer(question)
        assert answer["ok"] is False
        assert answer["error"]


def test_the_screen_is_told_when_another_has_coded(village: Project, desk: Desk) -> None:
    opened = asked(desk, "open", document="w1")
    document, mark = opened["document"]["id"], opened["mark"]
    assert "codings" not in asked(desk, "fresh", document=document, mark=mark)
    village.highlight("w1", "we keep the key ourselves", "keys", by="Chikondi")
    fresh = asked(desk, "fresh", document=document, mark=mark)
    assert "keys" in {one["code"] for one in fresh["codings"]}
    assert "codings" not in asked(desk, "fresh", document=document, mark=fresh["mark"])


def test_codes_used_last_come_first_and_are_counted(desk: Desk) -> None:
    for code in ("v.land", "v.water", "v.land"):
        asked(desk, "code", document="w1", start=10, end=20, code=code)
    books = asked(desk, "codebooks")
    assert books["recent"][0] in {"v.land", "v.water"}
    assert set(books["recent"]) == {"v.land", "v.water"}
    assert books["uses"]["v.land"] == (2, 1)


def test_who_codes_blind_sees_nothing_of_the_other(village: Project, desk: Desk) -> None:
    other = Desk(village.store, "Chikondi")
    draw(village.store, "trial", ["Tendai", "Chikondi"], share=1.0, by="Tendai")
    document = asked(other, "open", document="w1")["document"]["id"]
    asked(other, "code", document=document, start=10, end=20, code="v.water")
    asked(other, "memo", about="document", subject=document, text="a first thought")
    seen = asked(desk, "open", document="w1")
    assert seen["blind"]
    assert seen["codings"] == []
    assert asked(desk, "passages", code="v.water")["passages"] == []
    assert asked(desk, "memos", about="document", subject=document)["memos"] == []
    assert "v.water" not in asked(desk, "codebooks")["uses"]
    assert {one["suggestions"] for one in asked(desk, "documents")["documents"]} == {0}
    for one in (desk, other):
        asked(one, "done", document=document)
    assert [one["coder"] for one in asked(desk, "open", document="w1")["codings"] if not one["suggested"]] == [
        "Chikondi"
    ]


def test_held_words_are_not_in_lists(desk: Desk) -> None:
    hits = asked(desk, "search", words="zzheld")["hits"]
    assert [hit["held"] for hit in hits] == [True]
    assert "zzheld" not in json.dumps(hits)
    assert "zzheld" not in json.dumps(asked(desk, "passages", suggested=True))


def test_a_memo_on_a_coding_stays_with_it_when_it_changes(desk: Desk) -> None:
    made = asked(desk, "code", document="w1", start=10, end=20, code="v.water")["made"]
    asked(desk, "memo", about="coding", subject=made, text="compare with the second visit")
    after = asked(desk, "change", coding=made, code="v.land")["made"]
    assert [memo["text"] for memo in asked(desk, "memos", about="coding", subject=after)["memos"]] == [
        "compare with the second visit"
    ]


def test_codes_change_on_the_way(desk: Desk) -> None:
    made = asked(desk, "create code", name="Keys", reason="they speak of keys")["made"]
    coded = asked(desk, "code", document="w1", start=10, end=20, code=made)
    document = coded["changes"][0]["document"]
    asked(desk, "rename code", code=made, name="Keeping")
    asked(desk, "define code", code=made, definition="Who keeps what.")
    other = asked(desk, "create code", name="Locks")["made"]
    asked(desk, "move code", code=other, under=made)
    merged = asked(desk, "merge codes", gone=[made], into="v.water", reason="the same", document=document)
    assert "v.water" in {one["code"] for one in merged["codings"] if not one["suggested"]}
    split = asked(desk, "split code", code="v.water", into=["Wells", "Pumps"], reason="two things", document=document)
    names = {code["name"] for book in split["codebooks"] for family in book["families"] for code in family["codes"]}
    assert {"Wells", "Pumps"} <= names
    assert [one["again"] for one in asked(desk, "documents")["documents"] if one["id"] == document] == [1]


def test_short_answers_of_one_question(desk: Desk) -> None:
    grid = asked(desk, "grid")
    assert grid["rows"] == []
