"""Recordings beside transcripts: found by name, in folders and in zip files, and never copied."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path, PurePosixPath

from storylens.ingest.source import Source

ENDINGS = (".mp3", ".m4a", ".wav", ".ogg", ".opus", ".mp4", ".webm", ".mov", ".aac", ".flac", ".amr", ".3gp", ".wma")


def is_recording(name: str) -> bool:
    """Say whether a file is a recording, by the ending of its name."""
    return PurePosixPath(name).suffix.lower() in ENDINGS


def recording_beside(source: Source) -> str:
    """Return the recording that lies beside a transcript under the same name; in a zip file, after the name of that."""
    if source.archive is not None:
        found = _packed(source.archive).get(_bare(_inside(source)), "")
        return f"{source.archive.name}/{found}" if found else ""
    return _in_folder(source.path.parent).get(_bare(source.path.name), "")


def lone_recordings(paths: Iterable[Path], transcripts: Sequence[Source]) -> Iterator[str]:
    """Yield the recordings, in folders and zip files that were given, beside which no transcript has the same name."""
    known = {(one.archive or one.path.parent, _bare(_inside(one))) for one in transcripts}
    for given in paths:
        for folder, folders, _ in os.walk(given):
            folders[:] = sorted(name for name in folders if not name.startswith((".", "__MACOSX")))
            for bare, name in _in_folder(Path(folder)).items():
                if (Path(folder), bare) not in known:
                    yield f"{given.resolve().name}/{(Path(folder) / name).relative_to(given).as_posix()}"
        if is_recording(given.name) and given.is_file():
            yield given.name
    packed = [one.archive for one in transcripts if one.archive is not None]
    for archive in dict.fromkeys([*packed, *(given for given in paths if given.suffix.lower() == ".zip")]):
        for bare, name in _packed(archive).items():
            if (archive, bare) not in known:
                yield f"{archive.name}/{name}"


def _inside(source: Source) -> str:
    """Return the name of a file, with its folders where it was taken out of a zip file."""
    return source.path.name if source.archive is None else source.name.removeprefix(f"{source.archive.name}/")


def _bare(name: str) -> str:
    return str(PurePosixPath(name).with_suffix("")).lower()


def _by_name(names: Iterable[str]) -> dict[str, str]:
    """Return the recordings among files, by name in lower case and without ending."""
    return {_bare(name): name for name in sorted(names) if is_recording(name) and not _is_hidden(name)}


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)


def _in_folder(folder: Path) -> dict[str, str]:
    try:
        return _in_folder_at(folder, folder.stat().st_mtime_ns)
    except OSError:
        return {}


@lru_cache(maxsize=4)
def _in_folder_at(folder: Path, changed: int) -> dict[str, str]:
    """Read the names in a folder once for all the transcripts in it."""
    return _by_name(file.name for file in folder.iterdir())


def _packed(archive: Path) -> dict[str, str]:
    try:
        return _packed_at(archive, archive.stat().st_mtime_ns)
    except OSError:
        return {}


@lru_cache(maxsize=4)
def _packed_at(archive: Path, changed: int) -> dict[str, str]:
    """Read the names in a zip file once for all the transcripts in it; any other file holds none."""
    try:
        with zipfile.ZipFile(archive) as packed:
            return _by_name(name.replace("\\", "/") for name in packed.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return {}
