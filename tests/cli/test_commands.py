"""Every command does its work on a small project, and says what it did."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from storylens import Project
from tests.conftest import Ran
from tests.helpers import BOOK, PRINTED, Told, drop, holding

Run = Callable[..., Ran]


def test_new_makes_a_project_and_says_what_to_do_next(tmp_path: Path, storylens: Run) -> None:
    ran = storylens("new", tmp_path / "p", "--codebook", "power", "--codebook", "harm")
    assert ran.code == 0
    assert "storylens ingest" in ran.out
    assert sorted(file.name for file in (tmp_path / "p" / "codebooks").iterdir()) == ["harm.yml", "power.yml"]


def test_the_whole_road_in_commands(tmp_path: Path, storylens: Run) -> None:
    path = tmp_path / "p"
    storylens("new", path)
    (path / "codebooks" / "village.yml").write_text(BOOK, encoding="utf-8")
    drop(Project.open(path), Told("T1", "The pump broke, zzone."), Told("T2", "A loan is a rope, zztwo."))
    steps = (
        (["ingest"], "2 new documents"),
        (["ingest"], "Nothing new: 3 files"),
        (["lint"], "0 errors"),
        (["tag"], "2 documents tagged, 2 suggestions"),
        (["tag"], "Nothing new: 2 documents"),
        (["tables"], "2 documents, 2 tellers"),
        (["tables", "themes"], "v.water"),
        (["highlight", "t1", "The pump broke", "breaking"], "with breaking"),
        (["export", "--preview"], "Not for print"),
        (["export"], "p-tables.xlsx"),
        (["quotes", "--to", path / "exports" / "q.docx"], "q.docx"),
    )
    for arguments, says in steps:
        ran = storylens(*arguments, "-p", path)
        assert ran.code == 0, (arguments, ran.err)
        assert says in ran.out, (arguments, ran.out)
    assert holding(path / "exports", "zzone") == ["p-tables.html", "p-tables.xlsx", "q.docx"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["documents"], "inbox/w1.txt"),
        (["documents", "--csv"], "inbox/w1.txt"),
        (["tellers"], "W1"),
        (["tellers", "--csv"], "woman (self-stated)"),
        (["speakers"], "interviewer"),
        (["consent"], "withdrawn"),
        (["tables"], "codes-gender"),
        (["tables", "matrix"], "case"),
        (["tables", "left-out", "--csv"], "consent refused"),
        (["tables", "codes-gender", "--by", "gender"], "women (of 4)"),
        (["tables", "codes-gender-place", "--cross", "place"], "·"),
        (["codebook"], "safeguarding"),
        (["log"], "ingest"),
        (["lint"], "0 errors, 0 warnings."),
        (["doctor"], "pipeline en"),
        (["export", "--preview", "--cross", "place"], "gender x place: men, North"),
    ],
)
def test_what_is_shown(village: Project, storylens: Run, arguments: list[str], says: str) -> None:
    ran = storylens(*arguments, *([] if arguments == ["doctor"] else ["-p", village.path]))
    assert ran.code == 0, ran.err
    assert says in ran.out


def test_a_list_for_another_program_is_csv(village: Project, storylens: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(storylens("documents", "--csv", "-p", village.path).out)))
    assert len(rows) == len(village.documents())
    assert {row["source"] for row in rows} == set(village.documents().source)


def test_the_preview_says_what_would_vanish_and_writes_nothing(village: Project, storylens: Run) -> None:
    ran = storylens("export", "--preview", "--cross", "place", "-p", village.path)
    assert re.search(r"not counted, not quoted\W+1\W+consent refused\W+1", ran.out)
    assert "gender x place: " in ran.out
    assert list(village.store.folder.exports.iterdir()) == []
    assert [entry for entry in storylens("log", "-p", village.path).out.splitlines() if "  export  " in entry] == []


def test_consent_is_shown_with_its_history_and_declared_for_named_uses(village: Project, storylens: Run) -> None:
    told = ("--mode", "by phone", "--on", "2024-12-01", "--language", "ny", "--wording", "Form 3")
    assert storylens("consent", "W1", "analysis", "no", *told, "-p", village.path).code == 0
    ran = storylens("consent", "W1", "-p", village.path)
    assert all(word in ran.out for word in ("by phone", "2024-12-01", "Form 3", "ny", "Tendai"))
    assert storylens("consent", "--declare", "Kept for good.", "--use", "archive", "-p", village.path).code == 0
    assert village.consents().loc["all", "use"] == "archive"
    assert storylens("consent", "--declare", "x", "--use", "film", "-p", village.path).code == 2


def test_consent_by_command(village: Project, storylens: Run) -> None:
    storylens("export", "-p", village.path)
    ran = storylens("consent", "W1", "analysis", "withdrawn", "-p", village.path)
    assert "Their words were in export 1" in ran.out
    assert village.tellers().loc["W1", "analysis"] == "withdrawn"
    ran = storylens("consent", "--declare", "All agreed.", "--except", "SILENT", "-p", village.path)
    assert ran.code == 0
    assert village.tellers().loc["SILENT", "analysis"] == "not asked"


def test_review_by_command(village: Project, storylens: Run) -> None:
    one, other = village.view().codings.coding_id.iloc[:2]
    assert "accepted" in storylens("review", "accept", one, "-p", village.path).out
    assert "rejected" in storylens("review", "reject", other[:13], "--why", "no", "-p", village.path).out
    assert set(village.view().codings.query("coding_id not in [@one, @other]").state) == {"suggested", "accepted"}


def test_trace_by_command(village: Project, storylens: Run) -> None:
    coding = village.view().codings.coding_id.iloc[0]
    assert storylens("trace", coding, "-p", village.path).out.strip() == village.trace(coding).strip()


def test_speakers_by_command(village: Project, storylens: Run) -> None:
    ran = storylens("speakers", "R=other", "-p", village.path)
    assert "R is other in " in ran.out
    assert storylens("speakers", "R=king", "-p", village.path).code == 2


def test_erase_asks_first(village: Project, storylens: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert storylens("erase", "--teller", "W1", "-p", village.path).code == 1
    assert "W1" in village.tellers().index
    ran = storylens("erase", "--teller", "W1", "--reason", "she asked", "--yes", "-p", village.path)
    assert (ran.code, "Erased: 1 documents" in ran.out) == (0, True)
    assert "W1" not in village.tellers().index
    assert holding(village.path, PRINTED[0]) == []


def test_codebook_by_command(village: Project, storylens: Run) -> None:
    assert "Edit it there" in storylens("codebook", "power", "-p", village.path).out
    assert (village.path / "codebooks" / "power.yml").is_file()


def test_the_project_may_be_named_by_the_folder_or_the_environment(
    village: Project, storylens: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(village.store.folder.inbox)
    assert storylens("documents").code == 0
    monkeypatch.chdir(village.path.parent)
    monkeypatch.setenv("STORYLENS_PROJECT", str(village.path))
    assert storylens("documents").code == 0


def test_who_acts_is_kept(village: Project, storylens: Run) -> None:
    storylens("highlight", "w1", "near the school", "school", "--by", "Chikondi", "-p", village.path)
    storylens("highlight", "w1", "near the school", "road", "-p", village.path)
    lines = [line.split("  ") for line in storylens("log", "-p", village.path).out.splitlines()]
    assert [by for _, by, what, _ in lines if what == "code"] == ["Chikondi", "Tendai"]


def test_one_question_where_it_is_unsure(tmp_path: Path, storylens: Run) -> None:
    path = tmp_path / "p"
    storylens("new", path)
    talk = (
        "Kudzi: What came of it?\nRudo: We have a wall now, and a gate in it, and a lock.\nKudzi: And then?\n"
        "Rudo: It is shut at night, so the goats sleep outside and so do the boys.\n"
    )
    (path / "inbox" / "a.txt").write_text(talk, encoding="utf-8")
    ran = storylens("ingest", "-p", path)
    assert "Is Kudzi the interviewer?" in ran.out
    assert 'storylens speakers "Kudzi=teller"' in ran.out
    assert "interviewer" in storylens("speakers", "-p", path).out


def test_a_chorus_and_an_interpreter_are_not_taken_for_the_interviewer(tmp_path: Path, storylens: Run) -> None:
    path = tmp_path / "p"
    storylens("new", path)
    talk = "INT: And then?\nRudo: We have a wall.\nAll: Yes, yes!\nINT: Is it shut at night?\nRudo: It is, mostly.\n"
    (path / "inbox" / "a.txt").write_text(talk, encoding="utf-8")
    ran = storylens("ingest", "--yes", "-p", path)
    assert "No teller's words?" in ran.out
    assert 'storylens speakers "All=teller"' in ran.out
    roles = {
        row.split(",")[0]: row.split(",")[1] for row in storylens("speakers", "--csv", "-p", path).out.splitlines()
    }
    assert (roles["All"], roles["INT"], roles["Rudo"]) == ("other", "interviewer", "teller")


def test_annotate_prints_json_lines(tmp_path: Path, storylens: Run) -> None:
    (tmp_path / "a.txt").write_text("The 😀 pump broke.\n", encoding="utf-8")
    ran = storylens("annotate", tmp_path / "a.txt", "--taggers", "cues")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out)["document"]["text"] == "The 😀 pump broke.\n"
