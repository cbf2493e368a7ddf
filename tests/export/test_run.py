"""An export is the same bytes for the same project, and is remembered."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from storylens import Project


def everything(project: Project, to: Path) -> dict[str, bytes]:
    project.export(by="Tendai", to=to, cross=["place"])
    project.quotes(to / "quotes.docx", by="Tendai")
    return {file.name: file.read_bytes() for file in sorted(to.iterdir())}


def test_twice_the_same_project_is_twice_the_same_bytes(village: Project, tmp_path: Path) -> None:
    first, second = everything(village, tmp_path / "one"), everything(village, tmp_path / "two")
    assert list(first) == ["quotes.docx", "village-tables.html", "village-tables.xlsx"]
    assert first == second


def test_another_process_at_another_time_writes_the_same_bytes(village: Project, tmp_path: Path) -> None:
    first = everything(village, tmp_path / "one")
    program = (
        "import sys; from pathlib import Path; from storylens import Project; project = Project.open(sys.argv[1])\n"
        "to = Path(sys.argv[2]); project.export(by='Tendai', to=to, cross=['place'])\n"
        "project.quotes(to / 'quotes.docx', by='Tendai')"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    subprocess.run([sys.executable, "-c", program, village.path, tmp_path / "two"], check=True, env=environment)
    second = {file.name: file.read_bytes() for file in sorted((tmp_path / "two").iterdir())}
    assert second == first


def test_a_copy_of_the_project_elsewhere_writes_the_same_bytes(village: Project, tmp_path: Path) -> None:
    first = everything(village, tmp_path / "one")
    copy = Project.open(shutil.copytree(village.path, tmp_path / "elsewhere" / "copy"))
    assert everything(copy, tmp_path / "two") == first


def test_exports_are_numbered_and_remember_whom_they_held(village: Project, tmp_path: Path) -> None:
    one = village.export(by="Tendai")
    two = village.export(by="Tendai", to=tmp_path / "out")
    assert (one.number, two.number) == (1, 2)
    assert {file.parent for file in one.files} == {village.store.folder.exports}
    for teller, numbers in (("W1", [1, 2]), ("NO", []), ("COUNTED", [1, 2])):
        held = village.consent(teller, "analysis", "withdrawn", by="Tendai")
        assert [export.number for export in held] == numbers, teller


def test_quotes_remember_whom_they_held_too(village: Project, tmp_path: Path) -> None:
    village.quotes(tmp_path / "quotes.docx", by="Tendai", codes=["v.loan"])
    assert [export.number for export in village.consent("W2", "analysis", "withdrawn", by="Tendai")] == [1]
    assert village.consent("W1", "analysis", "withdrawn", by="Tendai") == []
