"""Signal chats as text."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from storylens.ingest.reader import read, reader_for
from storylens.ingest.source import Source
from storylens.records import Kind, Stretch
from tests.ingest.telling import read_one, times, turns, words_of


def test_messages(tmp_path: Path) -> None:
    file = "[2024-03-01, 18:02] Asha Juma: We met.\nTwice: here\n[2024-03-02 07:00] Me: When?\n"
    made = read_one(tmp_path, "chat.md", file, by="signal")
    assert turns(made) == [("Asha Juma", "We met.\nTwice: here"), ("Me", "When?")]
    assert times(made) == ["2024-03-01T18:02:00", "2024-03-02T07:00:00"]
    assert made.kind is Kind.THREAD
    assert made.text == file


def test_a_quote_is_apart_and_points_at_its_origin(tmp_path: Path) -> None:
    file = "[2024-03-01, 18:02] Asha: Where did we meet?\n[2024-03-01, 18:03] Me: \n> Where did we meet?\n\nHere.\n"
    made = read_one(tmp_path, "chat.md", file)
    assert turns(made) == [("Asha", "Where did we meet?"), ("Me", "Here.")]
    assert words_of(made, Stretch.QUOTED) == ["> Where did we meet?"]
    assert (made.passages[1].quotes, made.passages[2].reply_to) == (0, 0)


def test_reactions_and_attachments_are_notes(tmp_path: Path) -> None:
    file = "[2024-03-01, 18:02] Asha: ![well](media/1.jpg) Our well (at last)  (- Me: 👍, Baraka: 🎉 -)\n"
    made = read_one(tmp_path, "chat.md", file)
    assert turns(made) == [("Asha", "Our well (at last)")]
    assert words_of(made, Stretch.NOTE) == ["![well](media/1.jpg)", "(- Me: 👍, Baraka: 🎉 -)"]
    assert made.passages[2].reply_to == 1


def test_a_date_that_does_not_exist(tmp_path: Path) -> None:
    made = read_one(tmp_path, "chat.txt", "[2024-02-31, 18:02] Asha: Yes.\n", by="signal")
    assert times(made) == [""]
    assert made.remarks == ("messages with a date that does not exist: 1",)


@pytest.mark.parametrize("line", ["[2024-03-01, 18:02:11] Asha: Yes.\n", "[01/03/2024, 18:02:11] Asha: Yes.\n"])
def test_chats_of_other_programs_are_not_claimed(tmp_path: Path, line: str) -> None:
    path = tmp_path / "chat.txt"
    path.write_text(line)
    assert reader_for(Source(path, "chat.txt")).name == "whatsapp"


HEADED = (
    "Conversation: Circle\n\nFrom: Asha (+265 99)\nType: incoming\nSent: Sat, 13 Apr 2024 07:05:00 +0200\n"
    "Received: Sat, 13 Apr 2024 07:05:01 +0200\nAttachment: a.jpg (image/jpeg, 3 bytes)\n\nThe pump is mended.\n\n"
    "From: You\nType: outgoing\nSent: Sat, 13 Apr 2024 07:06:00 +0200\n\n> From: Asha\n> The pump is mended.\n\n"
    "Who has the key?\n"
)


def test_messages_with_a_head_over_each(tmp_path: Path) -> None:
    made = read_one(tmp_path, "a.txt", HEADED, by="signal")
    assert turns(made) == [("Asha", "The pump is mended."), ("You", "Who has the key?")]
    assert [one.said_at for one in made.passages if one.speaker][:1] == ["2024-04-13T07:05:00+02:00"]
    answer = made.passages[-1]
    assert made.passages[answer.reply_to or 0].speaker == "Asha"
    assert made.remarks == ("attachments that are not read: 1",)


@pytest.mark.parametrize("filling", ["From: ", "Sent: ", "A: \n", "From: a\n", "Abc: d\n", "> "])
def test_time_grows_no_faster_than_hostile_heads(tmp_path: Path, filling: str) -> None:
    def took(length: int) -> float:
        (tmp_path / f"{length}").write_text(HEADED + filling * (length // len(filling)) + HEADED)
        return min(timed(Source(tmp_path / f"{length}", "a")) for _ in range(3))

    def timed(source: Source) -> float:
        began = time.process_time()
        list(read(source))
        return time.process_time() - began

    assert took(80_000) < 10 * max(took(20_000), 0.01)
