"""Bold paragraphs without names: questions that were asked, or the headings of a case study."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from storylens.ingest.emphasis import QUESTIONS
from storylens.ingest.reader import read
from storylens.prepare.document import Prepared, prepare
from storylens.records import Kind, Role, Stretch
from tests.ingest.given import given

LONG = "Lomba lies a day away from the tarmac and had no pump of its own for eleven years."


def written(folder: Path, *paragraphs: str) -> Prepared:
    """Return what becomes of a Word file; a paragraph that begins with * is bold."""
    made = docx.Document()
    for words in paragraphs:
        made.add_paragraph().add_run(words.removeprefix("*")).bold = words.startswith("*")
    out = io.BytesIO()
    made.save(out)
    (received,) = read(given(folder, "a.docx", out.getvalue()))
    return prepare(received, source="a.docx", original="")


def said(made: Prepared) -> dict[str, tuple[Stretch, Role | None]]:
    roles = {one.id: one.role for one in made.speakers}
    text = made.document.text
    return {text[one.start : one.end]: (one.stretch, roles.get(one.speaker_id or "")) for one in made.turns}


def test_questions_in_bold_are_the_interviewer_s(tmp_path: Path) -> None:
    made = written(tmp_path, "*How did it begin?", LONG, "*Tell me of the rains.", LONG, "*And then?", "We rested.")
    assert made.document.kind is Kind.INTERVIEW
    assert {words for words, (_, role) in said(made).items() if role is Role.INTERVIEWER} == {
        "How did it begin?",
        "Tell me of the rains.",
        "And then?",
    }
    assert said(made)[LONG] == (Stretch.SPEECH, Role.TELLER)


def test_the_import_report_says_so(tmp_path: Path) -> None:
    made = docx.Document()
    for words in ("How did it begin?", LONG, "And then?", LONG):
        made.add_paragraph().add_run(words).bold = words is not LONG
    out = io.BytesIO()
    made.save(out)
    (received,) = read(given(tmp_path, "a.docx", out.getvalue()))
    assert QUESTIONS in received.remarks


def test_short_lines_in_bold_are_headings(tmp_path: Path) -> None:
    made = written(tmp_path, "*Background", LONG, LONG, "*What women said", "We walk less.", "*Lessons:", LONG)
    headings = {words for words, (stretch, _) in said(made).items() if stretch is Stretch.HEADING}
    assert headings == {"Background", "What women said", "Lessons:"}


@pytest.mark.parametrize(
    "paragraphs",
    [
        (LONG, "*We will not give up the key.", LONG),  # a sentence
        (LONG, "*One", "*Two", "*Three"),  # nothing stands below them
        ("INT: Why?", "R: So.", "*Never", "R: Yes.", "INT: And?", "R: No."),  # a transcript
    ],
)
def test_other_bold_words_are_a_teller_s(tmp_path: Path, paragraphs: tuple[str, ...]) -> None:
    made = written(tmp_path, *paragraphs)
    assert {stretch for stretch, _ in said(made).values()} == {Stretch.SPEECH}


def test_questions_in_italics_are_the_interviewer_s_and_other_italics_are_not(tmp_path: Path) -> None:
    talk = f"*How did it begin?*\n\n{LONG}\n\n*And then?*\n\nWe rested.\n"
    (received,) = read(given(tmp_path, "a.md", talk))
    assert [received.text[one.start : one.end] for one in received.passages if one.asked] == [
        "How did it begin?",
        "And then?",
    ]
    (received,) = read(
        given(tmp_path, "b.md", f"{LONG}\n\n*We walk less now*\n\n{LONG}\n\n*They hold the key*\n\n{LONG}\n")
    )
    assert {one.stretch for one in received.passages} == {Stretch.SPEECH}
