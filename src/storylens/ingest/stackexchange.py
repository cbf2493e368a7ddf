"""A site of the Stack Exchange network as its dump gives it: a question with its answers is a thread.

Read is `Posts.xml`, with the comments and the names of users out of `Comments.xml` and `Users.xml` beside it.
Times are in UTC, as the dump says of itself. The files are read twice and never held as a whole.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from storylens.ingest.columns import day
from storylens.ingest.plaintext import cleaned
from storylens.ingest.quoting import as_posted, lines_of
from storylens.ingest.reader import Reader
from storylens.ingest.source import Source
from storylens.ingest.thread import Post, Thread
from storylens.ingest.weblines import lines_of_html
from storylens.records import Kind, Received, UnreadableError

_BLOCK = 1024 * 1024
_LARGEST = 16 * 1024 * 1024  # bytes of one row
_ROW = re.compile(rb"<row\b(?:[^\"<>]|\"[^\"<]*\")*/>")
_FIELD = re.compile(rb"\s([A-Za-z]{1,40})=\"(\d{1,18})\"")
_QUESTION, _ANSWER = 1, 2
_TABLES = {b"posts", b"comments", b"users", b"votes", b"badges", b"tags", b"posthistory", b"postlinks"}


def read(source: Source) -> Iterator[Received]:
    """Yield a document a question. An answer whose question is not in the file is a document of its own."""
    if _table(source) != b"posts":
        raise UnreadableError(
            "it holds no posts: it goes with Posts.xml", where=source.name, todo="keep it in the folder of Posts.xml"
        )
    threads: dict[int, array[int]] = {}
    others = 0
    for start, row in _rows(source.path):
        fields = _numbers(row)
        kind, number = fields.get("PostTypeId"), fields.get("Id", 0)
        if kind in (_QUESTION, _ANSWER):
            threads.setdefault(fields.get("ParentId", number) if kind == _ANSWER else number, array("Q")).extend(
                (start, start + len(row))
            )
        else:
            others += 1
    if not threads:
        raise UnreadableError("there are no posts in it", where=source.name, todo="check that it was saved whole")
    folder = source.path.parent
    comments = _by_post(folder / "Comments.xml")
    names = {
        int(user["Id"]): user.get("DisplayName", "")
        for _, row in _rows(folder / "Users.xml")
        if "Id" in (user := _fields(row))
    }
    remark = (f"rows that are neither question nor answer: {others}",) if others else ()
    with source.path.open("rb") as stream, _Opened(folder / "Comments.xml") as beside:
        for question, places in threads.items():
            posts = [_fields(row) for row in _at(stream, places)]
            yield _thread(question, posts, beside, comments, names, remark)


def _thread(
    question: int,
    posts: list[dict[str, str]],
    beside: BinaryIO | None,
    comments: Mapping[int, array[int]],
    names: Mapping[int, str],
    remarks: tuple[str, ...],
) -> Received:
    thread = Thread()
    aside: Counter[str] = Counter()
    posts.sort(key=lambda post: (post.get("PostTypeId") != str(_QUESTION), post.get("CreationDate", "")))
    for post in posts:
        number = post.get("Id", "")
        body = post.get("Body", "")
        pieces = as_posted(lines_of_html(body, lambda element: "" if element.tag == "blockquote" else None))
        parent = str(question) if number != str(question) else ""
        kept = thread.add(_post(post, number, parent, pieces, "OwnerUserId", "OwnerDisplayName", names))
        aside["markup"] += max(len(body) - kept, 0)
        rows = _at(beside, comments.get(int(number or 0), ())) if beside else ()
        for comment in sorted(map(_fields, rows), key=lambda one: one.get("CreationDate", "")):
            said = as_posted(lines_of(comment.get("Text", "")))
            thread.add(
                _post(comment, f"comment {comment.get('Id', '')}", number, said, "UserId", "UserDisplayName", names)
            )
    first = posts[0]
    return Received(
        text=thread.text,
        title=" ".join(first.get("Title", "").split()) or f"answers to question {question}",
        part=str(question),
        kind=Kind.THREAD,
        collected_on=day(first.get("CreationDate", "")),
        passages=thread.passages,
        remarks=remarks,
        set_aside=dict(sorted((+aside).items())),
    )


def _post(
    fields: Mapping[str, str], post_id: str, parent: str, pieces: object, user: str, name: str, names: Mapping[int, str]
) -> Post:
    number = fields.get(user, "")
    known = names.get(int(number), "") if number.lstrip("-").isdigit() else ""
    when = fields.get("CreationDate", "")
    return Post(
        id=post_id,
        pieces=pieces,  # type: ignore[arg-type]
        speaker=known or fields.get(name, "") or (f"user {number}" if number else "unknown"),
        key=f"stackexchange:{number}" if number else "",
        said_at=f"{when}+00:00" if when else "",
        parent=parent,
    )


def _rows(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield each row with its place in the file; nothing where there is no such file."""
    if not path.is_file():
        return
    with path.open("rb") as stream:
        data, at = b"", 0
        while block := stream.read(_BLOCK):
            data += block
            end = 0
            for match in _ROW.finditer(data):
                yield at + match.start(), match[0]
                end = match.end()
            begun = data.find(b"<row", end)
            end = begun if begun >= 0 else max(end, len(data) - len(b"<row"))
            if len(data) - end > _LARGEST:  # a row that never ends
                end += len(b"<row")
            data, at = data[end:], at + end


def _numbers(row: bytes) -> dict[str, int]:
    return {name.decode("ascii"): int(value) for name, value in _FIELD.findall(row[:2000])}


def _fields(row: bytes) -> dict[str, str]:
    """Return the fields of a row. A row is read by itself, so that no entity can be declared in it."""
    from lxml import etree

    try:
        element = etree.fromstring(row, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return {}
    return {str(name): cleaned(str(value))[0] for name, value in element.attrib.items()}


def _by_post(path: Path) -> dict[int, array[int]]:
    """Return where the comments on each post stand."""
    found: dict[int, array[int]] = {}
    for start, row in _rows(path):
        if (post := _numbers(row).get("PostId")) is not None:
            found.setdefault(post, array("Q")).extend((start, start + len(row)))
    return found


def _at(stream: BinaryIO, places: object) -> Iterator[bytes]:
    pairs = iter(places)  # type: ignore[call-overload]
    for start, end in zip(pairs, pairs, strict=True):
        stream.seek(start)
        yield stream.read(end - start)


class _Opened:
    """A file while it is open, or None where there is none."""

    def __init__(self, path: Path) -> None:
        self._stream: BinaryIO | None = path.open("rb") if path.is_file() else None

    def __enter__(self) -> BinaryIO | None:
        return self._stream

    def __exit__(self, *error: object) -> None:
        if self._stream:
            self._stream.close()


def _table(source: Source) -> bytes:
    """Return of what a dump file is a table; nothing for any other file."""
    match = re.match(
        rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?<([a-z]{2,20})>\s*<row\s", source.head.removeprefix(b"\xef\xbb\xbf")
    )
    return match[1] if match and match[1] in _TABLES else b""


reader = Reader("stackexchange", lambda source: bool(_table(source)), read)
