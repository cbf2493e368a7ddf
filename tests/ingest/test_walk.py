"""Files in folders, and packed in other files: what is in them is read, and what would do harm is refused."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as with_any
from hypothesis import strategies as st

from storylens.ingest.reader import is_read_whole, read, reader_for, readers
from storylens.ingest.source import Source
from storylens.ingest.walk import describes, sources
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


PACKED = {"a.txt.gz": gzip.compress(STORY.encode()), "a.zip": zipped({"one.txt": STORY, "two.txt.gz": b"x"})}


@pytest.mark.parametrize("name", PACKED)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@with_any(start=st.integers(0, 200), gone=st.integers(0, 40), put=st.binary(max_size=20))
def test_a_damaged_archive_is_read_or_refused_in_a_sentence(
    tmp_path: Path, name: str, start: int, gone: int, put: bytes
) -> None:
    whole = PACKED[name]
    (tmp_path / name).write_bytes(whole[:start] + put + whole[start + gone :])
    with sources([tmp_path / name], {}, is_read_whole) as found:
        for source in found:
            try:
                list(read(source))
            except UnreadableError as error:
                assert "\n" not in str(error)  # noqa: PT017 - either may happen


def test_every_format_is_told_of_in_the_documentation() -> None:
    told = (Path(__file__).parents[2] / "docs/reading.md").read_text()
    assert [reader.name for reader in readers() if f"`{reader.name}`" not in told] == []


def test_a_zip_file_in_a_zip_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "all.zip").write_bytes(zipped({"in.zip": zipped({"a.txt": STORY}), "b.txt": STORY}))
    with sources([tmp_path / "all.zip"]) as found:
        assert reader_for(found[0]).name == "text"
        with pytest.raises(UnreadableError, match="a zip file inside of another"):
            reader_for(found[1])


@pytest.mark.parametrize("name", ["README.md", "codes.yml", "columns.toml"])
def test_what_is_about_the_folder_is_in_its_place(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text('Q7 = "story"\n', encoding="utf-8")
    assert describes(Source(tmp_path / name, name)) == "it describes the folder"
