"""A recording is found by the name of its transcript, in a folder or in a zip file, and one without is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from storylens import Project
from storylens.ingest.recordings import lone_recordings, recording_beside
from storylens.ingest.walk import sources
from tests.ingest.test_walk import STORY, zipped

SOUND = b"ID3\x03\x00"


def linked(path: Path) -> tuple[dict[str, str], list[str]]:
    """Return the recording of each transcript, and the recordings of none."""
    with sources([path]) as found:
        return {one.name: recording_beside(one) for one in found}, list(lone_recordings([path], found))


def test_in_a_folder(tmp_path: Path) -> None:
    for name, data in (("a/01.txt", STORY), ("a/01.MP3", SOUND), ("a/02.txt", STORY), ("b/02.wav", SOUND)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    of, lone = linked(tmp_path)
    assert {name.partition("/")[2]: sound for name, sound in of.items()} == {"a/01.txt": "01.MP3", "a/02.txt": ""}
    assert lone == [f"{tmp_path.name}/b/02.wav"]


def test_in_a_zip_file(tmp_path: Path) -> None:
    members = {"a/01.txt": STORY, "a/01.m4a": SOUND, "b/01.txt": STORY, "c/9.mp4": SOUND, "__MACOSX/._9.mp4": SOUND}
    (tmp_path / "all.zip").write_bytes(zipped(members))
    of, lone = linked(tmp_path / "all.zip")
    assert of == {"all.zip/a/01.txt": "all.zip/a/01.m4a", "all.zip/b/01.txt": ""}
    assert lone == ["all.zip/c/9.mp4"]


def test_the_report_names_recordings_that_nobody_transcribed(project: Callable[..., Project], tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_bytes(zipped({"01.txt": STORY, "01.mp3": SOUND, "02.mp3": SOUND}))
    made = project()
    assert list(made.preview(tmp_path / "all.zip").loc["all.zip/02.mp3", ["format", "documents"]]) == ["recording", 0]
    report = made.ingest(tmp_path / "all.zip")
    assert [notice for notice in report.notices if "all.zip/02.mp3" in notice]
    assert "01.mp3" not in "".join(report.notices)
    assert "transcribe them" in str(report)
