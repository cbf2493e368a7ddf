"""The files that are to be read: in folders, in zip files, on standard input."""

from __future__ import annotations

import gzip
import os
import shutil
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from storylens.ingest.recordings import is_recording
from storylens.ingest.source import TIMES, Source
from storylens.ingest.xlsform import is_form
from storylens.records import UnreadableError

ABOUT_THE_FOLDER = (
    "readme",
    "license",
    "licence",
    "copying",
    "changelog",
    "citation.cff",
    "manifest",
    "thumbs.db",
    "desktop.ini",
)
STANDARD_INPUT = Path("-")
UNZIPPED = 4 * 1024**3  # bytes that a zip file of stories may unpack to
_DAMAGED = "it is damaged or cut off"
_GZIP = b"\x1f\x8b\x08"
_BLOCK = 1024 * 1024
_OFFICE = ("[Content_Types].xml", "mimetype", "META-INF/manifest.xml")


@contextmanager
def sources(
    paths: Iterable[Path],
    mapping: Mapping[str, Any] | None = None,
    is_whole: Callable[[Source], bool] = lambda _: False,
) -> Iterator[list[Source]]:
    """Give the files to read, those of a folder or a zip file in the order of their names.

    `-` is standard input. A zip file, or one packed by gzip as archives of lists are, is unpacked for as long as
    the block lasts, unless `is_whole` says that a reader takes it as it is. `mapping` says what columns are:
    column = field for all files, or a table of these by file name. Hidden files, locks of office programs,
    recordings and links out of the folder are left out. Raises `UnreadableError` for a path that is not there.
    """
    with ExitStack() as stack:
        found: list[Source] = []
        for given in paths:
            for source in _at(given, mapping or {}, stack):
                inside = (
                    _unpacked(source, mapping or {}, stack) if _is_zip(source) and not is_whole(source) else [source]
                )
                found += (_gunzipped(one, mapping or {}, stack) for one in inside)
        yield found


def _at(given: Path, mapping: Mapping[str, Any], stack: ExitStack) -> Iterator[Source]:
    if given == STANDARD_INPUT:
        yield _standard_input(mapping, stack)
        return
    if not given.exists():
        raise UnreadableError("there is no such file or folder", where=str(given), todo="check the path")
    if given.is_file():
        yield _source(given, f"{given.resolve().parent.name}/{given.name}", mapping)
        return
    root = given.resolve()
    for folder, folders, names in os.walk(given):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__MACOSX")))
        for name in sorted(names):
            file = Path(folder) / name
            if _is_story(file.name) and file.resolve().is_relative_to(root):
                yield _source(file, f"{root.name}/{file.relative_to(given).as_posix()}", mapping)


def _is_story(name: str) -> bool:
    return not name.startswith((".", "~$")) and not is_recording(name)


def _source(path: Path, name: str, mapping: Mapping[str, Any], archive: Path | None = None) -> Source:
    own = mapping.get(path.name, mapping)
    return Source(path, name, {column: field for column, field in own.items() if isinstance(field, str)}, archive)


def _standard_input(mapping: Mapping[str, Any], stack: ExitStack) -> Source:
    file = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "standard-input"
    with file.open("wb") as stream:
        shutil.copyfileobj(sys.stdin.buffer, stream)
    return _source(file, "standard input", mapping)


def _is_zip(source: Source) -> bool:
    members = source.members()
    return bool(members) and not any(name in members for name in _OFFICE)


def _unpacked(source: Source, mapping: Mapping[str, Any], stack: ExitStack) -> Iterator[Source]:
    """Unpack a zip file into a folder of our own making; the names in it are only names."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    with zipfile.ZipFile(source.path) as archive:
        members = sorted((one for one in archive.infolist() if not one.is_dir()), key=lambda one: one.filename)
        total = sum(member.file_size for member in members)
        if total > UNZIPPED or total > max(TIMES * source.path.stat().st_size, 1_000_000):
            yield replace(source, refused=f"it unpacks to {total // 1_000_000} MB, which no honest archive does")
            return
        for number, member in enumerate(members):
            inner = PurePosixPath(member.filename.replace("\\", "/"))
            if not _is_story(inner.name) or any(_is_hidden(part) for part in inner.parts[:-1]):
                continue
            inside = "/".join(part for part in inner.parts if part not in ("/", ".."))
            if member.flag_bits & 1:
                yield replace(source, name=f"{source.path.name}/{inside}", refused="it is protected by a password")
                continue
            place = folder / str(number)
            place.mkdir()
            try:
                with archive.open(member) as stream, (place / inner.name).open("wb") as file:
                    shutil.copyfileobj(stream, file)
            except Exception:  # zlib.error, lzma.LZMAError and their like have no common parent
                yield replace(source, name=f"{source.path.name}/{inside}", refused=_DAMAGED)
                continue
            yield _source(place / inner.name, f"{source.path.name}/{inside}", mapping, source.path)


def _is_hidden(folder: str) -> bool:
    return folder.startswith((".", "__MACOSX")) and folder not in (".", "..")


def _gunzipped(source: Source, mapping: Mapping[str, Any], stack: ExitStack) -> Source:
    """Return what is packed in a file, under its name without `.gz`; any other file as it is."""
    if source.refused or not _is_gzip(source):
        return source
    place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    name = source.path.name[:-3] if source.suffix == ".gz" else source.path.name
    most = min(max(TIMES * source.path.stat().st_size, _BLOCK), UNZIPPED)
    try:
        with gzip.open(source.path) as packed, (place / name).open("wb") as file:
            if not _copied(packed, file, most):
                return replace(
                    source, refused=f"it unpacks to more than {most // 1_000_000} MB, which no honest file does"
                )
    except (EOFError, zlib.error, gzip.BadGzipFile):
        return replace(source, refused=_DAMAGED)
    shown = source.name[:-3] if source.suffix == ".gz" else source.name
    return _source(place / name, shown, mapping, source.archive or source.path)


def _is_gzip(source: Source) -> bool:
    try:
        return source.head.startswith(_GZIP)
    except OSError:  # it may not be opened: its reader will say so
        return False


def _copied(packed: BinaryIO | gzip.GzipFile, file: BinaryIO, most: int) -> bool:
    """Copy all bytes, or return False when there are more than `most`."""
    size = 0
    while block := packed.read(_BLOCK):
        size += len(block)
        if size > most:
            return False
        file.write(block)
    return True


def describes(source: Source) -> str:
    """Return what a file is that holds no stories and is in its place: a README, a list for programs, a form."""
    name = source.path.name.lower()
    if name.startswith(ABOUT_THE_FOLDER) or name.endswith((".yml", ".yaml", ".toml")):
        return "it describes the folder"
    return "it is the form of a survey, read with its answers" if is_form(source) else ""
