"""One mail: who, when, to what it replies, and its lines, out of the bytes in which it travelled."""

from __future__ import annotations

import binascii
import quopri
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import Message
from typing import NamedTuple

from storylens.ingest.mailheads import date_of, headers_in, in_words, message_id, parents, plain, sender
from storylens.ingest.plaintext import cleaned
from storylens.ingest.quoting import Lines, lines_of
from storylens.ingest.weblines import lines_of_html
from storylens.records import UnreadableError

_NESTED = 8  # mails within mails
_LONGEST = 2000  # characters of a header that says what the mail is made of
_SPLIT = re.compile(rb"\r?\n[ \t]*\r?\n")
_HEADER = re.compile(rb">?From |[!-9;-~]{1,76}[ \t]*:|[ \t]")
_NO_HEADERS = re.compile(rb"(?:\r?\n)+")
_UUENCODED = re.compile(r"^begin [0-7]{3} (?P<name>\S[^\n]*)\n(?:[!-`]{0,61}\n)+end[ \t]*$", re.MULTILINE)


class Mail(NamedTuple):
    """One mail. `aside` counts the characters that are not among its lines, by reason."""

    id: str
    parents: tuple[str, ...]  # what it replies to, the nearest first
    subject: str
    name: str
    address: str
    at: datetime | None
    lines: Lines
    attachments: list[str]
    aside: Counter[str]
    remarks: list[str]


def mail_of(data: bytes, *, escaped: bool = False) -> Mail:
    """Read one mail. `escaped`: it comes from an mbox, where a line that begins with "From " is written ">From ".

    Never raises for what the bytes say: what cannot be read is in the remarks.
    """
    split = _SPLIT.search(data) if data[:1] not in (b"\r", b"\n") else _NO_HEADERS.match(data)
    head = data[: split.start()] if split else data
    body = data[split.end() :] if split else b""
    if begun := _begun(head):  # no empty line stands between the headers and the words
        head, body, split = data[:begun], data[begun:], None
    headers = headers_in(head)
    name, address = sender(headers)
    mail = Mail(
        id=message_id(headers),
        parents=parents(headers),
        subject=plain(headers.get("subject", "")),
        name=name,
        address=address,
        at=date_of(headers.get("date", "")),
        lines=Lines([], [], []),
        attachments=[],
        aside=Counter({"mail headers": len(head) + len(split[0] if split else b"")}),
        remarks=[],
    )
    content_type = headers.get("content-type", "")[:_LONGEST]  # the boundary in it becomes a pattern
    kind = content_type.partition(";")[0].strip().lower()
    if kind.startswith("multipart/") and len(headers["content-type"]) > _LONGEST:
        kind = "text/plain"
    if kind.startswith(("multipart/", "message/")):
        try:
            _walk(message_from_bytes(data, policy=policy.compat32), mail, 0, escaped)
        except (RecursionError, MessageError, UnreadableError, ValueError, TypeError, LookupError, AttributeError):
            mail.remarks.append("a mail is packed so oddly that it could not be taken apart")
        return mail
    encoding = headers.get("content-transfer-encoding", "").strip().lower()
    if kind and not kind.startswith("text/") and kind != "text":
        mail.attachments.append(_parameter(content_type, "name") or kind)
        mail.aside["attachments"] += len(body)
        return mail
    _take(mail, _unwrapped(body, encoding), content_type, len(body), escaped)
    return mail


def _begun(head: bytes) -> int:
    """Return where words begin that follow the headers without an empty line; 0 when there are none.

    A line that is no header among others that are is a damaged header.
    """
    odd = 0
    at = 0
    for line in head.split(b"\n"):
        if _HEADER.match(line):
            odd = 0
        elif not odd and at and line.strip():
            odd = at
        at += len(line) + 1
    return odd


def _walk(part: Message, mail: Mail, level: int, escaped: bool) -> None:
    """Take the words out of a part and what it contains; everything else is counted."""
    kind = part.get_content_type()
    attached = part.get_content_disposition() == "attachment" or bool(part.get_filename())
    inside = _parts(part)
    if kind == "multipart/alternative" and inside:
        best = _best(inside)
        for other in inside:
            if other is best:
                _walk(other, mail, level, escaped)
            else:
                mail.aside["the same words in another form"] += _size(other)
    elif kind == "message/rfc822" and inside and level < _NESTED:
        _forwarded(inside[0], mail, level, escaped)
    elif inside and not kind.startswith("message/"):
        for inner in inside:
            _walk(inner, mail, level, escaped)
    elif kind in ("text/plain", "text/html") and not attached:
        payload = part.get_payload(decode=True)
        words = payload if isinstance(payload, bytes) else b""
        _take(mail, words, str(part.get("content-type", kind)), _size(part), escaped, level)
    elif kind not in ("application/pgp-signature", "application/pkcs7-signature"):
        mail.attachments.append(plain(part.get_filename() or "") or kind)
        mail.aside["attachments"] += _size(part)
    else:
        mail.aside["electronic signatures"] += _size(part)


