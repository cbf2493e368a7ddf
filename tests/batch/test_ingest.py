"""Taking files in: once each, in any order, whatever happens halfway."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from storylens import Project, StorylensError
from storylens.batch import ingest as room
from storylens.store import documents
from tests.helpers import VILLAGE, Told, docx_bytes, drop, xlsx_bytes

TALK = "INT: What came of it?\nRudo: We have a wall now.\nINT: And before?\nRudo: Before there was sand.\n"


def test_a_second_run_does_nothing_and_says_so(village: Project) -> None:
    before = village.store.folder.database.read_bytes()
    report = village.ingest()
    assert report.receipts == []
    assert report.unchanged == len(VILLAGE) + 1
    assert str(report) == f"Nothing new: {len(VILLAGE) + 1} files are as they were."
    assert village.store.folder.database.read_bytes() == before


def test_a_new_file_alone_is_read_and_tagged(village: Project) -> None:
    (village.store.folder.inbox / "new.txt").write_text(TALK.replace("wall", "pump"), encoding="utf-8")
    report = village.ingest()
    assert [(receipt.source, receipt.outcome) for receipt in report.receipts] == [("inbox/new.txt", "read")]
    assert (report.documents, report.unchanged) == (1, len(VILLAGE) + 1)
    tagged = village.tag()
    assert (tagged.documents, tagged.unchanged) == (1, len(VILLAGE))
    assert "were tagged before" in str(village.tag())


def test_text_and_turns_are_kept_as_they_were_read(seen_village: Project) -> None:
    for told in VILLAGE:
        (identity,) = seen_village.documents().query(f"source == 'inbox/{told.name}'")["id"]
        with seen_village.store.reading() as connection:
            document = documents.read(connection, identity)
            turns = documents.turns(connection, identity)
            speakers = {one.id: one for one in documents.speakers(connection, identity)}
        assert document.text == told.transcript
        said = [(speakers[turn.speaker_id or ""].role, document.text[turn.start : turn.end]) for turn in turns]
        assert [words for role, words in said if role == "teller"] == list(told.answers)
        assert {role for role, _ in said} == {"teller", "interviewer"}


def test_a_changed_file_is_a_new_version_and_codings_of_people_come_along(village: Project) -> None:
    village.highlight("w1", "we keep the key ourselves", "keys", by="Tendai")
    file = village.store.folder.inbox / "w1.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("The borehole", "The old borehole"), encoding="utf-8")
    report = village.ingest()
    assert "a new version" in report.receipts[0].detail
    texts = village.view().codings.query("code == 'keys'").text
    assert list(texts) == ["we keep the key ourselves"]


def test_the_same_file_under_two_names_is_one_document(project: Callable[..., Project]) -> None:
    made = project()
    for name in ("a.txt", "b.txt"):
        (made.store.folder.inbox / name).write_text(TALK, encoding="utf-8")
    report = made.ingest()
    assert report.documents == 1
    assert [receipt.outcome for receipt in report.receipts] == ["read", "nothing new"]


def test_equal_answers_of_two_people_are_two(project: Callable[..., Project]) -> None:
    made = project()
    said = ["The well came, and with it the quarrels.", "We eat twice a day now.", *["Nothing has changed for us."] * 2]
    said += ["My son went to the city and sends us money.", "The road is worse than it was before the rains."]
    rows = [["respondent", "consent", "What changed?"], *([f"S{at}", "yes", words] for at, words in enumerate(said))]
    (made.store.folder.inbox / "survey.xlsx").write_bytes(xlsx_bytes(*rows))
    assert made.ingest().documents == len(said)
    assert made.view().n == len(said)


def test_a_folder_is_read_in_the_order_of_its_names_whatever_the_disk_says(project: Callable[..., Project]) -> None:
    made = project()
    for name in ("b.txt", "a.txt", "c.txt"):
        (made.store.folder.inbox / name).write_text(TALK.replace("wall", name[0]), encoding="utf-8")
    made.ingest()
    assert list(made.documents().source) == ["inbox/a.txt", "inbox/b.txt", "inbox/c.txt"]


def test_files_about_the_folder_and_files_of_programs_are_left_out(project: Callable[..., Project]) -> None:
    made = project()
    for name in (".hidden.txt", "~$lock.docx", "README.md", "LICENSE"):
        (made.store.folder.inbox / name).write_text(TALK, encoding="utf-8")
    report = made.ingest()
    assert report.documents == 0
    assert {receipt.outcome for receipt in report.receipts} <= {"set aside"}


def test_a_link_out_of_the_folder_is_not_followed(project: Callable[..., Project], tmp_path: Path) -> None:
    made = project()
    (tmp_path / "secret.txt").write_text(TALK, encoding="utf-8")
    try:
        (made.store.folder.inbox / "link.txt").symlink_to(tmp_path / "secret.txt")
    except OSError:
        (made.store.folder.inbox / "link.txt").touch()  # this machine has no links
    assert made.ingest().documents == 0


def test_a_path_that_is_not_there_is_said_and_nothing_is_read(village: Project) -> None:
    with pytest.raises(StorylensError, match="no such file or folder"):
        village.ingest(village.path / "nowhere")


def test_a_format_that_does_not_exist_is_said_with_those_that_do(village: Project) -> None:
    (village.store.folder.inbox / "new.txt").write_text(TALK, encoding="utf-8")
    with pytest.raises(StorylensError, match=r"no format 'cuneiform'.*docx"):
        village.ingest(format="cuneiform")


def test_files_in_one_folder_can_be_of_any_format(project: Callable[..., Project]) -> None:
    made = project()
    inbox = made.store.folder.inbox
    (inbox / "a.docx").write_bytes(docx_bytes(*TALK.splitlines()))
    (inbox / "b.md").write_text(
        "---\ntitle: A wall\nauthor: Rudo\n---\n\nWe built a *wall* of sand.\n", encoding="utf-8"
    )
    (inbox / "c.html").write_text(
        "<!doctype html><html><body><nav>Home</nav><article><h1>Sand</h1><p>The wall of sand fell into the river on "
        "the third day, and nobody was told of it until the day after that.</p></article></body></html>",
        encoding="utf-8",
    )
    (inbox / "d.vtt").write_text(
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Rudo>We built it again.</v>\n", encoding="utf-8"
    )
    report = made.ingest()
    assert [receipt.outcome for receipt in report.receipts] == ["read"] * 4, str(report)
    assert report.documents == 4


class Stop(KeyboardInterrupt):
    """Somebody pressed Ctrl-C."""


@pytest.mark.parametrize("files", [1, 4])
def test_what_was_read_before_a_stop_stays_read(project: Callable[..., Project], files: int) -> None:
    made = project()
    drop(made, *VILLAGE)

    def stop(done: float, name: str) -> None:
        if round(done * (len(VILLAGE) + 1)) >= files:
            raise Stop

    with pytest.raises(Stop):
        made.ingest(progress=stop)
    assert len(made.documents()) == files
    again = made.ingest()
    assert again.unchanged >= files
    assert again.unchanged + len(again.receipts) == len(VILLAGE) + 1
    assert len(made.documents()) == len(VILLAGE)


def test_a_stop_within_a_file_leaves_nothing_half_done(
    project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = project()
    drop(made, *VILLAGE[:3])
    real, calls = room.keep, []

    def keep(*arguments: object) -> int:
        calls.append(arguments)
        if len(calls) == 2:
            raise Stop
        return real(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(room, "keep", keep)
        with pytest.raises(Stop):
            made.ingest()
    assert len(made.documents()) == 1
    assert made.ingest().documents == 2


def test_progress_goes_from_nothing_towards_all(project: Callable[..., Project]) -> None:
    made = project()
    drop(made, *VILLAGE[:4])
    told: list[float] = []
    made.ingest(progress=lambda done, name: told.append(done))
    assert told == sorted(told)
    assert told[0] == 0
    assert 0 < told[-1] <= 1
    assert len(told) >= 4


def test_everything_is_screened_on_arrival(project: Callable[..., Project]) -> None:
    made = project(Told("T1", "He beat me that night, zzheld."), book="")
    assert "zzheld" not in " ".join(made.view().turns.text)
    assert set(made.view().excluded.reason) == {"held: a possible disclosure"}


def test_the_log_names_counts_and_no_files(project: Callable[..., Project]) -> None:
    from storylens.store import log

    made = project(Told("T1", "The pump broke."))
    with made.store.reading() as connection:
        (entry,) = [row for row in log.read(connection) if row["what"] == "ingest"]
    assert entry["subjects"] == {"files": 2, "documents": 1, "failed": 0}


GROUP = "INT: What came of it?\nR1: A wall.\nINT: And before?\nR2: Sand.\nR1: Sand, yes.\nR2: And wind.\n"


def test_consent_for_a_file_in_which_several_tell_is_said_to_hold_for_nobody(project: Callable[..., Project]) -> None:
    made = project()
    inbox = made.store.folder.inbox
    (inbox / "group.txt").write_text(GROUP, encoding="utf-8")
    (inbox / "alone.txt").write_text(TALK, encoding="utf-8")
    (inbox / "tellers.csv").write_text("file,teller,consent\ngroup.txt,G1,yes\nalone.txt,A1,yes\n", encoding="utf-8")
    report = made.ingest()
    (notice,) = report.notices
    assert notice in str(report)
    assert notice.startswith("inbox/group.txt: consent is given for the file, and 2 people tell in it (R1, R2)")
    assert "name each under `speaker` in the sheet" in notice
    assert "holds for none of them" in made.import_report().loc["inbox/group.txt", "remarks"]
    assert made.import_report().loc["inbox/alone.txt", "remarks"] == ""
    named = "file,speaker,teller,consent\ngroup.txt,R1,G1,yes\ngroup.txt,R2,G2,yes\nalone.txt,,A1,yes\n"
    (inbox / "tellers.csv").write_text(named, encoding="utf-8")
    assert made.ingest().notices == []


def test_what_a_person_says_of_a_file_holds_until_they_say_something_else(project: Callable[..., Project]) -> None:
    made = project()
    inbox = made.store.folder.inbox
    (inbox / "a.md").write_text("# One\n\nWe *walked*.\n", encoding="utf-8")
    assert made.ingest().documents == 1
    assert made.ingest(format="text").documents == 1  # a file that was read may be read in another way
    assert made.import_report().loc["inbox/a.md", "read as"].startswith("text-")
    assert made.ingest().receipts == []  # and is not read back in the next week
    (inbox / "a.md").write_text("# One\n\nWe *walked* far.\n", encoding="utf-8")
    made.ingest()
    assert made.import_report().loc["inbox/a.md", "read as"].startswith("text-")


def test_columns_may_be_said_after_a_table_was_read_or_refused(project: Callable[..., Project]) -> None:
    made = project()
    table = made.store.folder.inbox / "s.csv"
    table.write_text("nr,Q7,v\n1,We walked to the office all day.,Lomba\n2,They kept the key.,Hill\n", "utf-8")
    assert made.ingest(map={"Q7": "bogus"}).failed
    assert made.ingest(map={"Q7": "story", "v": "place"}).documents == 2
    assert list(made.tellers().place.str.partition(" ")[0]) == ["Lomba", "Hill"]
    assert made.ingest().receipts == []
    assert made.ingest(map={"Q7": "story", "v": "place"}).receipts == []
    assert len(made.ingest(map={"Q7": "story", "v": "ignore"}).receipts) == 1
    table.write_text(table.read_text("utf-8").replace("all day", "all week"), "utf-8")
    assert "keep what columns are in storylens.toml" in str(made.ingest())


def test_a_readme_is_a_story_where_a_person_says_so(project: Callable[..., Project], tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("We *walked* far.\n", encoding="utf-8")
    made = project()
    assert made.ingest(tmp_path / "README.md").documents == 0
    assert made.ingest(tmp_path / "README.md", format="markdown").documents == 1
