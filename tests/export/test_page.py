"""The page: one file that needs nothing but itself, in which every number leads somewhere."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from storylens import Project
from tests.helpers import BOOK, Told

HOSTILE = "<script>alert('zz')</script>"
IMAGE = '<img src=x onerror="alert(1)">'


class Page(HTMLParser):
    """What a browser would see: tags with their attributes, and text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def values(self, *names: str) -> list[str]:
        return [value or "" for _, attributes in self.tags for name, value in attributes.items() if name in names]


@pytest.fixture(scope="module")
def text(seen_village: Project, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("page")
    project = Project.open(shutil.copytree(seen_village.path, folder / "village"))
    files = project.export(by="Tendai", to=folder, cross=["place"]).files
    return files[1].read_text(encoding="utf-8")


def test_it_runs_nothing_and_fetches_nothing(text: str) -> None:
    page = Page(text)
    assert not {tag for tag, _ in page.tags} & {"script", "link", "iframe", "object", "embed", "base", "form"}
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    assert not [link for link in page.values("href", "src", "xlink:href", "action") if not link.startswith("#")]
    assert not re.search(r"@import|url\((?!#)", text)


def test_every_link_on_it_leads_somewhere(text: str) -> None:
    page = Page(text)
    links = {link.removeprefix("#") for link in page.values("href")}
    assert len(links) > 10
    assert links <= set(page.values("id"))


def test_no_two_places_share_a_name(text: str) -> None:
    names = Page(text).values("id")
    assert len(names) == len(set(names))


def test_every_counted_number_is_a_link(text: str) -> None:
    """In the theme table each number but the denominator leads to the codings behind it."""
    themes = text.partition('<section id="themes">')[2].partition("</section>")[0]
    for row in re.findall(r"<tr.*?</tr>", themes, re.DOTALL)[1:]:
        tellers, of, cases, documents, mentions = re.findall(r'<td class="number">(.*?)</td>', row)[:5]
        assert all("<a href=" in cell for cell in (tellers, cases, documents, mentions))
        assert "<a" not in of


def test_it_warns_where_nobody_has_confirmed(text: str) -> None:
    assert "suggestions of a machine that no person has confirmed" in text


def test_words_in_stories_codes_and_names_are_never_markup(project: Callable[..., Project], tmp_path: Path) -> None:
    book = BOOK.replace("name: Water", f'name: "Water {HOSTILE}"').replace("Water and who", f"{HOSTILE} Water and who")
    made = project(Told("T1", f"The pump broke {HOSTILE} {IMAGE} and so on.", case=HOSTILE, place=IMAGE), book=book)
    made.tag()
    made.store.folder.set("project", "name", HOSTILE.replace("/", ""))
    made.declare_consent(by=HOSTILE, wording=IMAGE)
    text = made.export(by="Tendai", to=tmp_path / "out", group="place").files[1].read_text(encoding="utf-8")
    page = Page(text)
    assert "script" not in {tag for tag, _ in page.tags}
    assert "img" not in {tag for tag, _ in page.tags}
    assert HOSTILE in html.unescape(text)


def test_numbers_of_any_size_and_signs_of_any_script_are_shown(project: Callable[..., Project], tmp_path: Path) -> None:
    made = project(Told("T1", "The pump broke and she said to all of us 😀 — قالت: البئر بعيدة — ça va."))
    made.tag()
    text = made.export(by="Tendai", to=tmp_path).files[1].read_text(encoding="utf-8")
    assert "😀 — قالت: البئر بعيدة — ça va" in text
