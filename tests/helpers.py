"""Invented material for tests, made in the tests: interviews, sheets of tellers, office files."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from storylens import Project

BOOK = """\
# Notes of the team stay in this file.
codebook: village
version: "1.0"
title: What changed in the village
families:
- id: change
  name: Changes
  codes:
  - {id: v.water, name: Water, definition: Water and who fetches it., cues: ["borehole*", "pump"]}
  - {id: v.land, name: Land, definition: Fields and who holds them., cues: ["field*", "hectare*"]}
  - {id: v.loan, name: Loans, definition: Money lent., cues: ["loan*"]}
  - {id: v.shame, name: Shame, definition: What is not said aloud., cues: ["ashamed"], sensitive: true}
"""
ASKED = "Were you given a borehole or a field, zzasked?"


@dataclass(frozen=True)
class Told:
    """One interview: what somebody told, and what the sheet of tellers says of them."""

    code: str
    words: str | Sequence[str]
    gender: str = "woman"
    place: str = ""
    case: str = ""
    consent: str = "analysis; anonymised quote"

    @property
    def answers(self) -> Sequence[str]:
        """What they say, an answer a turn."""
        return [self.words] if isinstance(self.words, str) else self.words

    @property
    def name(self) -> str:
        """The name of the file of the interview."""
        return f"{self.code.lower()}.txt"

    @property
    def transcript(self) -> str:
        """The interview as a transcriber writes it."""
        return "".join(f"INT: {ASKED}\nR: {answer}\n" for answer in self.answers)


# Each teller has a word of their own that nobody else says (zz...), so that it can be looked for in what is printed.
VILLAGE = (
    Told("W1", "The borehole is near the school now, zzalpha, and we keep the key ourselves.", place="North"),
    Told("W2", "My field is written in my own name since the rains, zzbravo. I took a loan for it.", place="North"),
    Told("W3", "We paid for the pump together, zzcharlie, and then we paid for it again.", place="South"),
    Told("M1", "The borehole brought strangers, zzdelta, and I took a loan to sell tea to them.", "man", "North"),
    Told("M2", "My brothers have the field by the river, zzecho, and the pump too.", "man", "South"),
    Told("NO", "The borehole was never for us, zzrefused, I say it to you only.", consent="no"),
    Told("GONE", "That field was my mother's field, zzwithdrawn, and they know it.", consent="withdrawn"),
    Told("SILENT", "They repaired the pump on a Sunday, zzsilent, of all days.", consent=""),
    Told("COUNTED", "A loan is a rope, zzcounted, and the borehole is the tree.", "man", consent="analysis"),
    Told("HELD", ["The pump is far.", "He beat me that night, zzheld, because of the borehole.", "The field is dry."]),
)
PRINTED = ("zzalpha", "zzbravo", "zzcharlie", "zzdelta", "zzecho")
NEVER_PRINTED = ("zzrefused", "zzwithdrawn", "zzsilent", "zzheld", "zzasked")


def make_project(path: Path, *told: Told, book: str = BOOK) -> Project:
    """Make a project, drop the interviews and a sheet of tellers into its inbox, and take them in."""
    project = Project.new(path)
    if book:
        (project.path / "codebooks" / "village.yml").write_text(book, encoding="utf-8")
    if told:
        drop(project, *told)
        project.ingest()
    return project


def drop(project: Project, *told: Told) -> None:
    """Put interviews into the inbox, with a sheet of their tellers."""
    inbox = project.store.folder.inbox
    for one in told:
        (inbox / one.name).write_text(one.transcript, encoding="utf-8")
    columns = ["file", "speaker", "teller", "role", "case", "place", "gender", "gender basis", "consent"]
    rows = [
        [one.name, "R", one.code, "", one.case, one.place, one.gender, one.gender and "self-stated", one.consent]
        for one in told
    ]
    number = len(list(inbox.glob("tellers*.csv"))) + 1
    with (inbox / f"tellers-{number}.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([columns, *rows])


def docx_bytes(*paragraphs: str) -> bytes:
    """Return a Word file."""
    import docx

    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def xlsx_bytes(*rows: Sequence[object]) -> bytes:
    """Return an Excel workbook of one sheet."""
    from openpyxl import Workbook

    workbook = Workbook()
    for row in rows:
        workbook.active.append(list(row))
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def repacked(package: bytes, change: dict[str, bytes]) -> bytes:
    """Return an office file with members replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change.get(name, old.read(name)))
        for name in change.keys() - set(old.namelist()):
            new.writestr(name, change[name])
    return out.getvalue()


def pieces(file: Path) -> Iterator[bytes]:
    """Yield the bytes of a file, and of what is packed in it."""
    data = file.read_bytes()
    yield data
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield archive.read(name)


def holding(folder: Path, words: str | Iterable[str], *, besides: Path | None = None) -> list[str]:
    """Return the files below a folder in which any of some words stand, in whatever encoding."""
    needles = [
        word.encode(code) for word in ([words] if isinstance(words, str) else words) for code in ("utf-8", "utf-16-le")
    ]
    return [
        file.relative_to(folder).as_posix()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
        and not (besides and file.is_relative_to(besides))
        and any(needle in piece for piece in pieces(file) for needle in needles)
    ]


def one_sentence(message: str) -> bool:
    """Say whether a message is what a user can act on: one line that ends, no traceback, no class name."""
    line = message.strip()
    return (
        "\n" not in line
        and line.endswith(".")
        and "Traceback" not in line
        and not re.search(r"\w+\.\w*(?:Error|Exception)\b|sqlalche\.me|<class", line)
    )
