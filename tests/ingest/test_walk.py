"""Files in folders, and packed in other files: what is in them is read, and what would do harm is refused."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from storylens.ingest.reader import read, reader_for
from storylens.ingest.source import Source
from storylens.ingest.walk import sources
from storylens.records import UnreadableError
from tests.ingest import test_mail

STORY = "Rehema opened the seed bank in May, and by June nine families had taken beans from it."


def zipped(members: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def texts(sources: list[Source]) -> dict[str, list[str]]:
    return {source.name: [one.text for one in read(source)] for source in sources}


def test_an_archive_of_a_list_is_read_though_it_is_packed(tmp_path: Path) -> None:
    plain = (test_mail.SEED + test_mail.ISAAC).encode()
    (tmp_path / "2024-June.txt").write_bytes(plain)
    (tmp_path / "2024-July.txt.gz").write_bytes(gzip.compress(plain))
    (tmp_path / "seed@lists.example.org.mbox.gz").write_bytes(gzip.compress(plain[:200]) + gzip.compress(plain[200:]))
    with sources([tmp_path]) as found:
        assert {reader_for(source).name for source in found} == {"mail"}
        read_, names = texts(found), [source.path.name for source in found]
    assert names == ["2024-July.txt", "2024-June.txt", "seed@lists.example.org.mbox"]
    assert len({str(one) for one in read_.values()}) == 1


def test_packed_files_in_a_zip_file_are_read(tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_bytes(zipped({"a/one.txt.gz": gzip.compress(STORY.encode()), "two.txt": STORY}))
    with sources([tmp_path / "all.zip"]) as found:
        assert texts(found) == {"all.zip/a/one.txt": [STORY], "all.zip/two.txt": [STORY]}


def test_a_name_that_leads_out_of_the_archive_is_only_a_name(tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_bytes(zipped({"../../out.txt": STORY, "/etc/in.txt": STORY, ".git/x.txt": "no"}))
    with sources([tmp_path / "all.zip"]) as found:
        assert texts(found) == {"all.zip/out.txt": [STORY], "all.zip/etc/in.txt": [STORY]}
        assert not any(source.path.resolve().is_relative_to(tmp_path) for source in found)
    assert [file.name for file in tmp_path.parent.rglob("out.txt")] == []


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (gzip.compress(b"a" * 40_000_000), "unpacks to more than"),
        (gzip.compress(STORY.encode())[:-12], "damaged or cut off"),
        (b"\x1f\x8b\x08" + b"\x00" * 7 + STORY.encode(), "damaged or cut off"),
    ],
    ids=["bomb", "cut off", "no gzip"],
)
def test_a_packed_file_that_does_harm_or_is_damaged_is_refused(tmp_path: Path, data: bytes, why: str) -> None:
    (tmp_path / "a.txt.gz").write_bytes(data)
    with sources([tmp_path]) as (source,), pytest.raises(UnreadableError, match=why):
        list(read(source))
