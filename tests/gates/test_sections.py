"""A heading over a passage is told with it, and what may not be printed is not printed for being a heading."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

from storylens import Project
from storylens.analysis.queries import in_context
from storylens.widget.desk import Desk

STORY = """---
author: Rehema Ali
consent: analysis; anonymised quote
---
# Water

We had none, zzfirst, and the pump was far.

## What came of it

The pump is near, zzopen, and we rest.

## What Zuberi said

The pump is ours, zznamed, and nobody else's.

## How my uncle beat me at night

The pump stands still, zzheld, since the rains.
"""


@pytest.fixture
def told(project: Callable[..., Project]) -> Project:
    made = project()
    (made.store.folder.inbox / "water.md").write_text(STORY, encoding="utf-8")
    made.ingest()
    for words in ("The pump is near", "The pump is ours", "The pump stands still"):
        made.highlight("water", words, "Pump", by="Tendai")
    return made


def sections(told: Project, use: str) -> dict[str, str]:
    return {row.text.split("zz")[1].split(",")[0]: row.section for row in told.view(use).turns.itertuples()}


def test_each_turn_of_a_view_stands_under_its_heading(told: Project) -> None:
    seen = sections(told, "analysis")
    assert (seen["first"], seen["open"]) == ("", "What came of it")
    assert list(in_context(told.view("analysis"), "near").section) == ["What came of it"]


def test_a_heading_with_a_name_is_not_printed_until_somebody_decides_on_the_name(told: Project, tmp_path: Path) -> None:
    assert sections(told, "anonymised quote")["named"] == ""
    assert "Zuberi" not in printed(told, tmp_path)
    told.names(propose=True)
    told.replace_name("Zuberi", "[a neighbour]", by="Tendai")
    assert sections(told, "anonymised quote")["named"] == "What [a neighbour] said"
    words = printed(told, tmp_path)
    assert "Zuberi" not in words
    assert "What [a neighbour] said" in words


def test_a_heading_that_may_be_a_disclosure_is_shown_nowhere(told: Project, tmp_path: Path) -> None:
    assert sections(told, "analysis")["held"] == "…"
    assert "uncle" not in printed(told, tmp_path)
    opened = Desk(told.store, "Tendai").answer({"ask": "open", "document": "water"})
    assert [one["section"] for one in opened["document"]["turns"]][-1] == "…"


def test_the_coder_tells_where_a_passage_stands(told: Project) -> None:
    desk = Desk(told.store, "Tendai")
    turns = desk.answer({"ask": "open", "document": "water"})["document"]["turns"]
    assert [one["section"] for one in turns[:4]] == ["", "", "", "What came of it"]
    (hit,) = desk.answer({"ask": "search", "words": "zzopen"})["hits"]
    assert hit["section"] == "What came of it"


def printed(told: Project, to: Path) -> str:
    """Return all words of the quotes in Word and of the workbook of an export."""
    word = told.quotes(to / "quotes.docx", by="Tendai")
    words = [paragraph.text for paragraph in docx.Document(str(word)).paragraphs]
    made = told.export(by="Tendai", to=to / "out")
    book = openpyxl.load_workbook(next(file for file in made.files if file.suffix == ".xlsx"))
    return "\n".join([*words, *(str(cell) for sheet in book for row in sheet.values for cell in row if cell)])
