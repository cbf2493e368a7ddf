"""Transcripts laid out as tables: who, when, what, and notes, in whatever order the head says."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest

from storylens.ingest.reader import read
from storylens.prepare.document import Prepared, prepare
from storylens.records import Stretch
from tests.ingest.given import given

TALK = (
    ("Ines", "0:03", "How did it begin?"),
    ("Asha", "0:09", "Under a tree."),
    ("Ines", "0:20", "And then?"),
    ("Asha", "0:30", "Rain."),
)


def table(folder: Path, rows: Sequence[Sequence[str]]) -> Prepared:
    made = docx.Document()
    made.add_paragraph("Date: 3 May 2024")
    grid = made.add_table(rows=len(rows), cols=len(rows[0]))
    for row, cells in zip(grid.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    out = io.BytesIO()
    made.save(out)
    (received,) = read(given(folder, "a.docx", out.getvalue()))
    return prepare(received, source="a.docx", original="")


def spoken(made: Prepared) -> list[tuple[str, str, str]]:
    names = {one.id: one.label for one in made.speakers}
    text = made.document.text
    return [
        (names[one.speaker_id or ""], one.said_at, text[one.start : one.end])
        for one in made.turns
        if one.stretch is Stretch.SPEECH
    ]


@pytest.mark.parametrize(
    ("head", "order"),
    [
        (("Speaker", "Time", "Text"), (0, 1, 2)),
        (("Timestamp", "Who", "Transcript"), (1, 0, 2)),
        (("Name", "Start time", "Chichewa"), (0, 1, 2)),
    ],
)
def test_the_head_says_what_columns_are(tmp_path: Path, head: tuple[str, ...], order: tuple[int, ...]) -> None:
    made = table(tmp_path, [head, *([turn[place] for place in order] for turn in TALK)])
    assert spoken(made) == [(who, f"00:00:{at[-2:]}", words) for who, at, words in TALK]
    assert {one.label for one in made.speakers} == {"Ines", "Asha"}


def test_numbers_stand_before_and_notes_after(tmp_path: Path) -> None:
    rows = [
        ["No.", "Speaker", "Transcript", "Notes"],
        ["1", "Ines", "How did it begin?", ""],
        ["2", "Asha", "Under a tree.\nIt was May.", "she laughs"],
        ["3", "", "All of us.", ""],
        ["4", "Ines", "And then?", ""],
        ["5", "Asha", "Rain.", ""],
    ]
    made = table(tmp_path, rows)
    assert [(who, words) for who, _, words in spoken(made)] == [
        ("Ines", "How did it begin?"),
        ("Asha", "Under a tree."),
        ("Asha", "It was May."),
        ("Asha", "All of us."),
        ("Ines", "And then?"),
        ("Asha", "Rain."),
    ]
    text = made.document.text
    assert "she laughs" in [text[one.start : one.end] for one in made.turns if one.stretch is Stretch.NOTE]


def test_a_table_of_people_is_no_dialogue(tmp_path: Path) -> None:
    made = table(tmp_path, [["Name", "Age", "Village"], ["Asha", "34", "Lomba"], ["Rudo", "40", "Salima"]])
    assert [words for _, _, words in spoken(made)][-1] == "Rudo\t40\tSalima"
