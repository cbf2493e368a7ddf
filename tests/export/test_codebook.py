"""A codebook on paper: definitions, and examples of those who may be quoted."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from storylens import Project, StorylensError
from storylens.coding import codes
from tests.helpers import NEVER_PRINTED


@pytest.fixture
def coded(village: Project) -> Project:
    for name in ("w1", "m1", "no", "counted", "held", "silent"):
        text = (village.store.folder.inbox / f"{name}.txt").read_text(encoding="utf-8")
        start = text.index("R: ") + 3
        village.highlight(name, (start, start + 30), "who holds it", by="Ada")
        village.highlight(name, (start, start + 30), "v.shame", by="Ada")
    codes.define(village.store, "who holds it", by="Ada", definition="Who holds <the> key.", exclude="& locks")
    return village


def test_word_and_page_have_definitions_examples_and_history(coded: Project, tmp_path: Path) -> None:
    word = coded.export_codebook(tmp_path / "own.docx", by="Ada")
    told = "\n".join(paragraph.text for paragraph in docx.Document(str(word)).paragraphs)
    page = coded.export_codebook(tmp_path / "own.html", by="Ada").read_text(encoding="utf-8")
    for text in (told, page.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")):
        assert "Who holds <the> key." in text
        assert "& locks" in text
        assert "The borehole is near the schoo" in text  # W1 agreed to be quoted
        assert "created who-holds-it" in text
        assert not [word for word in NEVER_PRINTED if word in text]
    assert "<the>" not in page


def test_sensitive_codes_and_those_who_may_not_be_quoted_give_no_example(coded: Project, tmp_path: Path) -> None:
    page = coded.export_codebook(tmp_path / "v.html", by="Ada", codebook="village").read_text(encoding="utf-8")
    shame = page[page.index("v.shame") :]
    assert "<blockquote>" not in shame
    own = coded.export_codebook(tmp_path / "own.html", by="Ada").read_text(encoding="utf-8")
    assert "A loan is a rope" not in own  # counted, not quoted


def test_a_withdrawal_names_the_codebook_that_held_the_words(coded: Project, tmp_path: Path) -> None:
    coded.export_codebook(tmp_path / "own.docx", by="Ada")
    past = coded.consent("W1", "anonymised quote", "withdrawn", by="Ada")
    assert any("own.docx" in str(one) for one in past)


def test_the_same_codebook_gives_the_same_bytes(coded: Project, tmp_path: Path) -> None:
    for suffix in ("docx", "html"):
        one, other = (coded.export_codebook(tmp_path / f"{n}.{suffix}", by="Ada").read_bytes() for n in "ab")
        assert one == other


def test_what_cannot_be_written_is_said(coded: Project, tmp_path: Path) -> None:
    with pytest.raises(StorylensError, match=r"\.docx or \.html"):
        coded.export_codebook(tmp_path / "own.pdf", by="Ada")
    with pytest.raises(StorylensError, match="no codebook 'nowhere'"):
        coded.export_codebook(tmp_path / "own.docx", by="Ada", codebook="nowhere")
