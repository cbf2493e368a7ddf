"""A brief as a browser shows and prints it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2

from storylens import Project
from storylens.records.contribution import TocStatement
from storylens.records.learning import Lesson
from tests.export.test_brief import SPEC
from tests.synthesis.book_helpers import write

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MORE = '\n[[section]]\n[[section.table]]\nname = "lessons"\n[[section.picture]]\nname = "theory"\n\n[method]'


def test_a_brief_asks_for_nothing_fits_the_page_and_prints_without_what_is_for_the_screen(
    village: Project,
    tmp_path: Path,
    chromium: Browser,
) -> None:
    write(village, *(TocStatement(column=column, text=f"Step {column}") for column in range(1, 6)), Lesson(text="Ask."))
    spec, file = tmp_path / "brief.toml", tmp_path / "brief.html"
    spec.write_text(SPEC.replace("\n[method]", MORE, 1), encoding="utf-8")
    village.brief(spec, file, by="Tendai")
    asked: list[str] = []
    page = chromium.new_page(viewport={"width": 794, "height": 1123})  # A4 at 96 dots an inch
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    assert asked == [file.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    number = page.locator("td a").first
    number.click()
    assert page.evaluate("document.querySelector(':target') !== null")  # what stands behind it
    page.emulate_media(media="print")
    assert not page.locator("#behind").is_visible()
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    sizes = [printed.get_page_size(number) for number in range(len(printed))]
    assert any(width > height for width, height in sizes)  # the theory lies across
    words = "".join(sheet.get_textpage().get_text_range() for sheet in printed)
    assert "Step 5" in words
    assert "Behind the numbers" not in words
    page.close()
