"""The headers of a mail: who wrote it, when, and what it answers, however lists and programs have written that."""

from __future__ import annotations

import binascii
import codecs
import contextlib
import re
from datetime import datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import parsedate_to_datetime

from storylens.ingest.plaintext import cleaned

HEADERS = 64 * 1024  # bytes; what comes after is no header
_HEADER = re.compile(
    rb"^(message-id|in-reply-to|references|subject|date|from|sender|reply-to|x-original-from|content-type|"
    rb"content-transfer-encoding)[ \t]*:[ \t]*([^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*)",
    re.MULTILINE | re.IGNORECASE,
)
_ID = re.compile(r"<[^<>\s]{1,250}>")
_OBSCURED = re.compile(r"\s+(?:at|AT|\(a\)|\[at\])\s+")
_ADDRESS = re.compile(r"^\S+@\S+$")
_ANGLED = re.compile(r"^(?P<name>[^<]*)<(?P<address>[^<>]*)>")
_IN_BRACKETS = re.compile(r"^(?P<address>[^()<>]*)\((?P<name>.+)\)\s*$")
_VIA = re.compile(r"^(?P<name>.+?)\s+via\s+\S.*$", re.IGNORECASE)
_WIDER = {
    "": "utf-8",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "iso-8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}


def headers_in(block: bytes) -> dict[str, str]:
    """Return the headers that say who, when and what, by name in lower case, the first of each name, as they stand."""
    found: dict[str, str] = {}
    for name, value in _HEADER.findall(block[:HEADERS]):
        found.setdefault(name.decode("ascii").lower(), _text(value))
    return found


def message_id(headers: dict[str, str]) -> str:
    """Return the identity of a mail, or nothing."""
    match = _ID.search(headers.get("message-id", ""))
    return match[0] if match else headers.get("message-id", "").strip()[:250]


def parents(headers: dict[str, str]) -> tuple[str, ...]:
    """Return what a mail replies to, the nearest first."""
    replied = _ID.findall(headers.get("in-reply-to", ""))
    references = _ID.findall(headers.get("references", ""))
    return tuple(dict.fromkeys((*replied[:1], *reversed(references), *replied[1:])))


def date_of(value: str) -> datetime | None:
    """Return when a mail was written, with its zone where it says so."""
    value = value.strip()
    if not value:
        return None
    try:
        return parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def sender(headers: dict[str, str]) -> tuple[str, str]:
    """Return name and address of who wrote a mail, as lists, archives and mail programs variously write them."""
    written = plain(headers.get("from", "") or headers.get("sender", ""))
    name, address = _name_and_address(written)
    via = _VIA.match(name)
    if via:  # a list that writes in place of its members
        _, own = _name_and_address(plain(headers.get("x-original-from") or headers.get("reply-to", "")))
        name, address = via["name"].strip("'\" "), own or address
    if _ADDRESS.match(_OBSCURED.sub("@", name)) or not name:
        name = address.partition("@")[0] or written
    return name, address.lower()


def _name_and_address(written: str) -> tuple[str, str]:
    """Part "Ruth Phiri <ruth@x.org>", "ruth at x.org (Ruth Phiri)", or an address alone."""
    match = _IN_BRACKETS.match(written) or _ANGLED.match(written)
    name, address = (match["name"].partition("<")[0], match["address"]) if match else ("", written)
    address = _OBSCURED.sub("@", address.strip())
    if "@" not in address and not match:
        name, address = written, ""
    return name.strip("'\" "), address


def plain(value: str) -> str:
    """Return a header with its encoded words decoded and its folds closed up."""
    value = " ".join(value.split())
    if "=?" in value:
        with contextlib.suppress(HeaderParseError, binascii.Error, ValueError):
            value = "".join(
                piece if isinstance(piece, str) else in_words(piece, charset or "ascii")[0]
                for piece, charset in decode_header(value)
            )
    return value if value.isascii() and value.isprintable() else " ".join(cleaned(value)[0].split())


def in_words(data: bytes, charset: str) -> tuple[str, str]:
    """Return text, and a remark when the encoding that the mail names is of no use."""
    charset = charset.strip("'\" ").lower()
    named = _WIDER.get(charset, charset)
    remark = "" if _exists(named) else f"an encoding that nobody knows ({charset[:40]})"
    for encoding in (named, "utf-8") if not remark else ("utf-8",):
        try:
            return data.decode(encoding), remark
        except ValueError:
            continue
    if remark or named == "utf-8":
        return data.decode(
            "cp1252", errors="replace"
        ), "characters of an unknown encoding were taken for Western European"
    return data.decode(
        named, errors="replace"
    ), f"characters that are not {charset}, as a mail says, were replaced by �"


def _exists(charset: str) -> bool:
    try:
        return bool(codecs.lookup(charset)._is_text_encoding)
    except (LookupError, ValueError):
        return False


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("cp1252", errors="replace")
