"""A file to be read, and the limits that keep a hostile one from doing harm."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from storylens.records import UnreadableError

HEAD = 64 * 1024
LARGEST = 512 * 1024 * 1024  # bytes of a file that must be held in memory as a whole
UNPACKED = 256 * 1024 * 1024  # bytes that an office file may unpack to
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
TIMES = 200  # how many times its own size it may unpack to, beyond the first megabyte


@dataclass(frozen=True)
class Source:
    """One file. `name` is its folder and name, with forward slashes, as people know it."""

    path: Path
    name: str
    mapping: Mapping[str, str] = field(default_factory=dict)  # column = field, where a person has said what columns are
    archive: Path | None = None  # the zip file that it was taken out of
    refused: str = ""  # why it must not be opened

    @property
    def suffix(self) -> str:
        """Ending of the name in lower case, such as `.docx`."""
        return self.path.suffix.lower()

    @property
    def stem(self) -> str:
        """Name without folder and ending."""
        return self.path.stem

    @cached_property
    def head(self) -> bytes:
        """The first 64 KiB."""
        with self.path.open("rb") as stream:
            return stream.read(HEAD)

    def data(self) -> bytes:
        """Return all bytes. Raises `UnreadableError` when there are too many to hold."""
        size = self.path.stat().st_size
        if size > LARGEST:
            raise UnreadableError(
                f"{size // 1_000_000} MB are more than can be read at once", where=self.name, todo="split the file"
            )
        return self.path.read_bytes()

    def members(self) -> frozenset[str]:
        """Return the names in a zip file (office formats are); nothing for any other file."""
        try:
            if not self.head.startswith(b"PK"):
                return frozenset()
            with zipfile.ZipFile(self.path) as archive:
                return frozenset(archive.namelist())
        except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
            return frozenset()

    @property
    def is_compound(self) -> bool:
        """True for what office programs wrote before 2007, and for what they write under a password."""
        return self.head.startswith(_COMPOUND)

    def refuse_compound(self, program: str, ending: str) -> None:
        """Raise `UnreadableError` for such a file, and say which of the two it is."""
        if self.is_compound:
            locked = _LOCKED in self.data()
            raise UnreadableError(
                "it is protected by a password" if locked else f"it is of a kind that {program} wrote before 2007",
                where=self.name,
                todo="save it without one" if locked else f"save it as {ending}",
            )

    def check_package(self) -> None:
        """Refuse an office file that is truncated, encrypted, a zip bomb, or declares XML entities."""
        try:
            with zipfile.ZipFile(self.path) as archive:
                why, todo = _harm(archive, self.path.stat().st_size)
        except Exception as error:  # zlib.error, lzma.LZMAError and their like have no common parent
            raise UnreadableError(
                "the file is damaged or cut off", where=self.name, todo="get it again from where it came"
            ) from error
        if why:
            raise UnreadableError(why, where=self.name, todo=todo)


def _harm(archive: zipfile.ZipFile, size: int) -> tuple[str, str]:
    """Return why an office file must not be opened, and what to do; nothing when it may be."""
    members = archive.infolist()
    total = sum(member.file_size for member in members)
    if total > UNPACKED or total > max(TIMES * size, 1_000_000):
        return f"it unpacks to {total // 1_000_000} MB, which no honest document does", "do not open it; ask the sender"
    if any(member.flag_bits & 1 for member in members):
        return "it is protected by a password", "save it without one"
    for member in members:
        if member.filename.endswith((".xml", ".rels")):
            with archive.open(member) as stream:
                if b"<!DOCTYPE" in stream.read(4096).upper():
                    return "its XML declares entities, which no honest document does", "do not open it; ask the sender"
    return "", ""
