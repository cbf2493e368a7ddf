"""Transcripts in Word that name who speaks and when, as meeting programs save them."""

from __future__ import annotations

import io
from pathlib import Path

import docx

from storylens.ingest.docx import read
from storylens.records import Received, Stretch
from tests.ingest.given import given, said

SAID = (
    ("Ruth Phiri", "0:03", "We opened in May."),
    ("Joe Banda", "0:12", "And then?"),
    ("Ruth Phiri", "1:02:20", "Rain."),
)


def transcript(tmp_path: Path, paragraphs: list[str]) -> Received:
    made = docx.Document()
    for lines in paragraphs:
        first, *rest = lines.split("\n")
        paragraph = made.add_paragraph(first)
        for line in rest:
            paragraph.add_run().add_break()
            paragraph.add_run(line)
    out = io.BytesIO()
    made.save(out)
    (one,) = read(given(tmp_path, "Meeting.docx", out.getvalue()))
    return one


def turns(made: Received) -> list[tuple[str, str, str]]:
    return [
        (one.speaker, one.said_at, made.text[one.start : one.end])
        for one in made.passages
        if one.stretch is Stretch.SPEECH
    ]


EXPECTED = [
    ("Ruth Phiri", "00:00:03", "We opened in May."),
    ("Joe Banda", "00:00:12", "And then?"),
    ("Ruth Phiri", "01:02:20", "Rain."),
]


def test_name_time_and_words_in_one_paragraph(tmp_path: Path) -> None:
    made = transcript(tmp_path, ["Seed meeting\n4 June 2024", *(f"{who}   {at}\n{told}" for who, at, told in SAID)])
    assert turns(made) == EXPECTED
    assert said(made, Stretch.HEADING) == ["Seed meeting", "4 June 2024"]
    assert "Ruth Phiri   0:03\nWe opened" in made.text


def test_words_in_paragraphs_of_their_own(tmp_path: Path) -> None:
    made = transcript(tmp_path, [line for who, at, told in SAID for line in (f"{who}  {at}", told)] + ["Much rain."])
    assert turns(made) == [*EXPECTED, ("Ruth Phiri", "01:02:20", "Much rain.")]


def test_times_from_and_to_above_the_name(tmp_path: Path) -> None:
    made = transcript(
        tmp_path,
        ["0:0:0.0 --> 0:0:4.120\nRuth Phiri\nWe opened\nin May.", "0:0:4.120 --> 0:1:7.0\nJoe Banda\nAnd then?"],
    )
    assert turns(made) == [
        ("Ruth Phiri", "00:00:00.000", "We opened"),
        ("Ruth Phiri", "00:00:00.000", "in May."),
        ("Joe Banda", "00:00:04.120", "And then?"),
    ]


def test_a_name_without_words_is_a_note(tmp_path: Path) -> None:
    made = transcript(tmp_path, ["Ruth Phiri  0:03", "Joe Banda  0:12", "And then?"])
    assert turns(made) == [("Joe Banda", "00:00:12", "And then?")]
    assert said(made, Stretch.NOTE) == ["Ruth Phiri  0:03"]


def test_a_timetable_is_no_transcript(tmp_path: Path) -> None:
    made = transcript(tmp_path, ["Tea  10:30", "We drink it.", "Lunch  9:30", "We eat."])
    assert {one.speaker for one in made.passages} == {""}
