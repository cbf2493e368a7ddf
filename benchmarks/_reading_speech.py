"""Speakers of transcripts, and chats against expected parses.

Speakers on the Zoom files are compared with a reference made by other means: webvtt-py reads the cues, a name is
what stands before the first colon of a cue where that comes back over all these files, and cues of one name in a
row are one turn. A turn is right when name, first time and words are all the same. Chats are compared with the
parses that chat-miner expects of its own test files: local date and time, author, and message, in any order, with
white space closed up.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import datetime
from pathlib import Path

import webvtt

from storylens.ingest.reader import read
from storylens.ingest.source import Source
from storylens.records import Received, Stretch

EXPECTED = {
    "chatminer_target.json": "chatminer_test_*.txt",
    "chatminer_telegram_target.json": "chatminer_telegram_test_*.json",
    "chatminer_signal_target.json": "chatminer_signal_test_export.txt",
}


def speakers(files: list[Path]) -> None:
    """Compare the turns of the Zoom files with the reference."""
    heard = {file: [(cue.start, " ".join(cue.text.split())) for cue in webvtt.read(str(file))] for file in files}
    names = Counter(words.split(": ", 1)[0] for cues in heard.values() for _, words in cues if ": " in words)
    print(f"{'speaker turns':44}{'right':>6} {'read':>5} {'reference':>9} {'speakers':>8}")
    all_right = all_turns = 0
    for file, cues in heard.items():
        reference: list[tuple[str, str, str]] = []
        for start, words in cues:
            name, colon, rest = words.partition(": ")
            name, rest = (name, rest) if colon and names[name] > 1 else ("", words)
            if reference and reference[-1][0] == name:
                reference[-1] = (name, reference[-1][1], f"{reference[-1][2]} {rest}")
            else:
                reference.append((name, start, rest))
        made = _one(file)
        ours = [(p.speaker, p.said_at, made.text[p.start : p.end]) for p in made.passages]
        right = (Counter(ours) & Counter(reference)).total()
        all_right, all_turns = all_right + right, all_turns + len(reference)
        print(f"{file.name:44}{right:6} {len(ours):5} {len(reference):9} {len({name for name, _, _ in reference}):8}")
    print(f"{'all':44}{all_right:6} of {all_turns}\n")


def parses(folder: Path) -> None:
    """Compare chats with the parses that chat-miner expects."""
    print(f"{'chats':44}{'equal':>6} {'read':>5} {'expected':>9}")
    for target, pattern in EXPECTED.items():
        expected = Counter(
            (one["timestamp"], one["author"], _closed(one["message"]))
            for one in json.loads((folder / target).read_text())
        )
        for file in sorted(folder.glob(pattern)):
            made = _one(file)
            ours = Counter(
                (_local(p.said_at), p.speaker, _closed(made.text[p.start : p.end]))
                for p in made.passages
                if p.stretch is Stretch.SPEECH
            )
            print(f"{file.name:44}{(ours & expected).total():6} {ours.total():5} {expected.total():9}")
    print()


def _one(file: Path) -> Received:
    (made,) = read(Source(file, file.name))
    return made


def _closed(words: str) -> str:
    return " ".join(words.split())


def _local(said_at: str) -> str:
    """Return date and time as the expected parses have them: without a zone."""
    return datetime.fromisoformat(said_at).replace(tzinfo=None).isoformat() if re.match(r"\d{4}-", said_at) else said_at
