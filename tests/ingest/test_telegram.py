"""Telegram's export, of one chat and of all."""

from __future__ import annotations

from pathlib import Path

import pytest

from storylens.records import Kind, Stretch, UnreadableError
from tests.ingest.telling import read_all, read_one, times, turns, words_of


def message(number: int, text: object, **more: object) -> dict[str, object]:
    """Return a message of the first minutes of 2024, by universal time 23:00 hours and some on New Year's eve."""
    return {
        "id": number,
        "type": "message",
        "date": f"2024-01-01T01:{number:02d}:00",
        "date_unixtime": str(1704063600 + 60 * number),
        "from": "Asha",
        "from_id": "user77",
        "text": text,
        **more,
    }


def chat(*messages: object, **more: object) -> dict[str, object]:
    """Return the export of one chat."""
    return {"name": "Water group", "type": "private_group", "id": 42, "messages": list(messages), **more}


def test_one_chat_is_one_thread(tmp_path: Path) -> None:
    file = chat(message(1, "We met."), message(2, "Where?", **{"from": "Baraka", "from_id": "user8"}))
    made = read_one(tmp_path, "result.json", file, by="telegram")
    assert turns(made) == [("Asha", "We met."), ("Baraka", "Where?")]
    assert made.text == "Asha, 2024-01-01 01:01:\nWe met.\nBaraka, 2024-01-01 01:02:\nWhere?\n"
    assert (made.title, made.kind, made.part) == ("Water group", Kind.THREAD, "")
    assert made.passages[0].key == "telegram:user77"


def test_the_zone_is_known_where_local_and_universal_time_are_given(tmp_path: Path) -> None:
    both, universal, local = message(1, "a"), message(2, "b"), message(3, "c")
    del universal["date"]
    del local["date_unixtime"]
    assert times(read_one(tmp_path, "a.json", chat(both, universal, local))) == [
        "2024-01-01T01:01:00+02:00",
        "2023-12-31T23:02:00+00:00",
        "2024-01-01T01:03:00",
    ]


def test_pieces_of_a_message_are_put_together(tmp_path: Path) -> None:
    pieces = [
        "We ",
        {"type": "bold", "text": "did"},
        " it:",
        {"type": "link", "text": "https://example.org/"},
        "\nAll of it.",
    ]
    assert turns(read_one(tmp_path, "a.json", chat(message(1, pieces)))) == [
        ("Asha", "We did it: https://example.org/\nAll of it.")
    ]


def test_replies_point_at_what_they_answer(tmp_path: Path) -> None:
    file = chat(
        message(1, "Where?"),
        message(2, "No."),
        message(3, "Here.", reply_to_message_id=1),
        message(4, "?", reply_to_message_id=9),
    )
    assert [p.reply_to for p in read_one(tmp_path, "a.json", file).passages] == [None, None, 0, None]


def test_what_is_forwarded_is_somebody_elses(tmp_path: Path) -> None:
    made = read_one(tmp_path, "a.json", chat(message(1, "Rain comes.", forwarded_from="Radio"), message(2, "Good.")))
    assert words_of(made, Stretch.QUOTED) == ["Rain comes."]
    assert "Asha, forwarding Radio," in made.text
    assert turns(made) == [("Asha", "Good.")]


def test_service_messages_and_media_are_notes(tmp_path: Path) -> None:
    file = chat(
        {"id": 1, "type": "service", "date": "2024-01-01T01:00:00", "actor": "Asha", "action": "invite_members",
         "members": ["Baraka", None], "text": ""},
        message(2, "Our well", photo="photos/1.jpg"),
        message(3, "", media_type="voice_message", file="voice.ogg", duration_seconds=12),
    )  # fmt: skip
    made = read_one(tmp_path, "a.json", file)
    assert words_of(made, Stretch.NOTE) == ["Asha invite members Baraka", "(photo)", "(voice message, 12 seconds)"]
    assert turns(made) == [("Asha", "Our well")]
    assert made.remarks == ("photos, stickers and files, kept as notes: 2",)


def test_a_poll_is_what_its_author_asks(tmp_path: Path) -> None:
    poll = {"question": "Where?", "answers": [{"text": "Here", "voters": 2}, {"text": "There", "voters": 0}]}
    assert turns(read_one(tmp_path, "a.json", chat(message(1, "", poll=poll)))) == [("Asha", "Where?\n- Here\n- There")]


def test_an_account_that_was_deleted(tmp_path: Path) -> None:
    made = read_one(tmp_path, "a.json", chat(message(1, "Hello.", **{"from": None, "from_id": "user5"})))
    assert turns(made) == [("Deleted account", "Hello.")]


def test_an_export_of_all_chats_is_a_document_a_chat(tmp_path: Path) -> None:
    file = {
        "about": "Here is the data you requested.",
        "chats": {
            "list": [chat(message(1, "One.")), chat(name="Empty", id=7), chat(message(1, "Two."), name=None, id=9)]
        },
        "left_chats": {"list": [chat(message(1, "Three."), name="Old", id=3)]},
    }
    made = read_all(tmp_path, "result.json", file, by="telegram")
    assert [(one.part, one.title) for one in made] == [
        ("telegram:42", "Water group"),
        ("telegram:9", "result"),
        ("telegram:3", "Old"),
    ]
    assert "chats in which nobody wrote anything, left out: 1" in made[0].remarks


def test_a_chat_that_has_grown_keeps_its_part(tmp_path: Path) -> None:
    other = chat(message(1, "Old news."), name="Other", id=1)
    before = read_all(tmp_path, "a.json", {"chats": {"list": [chat(message(1, "One."))]}})
    after = read_all(tmp_path, "a.json", {"chats": {"list": [other, chat(message(1, "One."), message(2, "Two."))]}})
    assert before[0].part == after[1].part


@pytest.mark.parametrize(
    "file",
    [
        chat(message(1, "")),
        {"chats": {"list": "from_id"}, "messages": None},
        {"messages": ["from_id", 3], "chats": []},
    ],
)
def test_without_messages_it_is_refused(tmp_path: Path, file: object) -> None:
    with pytest.raises(UnreadableError, match="no messages"):
        read_one(tmp_path, "a.json", file, by="telegram")


@pytest.mark.parametrize(
    "odd", [{"date": 5, "date_unixtime": "x"}, {"date_unixtime": 1e40}, {"date": "2024-13-01", "id": [1]}]
)
def test_odd_facts_do_no_harm(tmp_path: Path, odd: dict[str, object]) -> None:
    made = read_one(tmp_path, "a.json", chat({**message(1, "Yes."), **odd}, message(2, "No.", reply_to_message_id=[1])))
    assert [words for _, words in turns(made)] == ["Yes.", "No."]
