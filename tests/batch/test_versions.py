"""The same telling twice: a duplicate, a version whose codings go over, or two tellers of one event."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

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
