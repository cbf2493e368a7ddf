"""A project's codebooks are files that people edit; every edition that was used is kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from storylens import Project, StorylensError
from storylens.codebook.load import load, shipped
from storylens.store import codebooks
from tests.helpers import BOOK, Told


def kept(project: Project) -> set[str]:
    with closing(sqlite3.connect(project.store.folder.database)) as connection:
        return {yaml for (yaml,) in connection.execute("SELECT yaml FROM codebook")}


def test_adding_a_code_keeps_comments_order_and_words_of_the_file(village: Project) -> None:
    village.highlight("w1", "near the school", "school", by="Tendai")
    file = village.path / "codebooks" / "own.yml"
    file.write_text(
        "# Agreed on 3 May; do not rename.\n"
        + file.read_text(encoding="utf-8").replace("name: school", 'name: "School"  # not the building'),
        encoding="utf-8",
    )
    village.highlight("w1", "we keep the key ourselves", "keys", by="Tendai")
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# Agreed on 3 May; do not rename.\n")
    assert "# not the building" in text
    assert [code.name for code in load(file).codes()] == ["School", "keys"]


def test_each_new_code_is_a_new_version(village: Project) -> None:
    village.highlight("w1", "near the school", "school", by="Tendai")
    before = load(village.path / "codebooks" / "own.yml")
    village.highlight("w1", "we keep the key ourselves", "keys", by="Tendai")
    after = load(village.path / "codebooks" / "own.yml")
    assert before.version != after.version
    assert before.edition != after.edition


def test_a_version_in_the_words_of_the_team_does_no_harm(village: Project) -> None:
    village.highlight("w1", "near the school", "school", by="Tendai")
    file = village.path / "codebooks" / "own.yml"
    file.write_text(
        file.read_text(encoding="utf-8").replace(f"version: '{load(file).version}'", "version: draft of May"),
        encoding="utf-8",
    )
    assert load(file).version == "draft of May"
    village.highlight("w1", "we keep the key ourselves", "keys", by="Tendai")
    assert [code.name for code in load(file).codes()] == ["school", "keys"]


def test_every_edition_that_coded_something_is_kept_as_it_was(village: Project) -> None:
    assert BOOK in kept(village)
    edited = BOOK.replace("Water and who", "Water or who")
    (village.path / "codebooks" / "village.yml").write_text(edited, encoding="utf-8")
    village.tag()
    assert {BOOK, edited} <= kept(village)


def test_the_edition_that_arrivals_were_screened_with_is_kept(project: Callable[..., Project]) -> None:
    assert shipped("safeguarding").read_text(encoding="utf-8") in kept(project(Told("T1", "The pump broke.")))


def test_an_edited_codebook_tags_anew_and_the_old_suggestions_no_longer_stand(village: Project) -> None:
    before = village.view().codings
    edited = BOOK.replace('["borehole*", "pump"]', '["borehole*"]')
    (village.path / "codebooks" / "village.yml").write_text(edited, encoding="utf-8")
    assert village.tag().documents == len(village.documents())
    after = village.view().codings
    water = lambda frame: frame[frame.code == "v.water"]  # noqa: E731
    assert set(water(after).text) == {text for text in water(before).text if "borehole" in text}
    assert set(after.codebook_edition) != set(before.codebook_edition)


def test_a_shipped_codebook_is_copied_so_that_it_can_be_edited(village: Project) -> None:
    file = village.add_codebook("power")
    assert file.parent == village.store.folder.codebooks
    with pytest.raises(StorylensError, match="has a codebook power already"):
        village.add_codebook("power")


def test_a_bad_codebook_is_not_let_in(village: Project, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yml"
    bad.write_text(BOOK.replace('["borehole*", "pump"]', '["*"]'), encoding="utf-8")
    with pytest.raises(StorylensError, match=r"bad\.yml:9"):
        village.add_codebook(bad)
    assert not (village.store.folder.codebooks / "bad.yml").exists()


def test_a_codebook_whose_file_has_another_name_can_be_coded_with(village: Project, tmp_path: Path) -> None:
    file = tmp_path / "team-a.yml"
    file.write_text(BOOK.replace("codebook: village", "codebook: team").replace("v.", "t."), encoding="utf-8")
    village.add_codebook(file)
    coding = village.highlight("w1", "near the school", "t.water", by="Tendai")
    assert coding.codebook == "team"
    assert file.read_text(encoding="utf-8") in kept(village)


def test_everything_is_screened_whatever_codebooks_are_chosen(village: Project) -> None:
    assert "safeguarding" in codebooks.in_use(village.store.folder)
    assert "safeguarding.yml" not in {file.name for file in village.store.folder.codebooks.iterdir()}


def test_a_projects_own_safeguarding_book_goes_before_the_shipped_one(village: Project) -> None:
    own = village.add_codebook("safeguarding")
    own.write_text(own.read_text(encoding="utf-8").replace('"beat me"', '"zzbeat"'), encoding="utf-8")
    assert codebooks.screening(village.store.folder) == load(own)
