"""What sheets say of documents, groups and who was sought, in whatever order they come."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from storylens import Project
from tests.helpers import Told

TALK = "INT: What came of it?\nRudo: We have a wall now.\nINT: And before?\nRudo: Before there was sand.\n"
SHEET = (
    "file,title,class,place,date,language,translator,original language,original,wave,consent,age,words\n"
    "a.txt,The wall,focus group,Mwezi,2024-06-04,English,Chipo,Tumbuka,a_tum.txt,before,yes,41,16\n"
)


def inbox(project: Project, name: str, text: str) -> None:
    (project.store.folder.inbox / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("order", [("documents.csv", "a.txt"), ("a.txt", "documents.csv")])
@pytest.mark.parametrize("sheet", ["documents.csv", "manifest.csv"])
def test_a_sheet_describes_documents_before_or_after_they_come(
    project: Callable[..., Project], order: tuple[str, ...], sheet: str
) -> None:
    made = project()
    for name in order:
        inbox(made, sheet if name == "documents.csv" else name, SHEET if name == "documents.csv" else TALK)
        made.ingest()
    document = made.view().documents.iloc[0]
    assert (document.title, document.kind, document.place) == ("The wall", "group interview", "Mwezi")
    assert (document.collected_on, document.wave, document.translator) == ("2024-06-04", "before", "Chipo")
    assert document.translated_from == "und"  # Tumbuka has no code of two letters, and is no English all the same
    (teller,) = made.tellers().itertuples()  # what is said of a file is said of the one who tells in it
    assert teller.age.startswith("41")
    assert teller.analysis == "yes"
    assert not {"translator", "title", "words"} & set(made.tellers().columns)
    assert made.ingest().receipts == []


def test_what_is_said_of_a_file_in_which_several_tell_is_said_of_none_of_them(project: Callable[..., Project]) -> None:
    made = project()
    inbox(made, "a.txt", TALK + "Themba: It was never sand.\nINT: So?\nThemba: It was clay.\n")
    inbox(made, "documents.csv", SHEET)
    made.ingest()
    assert made.view().turns.empty
    assert made.documents().kind.tolist() == ["group interview"]


def test_a_sheet_that_changes_the_language_has_the_text_read_again(village: Project) -> None:
    assert "zzalpha" in " ".join(village.view().turns.text)
    inbox(village, "documents.csv", "file,title,language\nw1.txt,One,ny\n")
    village.ingest()
    assert "zzalpha" not in " ".join(village.view().turns.text)  # no screen reads that language: held
    inbox(village, "documents.csv", "file,title,language\nw1.txt,One,en\n")
    village.ingest()
    assert "zzalpha" in " ".join(village.view().turns.text)


def test_a_table_of_stories_with_titles_is_no_sheet_of_documents(project: Callable[..., Project]) -> None:
    made = project()
    words = "We walked to the office with the list of names, and they took it from us without a word."
    inbox(made, "stories.csv", f"title,story\nOne,{words}\nTwo,{words} Then it rained.\n")
    assert made.ingest().documents == 2


def test_a_group_has_a_composition_and_no_gender(project: Callable[..., Project]) -> None:
    made = project()
    inbox(made, "a.txt", TALK)
    inbox(
        made,
        "who.csv",
        "file,speaker,teller,role,composition,gender,consent\na.txt,Rudo,G1,focus group,5 women,woman,yes\n",
    )
    made.ingest()
    tellers = made.tellers()
    assert tellers.loc["G1", "composition"] == "5 women (not recorded)"
    assert "gender" not in tellers


def test_erasing_a_document_erases_what_a_sheet_said_of_it(project: Callable[..., Project]) -> None:
    made = project(Told("T1", "The pump broke, and nobody came."))
    inbox(made, "documents.csv", "file,title,class\nt1.txt,Zztitle of Rudo,story\n")
    made.ingest()
    assert made.documents().title.tolist() == ["Zztitle of Rudo"]
    made.erase(document="t1.txt", by="Tendai", reason="asked for")
    for file in made.path.rglob("*"):
        if file.is_file() and not file.is_relative_to(made.store.folder.inbox):
            assert b"Zztitle" not in file.read_bytes(), file
