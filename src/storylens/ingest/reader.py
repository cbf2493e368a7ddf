"""Readers, and which of them a file belongs to.

A reader is a file in this folder, or a plug-in: an object of class `Reader` under the entry point group
`storylens.readers`. It is told what it reads by content first and by name second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points

from storylens.ingest.source import Source
from storylens.records import Received, StorylensError, UnreadableError

# In the order in which they are asked; the last takes any text.
_SHIPPED = (
    "docx",
    "odt",
    "epub",
    "rtf",
    "pdf",
    "messages",
    "whisper",
    "table",
    "kobo",
    "vtt",
    "srt",
    "transcribe",
    "deepgram",
    "services",
    "telegram",
    "signal",
    "whatsapp",
    "zoomchat",
    "otter",
    "mail",
    "discourse",
    "slack",
    "stackexchange",
    "mediawiki",
    "confluence",
    "confluencespace",
    "dokuwiki",
    "reddit",
    "telegramhtml",
    "html",
    "markdown",
    "text",
)

LONGEST = 10_000_000  # characters of one document: twenty books


@dataclass(frozen=True)
class Reader:
    """How to recognise and read one format. `version` changes when the same bytes would be read otherwise."""

    name: str
    recognises: Callable[[Source], bool]
    read: Callable[[Source], Iterator[Received]]
    version: str = "1"

    @property
    def edition(self) -> str:
        """Name and version in one word."""
        return f"{self.name}-{self.version}"


@cache
def readers() -> tuple[Reader, ...]:
    """Return all readers, plug-ins first."""
    plugins = [entry.load() for entry in sorted(entry_points(group="storylens.readers"), key=lambda e: e.name)]
    shipped = [import_module(f"storylens.ingest.{name}").reader for name in _SHIPPED]
    return (*plugins, *shipped)


def reader_for(source: Source, wanted: str = "") -> Reader:
    """Return the reader for a file, or the one of the wanted name.

    Raises `UnreadableError` when nothing fits.
    """
    if wanted:
        for reader in readers():
            if reader.name == wanted:
                return reader
        raise StorylensError(
            f"there is no format {wanted!r}", todo="choose from " + ", ".join(reader.name for reader in readers())
        )
    if source.refused:
        raise UnreadableError(source.refused, where=source.name, todo="do not open it; ask the sender")
    if not source.head.strip():
        raise UnreadableError("the file is empty", where=source.name, todo="remove it, or get it again")
    for reader in readers():
        if reader.recognises(source):
            return reader
    if source.archive is not None and source.members():
        raise UnreadableError("it is a zip file inside of another", where=source.name, todo="unpack it first")
    raise UnreadableError(
        "this is no format that storylens reads",
        where=source.name,
        todo="save it as .docx, .txt, .md, .html, .pdf, .vtt, .csv or .xlsx",
    )


def is_read_whole(source: Source) -> bool:
    """Return True for a zip file that one of the readers takes as it is, such as the export of a chat program."""
    return any(reader.recognises(source) for reader in readers())


def read(source: Source, wanted: str = "") -> Iterator[Received]:
    """Yield the documents in a file. Raises `UnreadableError`, and nothing else, when it cannot be read."""
    reader = reader_for(source, wanted)
    try:
        for received in reader.read(source):
            _check_length(received, source)
            yield received
    except (UnreadableError, OSError):
        raise
    except Exception as error:  # what a library makes of a damaged file is its own affair; the user gets a sentence
        raise UnreadableError(
            f"it could not be read as {reader.name} ({type(error).__name__})",
            where=source.name,
            todo="open it in its own program and save it again",
        ) from error


def _check_length(received: Received, source: Source) -> None:
    if len(received.text) > LONGEST:
        raise UnreadableError(
            f"a text of {len(received.text) // 1_000_000} million characters is no story",
            where=source.name,
            todo="split it, or look what it really is",
        )
