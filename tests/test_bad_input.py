"""Bad input: one clear sentence for each, the rest goes on, nothing is lost."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from storylens import Project
from storylens.batch.ingest import ImportReport
from tests.helpers import docx_bytes, repacked, xlsx_bytes

STORY = ("INT: What came of it?", "Rudo: We have a wall now, zzwall.", "INT: And before?", "Rudo: Before was sand.")
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 504  # an encrypted office file is in such a container
CONTENT_TYPES = b"[Content_Types].xml"


def encrypted_package() -> bytes:
    """Return a container as Word and Excel write one with a password: the streams have these names."""
    names = "EncryptionInfo".encode("utf-16-le") + b"\x00" * 36 + "EncryptedPackage".encode("utf-16-le")
    return OLE + names + b"\x00" * (1024 - len(names)) + os.urandom(512)


def bomb() -> bytes:
    """Return a Word file whose text is two gigabytes of nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx_bytes("x"))) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != "word/document.xml":
                new.writestr(name, old.read(name))
        with new.open("word/document.xml", "w", force_zip64=True) as stream:
            for _ in range(300):
                stream.write(b" " * 1_000_000)
    return out.getvalue()


def entities() -> bytes:
    """Return a Word file whose XML asks for a file of the machine, and grows without end."""
    xml = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "zzentity"><!ENTITY b "&a;&a;&a;&a;">'
        b'<!ENTITY c SYSTEM "file:///etc/hostname">]>'
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        b"<w:t>&b;&c;</w:t></w:r></w:p></w:body></w:document>"
    )
    return repacked(docx_bytes("x"), {"word/document.xml": xml})


def encrypted_pdf() -> bytes:
    """Return a PDF whose trailer says that it is encrypted, with a password that nobody gives."""
    parts = [
        b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n",
        b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n",
        b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>\nendobj\n",
        b"4 0 obj\n<</Filter/Standard/V 1/R 2/P -44/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>\nendobj\n",
    ]
    body, places = b"%PDF-1.4\n", []
    for part in parts:
        places.append(len(body))
        body += part
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + table + trailer


