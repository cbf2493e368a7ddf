"""What stands beside the words: the recording, the other language, the list of what there is to do, short answers."""

from __future__ import annotations

import wave
from collections.abc import Callable
from pathlib import Path

import pytest

from storylens import Project
from storylens.coding.together import draw
from storylens.widget.desk import Desk
from tests.helpers import BOOK
from tests.widget.conftest import Screen, served

Look = Callable[[str], Screen]
VTT = """WEBVTT

00:00:00.000 --> 00:00:01.000
<v Asha>Were you given a borehole?

00:00:02.000 --> 00:00:03.000
<v Rehema>The borehole is near the school, zzheard.
"""
SECONDS = 4


@pytest.fixture
def told(tmp_path: Path) -> Project:
    """A project with a recording, and an interview in two languages."""
    project = Project.new(tmp_path / "told")
    inbox = project.store.folder.inbox
    (project.path / "codebooks" / "village.yml").write_text(BOOK, encoding="utf-8")
    (inbox / "heard.vtt").write_text(VTT, encoding="utf-8")
    with wave.open(str(inbox / "heard.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(bytes(range(80, 160)) * (100 * SECONDS))
    original = "FUNSO: Kodi munda ndi wa yani?\n\nMAYI: Munda ndi wanga, zzmunda.\n"
    english = "INT: Whose field is it?\n\nR: The field is mine, zzfield.\n"
    (inbox / "mayi.md").write_text(f"---\nlanguage: ny\n---\n{original}", encoding="utf-8")
    (inbox / "mother.md").write_text(
        f"---\nlanguage: en\ntranslates: mayi.md\ntranslated from: ny\n---\n{english}", encoding="utf-8"
    )
    project.ingest()
    return project


def test_a_turn_is_heard_from_where_it_begins(told: Project, screen: Look) -> None:
    playing = "() => { const one = document.querySelector('audio'); return !one.paused && one.currentTime >= 2; }"
    with served(told) as address:
        tab = screen(address)
        tab.open("heard")
        tab.page.get_by_role("button", name="Play from 00:02").click()
        tab.page.wait_for_function(playing)
        assert tab.page.locator("audio").evaluate("one => one.duration") == pytest.approx(SECONDS, abs=0.1)
        tab.press("p")  # stops
        tab.page.wait_for_function("() => document.querySelector('audio').paused")
        tab.page.locator(".turn").first.focus()
        tab.press("p")
        tab.page.wait_for_function("() => !document.querySelector('audio').paused")
        assert tab.page.locator("audio").evaluate("one => one.currentTime") < 2
        (told.store.folder.inbox / "heard.wav").unlink()
        tab.open("mayi")
        tab.press("p")
        tab.page.locator(".problem", has_text="no recording").wait_for()


def test_the_original_stands_beside_with_its_codings_and_leads_there(told: Project, screen: Look) -> None:
    told.highlight("mayi", "Munda ndi wanga", "Land", by="Tendai")
    with served(told) as address:
        tab = screen(address)
        tab.open("mother")
        tab.press("o")
        beside = tab.page.locator(".turn", has_text="zzfield").locator(".beside", has_text="zzmunda")
        beside.get_by_role("button", name="Land").click()
        tab.page.locator("h1", has_text="mayi").wait_for()
        tab.page.locator(".note.now", has_text="Land").wait_for()
        tab.press("o")
        tab.page.locator(".beside", has_text="zzfield").wait_for()


def test_the_list_shows_what_waits_and_a_corrected_document_waits_for_review(village: Project, screen: Look) -> None:
    draw(village.store, "trial", ["Tendai", "Chikondi"], share=1.0, by="Tendai", blind=False)
    village.highlight("w1", "we keep the key ourselves", "keys", by="Tendai")
    with served(village) as address:
        tab = screen(address)
        tab.open("w1")
        tab.mark("the key")
        tab.page.locator(".chooser:visible input").wait_for()
        tab.press("Escape", "x")
        tab.page.get_by_label("What was said", exact=False).fill("both keys")
        tab.press("Enter")
        tab.confirmed("look again")
        tasks = tab.page.get_by_label("Show documents")
        tasks.locator("option", has_text="look again (1)").wait_for(state="attached")
        tasks.select_option("look again")
        tab.page.locator(".count", has_text="1 of 10 documents").wait_for()
        tab.coded("keys").click()
        tab.page.locator(".warning", has_text="corrected").wait_for()
        tab.press("a")  # it still fits
        tasks.locator("option", has_text="look again (0)").wait_for(state="attached")
        tasks.select_option("assigned")
        tab.press("f")
        tab.page.get_by_role("button", name="This document is coded").click()
        tab.confirmed("done")
        tab.page.locator(".count", has_text="9 of 10 documents").wait_for()


def test_short_answers_are_coded_by_keys_a_row_at_a_time(tmp_path: Path, screen: Look) -> None:
    project = Project.new(tmp_path / "survey")
    (project.path / "codebooks" / "village.yml").write_text(BOOK, encoding="utf-8")
    rows = "\n".join(f"S{n:02},The pump {n} is near" for n in range(1, 6))
    (project.store.folder.inbox / "survey.csv").write_text(f"teller,What changed?\n{rows}\n", encoding="utf-8")
    project.ingest()
    with served(project) as address:
        tab = screen(address)
        tab.press("g")
        tab.page.locator("tbody tr:focus").wait_for()
        tab.press("Enter")
        tab.code("Land")
        tab.confirmed("Coded as Land")
        tab.press("ArrowDown", "1", "j", "1")  # the code used last, on the next two
        tab.page.locator(".count", has_text="2 without codes").wait_for()
        tab.press("z")
        tab.page.locator(".count", has_text="3 without codes").wait_for()
    grid = Desk(project.store, "Tendai").answer({"ask": "grid"})
    assert [len(row["codings"]) for row in grid["rows"]] == [1, 1, 0, 0, 0]
