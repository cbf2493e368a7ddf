"""A file of JSON, and how it is told from others by its first and last bytes."""

from __future__ import annotations

import json
from typing import Any

from storylens.ingest.plaintext import cleaned, decoded
from storylens.ingest.source import Source
from storylens.records import UnreadableError

_TAIL = 16 * 1024


def loaded(source: Source, todo: str) -> tuple[dict[str, Any], int, list[str]]:
    """Return the object in a file, how many characters the file has, and remarks. `todo` is the advice when it fails.

    Raises `UnreadableError` when it is no JSON or holds no object.
    """
    remarks: list[str] = []
    data = source.data()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text, remarks = decoded(source)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableError("it is not valid JSON", where=source.name, todo=todo) from error
    if not isinstance(value, dict):
        raise UnreadableError("the JSON in it is of another kind", where=source.name, todo=todo)
    return value, len(text), remarks


def ends(source: Source) -> tuple[bytes, bytes]:
    """Return the first and the last bytes of a file that may be a JSON object, or nothing."""
    head = source.head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head.startswith(b"{"):
        return b"", b""
    with source.path.open("rb") as stream:
        stream.seek(max(source.path.stat().st_size - _TAIL, 0))
        return head, stream.read()


def words(value: object) -> str:
    """Return a string that can be stored; nothing for anything that is no string."""
    return " ".join(cleaned(value)[0].split()) if isinstance(value, str) else ""


def listed(value: object) -> list[dict[str, Any]]:
    """Return the objects in a list; nothing for anything that is no list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def inside(value: object, key: str) -> Any:
    """Return what an object holds under a key; None for anything that is no object."""
    return value.get(key) if isinstance(value, dict) else None
