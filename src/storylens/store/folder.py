"""The project folder: what lies where, and the settings that people may edit."""

from __future__ import annotations

import getpass
import hashlib
import os
import shutil
import tomllib
from pathlib import Path
from typing import Any

import tomlkit

from storylens.records import StorylensError

SETTINGS = "storylens.toml"
TEMPLATE = """\
# Settings of this storylens project. Edit them with any text editor.
[project]
name = {name}
language = "en"
# How coding is understood (Braun and Clarke): "reflexive", "codebook", "coding reliability", or nothing yet.
stance = ""

[database]
# Leave empty to keep everything in project.db. A team can name a PostgreSQL address here.
address = ""

[consent]
# Where nobody was asked: "hold" counts and prints nothing, "analyse" counts and never quotes.
not_asked = "hold"

[tables]
# A cell that crosses two attributes, or a sensitive code with one, is hidden below this many persons.
smallest_cell = 5

[quotes]
# Quotes with a name, place, date or rare role in them: "hold" prints them once a person has ticked them; or "print".
unchecked = "hold"

[speakers]
# What you said when asked about a speaker, for example: "Kondwani" = "interviewer"
"""


class Folder:
    """A project folder, which its community can hold: it needs no server, no account and no network."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()

    @classmethod
    def make(cls, path: Path, name: str) -> Folder:
        """Make a new project folder. Raises `StorylensError` where one is, or where other files are."""
        if (path / SETTINGS).exists():
            raise StorylensError("a project is here already", where=str(path), todo="open it, or choose another folder")
        path.mkdir(parents=True, exist_ok=True)
        folder = cls(path)
        for part in (folder.inbox, folder.codebooks, folder.originals, folder.exports):
            part.mkdir(exist_ok=True)
        write_whole(path / SETTINGS, TEMPLATE.format(name=tomlkit.item(name).as_string()).encode())
        write_whole(
            path / ".gitignore",
            b"# Stories and what is made of them are for this folder only.\n*\n"
            b"!.gitignore\n!storylens.toml\n!codebooks/\n!codebooks/*.yml\n",
        )
        return folder

    @classmethod
    def find(cls, start: Path) -> Folder:
        """Return the project that `start` is, or is in."""
        for place in (start.resolve(), *start.resolve().parents):
            if (place / SETTINGS).is_file():
                return cls(place)
        raise StorylensError(
            "there is no storylens project here",
            where=str(start),
            todo="make one with `storylens new NAME`, or say where it is with --project",
        )

    @property
    def inbox(self) -> Path:
        """Where people drop files."""
        return self.path / "inbox"

    @property
    def codebooks(self) -> Path:
        """The codebooks of the project, which people edit."""
        return self.path / "codebooks"

    @property
    def originals(self) -> Path:
        """The bytes of all files as they came, by hash."""
        return self.path / "originals"

    @property
    def exports(self) -> Path:
        """What is handed on."""
        return self.path / "exports"

    @property
    def cache(self) -> Path:
        """What can be made again from the texts."""
        return self.path / "cache"

    @property
    def backups(self) -> Path:
        """The database before each upgrade."""
        return self.path / "backups"

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.path / "project.db"

    def settings(self) -> dict[str, Any]:
        """Return the settings as they stand in the file."""
        file = self.path / SETTINGS
        try:
            return tomllib.loads(file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise StorylensError(
                f"the settings cannot be read ({error})", where=str(file), todo="mend the line"
            ) from error

    def set(self, section: str, key: str, value: str) -> None:
        """Change one setting and leave the rest of the file, comments included, as it is."""
        file = self.path / SETTINGS
        content = tomlkit.parse(file.read_text(encoding="utf-8"))
        content.setdefault(section, tomlkit.table())[key] = value
        write_whole(file, tomlkit.dumps(content).encode())

    def place_of(self, file: Path) -> str:
        """Return where a file is: below the project folder, or else its whole path."""
        whole = file.resolve()
        return (whole.relative_to(self.path) if whole.is_relative_to(self.path) else whole).as_posix()

    def original(self, sha256: str) -> Path:
        """Return where the bytes with this hash are kept."""
        return self.originals / sha256[:2] / sha256

    def keep_original(self, file: Path, sha256: str) -> None:
        """Copy a file as it came to the originals, once."""
        place = self.original(sha256)
        if place.exists():
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_suffix(f".{os.getpid()}.part")
        try:
            shutil.copyfile(file, part)
            part.replace(place)
        finally:
            part.unlink(missing_ok=True)

    def clear_derived(self) -> None:
        """Remove what can be made again from texts, and backups: both may hold what was erased."""
        for place in (self.cache, self.backups):
            shutil.rmtree(place, ignore_errors=True)


def write_whole(file: Path, content: bytes) -> None:
    """Write a file so that it is either the old one or the new one, never half."""
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def file_hash(file: Path) -> str:
    """Return the SHA-256 of a file in hex, read in pieces."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def me() -> str:
    """Return the name under which this person works: STORYLENS_BY, or else the login name."""
    try:
        return os.environ.get("STORYLENS_BY") or getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
