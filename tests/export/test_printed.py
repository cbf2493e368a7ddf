"""Nothing that may not be printed is in any byte of what is handed on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from storylens import Project
from tests.helpers import NEVER_PRINTED, PRINTED, Told, holding


def hand_on(project: Project, to: Path) -> Path:
    """Write all that can be written: workbook, page, quotes; and the first two again with a table by two attributes."""
    project.export(by="Tendai", to=to)
    project.export(by="Tendai", to=to / "crossed", cross=["place"])
    project.quotes(to / "quotes.docx", by="Tendai")
    return to


def printed(project: Project, to: Path, *words: str) -> dict[str, list[str]]:
    """Return for each word the files that hold it, in whatever encoding and packing."""
    hand_on(project, to)
    return {word: holding(to, word) for word in words}


def uncrossed(files: list[str]) -> list[str]:
    """Leave out the files with a table by two attributes: the quotes of its hidden cells are not printed there."""
    return [file for file in files if not file.startswith("crossed/")]


def test_what_was_agreed_to_is_printed_everywhere(village: Project, tmp_path: Path) -> None:
    """So that the absence of the other words means something."""
    for word, files in printed(village, tmp_path / "out", *PRINTED).items():
        assert uncrossed(files) == ["quotes.docx", "village-tables.html", "village-tables.xlsx"], word


def test_nothing_refused_withdrawn_unasked_held_or_asked_is_printed(village: Project, tmp_path: Path) -> None:
    found = printed(village, tmp_path / "out", *NEVER_PRINTED, "zzcounted", "He beat me", "Were you given")
    assert found == {word: [] for word in found}


@pytest.mark.parametrize("use", ["analysis", "anonymised quote"])
def test_words_go_with_the_consent_to_either_use(village: Project, tmp_path: Path, use: str) -> None:
    village.consent("W1", use, "withdrawn", by="Tendai")
    assert printed(village, tmp_path / "out", "zzalpha", "near the school") == {"zzalpha": [], "near the school": []}


def test_a_declaration_opens_what_nobody_refused_and_nothing_else(village: Project, tmp_path: Path) -> None:
    village.declare_consent(by="Tendai", wording="All agreed.")
    found = printed(village, tmp_path / "out", "zzsilent", "zzrefused", "zzwithdrawn", "zzheld", "zzcounted")
    assert len(uncrossed(found.pop("zzsilent"))) == 3
    assert found == {word: [] for word in found}


def test_a_declaration_does_not_open_whom_it_excepts(village: Project, tmp_path: Path) -> None:
    village.declare_consent(by="Tendai", wording="All but one agreed.", except_=["SILENT"])
    assert printed(village, tmp_path / "out", "zzsilent") == {"zzsilent": []}


def test_analysing_the_unasked_does_not_quote_them(village: Project, tmp_path: Path) -> None:
    village.store.folder.set("consent", "not_asked", "analyse")
    found = printed(village, tmp_path / "out", "zzsilent", "zzrefused", "zzwithdrawn")
    assert found == {word: [] for word in found}
    assert "SILENT" in set(village.view().tellers.code)


def test_a_hand_coding_over_what_is_held_prints_none_of_it(village: Project, tmp_path: Path) -> None:
    """The passage from the sentence before to the sentence after runs through the disclosure."""
    text = "".join(told for told in (village.store.folder.inbox / "held.txt").read_text(encoding="utf-8"))
    start, end = text.index("The pump is far"), text.index("The field is dry.") + len("The field is dry.")
    village.highlight("held", (start, end), "what she did not do", by="Tendai", memo="zzheld, she said")
    found = printed(village, tmp_path / "out", "zzheld", "beat me", "zzasked", "The pump is far")
    assert len(uncrossed(found.pop("The pump is far"))) == 3
    assert found == {word: [] for word in found}


def test_memos_and_attributes_stay_inside(project: Callable[..., Project], tmp_path: Path) -> None:
    made = project(Told("T1", "The pump broke.", gender="zzown words of mine", place="North"))
    made.tag()
    made.highlight("t1", "The pump broke.", "v.water", by="Tendai", memo="zzmemo: she wept")
    assert printed(made, tmp_path / "out", "zzown", "zzmemo") == {"zzown": [], "zzmemo": []}


def test_what_is_erased_is_not_printed(village: Project, tmp_path: Path) -> None:
    village.erase(teller="W1", by="Tendai", reason="")
    assert printed(village, tmp_path / "out", "zzalpha") == {"zzalpha": []}


def test_what_was_cleared_by_a_named_person_is_printed(village: Project, tmp_path: Path) -> None:
    from storylens.store import contents

    with village.store.reading() as connection:
        codings = contents.read(connection).codings
    (held,) = codings.index[codings.code == "safe.gbv"]
    village.reject(held, by="Chikondi", why="she says so of a play")
    assert len(uncrossed(printed(village, tmp_path / "out", "zzheld")["zzheld"])) == 3
