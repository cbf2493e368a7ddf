"""Characters kept against plain text that was made by other means, beside what the bare library keeps.

Word: the interviews that lie beside each other as .docx and .md; the reference is the markdown without its marks.
HTML: the case studies; the reference is all text outside of tags and of the marks of the site generator. They come
without menus, so a second set puts the learning stories into a page with menus, a side bar and a footer.
PDF: the same stories printed by Chromium with running heads and page numbers, in one and in two columns.
Words are compared as bags, a character being kept when its word is; added is what the reference does not have.
"""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from markdown_it import MarkdownIt

from storylens.ingest.reader import read
from storylens.ingest.source import Source

_STORIES = 6
_SHOWN = ("text", "code_inline", "softbreak", "hardbreak")
_MACHINERY = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{:.*?\}|!\[[^\]]*\]\([^)]*\)")  # of site generators; and pictures
_MENU = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/about'>About us</a></li></ul></nav>"
_SIDE = "<aside class='sidebar'><h3>Related</h3><a href='/x'>Another page altogether</a></aside>"
_FOOT = "<footer><p>Copyright, all rights reserved. <a href='/privacy'>Privacy policy</a></p></footer>"
_PRINTED = "@page {margin: 2cm; @top-center {content: 'The running head'} @bottom-center {content: counter(page)}}"


def main(real: Path) -> None:
    """Print a line a format."""
    print(f"{'characters kept of a reference':44}{'files':>6} {'kept':>8} {'added':>7}  bare library: kept, added")
    pairs = [(file, _words(_bare(file.with_suffix(".md").read_text()))) for file in _beside(real)]
    _line("docx (interviews, reference .md)", pairs, _python_docx)
    cases = [(file, _words(_without_tags(file.read_text()))) for file in sorted((real / "govlab").glob("*.html"))]
    _line("html (case studies)", cases, _trafilatura)
    with tempfile.TemporaryDirectory() as folder:
        stories = sorted((real / "ols").glob("2*.md"), key=lambda file: file.stat().st_size)[-_STORIES:]
        pages = [_page(file, Path(folder)) for file in stories]
        _line("html (stories in a page with menus)", pages, _trafilatura)
        for columns in (1, 2):
            if printed := [(_printed(file, columns), words) for file, words in pages if shutil.which("chromium")]:
                _line(f"pdf (the same, columns: {columns})", printed, _pdfium)
    print()


def _line(what: str, files: list[tuple[Path, Counter[str]]], bare: Callable[[Path], str]) -> None:
    ours = _kept((_ours(file), words) for file, words in files)
    theirs = _kept((bare(file), words) for file, words in files)
    print(
        f"{what:44}{len(files):6} {ours[0]:8.2%} {ours[1]:7.2%}  {bare.__name__[1:]}: {theirs[0]:.2%}, {theirs[1]:.2%}"
    )


def _kept(pairs: Iterable[tuple[str, Counter[str]]]) -> tuple[float, float]:
    """Return the share of the characters of the references that are kept, and of those in the text that are added."""
    kept = whole = made = 0
    for text, reference in pairs:
        found = _words(text)
        kept += _size(found & reference)
        whole += _size(reference)
        made += _size(found)
    return kept / whole, 1 - kept / made


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def _size(words: Counter[str]) -> int:
    return sum(len(word) * count for word, count in words.items())


def _ours(file: Path) -> str:
    return "\n".join(made.text for made in read(Source(file, file.name)))


def _beside(real: Path) -> list[Path]:
    return sorted((real / "biogas_malawi/data-raw").glob("*.docx"))


def _bare(markdown: str) -> str:
    """Return the words of markdown as a parser gives them."""
    tokens = MarkdownIt("commonmark").parse(re.sub(r"\A---\n.*?\n---\n", "", markdown, flags=re.DOTALL))
    spans = re.compile(r"\]?\{[.#][^{}]*\}|^\[|(?<=\s)\[(?=\w)")
    return "\n".join(
        spans.sub("", "".join(child.content or " " for child in token.children or [] if child.type in _SHOWN))
        for token in tokens
        if token.type == "inline"
    )


def _without_tags(page: str) -> str:
    page = re.sub(
        r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<script.*?</script>|<style.*?</style>|<!--.*?-->", " ", page, flags=re.DOTALL
    )
    return html.unescape(re.sub(r"<[^>]*>", " ", page))


def _page(file: Path, folder: Path) -> tuple[Path, Counter[str]]:
    """Write a story into a page; return it with the words of the story as a browser shows them."""
    body = re.sub(r"\A---\n.*?\n---\n", "", file.read_text(), flags=re.DOTALL)
    article = MarkdownIt("commonmark").enable("table").render(_MACHINERY.sub("", body))
    made = folder / f"{file.stem}.html"
    made.write_text(
        f"<html><head><title>A story</title><style>{_PRINTED}</style></head>"
        f"<body>{_MENU}<main><article>{article}</article></main>{_SIDE}{_FOOT}</body></html>"
    )
    return made, _words(_without_tags(article))


def _printed(page: Path, columns: int) -> Path:
    """Print the article of a page with running heads and page numbers."""
    source, made = page.with_name(f"{page.stem}-{columns}.html"), page.with_name(f"{page.stem}-{columns}.pdf")
    text = page.read_text().replace(_MENU, "").replace(_SIDE, "").replace(_FOOT, "")
    source.write_text(
        text.replace("</style>", f"article {{columns: {columns}; hyphens: auto}} img {{width: 2cm}}</style>")
    )
    subprocess.run(
        [
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-pdf-header-footer",
            f"--print-to-pdf={made}",
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return made


def _python_docx(file: Path) -> str:
    import docx

    document = docx.Document(str(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def _trafilatura(file: Path) -> str:
    import trafilatura

    return trafilatura.extract(file.read_text(), include_comments=False, include_tables=True) or ""


def _pdfium(file: Path) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(str(file))
    return "\n".join(page.get_textpage().get_text_range() for page in document)
