"""Time to read against the bare library of each format, on the same files; the best of many rounds in turn counts.

The library does what comes first in any use of it: all text of the paragraphs, cells, captions, pages, mails.
"""

from __future__ import annotations

import csv
import json
import mailbox
import tempfile
import time
from collections.abc import Callable, Iterator
from email.header import decode_header, make_header
from email.utils import parseaddr, parsedate
from pathlib import Path

from benchmarks._reading_kept import _page, _pdfium, _printed, _python_docx, _trafilatura
from storylens.ingest.reader import read
from storylens.ingest.source import Source

SECONDS = 4.0  # for one format
ROUNDS = 40


def main(real: Path) -> None:
    """Print a line a format: milliseconds of ours and of the library, and the ratio."""
    print(f"{'time to read, milliseconds':44}{'ours':>8} {'library':>8}  {'ratio':>5}")
    with tempfile.TemporaryDirectory() as folder:
        for what, library, file, bare in _formats(real, Path(folder)):
            ours, theirs = _best([lambda file=file: _ours(file), lambda file=file, bare=bare: bare(file)])
            print(f"{what + ', ' + library:44}{ours:8.1f} {theirs:8.1f}  {ours / theirs:5.2f}")


def _formats(real: Path, folder: Path) -> Iterator[tuple[str, str, Path, Callable[[Path], object]]]:
    biogas = real / "biogas_malawi/inst/extdata/biogasoutcomesmalawi"
    vtt = max((real / "transcripts").glob("zoom_*.vtt"), key=lambda file: file.stat().st_size)
    story = max((real / "ols").glob("2*.md"), key=lambda file: file.stat().st_size)
    page = max((real / "govlab").glob("*.html"), key=lambda file: file.stat().st_size)
    yield "docx", "python-docx", max((real / "biogas_malawi/data-raw").glob("*.docx"), key=_size), _python_docx
    yield "html", "trafilatura", page, _trafilatura
    yield "pdf", "pypdfium2", _printed(_page(story, folder)[0], 1), _pdfium
    yield "markdown", "markdown-it-py, ruamel", story, _markdown
    yield "csv", "csv", biogas.with_suffix(".csv"), _csv
    yield "xlsx", "openpyxl", biogas.with_suffix(".xlsx"), _openpyxl
    yield "vtt", "webvtt-py", vtt, _webvtt
    yield "srt", "pysubs2", _as_srt(vtt, folder), _pysubs2
    yield "mbox", "mailbox, email", real / "threads/bigbang_3GPP_SA_WG4_EVS.mbox", _mailbox
    yield "discourse", "json, lxml", real / "threads/discourse_topic_1148.json", _discourse


def _ours(file: Path) -> int:
    return sum(len(made.text) for made in read(Source(file, file.name)))


def _best(ways: list[Callable[[], object]]) -> list[float]:
    """Return the shortest time of each way, in milliseconds; they take turns, so that a busy machine is fair to all."""
    best = [float("inf")] * len(ways)
    begun = time.perf_counter()
    for number in range(ROUNDS):
        for way, run in enumerate(ways):
            start = time.perf_counter()
            run()
            best[way] = min(best[way], 1000 * (time.perf_counter() - start))
        if number and time.perf_counter() - begun > SECONDS:
            break
    return best


def _size(file: Path) -> int:
    return file.stat().st_size


def _markdown(file: Path) -> object:
    from markdown_it import MarkdownIt
    from ruamel.yaml import YAML

    _, front, text = file.read_text().split("---\n", 2)
    return YAML(typ="safe").load(front), MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


def _csv(file: Path) -> object:
    with file.open(newline="", encoding="utf-8-sig") as stream:
        return list(csv.DictReader(stream))


def _openpyxl(file: Path) -> object:
    from openpyxl import load_workbook

    workbook = load_workbook(file, read_only=True, data_only=True)
    for sheet in workbook.worksheets:
        sheet.reset_dimensions()  # the file says that it has one cell, and openpyxl would read no more
    return [row for sheet in workbook.worksheets for row in sheet.iter_rows(values_only=True)]


def _webvtt(file: Path) -> object:
    import webvtt

    return [caption.text for caption in webvtt.read(str(file))]


def _pysubs2(file: Path) -> object:
    import pysubs2

    return [event.plaintext for event in pysubs2.load(str(file))]


def _as_srt(vtt: Path, folder: Path) -> Path:
    import pysubs2

    made = folder / f"{vtt.stem}.srt"
    pysubs2.load(str(vtt)).save(str(made))
    return made


def _mailbox(file: Path) -> object:
    """Return who wrote each mail, when, about what, in answer to what, and its words."""
    return [
        (
            parseaddr(str(mail["from"])),
            parsedate(str(mail["date"])),
            str(make_header(decode_header(str(mail["subject"])))),
            mail["message-id"],
            mail["in-reply-to"],
            [part.get_payload(decode=True) for part in mail.walk() if part.get_content_type() == "text/plain"],
        )
        for mail in mailbox.mbox(str(file))
    ]


def _discourse(file: Path) -> object:
    from lxml import html

    posts = json.loads(file.read_text())["post_stream"]["posts"]
    return [html.fragment_fromstring(post["cooked"], create_parent="div").text_content() for post in posts]
