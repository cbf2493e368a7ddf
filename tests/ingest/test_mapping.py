"""What columns are may be said one by one, in a file, or in the settings; a slip is one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from storylens.ingest.mapping import mapping_from
from storylens.project import Project
from storylens.records import StorylensError

SURVEY = "who,Q7,remark\nR1,The seed bank opened in May and we came.,late\nR2,We walked to the river as before.,early\n"


def test_words_and_files_are_taken_together(tmp_path: Path) -> None:
    file = tmp_path / "columns.toml"
    file.write_text("Q7 = 'story'\n[\"b.csv\"]\nwho = 'id'\n")
    assert mapping_from(file) == {"Q7": "story", "b.csv": {"who": "id"}}
    assert mapping_from([str(file), "a=b=ignore"]) == {"Q7": "story", "b.csv": {"who": "id"}, "a=b": "ignore"}
    assert mapping_from([]) is mapping_from(None) is None


@pytest.mark.parametrize("content", ["Q7 = ", "Q7 = 3", "[a]\nb = [1]", b"\xff\xfe"])
def test_a_slip_in_a_file_is_told_with_what_to_write(tmp_path: Path, content: str | bytes) -> None:
    file = tmp_path / "columns.toml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(StorylensError, match="COLUMN=FIELD"):
        mapping_from(file)
    with pytest.raises(StorylensError, match="no such file"):
        mapping_from(["Q7"])


def test_a_project_reads_by_a_file_of_columns(tmp_path: Path) -> None:
    project = Project.new(tmp_path / "project")
    (tmp_path / "survey.csv").write_text(SURVEY)
    (tmp_path / "columns.toml").write_text("who = 'id'\nQ7 = 'story'\nremark = 'ignore'\n")
    seen = project.preview(tmp_path / "survey.csv", map=tmp_path / "columns.toml")
    assert list(seen.documents) == [2]
    project.ingest(tmp_path / "survey.csv", map=tmp_path / "columns.toml")
    assert list(project.documents().part) == ["R1", "R2"]
