"""Transcripts and chats that other people made, where they lie beside the checkout."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from storylens.ingest.reader import read, reader_for
from storylens.ingest.source import Source
from storylens.records import Received, Stretch, UnreadableError

TARGETS = [
    ("chatminer_target.json", "chatminer_test_ddmmyy_24hrs.txt"),
    ("chatminer_target.json", "chatminer_test_mmddyy_24hrs.txt"),
    ("chatminer_target.json", "chatminer_test_mmddyyyy_12hrs.txt"),
    ("chatminer_target.json", "chatminer_test_yyyymmdd_24hrs.txt"),
    ("chatminer_telegram_target.json", "chatminer_telegram_test_single_export.json"),
    ("chatminer_telegram_target.json", "chatminer_telegram_test_batch_export.json"),
    ("chatminer_signal_target.json", "chatminer_signal_test_export.txt"),
]
NOTHING_IN_THEM = {"webvttpy_empty.vtt", "webvttpy_no_captions.vtt"}


def one(path: Path) -> Received:
    (made,) = read(Source(path, path.name))
    return made


@pytest.mark.parametrize(("target", "file"), TARGETS)
def test_chats_equal_the_parses_that_others_expect(shared: Path, target: str, file: str) -> None:
    folder = shared / "real" / "chats"
    expected = {(m["timestamp"], m["author"], m["message"]) for m in json.loads((folder / target).read_text())}
    made = one(folder / file)
    ours = [
        (
            datetime.fromisoformat(p.said_at).replace(tzinfo=None).isoformat(),
            p.speaker,
            " ".join(made.text[p.start : p.end].split()),
        )
        for p in made.passages
        if p.stretch is Stretch.SPEECH
    ]
    assert set(ours) == expected
    assert len(ours) == len(expected)


def test_every_caption_file_is_read_but_those_without_captions(shared: Path) -> None:
    refused = set()
    for path in sorted((shared / "real" / "transcripts").glob("*.[vs][tr]t")):
        try:
            assert one(path).passages
        except UnreadableError:
            refused.add(path.name)
    assert refused == NOTHING_IN_THEM


def test_all_words_of_a_zoom_file_are_in_its_turns(shared: Path) -> None:
    for path in sorted((shared / "real" / "transcripts").glob("zoom_*.vtt")):
        made = one(path)
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        words = " ".join(line.split(": ", 1)[1] for line in lines if ": " in line)
        assert " ".join(made.text[p.start : p.end] for p in made.passages) == " ".join(words.split())


def test_reactions_and_replies_of_a_zoom_chat_find_their_messages(shared: Path) -> None:
    path = shared / "real" / "transcripts" / "zoom_2026-02-19_175_chat.txt"
    made = one(path)
    file = path.read_text()
    assert reader_for(Source(path, path.name)).name == "zoomchat"
    notes = [p for p in made.passages if p.stretch is Stretch.NOTE]
    quoted = [p for p in made.passages if p.stretch is Stretch.QUOTED]
    assert len(notes) == file.count("\tReacted to") + file.count("\tHat auf")
    assert len(quoted) == file.count("\tReplying to")
    assert all(p.reply_to is not None for p in notes)
    assert all(p.quotes is not None for p in quoted)


@pytest.mark.parametrize(
    "name", ["whatstk_lorem-merge-part1.txt", "whatstk_lorem-merge-part2.txt", "whatstk_pokemon.txt"]
)
def test_every_line_of_a_chat_is_a_passage(shared: Path, name: str) -> None:
    path = shared / "real" / "chats" / name
    lines = [line for line in path.read_text().splitlines() if line.strip()]
    assert len(one(path).passages) == len(lines)