GOOD = docx_bytes(*STORY)
BAD: dict[str, tuple[str, bytes, str]] = {
    "empty": ("a.docx", b"", "empty"),
    "empty text": ("a.txt", b" \n\n\t", "empty"),
    "cut off": ("a.docx", GOOD[: len(GOOD) // 2], ""),
    "cut off workbook": ("a.xlsx", xlsx_bytes(["a", "b"], [1, 2])[:-200], ""),
    "encrypted Word": ("a.docx", encrypted_package(), "password"),
    "encrypted PDF": ("a.pdf", encrypted_pdf(), "password"),
    "damaged PDF": ("a.pdf", b"%PDF-1.7\n" + b"\x00\x01\x02" * 200, ""),
    "zip bomb": ("a.docx", bomb(), "unpacks to"),
    "XML entities": ("a.docx", entities(), "entities"),
    "unknown": ("a.bin", bytes(range(256)) * 40, ""),
    "a picture": ("a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 40, ""),
    "a picture called a story": ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, ""),
    "no JSON": ("a.json", b'{"post_stream": {"posts": [', ""),
    "no posts": ("a.json", b'{"post_stream": {"posts": []}}', ""),
    "a deep JSON": ("a.json", b'{"post_stream": ' + b"[" * 100_000, ""),
    "captions without captions": ("a.vtt", b"WEBVTT\n\n", ""),
    "an empty workbook": ("a.xlsx", xlsx_bytes(), "empty"),
    "an empty Word file": ("a.docx", docx_bytes(), ""),
}


def ingest(project: Project, name: str, data: bytes) -> ImportReport:
    """Take in a bad file between two good ones."""
    inbox = project.store.folder.inbox
    (inbox / "0-good.txt").write_text("\n".join(STORY) + "\n", encoding="utf-8")
    (inbox / name).write_bytes(data)
    (inbox / "z-good.docx").write_bytes(docx_bytes(*(line.replace("wall", "well") for line in STORY)))
    return project.ingest()


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_one_line_in_the_report_and_the_rest_goes_on(project: Callable[..., Project], kind: str) -> None:
    name, data, says = BAD[kind]
    made = project()
    report = ingest(made, name, data)
    outcomes = {receipt.source: receipt for receipt in report.receipts}
    bad = outcomes[f"inbox/{name}"]
    assert bad.outcome == "not read", bad
    assert says in bad.detail
    assert len(bad.detail.split()) > 3
    assert "\n" not in bad.detail
    assert "Traceback" not in bad.detail
    assert outcomes["inbox/0-good.txt"].outcome == outcomes["inbox/z-good.docx"].outcome == "read"
    assert sorted(made.documents().source) == ["inbox/0-good.txt", "inbox/z-good.docx"]
    assert report.failed == [bad]
    assert (made.store.folder.inbox / name).read_bytes() == data


def test_an_encrypted_workbook_is_said_to_be_encrypted(project: Callable[..., Project]) -> None:
    (failed,) = ingest(project(), "a.xlsx", encrypted_package()).failed
    assert "password" in failed.detail


def test_a_bad_file_is_looked_at_again_when_it_is_mended(project: Callable[..., Project]) -> None:
    made = project()
    ingest(made, "a.docx", GOOD[:300])
    assert made.ingest().receipts == []
    (made.store.folder.inbox / "a.docx").write_bytes(
        docx_bytes("INT: So?", "Rudo: A new one.", "INT: And?", "Rudo: So.")
    )
    assert made.ingest().documents == 1


def test_a_file_that_may_not_be_opened(project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch) -> None:
    made = project()
    real = Path.open

    def refuse(self: Path, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        if self.name == "a.txt" and "w" not in mode:  # the test writes it, by the same door
            raise PermissionError(13, "Permission denied", str(self))
        return real(self, mode, *arguments, **options)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", refuse)
        report = ingest(made, "a.txt", "\n".join(STORY).encode())
    assert [receipt.source for receipt in report.failed] == ["inbox/a.txt"]
    assert "rights" in report.failed[0].detail
    assert made.ingest().documents == 1


@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.html", "a.xlsx", "a.pdf", "story"])
def test_a_file_with_a_wrong_name_is_read_by_what_it_is(project: Callable[..., Project], name: str) -> None:
    made = project()
    (made.store.folder.inbox / name).write_bytes(GOOD)
    made.ingest()
    made.declare_consent(by="Tendai", wording="All agreed.")
    assert "We have a wall now, zzwall." in list(made.view().turns.text)


FORMULAS = [
    ["respondent", "consent", "What has changed for you since the wall was built?"],
    ["S1", "yes", '=CONCATENATE("We were ", "not asked about the wall at all")'],
    ["S2", "yes", "Nobody asked us whether we wanted a wall there at all."],
    ["S3", "yes", "The wall keeps the goats out, and it keeps us out too."],
]


def test_a_formula_without_a_value_is_said_and_not_made_up(project: Callable[..., Project]) -> None:
    made = project()
    (made.store.folder.inbox / "a.xlsx").write_bytes(xlsx_bytes(*FORMULAS))
    report = made.ingest()
    made.declare_consent(by="Tendai", wording="All agreed.")
    assert "formula" in str(report).lower()
    assert "C2" in str(report)
    told = " ".join(made.view().turns.text)
    assert "CONCATENATE" not in told
    assert "Nobody asked us" in told


def test_a_formula_with_a_value_is_its_value(project: Callable[..., Project]) -> None:
    made = project()
    book = xlsx_bytes(*FORMULAS)
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"</f><v></v>" in sheet or b"</f><v/>" in sheet or b"</f><v />" in sheet
    for empty in (b"<v></v>", b"<v/>", b"<v />"):
        sheet = sheet.replace(b"</f>" + empty, b"</f><v>We were not asked about the wall at all</v>")
    sheet = sheet.replace(b'<c r="C2"', b'<c r="C2" t="str"', 1).replace(b't="str" t="str"', b't="str"')
    (made.store.folder.inbox / "a.xlsx").write_bytes(repacked(book, {"xl/worksheets/sheet1.xml": sheet}))
    made.ingest()
    made.declare_consent(by="Tendai", wording="All agreed.")
    assert "We were not asked about the wall at all" in " ".join(made.view().turns.text)


def test_a_long_line_is_read(project: Callable[..., Project]) -> None:
    made = project()
    (made.store.folder.inbox / "a.txt").write_text("The wall grew. " * 200_000, encoding="utf-8")
    assert ingest(made, "b.txt", b"A story of a well.\n").failed == []
    assert len(made.documents()) == 4


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8-sig", "Élodie a dit « oui »."),
        ("utf-16", "Élodie a dit « oui »."),
        ("cp1252", "Señora García dijo que la bomba está rota y que mañana vendrán los señores."),
        ("utf-8", "قالت: البئر بعيدة 😀"),
    ],
)
def test_text_in_any_usual_encoding_is_what_it_says(project: Callable[..., Project], encoding: str, text: str) -> None:
    from storylens.store import documents

    made = project()
    (made.store.folder.inbox / "a.txt").write_bytes((text + "\n").encode(encoding))
    made.ingest()
    (identity,) = made.documents()["id"]
    with made.store.reading() as connection:
        assert documents.read(connection, identity).text.strip() == text


def test_text_that_was_decoded_wrongly_once_is_mended_and_said(project: Callable[..., Project]) -> None:
    made = project()
    wrong = "She said « déjà » to me at the café of the école.".encode().decode("cp1252")
    (made.store.folder.inbox / "a.txt").write_text(wrong + "\n", encoding="utf-8")
    report = made.ingest()
    made.declare_consent(by="Tendai", wording="All agreed.")
    assert list(made.view().turns.text) == ["She said « déjà » to me at the café of the école."]
    assert "mended" in str(report)


def test_a_name_out_of_an_archive_writes_nothing_outside(project: Callable[..., Project], tmp_path: Path) -> None:
    made = project()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../../escaped.txt", "\n".join(STORY))
        archive.writestr("/tmp/absolute-zzescaped.txt", "\n".join(STORY).replace("wall", "well"))
    (made.store.folder.inbox / "a.zip").write_bytes(out.getvalue())
    before = sorted(tmp_path.rglob("*"))
    made.ingest()
    new = [file for file in sorted(tmp_path.rglob("*")) if file not in before]
    assert not [file for file in new if "escaped" in file.name]
    assert not Path("/tmp/absolute-zzescaped.txt").exists()


def test_a_codebook_that_is_broken_later_is_said_with_its_line(village: Project) -> None:
    from storylens import StorylensError

    file = village.path / "codebooks" / "village.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("  - {id: v.land", "\t- {id: v.land"), encoding="utf-8")
    for act in (village.tag, village.view, village.tables):
        with pytest.raises(StorylensError, match=r"village\.yml:10"):
            act()
    assert [str(problem).split(": ")[0] for problem in village.lint()] == ["village.yml:10"]