def _forwarded(inner: Message, mail: Mail, level: int, escaped: bool) -> None:
    """Take a mail that travels within another as quoted, with who wrote it."""
    headers = {name.lower(): str(value) for name, value in reversed(inner.items())}
    who = plain(headers.get("from", ""))
    mail.lines.texts.append(f"{who}, {headers.get('date', '').strip()}: {plain(headers.get('subject', ''))}")
    mail.lines.levels.append(level + 1)
    mail.lines.origins.append("")
    _walk(inner, mail, level + 1, escaped)


def _parts(part: Message) -> list[Message]:
    content = part.get_payload()
    return [inner for inner in content if isinstance(inner, Message)] if isinstance(content, list) else []


def _best(parts: list[Message]) -> Message:
    """Return the plain words among several forms of the same, or else the richest form, which is the last."""
    for part in parts:
        payload = part.get_payload(decode=True) if part.get_content_type() == "text/plain" else None
        if isinstance(payload, bytes) and payload.strip():
            return part
    return parts[-1]


def _size(part: Message) -> int:
    inside = _parts(part)
    return sum(map(_size, inside)) if inside else len(str(part.get_payload()))


def _take(mail: Mail, data: bytes, content_type: str, raw: int, escaped: bool, level: int = 0) -> None:
    """Add the lines of one text part."""
    text, remark = in_words(data, _parameter(content_type, "charset"))
    if remark:
        mail.remarks.append(remark)
    text, mended = cleaned(text)
    mail.remarks.extend(mended)
    if raw > len(text):
        mail.aside["line ends and transfer encoding"] += raw - len(text)
    for match in _UUENCODED.finditer(text) if "\nbegin " in text or text.startswith("begin ") else ():
        mail.attachments.append(match["name"].strip())
        mail.aside["attachments"] += len(match[0])
    text = _UUENCODED.sub("", text) if mail.attachments else text
    if content_type.partition(";")[0].strip().lower() == "text/html":
        lines = lines_of_html(text)
        mail.aside["markup"] += max(len(text) - size(lines), 0)
    else:
        if escaped and ">From " in text:
            text = re.sub(r"^>(>*From )", r"\1", text, flags=re.MULTILINE)
        if _parameter(content_type, "format").lower() == "flowed":
            text = "\n".join(_unflowed(text.split("\n"), _parameter(content_type, "delsp").lower() == "yes"))
        lines = lines_of(text)
    for added in (lines_of(""), lines) if mail.lines.texts else (lines,):
        mail.lines.texts.extend(added.texts)
        mail.lines.levels.extend(inside + level for inside in added.levels)
        mail.lines.origins.extend(added.origins)


def size(lines: Lines) -> int:
    """Return how many characters lines hold, their ends among them."""
    return sum(map(len, lines.texts)) + len(lines.texts)


def _unwrapped(data: bytes, encoding: str) -> bytes:
    """Undo quoted-printable, base64 and uuencode."""
    try:
        if encoding == "quoted-printable":
            return quopri.decodestring(data)
        if encoding == "base64":
            coded = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
            return binascii.a2b_base64(coded[: len(coded) - (len(coded) % 4 == 1)] + b"==")
    except (binascii.Error, ValueError):
        pass
    return data


def _unflowed(lines: list[str], delete_space: bool) -> Iterator[str]:
    """Join the lines of a paragraph again (format=flowed, RFC 3676)."""
    joined = ""
    depth: int | None = None
    for line in lines:
        bare = line.lstrip(">")
        marks = len(line) - len(bare)
        bare = bare.removeprefix(" ")
        if depth is not None and (marks != depth or bare.rstrip("\n") == "-- "):
            yield _marked(joined, depth)
            joined, depth = "", None
        joined += bare
        if joined.endswith(" ") and bare != "-- ":
            joined = joined[:-1] if delete_space else joined
            depth = marks
        else:
            yield _marked(joined, marks)
            joined, depth = "", None
    if depth is not None:
        yield _marked(joined, depth)


def _marked(words: str, depth: int) -> str:
    return f"{'>' * depth} {words}" if depth else words


def _parameter(value: str, name: str) -> str:
    match = re.search(rf"[;\s]{name}\s*=\s*(?:\"([^\"]*)\"|([^\s;\"]+))", value, re.IGNORECASE)
    return (match[1] if match[1] is not None else match[2]).strip() if match else ""
