"""The chat of a Zoom meeting."""

from __future__ import annotations

from pathlib import Path

import pytest

from storylens.records import Kind, Stretch
from tests.ingest.telling import read_one, times, turns, words_of


def test_messages_from_the_cloud(tmp_path: Path) -> None:
    file = "00:05:41\tAsha Juma:\tsounds good\r\n00:06:02\tBaraka: the second:\tmore: later\nand tomorrow\r\n"
    made = read_one(tmp_path, "chat.txt", file, by="zoomchat")
    assert turns(made) == [("Asha Juma", "sounds good"), ("Baraka: the second", "more: later\nand tomorrow")]
    assert times(made) == ["00:05:41", "00:06:02"]
    assert [p.key for p in made.passages] == ["chat:Asha Juma", "chat:Baraka: the second"]
    assert made.kind is Kind.THREAD


@pytest.mark.parametrize(
    "line",
    [
        "10:05:41 From Asha Juma to Everyone:\n\tsounds good",
        "10:05:41 From  Asha Juma  to  Everyone:\n\tsounds good",
        "10:05:41\t From Asha Juma : sounds good",
        "10:05:41\t From Asha Juma to Everyone : sounds good",
        "10:05:41 From Asha Juma To Everyone: sounds good",
        "10:05:41 Von Asha Juma an Alle:\n\tsounds good",
        "10:05:41 De Asha Juma à Tous:\n\tsounds good",
    ],
)
def test_messages_saved_by_a_participant(tmp_path: Path, line: str) -> None:
    made = read_one(tmp_path, "chat.txt", f"{line}\n", by="zoomchat")
    assert turns(made) == [("Asha Juma", "sounds good")]
    assert made.remarks == ()


def test_a_date_before_the_time(tmp_path: Path) -> None:
    made = read_one(tmp_path, "chat.txt", "2024-05-04 10:05:41 From Asha to Everyone:\n\thello\n", by="zoomchat")
    assert times(made) == ["2024-05-04T10:05:41"]
    assert made.collected_on is not None
    assert made.collected_on.isoformat() == "2024-05-04"


def test_private_messages_are_counted(tmp_path: Path) -> None:
    file = (
        "10:05:41 From Asha to Everyone:\n\thello\n10:06:00 From Asha to Baraka(Direct Message):\n\tnot for all\n"
        "10:07:00 From Baraka to Asha (Privately):\n\tno\n"
    )
    made = read_one(tmp_path, "chat.txt", file)
    assert [speaker for speaker, _ in turns(made)] == ["Asha", "Asha", "Baraka"]
    assert made.remarks == ("private messages, which not everyone at the meeting saw: 2",)


@pytest.mark.parametrize(
    "reaction",
    [
        'Reacted to "Was there a decisi..." with 👍',
        'Reacted to Was there a decisi... with "👍"',
        'Removed a 👍 reaction from "Was there a decisi..."',
        'Hat auf "Was there a decisi..." mit 👍 reagiert',
        'A réagi à "Was there a decisi..." avec 👍',
    ],
)
def test_a_reaction_is_a_note_that_points_at_its_message(tmp_path: Path, reaction: str) -> None:
    file = f"00:01:00\tAsha:\tNo.\n00:02:00\tAsha:\tWas there a decision on the pump?\n00:03:00\tBaraka:\t{reaction}\n"
    made = read_one(tmp_path, "chat.txt", file)
    assert words_of(made, Stretch.NOTE) == [reaction]
    assert made.passages[2].reply_to == 1
    assert len(turns(made)) == 2


def test_a_reply_points_at_its_message_and_what_it_quotes_is_apart(tmp_path: Path) -> None:
    file = (
        '00:02:00\tAsha:\tWas there a "final" decision?\n'
        '00:03:00\tBaraka:\tReplying to "Was there a "final"..."\n\nNot yet.\n'
        '00:04:00\tAsha:\tReplying to "Not yet."\n\nWhen?\n'
    )
    made = read_one(tmp_path, "chat.txt", file)
    assert turns(made)[1:] == [("Baraka", "Not yet."), ("Asha", "When?")]
    assert [(p.stretch, p.reply_to, p.quotes) for p in made.passages] == [
        (Stretch.SPEECH, None, None),
        (Stretch.QUOTED, None, 0),
        (Stretch.SPEECH, 0, None),
        (Stretch.QUOTED, None, 2),
        (Stretch.SPEECH, 2, None),
    ]


def test_the_text_stays_as_it_is(tmp_path: Path) -> None:
    file = "00:05:41\tAsha:\thello 👩🏽‍🌾\n00:06:00\tBaraka:\tمرحبا\n"
    assert read_one(tmp_path, "chat.txt", file).text == file
