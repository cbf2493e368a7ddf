"""Office files and books: zip archives of XML parts."""

from __future__ import annotations

import posixpath
import zipfile
from typing import Any
from urllib.parse import unquote

from storylens.ingest.source import Source
from storylens.records import UnreadableError

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def parse_xml(data: bytes, source: Source) -> Any:
    """Return the root of an XML file as an lxml element; nothing outside of the file is fetched or filled in.

    Raises `UnreadableError` where it is not well-formed.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(
            "its XML is damaged", where=source.name, todo="open it in its own program and save it again"
        ) from error


class Package:
    """The parts of an office file or a book, by name."""

    def __init__(self, source: Source) -> None:
        self.source = source
        try:
            source.check_package()
            self.archive = zipfile.ZipFile(source.path)
        except UnreadableError:
            raise
        except Exception as error:  # zlib.error, lzma.LZMAError and their like have no common parent
            raise self.damaged() from error
        self.names = frozenset(self.archive.namelist())

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: object) -> None:
        self.archive.close()

    def data(self, name: str) -> bytes:
        """Return the bytes of a part. Raises `UnreadableError` when it is missing or damaged."""
        try:
            return self.archive.read(name)
        except Exception as error:  # as above, and KeyError
            raise self.damaged() from error

    def xml(self, name: str) -> Any:
        """Return the root of a part that is XML. Raises `UnreadableError` when it is missing or damaged."""
        return parse_xml(self.data(name), self.source)

    def damaged(self) -> UnreadableError:
        """Return the error to raise for a part that is missing or broken."""
        return UnreadableError(
            "the file is damaged or cut off", where=self.source.name, todo="get it again from where it came"
        )

    def related(self, part: str = "") -> dict[str, list[str]]:
        """Return the parts that a part of an Office Open XML file refers to, by the last word of the kind."""
        folder, name = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        found: dict[str, list[str]] = {}
        if listed not in self.names:
            return found
        for relation in self.xml(listed).iter(_RELATION):
            target = within(folder, relation.get("Target", ""))
            if relation.get("TargetMode") != "External" and target in self.names:
                found.setdefault(relation.get("Type", "").rsplit("/", 1)[-1], []).append(target)
        return found


def within(folder: str, address: str) -> str:
    """Return the name in the archive of what is addressed from a folder in it."""
    path = unquote(address.partition("#")[0])
    return path.lstrip("/") if path.startswith("/") else posixpath.normpath(posixpath.join(folder, path))
