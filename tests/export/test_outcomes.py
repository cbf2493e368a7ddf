"""The catalogue of outcomes: a page each, with evidence that may be printed and nothing that may not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from storylens import Project, StorylensError
from tests.conftest import Ran
from tests.helpers import NEVER_PRINTED, holding


@pytest.fixture
def stated(village: Project) -> Project:
    write, link = village.entries.write, village.entries.link
    write("harvest", {"name": "H", "axes": "significance"}, by="Ada")
    write("outcome", {"harvest": "harvest-1", "name": "<b>Keys</b>", "change_text": "They kept the key."}, by="Ada")
    write("outcome", {"harvest": "harvest-1", "name": "a passage alone"}, by="Ada")
    link("outcome-1", "w1", "we keep the key ourselves", by="Ada")
    link("outcome-1", "counted", "A loan is a rope", role="contradicts", by="Ada")
    village.entries.revise("outcome-1", {"significance_text": "first time"}, by="Ben", why="asked W1", round=1)
    asked = {"outcome": "outcome-1", "element": "outcome", "person": "The nurse", "independent_because": "from afar"}
    write("substantiation", {**asked, "answer": "disagree", "comment": "I saw another key."}, by="Ada")
    write("question", {"about": "outcome-1", "text": "When was that?", "to": "W1"}, by="Ada")
    village.harvest.judge("outcome-1", "significance", "high", by="Rudo", why="rare")
    return village


WANTED = (
    *("They kept the key.", "first time", "we keep the key ourselves", "whose words may not be printed"),
    *("outcome: The nurse (from afar): disagree: I saw another key.", "When was that? (to W1)"),
    *("significance: high, by Rudo, as rare", "round 1: asked W1", "Not written yet."),
)


def test_a_page_in_word_has_the_whole_outcome(stated: Project, tmp_path: Path) -> None:
    file = tmp_path / "out" / "o.docx"
    assert [page.number for page in stated.export_outcomes(file, by="Ada")] == ["outcome-1"]
    told = "\n".join(paragraph.text for paragraph in docx.Document(str(file)).paragraphs)
    for words in WANTED:
        assert words in told
    assert "a passage alone" not in told
    assert "A loan is a rope" not in told
    assert holding(file.parent, NEVER_PRINTED) == []
    first = file.read_bytes()
    stated.export_outcomes(file, by="Ada")
    assert file.read_bytes() == first


def test_the_web_page_runs_nothing_that_was_written(
    stated: Project, storylens: Callable[..., Ran], tmp_path: Path
) -> None:
    ran = storylens("harvest", "catalogue", "--to", tmp_path / "o.html", "-p", stated.path)
    assert "Wrote 1 outcomes" in ran.out
    told = (tmp_path / "o.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;Keys&lt;/b&gt;" in told
    assert "<b>Keys" not in told
    assert all(words in told for words in WANTED)


def test_a_question_that_the_fields_answer_is_open_no_more(village: Project, tmp_path: Path) -> None:
    village.harvest.draft("w1", "we keep the key ourselves", by="Ada")
    filled = {"change_text": "The women kept the key.", "social_actor": "The women", "place": "North"}
    village.entries.revise("outcome-1", filled, by="Ada", why="asked", round=1)
    village.export_outcomes(tmp_path / "o.html", by="Ada")
    told = (tmp_path / "o.html").read_text(encoding="utf-8")
    assert "Where was that?" not in told
    assert "When was that: which month, quarter or year? (to W1)" in told


def test_nothing_to_write_is_said(village: Project, tmp_path: Path) -> None:
    with pytest.raises(StorylensError, match="no outcome with a statement"):
        village.export_outcomes(tmp_path / "o.docx", by="Ada")
    with pytest.raises(StorylensError, match=r"as \.docx or \.html"):
        village.export_outcomes(tmp_path / "o.pdf", by="Ada")
