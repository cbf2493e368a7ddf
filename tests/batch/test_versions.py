"""The same telling twice: a duplicate, a version whose codings go over, or two tellers of one event."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from storylens import Project
from tests.conftest import Ran
from tests.helpers import docx_bytes

WORDS = (
    "We dug the well in the dry months, when the river was a path of stones and nobody had work. The men said that it "
    "would be salt, and they were wrong about the water and right about the quarrels, for as soon as the rope was tied "
    "there was a list of who may draw first, and my name stood at the foot of it. I took a pencil and wrote a list of "
    "my own, and I hung it on the mango tree, and that is the list that we follow to this day, morning and evening."
)
RETOLD = (
    "You will have heard about that pencil. My sister came home that night and laughed, she had put up a paper of her "
    "own on the tree by the well, because the one that the committee made had her last of all the women. The committee "
    "was angry for a week. Afterwards they drew water in her order, since it was the fair one, and people forgot that "
    "there had been another. When it was salt nobody knew what to say, but that was only in the first month of it all."
)


def interview(words: str) -> str:
    return f"INT: What came of it?\nRudo: {words}\n"


def put(project: Project, name: str, text: str) -> None:
    file = project.store.folder.inbox / name
    file.write_bytes(docx_bytes(*text.splitlines())) if name.endswith(".docx") else file.write_text(text, "utf-8")


def test_one_interview_in_two_formats_is_counted_once(project: Callable[..., Project]) -> None:
    made = project()
    put(made, "a.docx", interview(WORDS))
    put(made, "b.txt", interview(WORDS.replace(",", "")))
    made.ingest()
    assert made.documents().note.tolist() == ["", "duplicate of D001"]


def test_one_event_told_by_two_people_is_two_stories(project: Callable[..., Project]) -> None:
    made = project()
    put(made, "a.txt", interview(WORDS))
    put(made, "b.txt", interview(RETOLD).replace("Rudo", "Themba"))
    made.ingest()
    assert made.documents().note.tolist() == ["", ""]


def test_codings_go_over_to_the_corrected_text_and_those_that_cannot_are_listed(
    project: Callable[..., Project], storylens: Callable[..., Ran]
) -> None:
    made = project()
    put(made, "talk_raw.txt", interview(WORDS))
    made.ingest()
    for passage, code in (
        ("I hung it on the mango tree", "kept"),
        ("nobody had work", "changed"),
        ("The men said that it would be salt", "gone"),
    ):
        made.highlight("talk_raw", passage, code, by="Tendai")
    corrected = WORDS.replace("The men said that it would be salt", "").replace(
        "nobody had work", "nobody had any work"
    )
    put(made, "talk_corrected.txt", interview(corrected))
    report = made.ingest()
    assert "2 codings went over, 1 of them on changed words, 1 did not" in str(report)
    made.declare_consent(by="Tendai", wording="All agreed.")
    codings = made.view().codings.set_index("code")
    assert codings.text.to_dict() == {"kept": "I hung it on the mango tree", "changed": "nobody had any work"}
    listed = made.left_behind().set_index("code").became
    assert listed["gone"].startswith("stays on the earlier version")
    assert listed["changed"] == "went over, on words that were changed"
    assert "kept" not in listed
    ran = storylens("documents", "--left-behind", "--csv", "-p", made.path)
    assert len(ran.out.splitlines()) == 3


def test_meetings_as_they_were_recorded_and_as_people_corrected_them_are_versions(
    project: Callable[..., Project], shared: Path
) -> None:
    made = project()
    files = [shared / "real" / "transcripts" / f"zoom_2026-02-05_174{end}.vtt" for end in ("", "_corrected")]
    made.ingest(files[0])
    with made.store.reading() as connection:
        from storylens.store import documents

        (document_id,) = documents.languages(connection)
        turns = documents.turns(connection, document_id)[::10]
    for turn in turns:
        made.highlight(document_id, (turn.start, turn.end), "every tenth", by="Tendai")
    made.ingest(files[1])
    assert made.documents().note.tolist() == ["earlier version of D002", ""]
    with made.store.reading() as connection:
        from storylens.store import codings

        (later,) = (name for name in documents.languages(connection) if name != document_id)
        carried = len(codings.by_people(connection, later))
    stayed = made.left_behind().became.str.startswith("stays").sum()
    assert carried + stayed == len(turns)
    assert carried > 0.95 * len(turns)


TALK = (
    ("Ines", "How did the savings group begin?"),
    ("Asha", "It began with six of us under the mango tree, and nobody had more than a few coins."),
    ("Ines", "And what happened next?"),
    ("Asha", "We bought the pump, and then the others came to ask whether they could join us here."),
    ("Ines", "Who keeps the key?"),
    ("Asha", "I keep the key myself, and my husband asks me for it, which he never did before the rains."),
)


def test_times_and_labels_do_not_hide_that_captions_are_an_earlier_version(project: Callable[..., Project]) -> None:
    made = project()
    inbox = made.store.folder.inbox
    cues = "".join(
        f"00:{at:02d}:03.000 --> 00:{at:02d}:09.000\n{who}: {words.replace('pump', 'bump')}\n\n"
        for at, (who, words) in enumerate(TALK)
    )
    (inbox / "04_raw.vtt").write_text(f"WEBVTT\n\n{cues}", encoding="utf-8")
    (inbox / "04_corrected.docx").write_bytes(docx_bytes(*(f"{who}: {words}" for who, words in TALK)))
    (inbox / "tellers.csv").write_text("file,speaker,teller,consent\n04_corrected.docx,Asha,T4,yes\n", encoding="utf-8")
    report = made.ingest()
    assert "an earlier version of inbox/04_corrected.docx" in str(report)
    assert list(made.speakers().loc[["Asha"], "tellers"]) == ["T4"]  # who tells the earlier version is nobody else


@pytest.mark.parametrize(("first", "notes"), [(WORDS, [""]), (WORDS.replace(",", ""), ["", "duplicate of D001"])])
def test_what_is_said_of_one_version_holds_for_the_same_person_in_all(
    project: Callable[..., Project], first: str, notes: list[str]
) -> None:
    made = project()
    put(made, "a.docx", interview(first))
    front = "---\nconsent: analysis; anonymised quote\nage: 34\n---\n"
    put(made, "b.md", front + "\n\n".join(interview(WORDS).splitlines()))
    made.ingest()
    assert made.documents().note.tolist() == notes
    (teller,) = made.tellers().index
    assert set(made.consents(teller).answer) >= {"yes"}
    made.add_codebook("safeguarding")
    made.tag()
    assert not made.view("anonymised quote").turns.empty
