"""The demo: the main job on the bundled corpus, from an empty folder to tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from storylens import Project
from storylens.codebook.load import bundled
from tests.conftest import Ran
from tests.helpers import holding

CORPUS = bundled("corpora") / "riverbend"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the demo once for this file."""
    import sys

    from storylens.cli import main

    path = tmp_path_factory.mktemp("run") / "demo"
    arguments, sys.argv = sys.argv, ["storylens", "demo", str(path)]
    try:
        with pytest.raises(SystemExit) as stop:
            main()
    finally:
        sys.argv = arguments
    assert not stop.value.code
    return path


@pytest.fixture
def demo(made: Path) -> Project:
    return Project.open(made)


def test_everything_in_the_corpus_is_read(demo: Project) -> None:
    files = {file for file in CORPUS.rglob("*") if file.is_file() and not file.name.startswith(("README", "LICENSE"))}
    read = {Path(source).name for source in demo.documents().source}
    about = {file.name for file in files if file.suffix == ".csv"}
    assert {file.name for file in files} - about == read


def test_there_are_some_thirty_tellers_besides_the_survey_and_interviewers_are_not_among_them(demo: Project) -> None:
    codes = demo.tellers().index
    assert len([code for code in codes if not code.startswith("S")]) >= 25
    assert len([code for code in codes if code.startswith("S")]) == 40
    assert set(demo.speakers().query("role == 'interviewer'").tellers) == {""}


def test_one_hard_thing_of_each_kind_is_met(demo: Project) -> None:
    left = demo.tables().table("left-out").frame
    assert {"consent withdrawn", "consent not asked", "held: a possible disclosure"} <= set(left.reason)
    assert any("duplicate" in note or "version" in note for note in demo.documents().note)


def test_the_disclosure_and_the_withdrawn_are_in_no_byte_of_the_exports(demo: Project) -> None:
    exports = demo.store.folder.exports
    seen = demo.tables().table("left-out").frame
    withdrawn = set(seen[seen.reason == "consent withdrawn"].teller)
    assert withdrawn
    codes = demo.tellers()
    for teller in withdrawn:
        (name,) = {part.split(" in ")[0] for part in codes.loc[teller, "speaks as"].split(", ")} - {"R", "author"}
        assert holding(exports, f"{name}:") == []
    assert holding(exports, "beat me") == []


def test_the_tables_have_something_to_say(demo: Project) -> None:
    (workbook,) = demo.store.folder.exports.glob("*.xlsx")
    book = load_workbook(workbook, read_only=True)
    for name in ("themes", "matrix", "codes-gender", "voices-gender", "quotes", "left-out", "method"):
        assert book[name].max_row > 6, name
    assert len(list(demo.store.folder.exports.iterdir())) == 3


def test_one_passage_was_coded_by_hand(demo: Project) -> None:
    people = demo.view().codings.query("coder_kind == 'person'")
    assert list(people.state) == ["accepted"]


def test_a_second_run_does_nothing_and_says_so(made: Path, storylens: Callable[..., Ran]) -> None:
    database = made / "project.db"
    listed = Project.open(made).documents()
    ran = storylens("demo", made)
    assert ran.code == 0
    assert "it was there already" in ran.out
    assert "0 new documents" in ran.out
    assert "Nothing new" in ran.out
    assert Project.open(made).documents().equals(listed)
    assert database.exists()


def test_it_ends_with_where_to_look_next(made: Path, storylens: Callable[..., Ran]) -> None:
    out = storylens("demo", made).out
    named = [Path(path) for path in re.findall(r"^  (\S+)$", out, re.MULTILINE)]
    assert {file.suffix for file in named} == {".html", ".xlsx", ".docx"}
    assert all(file.is_file() for file in named)


def test_a_new_file_alone_is_read_and_tagged(made: Path) -> None:
    project = Project.open(made)
    known = project.tag().unchanged
    (project.store.folder.inbox / "new.txt").write_text("They decide for us in the meetings.\n", encoding="utf-8")
    report = project.ingest()
    assert (report.documents, report.unchanged) == (1, 0)
    tagged = project.tag()
    assert (tagged.documents, tagged.unchanged) == (1, known)
