"""Transcripts with name and time on a line of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from storylens.ingest.reader import reader_for
from storylens.ingest.source import Source
from storylens.records import Kind, Stretch
from tests.ingest.telling import read_one, times, turns, words_of


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Rehema Ali  0:12", "Speaker 2  1:02:03"),
        ("Rehema Ali\t00:00:12", "Speaker 2\t01:02:03"),
        ("Rehema Ali (0:12):", "Speaker 2 (01:02:03):"),
        ("[Rehema Ali] 00:00:12", "[Speaker 2] 01:02:03"),
        ("Rehema Ali   0:12 ", "Speaker 2 1:02:03"),
    ],
)
def test_names_and_times_of_several_programs(tmp_path: Path, first: str, second: str) -> None:
    file = f"{first}\nWe began with six women.\nThen twelve.\n\n{second}\nAnd now?\n"
    made = read_one(tmp_path, "a.txt", file, by="otter")
    assert turns(made) == [("Rehema Ali", "We began with six women.\nThen twelve."), ("Speaker 2", "And now?")]
    assert times(made) == ["00:00:12", "01:02:03"]
    assert made.text == file


def test_title_and_footer_are_nobodys_words(tmp_path: Path) -> None:
    file = "Savings group\nMon, Mar 04\n\nAsha  0:03\nWe save.\n\nBaraka  0:09\nWe do.\n\nTranscribed by https://otter.ai\n"
    made = read_one(tmp_path, "a.txt", file, by="otter")
    assert turns(made) == [("Asha", "We save."), ("Baraka", "We do.")]
    assert words_of(made, Stretch.HEADING) == ["Savings group"]
    assert words_of(made, Stretch.NOTE) == ["Mon, Mar 04", "Transcribed by https://otter.ai"]


def test_one_speaker_alone(tmp_path: Path) -> None:
    assert turns(read_one(tmp_path, "a.txt", "Asha  0:00\nI was born here.\n", by="otter")) == [
        ("Asha", "I was born here.")
    ]


def test_it_is_no_thread(tmp_path: Path) -> None:
    made = read_one(tmp_path, "a.txt", "Asha  0:00\nYes.\n\nBaraka  0:02\nNo.\n")
    assert made.kind is not Kind.THREAD


@pytest.mark.parametrize(
    "text",
    [
        "We left at 6:30\nand came back late.\n\nThey left at 7:30\nand did not.\n",
        "Luke 4:05\nA verse.\n\nLuke 4:06\nAnother.\n",
        "Lunch  12:30\nSoup.\n\nBreakfast  7:30\nBread.\n",
        "A story.\n\nLunch  12:30\n\nAnd so on.\n",
    ],
)
def test_other_lines_with_times_are_not_taken_for_speakers(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text)
    assert reader_for(Source(path, path.name)).name != "otter"


def test_a_time_before_the_name(tmp_path: Path) -> None:
    text = "[00:00:04.100] - Ines\nWhy?\n\n[00:00:12.200] - Asha\nIt rained.\n\n00:00:20 Speaker 3\nYes.\n"
    made = read_one(tmp_path, "a.txt", text, by="otter")
    assert turns(made) == [("Ines", "Why?"), ("Asha", "It rained."), ("Speaker 3", "Yes.")]
    assert times(made) == ["00:00:04", "00:00:12", "00:00:20"]
