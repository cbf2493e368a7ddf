"""The words of a translation are the translator's: they are printed so, and nothing rests on their pronouns."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from storylens import Project
from tests.helpers import BOOK

TOLD = "We dug the borehole ourselves that year, and she was thanked by our people for it, zztold."


@pytest.fixture
def translated(tmp_path: Path) -> Project:
    project = Project.new(tmp_path / "project")
    (project.path / "codebooks" / "village.yml").write_text(BOOK, encoding="utf-8")
    inbox = project.store.folder.inbox
    (inbox / "a.txt").write_text(f"INT: What came of it?\nR: {TOLD}\n", encoding="utf-8")
    (inbox / "b.txt").write_text("INT: What came of it?\nR: The borehole is dry again, zzother.\n", encoding="utf-8")
    (inbox / "a_ny.txt").write_text("INT: Zinatani?\nR: Tinakumba tokha chaka chimenecho.\n", encoding="utf-8")
    (inbox / "documents.csv").write_text(
        "file,language,original,original language,translator,interpreter\n"
        "a.txt,en,a_ny.txt,Chichewa,Chipo,\na_ny.txt,ny,,,,\nb.txt,en,,,,Themba\n",
        encoding="utf-8",
    )
    project.ingest()
    project.declare_consent(by="Tendai", wording="All agreed.")
    project.tag()
    return project


def test_quotes_say_who_translated_or_interpreted(translated: Project, tmp_path: Path) -> None:
    quotes = translated.tables().table("quotes").frame
    by = {row.quote.split()[-1]: row.translated for row in quotes.itertuples()}
    assert by == {"zztold.": "translated by Chipo", "zzother.": "interpreted by Themba"}
    file = translated.quotes(tmp_path / "quotes.docx", by="Tendai")
    printed = "\n".join(paragraph.text for paragraph in docx.Document(str(file)).paragraphs)
    assert "translated by Chipo" in printed
    assert "interpreted by Themba" in printed


def test_original_and_translation_know_each_other(translated: Project) -> None:
    from storylens.store import documents

    with translated.store.reading() as connection:
        made, original = (
            documents.read(connection, documents.find(connection, name)) for name in ("a.txt", "a_ny.txt")
        )
        assert (made.language, made.translated_from, original.language) == ("en", "ny", "ny")
        assert documents.original_of(connection, made) == original.id
        assert documents.translation_of(connection, original) == made.id


def test_the_list_of_documents_says_what_translates_what(translated: Project) -> None:
    notes = translated.documents().set_index("source").note
    assert notes["inbox/a.txt"] == "translated from ny by Chipo; the original is D002"
    assert notes["inbox/b.txt"] == "interpreted by Themba"


def test_a_tagger_says_which_documents_it_does_not_read(translated: Project) -> None:
    assert "1 documents in ny were skipped" in str(translated.tag())


def test_acts_in_the_passive_are_footnoted_in_a_translation_and_counted_nowhere(translated: Project) -> None:
    from storylens.analysis.actors import acts

    found = acts(translated.store)
    assert "dig" in set(found.verb)
    assert "thank" not in set(found.verb)
    assert any("documents are translations" in note for note in translated.actors().notes)
