"""Quotes by code in Word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from storylens import Project, StorylensError
from tests.helpers import Told


def paragraphs(file: Path) -> list[tuple[str, str]]:
    return [(paragraph.style.name, paragraph.text) for paragraph in docx.Document(str(file)).paragraphs]


def test_a_heading_a_code_with_its_definition_and_its_quotes(village: Project, tmp_path: Path) -> None:
    lines = paragraphs(village.quotes(tmp_path / "q.docx", by="Tendai"))
    at = lines.index(("Heading 2", "Loans (2 of 6 tellers)"))
    assert lines[at + 1] == ("Intense Quote", "Money lent.")
    quotes = [text for style, text in lines[at + 2 :] if style == "Quote"][:2]
    assert sorted(text.partition("”")[0] for text in quotes) == [
        "“I took a loan for it.",
        "“The borehole brought strangers, zzdelta, and I took a loan to sell tea to them.",
    ]
    assert all(text.endswith("; suggested, not confirmed") for text in quotes)


def test_who_is_quoted_is_named_by_code_and_place_in_the_text(village: Project, tmp_path: Path) -> None:
    village.highlight("w1", "we keep the key ourselves", "keys", by="Tendai")
    file = village.quotes(tmp_path / "q.docx", by="Tendai", codes=["keys"])
    (line,) = [text for style, text in paragraphs(file) if style == "Quote"]
    text = (village.store.folder.inbox / "w1.txt").read_text(encoding="utf-8")
    start = text.index("we keep the key ourselves")
    code = village.documents().query("source == 'inbox/w1.txt'").index[0]
    assert line == f"“we keep the key ourselves”  W1, {code}, {start}–{start + len('we keep the key ourselves')}"


def test_codes_are_chosen_by_id_or_name(village: Project, tmp_path: Path) -> None:
    for code in ("v.loan", "Loans"):
        lines = paragraphs(village.quotes(tmp_path / "q.docx", by="Tendai", codes=[code]))
        assert [text for style, text in lines if style == "Heading 2"] == ["Loans (2 of 6 tellers)"]


def test_without_anything_to_print_it_says_where_the_reasons_are(
    project: Callable[..., Project], tmp_path: Path
) -> None:
    made = project(Told("T1", "The pump broke.", consent="no"))
    made.tag()
    with pytest.raises(StorylensError, match="storylens tables left-out"):
        made.quotes(tmp_path / "q.docx", by="Tendai")
    assert not (tmp_path / "q.docx").exists()


def test_the_file_does_not_tell_who_made_it_when(village: Project, tmp_path: Path) -> None:
    facts = docx.Document(str(village.quotes(tmp_path / "q.docx", by="Tendai"))).core_properties
    assert facts.author == ""
    assert facts.created == facts.modified


def test_the_record_says_who_printed_them_whatever_is_translated(village: Project, tmp_path: Path) -> None:
    village.quotes(tmp_path / "q.docx", by="Tendai")
    assert list(village.exports().frame["by"]) == ["Tendai"]
