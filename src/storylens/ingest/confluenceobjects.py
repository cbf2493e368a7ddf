"""The objects of an exported Confluence space: pages with their versions, comments, bodies, users.

The export is one XML file, alone or in a zip beside attachments. It is read as a stream, an object at a time.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, BinaryIO, NamedTuple

from storylens.ingest.elements import name_of
from storylens.ingest.plaintext import cleaned
from storylens.ingest.source import LARGEST, TIMES, Source
from storylens.records import UnreadableError

FILE = "entities.xml"
_TODO = "export the space as XML again"
_CONTROL = bytes(range(9)) + b"\x0b\x0c" + bytes(range(14, 32))  # what XML may not hold, and exports do
_PAGES, _COMMENT, _BODY, _USER = ("Page", "BlogPost"), "Comment", "BodyContent", "ConfluenceUserImpl"


class Content(NamedTuple):
    """One version of a page, or of a comment. Who did it is the key of a user."""

    id: str
    is_comment: bool
    title: str
    number: int  # of the version, from 1
    current: str  # id of the newest version; empty for the newest itself
    page: str  # of a comment: what it is on
    parent: str  # of a comment: the comment that it answers
    creator: str
    created: str
    editor: str
    edited: str
    summary: str
    gone: bool  # a draft, or in the bin


@dataclass
class Space:
    """All that is in an export, by id."""

    contents: dict[str, Content] = field(default_factory=dict)
    bodies: dict[str, tuple[str, str]] = field(default_factory=dict)  # by content: the words, and their kind
    users: dict[str, str] = field(default_factory=dict)
    attachments: int = 0

    def name(self, key: str) -> str:
        """Return what a user is called; a key without a user is nobody."""
        return self.users.get(key, "")

    def versions(self) -> dict[str, list[Content]]:
        """Return the older versions of each page, the oldest first."""
        found: dict[str, list[Content]] = {}
        for one in self.contents.values():
            if one.current:
                found.setdefault(one.current, []).append(one)
        return {current: sorted(older, key=lambda one: one.number) for current, older in found.items()}


def space_in(source: Source) -> Space:
    """Read an export. Raises `UnreadableError` where its XML is damaged or it is no honest archive."""
    from lxml import etree

    space = Space()
    try:
        with _stream(source) as stream:
            for _, element in etree.iterparse(
                _Clean(stream), events=("end",), tag="object", resolve_entities=False, no_network=True, huge_tree=True
            ):
                _take(element, space)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise UnreadableError("its XML is damaged or cut off", where=source.name, todo=_TODO) from error
    return space


@contextmanager
def _stream(source: Source) -> Iterator[BinaryIO]:
    """Open the XML of an export. Raises `UnreadableError` where it declares entities or unpacks to too much."""
    if not source.head.startswith(b"PK"):
        with source.path.open("rb") as stream:
            _check(stream.read(4096), source.path.stat().st_size, source)
            stream.seek(0)
            yield stream
        return
    with zipfile.ZipFile(source.path) as archive:
        member = archive.getinfo(next(name for name in archive.namelist() if name.rpartition("/")[2] == FILE))
        if member.file_size > max(TIMES * member.compress_size, 1_000_000):
            raise UnreadableError(
                f"it unpacks to {member.file_size // 1_000_000} MB, which no honest archive does",
                where=source.name,
                todo="do not open it; ask the sender",
            )
        with archive.open(member) as head:
            _check(head.read(4096), member.file_size, source)
        with archive.open(member) as whole:
            yield whole  # type: ignore[misc]


def _check(head: bytes, size: int, source: Source) -> None:
    if b"<!DOCTYPE" in head.upper():
        raise UnreadableError(
            "its XML declares entities, which no honest export does", where=source.name, todo="ask the sender"
        )
    if size > LARGEST:
        raise UnreadableError(
            f"{size // 1_000_000} MB are more than can be read at once", where=source.name, todo="export fewer pages"
        )


class _Clean:
    """A stream of bytes without the control characters that XML may not hold."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        """Return some more bytes; nothing at the end alone."""
        while data := self._stream.read(size):
            if clean := data.translate(None, _CONTROL):
                return clean
        return b""


def _take(element: Any, space: Space) -> None:
    kind, identity, said = element.get("class") or "", "", {}
    for part in element:
        if name_of(part) == "id":
            identity = (part.text or "").strip()
        elif name_of(part) == "property":
            inner = next((one.text for one in part if name_of(one) == "id"), part.text)
            said[part.get("name") or ""] = (inner or "").strip() if kind != _BODY else inner or ""
    if kind == _BODY:
        space.bodies[said.get("content", "").strip()] = (said.get("body", ""), said.get("bodyType", "2").strip())
    elif kind == _USER:
        space.users[identity] = _words(said.get("name") or said.get("lowerName", ""))
    elif kind in (*_PAGES, _COMMENT):
        space.contents[identity] = _content(kind, identity, said)
    elif kind == "Attachment":
        space.attachments += 1


def _content(kind: str, identity: str, said: dict[str, str]) -> Content:
    number = said.get("version", "1")
    return Content(
        id=identity,
        is_comment=kind == _COMMENT,
        title=_words(said.get("title", "")),
        number=int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1,
        current=said.get("originalVersion", "") or said.get("originalVersionId", ""),
        page=said.get("containerContent", "") or said.get("content", "") or said.get("owner", ""),
        parent=said.get("parent", "") if kind == _COMMENT else "",
        creator=said.get("creator", "") or said.get("creatorName", ""),
        created=_moment(said.get("creationDate", "")),
        editor=said.get("lastModifier", "") or said.get("lastModifierName", ""),
        edited=_moment(said.get("lastModificationDate", "")),
        summary=_words(said.get("versionComment", "")),
        gone=said.get("contentStatus", "current") not in ("current", ""),
    )


def _moment(written: str) -> str:
    """Return a time as ISO 8601 without thousandths; the export has no zone."""
    return written[:19].replace(" ", "T") if len(written) >= 19 and written[10] == " " else written[:10]


def _words(text: str) -> str:
    return " ".join(cleaned(text)[0].split())


def counted(space: Space) -> Counter[str]:
    """Return what of an export is no page of it."""
    gone = sum(one.gone for one in space.contents.values())
    return +Counter(
        {"drafts, and pages in the bin, left out": gone, "attachments that are not read": space.attachments}
    )
