"""SubRip captions, in the states in which people have them."""

from __future__ import annotations

from pathlib import Path

import pytest

from storylens.records import UnreadableError
from tests.ingest.telling import read_one, times, turns, words_of

PLAIN = "1\n00:00:01,000 --> 00:00:02,500\nWe met.\n\n2\n00:00:03,000 --> 00:00:04,000\nTwice.\n"


def test_words_and_times(tmp_path: Path) -> None:
    made = read_one(tmp_path, "a.srt", PLAIN, by="srt")
    assert words_of(made) == ["We met.", "Twice."]
    assert times(made) == ["00:00:01.000", "00:00:03.000"]
    assert made.text == "[00:00:01,000] We met.\n[00:00:03,000] Twice.\n"


def test_it_is_recognised_by_what_is_in_it(tmp_path: Path) -> None:
    assert words_of(read_one(tmp_path, "captions.txt", PLAIN, by="srt")) == ["We met.", "Twice."]


def test_speakers_before_the_words(tmp_path: Path) -> None:
    said = ["ASHA: We met", "under the tree.", "BARAKA: When?", "ASHA: On Monday."]
    file = "\n\n".join(f"{n}\n00:00:{n:02d},000 --> 00:00:{n:02d},900\n{words}" for n, words in enumerate(said, 1))
    made = read_one(tmp_path, "a.srt", file)
    assert turns(made) == [("ASHA", "We met under the tree."), ("BARAKA", "When?"), ("ASHA", "On Monday.")]


def test_markup_of_players_is_left_out(tmp_path: Path) -> None:
    file = '1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<font color="#ff0000">We</font> <i>met</i> <unclear> here.\n'
    assert words_of(read_one(tmp_path, "a.srt", file)) == ["We met <unclear> here."]


@pytest.mark.parametrize(
    "file",
    [
        PLAIN.replace("2\n", "7\n", 1),  # numbers that jump
        PLAIN.replace("\n\n", "\n"),  # no blank line
        PLAIN.replace("\n\n", "\n\n\n\n"),
        PLAIN.replace("1\n", "", 1).replace("2\n00", "00", 1),  # no numbers
        PLAIN.replace(",", "."),
        PLAIN.replace("-->", "  -->  "),
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n\n", "\n \t\n"),
    ],
    ids=["numbers", "no blank", "many blanks", "no numbers", "dots", "spaces", "windows", "blanks"],
)
def test_what_programs_make_of_it_is_read_all_the_same(tmp_path: Path, file: str) -> None:
    made = read_one(tmp_path, "a.srt", file)
    assert words_of(made) == ["We met.", "Twice."]
    assert times(made) == ["00:00:01.000", "00:00:03.000"]


def test_a_number_that_is_said_is_no_number_of_a_caption(tmp_path: Path) -> None:
    file = "1\n00:00:01,000 --> 00:00:02,000\n42\n\n2\n00:00:03,000 --> 00:00:04,000\nYears.\n"
    assert words_of(read_one(tmp_path, "a.srt", file)) == ["42", "Years."]


def test_a_blank_line_within_a_caption(tmp_path: Path) -> None:
    file = "1\n00:00:01,000 --> 00:00:02,000\nWe met\n\nunder the tree.\n\n2\n00:00:03,000 --> 00:00:04,000\nTwice.\n"
    made = read_one(tmp_path, "a.srt", file)
    assert words_of(made) == ["We met under the tree.", "Twice."]
    assert made.remarks == ("words apart from any time, taken with the caption before them: 1",)


def test_a_caption_without_time_is_kept_without(tmp_path: Path) -> None:
    made = read_one(tmp_path, "a.srt", PLAIN.replace("00:00:03,000 --> 00:00:04,000\n", ""))
    assert words_of(made) == ["We met.", "Twice."]
    assert times(made) == ["00:00:01.000", ""]
    assert made.remarks == ("captions without a time that can be read: 1",)


def test_nothing_but_numbers_and_times_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="nothing is said"):
        read_one(tmp_path, "a.srt", "1\n00:00:01,000 --> 00:00:02,000\n\n")


def test_every_character_is_in_the_text_or_set_aside(tmp_path: Path) -> None:
    made = read_one(tmp_path, "a.srt", PLAIN)
    assert len(made.text) + sum(made.set_aside.values()) == len(PLAIN)
