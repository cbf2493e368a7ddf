"""JSON that may be large: one object, a list of them, or one a line, an object at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from storylens.ingest.source import Source
from storylens.records import UnreadableError

BLOCK = 1024 * 1024  # characters
LARGEST = 256 * 1024 * 1024  # characters of one object
_SPACE = re.compile(r"[\s,]*")
_AGAIN = "save it again, whole"


def objects(source: Source) -> Iterator[Any]:
    """Yield the objects of a file: the items of a list, the lines of a file of lines, or its one object.

    Only one is held at a time. Raises `UnreadableError` where the JSON is broken off, or one object too large.
    """
    decoder = json.JSONDecoder()
    encoding = "utf-16" if source.head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    with source.path.open(encoding=encoding, errors="replace") as stream:
        text = stream.read(BLOCK)
        at = _after_space(text, 0)
        listed = text[at : at + 1] == "["
        at += listed
        wanted = BLOCK
        while True:
            at = _after_space(text, at)
            if listed and text[at : at + 1] == "]":
                return
            if at < len(text):
                try:
                    found, end = decoder.raw_decode(text, at)
                except RecursionError as error:
                    raise UnreadableError("its JSON is nested too deeply", where=source.name, todo=_AGAIN) from error
                except ValueError:
                    end = -1
                if end > 0 and (end < len(text) or text[at] in '{["'):  # a number may go on in what is not yet read
                    yield found
                    at, wanted = end, BLOCK
                    continue
            more = stream.read(wanted)
            if not more and at == len(text) and not listed:
                return
            if not more:
                raise UnreadableError("it is not valid JSON", where=source.name, todo=_AGAIN)
            text, at = text[at:] + more, 0
            wanted = min(wanted * 2, 64 * BLOCK)  # so that a large object is not tried again and again
            if len(text) > LARGEST:
                raise UnreadableError("one object in it is too large to read", where=source.name, todo="split the file")


def _after_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def keys_in_head(source: Source) -> frozenset[str]:
    """Return the names of fields in the beginning of a JSON file; nothing for a file that is no JSON."""
    return _keys(source.head)


@lru_cache(maxsize=1)  # each reader of JSON asks the same of one file
def _keys(head: bytes) -> frozenset[str]:
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head.startswith((b"{", b"[")):
        return frozenset()
    return frozenset(name.decode("utf-8", errors="replace") for name in re.findall(rb'"([^"\\]{1,60})"\s*:', head))


def text_in(record: Any, name: str) -> str:
    """Return a field as text; nothing where it is absent or no text or number."""
    value = record.get(name) if isinstance(record, dict) else None
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
