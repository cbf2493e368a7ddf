"""Story cards as files: print-ready, the same bytes again, kept as an export, nothing run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from storylens import Project, StorylensError
from storylens.export.cards import RECORD
from tests.conftest import Ran
from tests.helpers import NEVER_PRINTED, PRINTED, Told, holding


def test_a_word_file_has_a_cell_a_card_and_a_sheet_to_record_on(village: Project, tmp_path: Path) -> None:
    import docx

    made = village.cards(tmp_path / "cards.docx", by="Tendai")
    document = docx.Document(str(tmp_path / "cards.docx"))
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells if cell.text]
    assert len(cells) == len(made)
    assert cells[0].splitlines()[0] == made[0].story
    assert [cell.text for cell in document.tables[1].rows[0].cells] == list(RECORD)


@pytest.mark.parametrize("name", ["cards.docx", "cards.html"])
def test_only_what_may_be_printed_and_the_same_bytes_again(village: Project, tmp_path: Path, name: str) -> None:
    village.cards(tmp_path / name, by="Tendai")
    first = (tmp_path / name).read_bytes()
    village.cards(tmp_path / name, by="Tendai")
    assert (tmp_path / name).read_bytes() == first
    assert holding(tmp_path, NEVER_PRINTED, besides=village.path) == []
    assert all(holding(tmp_path, word, besides=village.path) == [name] for word in PRINTED)


def test_words_that_look_like_a_page_are_words(project: Callable[..., Project], tmp_path: Path) -> None:
    made = project(Told("A", "<script>alert(1)</script> and the pump."))
    made.tag()
    made.cards(tmp_path / "cards.html", by="Tendai")
    page = (tmp_path / "cards.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_who_withdraws_is_told_which_cards_were_printed(village: Project, tmp_path: Path) -> None:
    village.cards(tmp_path / "cards.html", by="Tendai")
    past = village.consent("W1", "anonymised quote", "withdrawn", by="Tendai")
    assert any("cards.html" in file for export in past for file in export.files)


def test_other_files_are_refused(village: Project, tmp_path: Path) -> None:
    with pytest.raises(StorylensError, match=r"\.docx or \.html"):
        village.cards(tmp_path / "cards.pdf", by="Tendai")


def test_the_command_says_what_to_look_at(village: Project, storylens: Callable[..., Ran], tmp_path: Path) -> None:
    ran = storylens("cards", "--to", tmp_path / "cards.html", "-p", village.path)
    assert ran.code == 0
    assert "looks for them" in ran.out
    assert "--without" in ran.out
