"""Under which headings a passage stands, whatever program wrote them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest

from storylens.ingest import reader as registry
from storylens.prepare.document import prepare
from storylens.prepare.sections import sections
from tests.ingest.given import given

MARKDOWN = """# The pump at Lomba

We dug it ourselves.

## Results

They sleep longer.

### What women said

We walk less.

## Lessons

Ask first.
"""
HTML = (
    "<html><head><title>Page 4</title></head><body><article><h1>The pump at Lomba</h1><p>We dug it ourselves.</p>"
    "<h2>Results</h2><p>They sleep longer.</p><h3>What women said</h3><p>We walk less.</p>"
    "<h2>Lessons</h2><p>Ask first.</p></article></body></html>"
)
RTF = (
    r"{\rtf1\ansi{\stylesheet{\s1 heading 1;}{\s2 heading 2;}{\s3 heading 3;}}"
    r"\pard\s1 The pump at Lomba\par\pard We dug it ourselves.\par\pard\s2 Results\par\pard They sleep longer.\par"
    r"\pard\s3 What women said\par\pard We walk less.\par\pard\s2 Lessons\par\pard Ask first.\par}"
)
WIKI = (
    "<mediawiki><page><title>Lomba</title><ns>0</ns><revision><text>= The pump at Lomba =\nWe dug it ourselves.\n"
    "== Results ==\nThey sleep longer.\n=== What women said ===\nWe walk less.\n== Lessons ==\nAsk first.\n"
    "</text></revision></page></mediawiki>"
)
RULED = (
    "The pump at Lomba\n=================\n\nWe dug it ourselves.\n\nResults\n-------\n\nThey sleep longer.\n\n"
    "### What women said\n\nWe walk less.\n\nLessons\n-------\n\nAsk first.\n"
)


def word() -> bytes:
    made = docx.Document()
    for depth, words in (
        (1, "The pump at Lomba"),
        (0, "We dug it ourselves."),
        (2, "Results"),
        (0, "They sleep longer."),
        (3, "What women said"),
        (0, "We walk less."),
        (2, "Lessons"),
        (0, "Ask first."),
    ):
        made.add_heading(words, depth) if depth else made.add_paragraph(words)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def odt() -> bytes:
    named = {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    }
    content = f"<office:document-content {' '.join(f'xmlns:{short}={name!r}' for short, name in named.items())}>"
    content += '<office:body><office:text><text:h text:outline-level="1">The pump at Lomba</text:h>'
    content += '<text:p>We dug it ourselves.</text:p><text:h text:outline-level="2">Results</text:h>'
    content += '<text:p>They sleep longer.</text:p><text:h text:outline-level="3">What women said</text:h>'
    content += '<text:p>We walk less.</text:p><text:h text:outline-level="2">Lessons</text:h>'
    content += "<text:p>Ask first.</text:p></office:text></office:body></office:document-content>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return out.getvalue()


FILES = {
    "a.md": MARKDOWN.encode(),
    "a.html": HTML.encode(),
    "a.rtf": RTF.encode(),
    "a.xml": WIKI.encode(),
    "a.txt": RULED.encode(),
    "a.docx": word(),
    "a.odt": odt(),
}


def found(folder: Path, name: str, data: bytes) -> dict[str, str]:
    (received,) = registry.read(given(folder, name, data))
    made = prepare(received, source=name, original="")
    text = made.document.text
    under = sections(made.turns, lambda turn: text[turn.start : turn.end])
    return {text[turn.start : turn.end]: section for turn, section in zip(made.turns, under, strict=True)}


@pytest.mark.parametrize("name", FILES)
def test_each_paragraph_knows_the_headings_above_it(tmp_path: Path, name: str) -> None:
    under = found(tmp_path, name, FILES[name])
    assert under["We dug it ourselves."] == ""
    assert under["They sleep longer."] == "Results"
    assert under["We walk less."] == "Results > What women said"
    assert under["What women said"] == "Results"
    assert under["Ask first."] == "Lessons"


def test_a_title_and_a_date_over_an_interview_are_no_section(tmp_path: Path) -> None:
    talk = "Interview 3\n\n12 May 2024\n\nINT: What came of it?\n\nAsha: A wall.\n\nINT: And before?\n\nAsha: Sand.\n"
    assert set(found(tmp_path, "a.txt", talk.encode()).values()) == {""}


def test_two_headings_of_one_depth_are_two_sections_though_the_first_stands_at_the_top(tmp_path: Path) -> None:
    under = found(tmp_path, "a.md", b"# Before\n\nWe *walked*.\n\n# After\n\nWe rest.\n")
    assert (under["We walked."], under["We rest."]) == ("Before", "After")


def test_a_line_break_in_a_heading_makes_no_second_heading(tmp_path: Path) -> None:
    page = "<html><body><h1>A</h1><h2>What came<br>of it</h2><p>They sleep longer now.</p><h2>B</h2></body></html>"
    assert found(tmp_path, "a.html", page.encode())["They sleep longer now."] == "What came"
