"""Who speaks as whom: sheets first, then what the format says, else a teller of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from storylens import Project
from storylens.store import people
from tests.conftest import Ran
from tests.helpers import Told, drop


def inbox(project: Project, name: str, text: str) -> Path:
    file = project.store.folder.inbox / name
    file.write_text(text, encoding="utf-8")
    return file


TALK = "INT: What came of it?\nRudo: We have a wall now.\nINT: And before?\nRudo: Before there was sand.\n"


def test_the_sheet_says_who_speaks_and_the_basis_is_kept(seen_village: Project) -> None:
    tellers = seen_village.tellers()
    assert tellers.loc["W1", "speaks as"] == "R in inbox/w1.txt"
    assert tellers.loc["W1", "gender"] == "woman (self-stated)"
    assert set(tellers.index) == {"W1", "W2", "W3", "M1", "M2", "NO", "GONE", "SILENT", "COUNTED", "HELD"}


def test_the_interviewer_is_nobodys_teller(seen_village: Project) -> None:
    speakers = seen_village.speakers()
    assert speakers.loc["INT", "role"] == "interviewer"
    assert speakers.loc["INT", "tellers"] == ""


def test_a_name_in_two_files_is_two_tellers_until_somebody_says_otherwise(project: Callable[..., Project]) -> None:
    made = project()
    inbox(made, "a.txt", TALK)
    inbox(made, "b.txt", TALK.replace("sand", "mud"))
    made.ingest()
    assert len(made.tellers()) == 2
    inbox(made, "who.csv", "file,speaker,teller,consent\n,Rudo,R1,yes\n")
    made.ingest()
    assert list(made.tellers().index) == ["R1"]
    assert made.view().n == 1


def test_the_sheet_may_come_before_or_after_the_stories(project: Callable[..., Project]) -> None:
    one, other = project(), project()
    for made, names in ((one, ("who.csv", "a.txt")), (other, ("a.txt", "who.csv"))):
        for name in names:
            inbox(made, name, TALK if name == "a.txt" else "file,speaker,teller,consent\na.txt,Rudo,R1,yes\n")
            made.ingest()
    assert one.tellers().drop(columns="id").equals(other.tellers().drop(columns="id"))


def test_a_sheet_that_is_corrected_corrects_what_is_known(village: Project) -> None:
    sheet = village.store.folder.inbox / "tellers-1.csv"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("W1,,,North,woman", "W1,,,Hill,woman"), encoding="utf-8")
    village.ingest()
    assert village.tellers().loc["W1", "place"].startswith("Hill")
    assert village.view().tellers.place[village.view().tellers.code == "W1"].tolist() == ["Hill"]


def test_a_role_is_corrected_once_for_all_files_and_for_those_to_come(project: Callable[..., Project]) -> None:
    made = project()
    talk = "Kudzi: What came of it?\nRudo: We have a wall now, and a gate.\nKudzi: And?\nRudo: It is shut at night.\n"
    inbox(made, "a.txt", talk)
    made.ingest()
    made.set_role("Kudzi", "teller", by="Tendai")
    assert made.speakers().loc["Kudzi", "role"] == "teller"
    made.set_role("Kudzi", "interviewer", by="Tendai")
    inbox(made, "b.txt", talk.replace("wall", "well"))
    made.ingest()
    speakers = made.speakers()
    assert speakers.loc["Kudzi", "role"] == "interviewer"
    assert speakers.loc["Kudzi", "documents"] == 2
    assert bool(speakers.loc["Kudzi", "sure"])


def test_words_of_somebody_who_was_no_teller_are_held_until_they_are_screened(project: Callable[..., Project]) -> None:
    """What was an interviewer's was never looked at; as a teller's it must be."""
    made = project()
    inbox(made, "a.txt", "INT: He beat me that night, zzasked.\nRudo: I know.\nINT: Did you?\nRudo: All did.\n")
    made.ingest()
    made.declare_consent(by="Tendai", wording="All agreed.")
    made.set_role("INT", "teller", by="Tendai")
    assert made.view().turns.empty
    made.tag()
    shown = " ".join(made.view().turns.text)
    assert "I know." in shown
    assert "zzasked" not in shown


@pytest.mark.parametrize("taken", ["T01", "T7"])
def test_numbers_given_to_tellers_do_not_meet_codes_of_the_team(project: Callable[..., Project], taken: str) -> None:
    made = project(Told(taken, "The pump broke."))
    inbox(made, "a.txt", TALK)
    made.ingest()
    assert len(set(made.tellers().index)) == 2


def test_a_declined_gender_is_no_gender(project: Callable[..., Project]) -> None:
    made = project()
    inbox(made, "a.txt", TALK)
    inbox(made, "who.csv", "file,speaker,teller,gender,gender basis,consent\na.txt,Rudo,R1,,declined,yes\n")
    made.ingest()
    assert made.view().tellers.gender.tolist() == ["declined"]


def test_new_tellers_join_without_touching_the_known(village: Project) -> None:
    before = village.tellers()
    drop(village, Told("NEW", "The roof of the hall leaks."))
    village.ingest()
    after = village.tellers()
    assert after.loc[before.index, before.columns].equals(before)
    assert "NEW" in after.index


def test_attributes_have_a_type_and_their_bases(village: Project, storylens: Callable[..., Ran]) -> None:
    table = "teller,speaker,file,age,joined,member\nW1,R,w1.txt,31,2021-03-01,yes\nW2,R,w2.txt,,2022-04-01,no\n"
    inbox(village, "facts.csv", table)
    village.ingest()
    listed = village.attributes()
    assert listed.type[["age", "joined", "member", "gender"]].tolist() == ["number", "date", "yes or no", "choice"]
    assert listed.loc["age", ["tellers", "of"]].tolist() == [1, 10]
    assert listed.loc["gender", "bases"] == "self-stated"
    assert "yes or no" in storylens("tellers", "--attributes", "-p", village.path).out


def test_a_second_table_updates_what_it_says_and_leaves_the_rest(village: Project) -> None:
    inbox(village, "facts.csv", "teller,file,age,place\nW1,w1.txt,31,\nW2,w2.txt,22,Hill\n")
    village.ingest()
    inbox(village, "later.csv", "teller,file,age,place\nW1,w1.txt,32,\nW2,w2.txt,,\n")
    village.ingest()
    tellers = village.tellers()
    assert [tellers.loc[name, "age"].split()[0] for name in ("W1", "W2")] == ["32", "22"]
    assert [tellers.loc[name, "place"].split()[0] for name in ("W1", "W2")] == ["North", "Hill"]


def test_rows_of_two_tables_are_not_proposed_as_one_person(project: Callable[..., Project]) -> None:
    made = project()
    for name in ("a", "b"):
        words = f"In {name} we walked to the office with the list of names, all of us together."
        (made.store.folder.inbox / f"{name}.csv").write_text(f"story\n{words}\n", encoding="utf-8")
    made.ingest()
    with made.store.reading() as connection:
        assert people.proposals(connection) == []


STORIES = "respondent_id,story,gender,consent\nR1,We walked to the office with the list of names all day.,woman,yes\n"
SHEET = "respondent_id,age,gender\nR1,34,woman (50)\n"


@pytest.mark.parametrize("names", [("a.csv", "b.csv"), ("b.csv", "a.csv")])
def test_a_sheet_and_a_table_of_stories_tell_of_one_person(
    project: Callable[..., Project], names: tuple[str, str]
) -> None:
    made = project()
    for name, text in zip(names, (STORIES, SHEET), strict=True):
        (made.store.folder.inbox / name).write_text(text, encoding="utf-8")
    made.ingest()
    tellers = made.tellers()
    assert list(tellers.index) == ["R1"]
    assert (tellers.age["R1"], tellers.gender["R1"]) == ("34 (not recorded)", "woman (50) (not recorded)")
    assert set(made.consents("R1").answer) == {"yes"}
    made.consent("R1", "analysis", "withdrawn", by="Tendai")
    (made.store.folder.inbox / names[0]).write_text(STORIES.replace("all day", "all week"), encoding="utf-8")
    made.ingest()
    assert list(made.tellers().index) == ["R1"]
    assert "analysis" not in made.view("analysis").turns.text.tolist()
    assert made.view("analysis").turns.empty
