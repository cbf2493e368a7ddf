"""The project folder: what lies where, and settings that people edit."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from storylens import Project, StorylensError
from storylens.store import Folder, file_hash, write_whole


def test_a_new_project_is_a_folder_with_places_and_settings(tmp_path: Path) -> None:
    folder = Folder.make(tmp_path / "Our Stories", "Our Stories")
    assert folder.settings()["project"]["name"] == "Our Stories"
    assert all(place.is_dir() for place in (folder.inbox, folder.codebooks, folder.originals, folder.exports))


@pytest.mark.parametrize("name", ['quo"te', "back\\slash", "naïve 😀", "line\nbreak", "a = 1"])
def test_any_name_makes_settings_that_can_be_read(tmp_path: Path, name: str) -> None:
    assert Folder.make(tmp_path / "p", name).settings()["project"]["name"] == name


def test_a_project_is_not_made_over_another(tmp_path: Path) -> None:
    Project.new(tmp_path / "p").store.close()
    with pytest.raises(StorylensError, match="a project is here already"):
        Project.new(tmp_path / "p")


def test_a_project_with_a_codebook_that_does_not_exist_is_not_half_made(tmp_path: Path) -> None:
    with pytest.raises(StorylensError, match="no codebook"):
        Project.new(tmp_path / "p", codebooks=["power", "nowhere"])
    project = Project.new(tmp_path / "p", codebooks=["power"])
    assert [file.name for file in project.store.folder.codebooks.iterdir()] == ["power.yml"]


def test_a_project_begins_without_a_codebook(tmp_path: Path) -> None:
    assert list(Project.new(tmp_path / "p").store.folder.codebooks.iterdir()) == []


def test_a_project_is_found_from_any_folder_in_it(village: Project) -> None:
    assert Project.open(village.store.folder.inbox).path == village.path


def test_where_there_is_no_project_it_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StorylensError, match="storylens new"):
        Project.open(tmp_path)


def test_changing_a_setting_keeps_what_people_wrote(village: Project) -> None:
    folder = village.store.folder
    file = folder.path / "storylens.toml"
    file.write_text(file.read_text(encoding="utf-8") + "\n# ask Chikondi before changing this\n", encoding="utf-8")
    before = file.read_text(encoding="utf-8")
    folder.set("consent", "not_asked", "analyse")
    assert folder.settings()["consent"]["not_asked"] == "analyse"
    assert file.read_text(encoding="utf-8").replace('not_asked = "analyse"', 'not_asked = "hold"') == before


def test_settings_that_cannot_be_read_are_said_with_their_file(village: Project) -> None:
    (village.path / "storylens.toml").write_text("[project\n", encoding="utf-8")
    with pytest.raises(StorylensError, match=r"storylens\.toml: the settings cannot be read"):
        village.view()


def test_originals_are_kept_by_the_hash_of_their_bytes(village: Project) -> None:
    folder = village.store.folder
    for file in folder.inbox.iterdir():
        kept = folder.original(hashlib.sha256(file.read_bytes()).hexdigest())
        assert kept.read_bytes() == file.read_bytes()
        assert file_hash(file) == kept.name


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "own.yml"
    write_whole(file, b"old")

    def full(self: Path, data: bytes) -> int:
        with self.open("wb") as stream:
            stream.write(data[:1])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        with pytest.raises(OSError, match="No space left"):
            write_whole(file, b"new")
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_project_keeps_stories_out_of_version_control_and_codebooks_in(village: Project) -> None:
    lines = (village.path / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "*" in lines
    assert "!codebooks/*.yml" in lines
