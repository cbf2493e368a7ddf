"""A Slack workspace as its owner exports it: a channel and day a document, a message a turn.

Read are the zip file of an export, and single files `CHANNEL/YYYY-MM-DD.json` out of one, with the names in
`users.json` beside or above them. An answer in a thread points at the message that it answers when both are of
one day; else the text says whom it answers. Messages between two or a few persons are left out and counted.
"""

from __future__ import annotations

import json
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import PurePosixPath
from typing import Any

from storylens.ingest.columns import day
from storylens.ingest.jsonstream import keys_in_head, text_in
from storylens.ingest.plaintext import cleaned
from storylens.ingest.quoting import Piece
from storylens.ingest.reader import Reader
from storylens.ingest.source import TIMES, Source
from storylens.ingest.thread import Post, Thread, moment
from storylens.records import Kind, Received, Stretch, UnreadableError

_DAY = re.compile(r"(?:^|/)(?P<channel>[^/]+)/(?P<day>\d{4}-\d{2}-\d{2})\.json$")
_LARGEST = 64 * 1024 * 1024  # bytes of one day of one channel
_PERSONAL = re.compile(r"^(?:D[A-Z0-9]{8,}|mpdm-.*)$")  # folders of messages between two, and among a few
_LINK = re.compile(r"<(?P<kind>[@#!]?)(?P<target>[^<>|]*)(?:\|(?P<label>[^<>]*))?>")
_TOLD = {"", "me_message", "thread_broadcast", "file_share", "file_comment", "reply_broadcast"}


def read(source: Source) -> Iterator[Received]:
    """Yield a document a channel and day, in the order of channels and days."""
    try:
        yield from _export(source) if source.members() else _single(source)
    except (zipfile.BadZipFile, zlib.error, struct.error, OSError, RuntimeError, ValueError, EOFError) as error:
        raise UnreadableError("the export is damaged or cut off", where=source.name, todo="export it again") from error


def _export(source: Source) -> Iterator[Received]:
    found = False
    with zipfile.ZipFile(source.path) as archive:
        if sum(member.file_size for member in archive.infolist()) > max(TIMES * source.path.stat().st_size, 1_000_000):
            raise UnreadableError(
                "it unpacks to far more than an export does", where=source.name, todo="ask the sender"
            )
        days = sorted(
            (match["channel"], match["day"], name) for name in archive.namelist() if (match := _DAY.search(name))
        )
        users = _names(_load(archive, _member(archive, "users.json")))
        channels = _names(_load(archive, _member(archive, "channels.json")))
        told = [entry for entry in days if not _PERSONAL.match(entry[0])]
        for channel, date, name in told:
            messages = _load(archive, name)
            if isinstance(messages, list) and messages:
                remark = f"files of messages between a few persons left out: {len(days) - len(told)}"
                yield _day(messages, channel, date, users, channels, (remark,) if len(told) < len(days) else ())
                found = True
    if not found:
        raise UnreadableError("no channel in it has messages", where=source.name, todo="export the public channels")


def _single(source: Source) -> Iterator[Received]:
    messages = json.loads(source.data().removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="replace"))
    folder = source.path.parent
    users: Mapping[str, str] = {}
    for place in (folder / "users.json", folder.parent / "users.json"):
        if place.is_file() and place.stat().st_size <= _LARGEST:
            users = _names(json.loads(place.read_text(encoding="utf-8", errors="replace")))
            break
    if not isinstance(messages, list) or not any(text_in(message, "ts") for message in messages):
        raise UnreadableError(
            "there are no messages in it",
            where=source.name,
            todo="give the whole export as the zip file that it came in",
        )
    yield _day(messages, folder.name, source.stem, users, {}, ())


def _member(archive: zipfile.ZipFile, name: str) -> str:
    """Return the list of users or channels nearest to the top."""
    found = [member for member in archive.namelist() if PurePosixPath(member).name == name]
    return min(found, key=len, default="")


def _load(archive: zipfile.ZipFile, name: str) -> Any:
    if not name:
        return []
    with archive.open(name) as stream:
        data = stream.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise ValueError(name)
    return json.loads(data.decode("utf-8", errors="replace"))


def _names(entries: Any) -> dict[str, str]:
    """Return the name of each user or channel by id."""
    found = {}
    for entry in entries if isinstance(entries, list) else ():
        profile = entry.get("profile") if isinstance(entry, dict) else None
        options = (
            text_in(profile, "display_name"),
            text_in(profile, "real_name"),
            text_in(entry, "real_name"),
            text_in(entry, "name"),
        )
        found[text_in(entry, "id")] = cleaned(next(filter(None, options), ""))[0]
    return found


def _day(
    messages: list[Any],
    channel: str,
    date: str,
    users: Mapping[str, str],
    channels: Mapping[str, str],
    remarks: tuple[str, ...],
) -> Received:
    thread = Thread()
    aside: Counter[str] = Counter()
    files: list[str] = []
    messages = sorted((message for message in messages if isinstance(message, dict)), key=_seconds)
    for message in messages:
        user = text_in(message, "user") or text_in(message, "bot_id")
        name = users.get(user) or cleaned(text_in(message.get("user_profile"), "real_name"))[0]
        pieces = list(_pieces(message, users, channels))
        started = text_in(message, "thread_ts")
        answered = started if started != text_in(message, "ts") else ""
        notes = ["edited"] if message.get("edited") else []
        if answered and answered not in thread:
            notes.insert(0, f"answers a message of {moment(_float(answered))[:16].replace('T', ' ')}")
        kept = thread.add(
            Post(
                id=text_in(message, "ts"),
                pieces=pieces,
                speaker=name or cleaned(text_in(message, "username"))[0] or user or "unknown",
                key=f"slack:{user}" if user else "",
                said_at=moment(_seconds(message)),
                parent=answered,
                remark=", ".join(notes),
            )
        )
        aside["markup"] += max(len(text_in(message, "text")) - kept, 0)
        attached = message.get("files")
        files += (
            [cleaned(text_in(file, "name"))[0] or "unnamed" for file in attached if isinstance(file, dict)]
            if isinstance(attached, list)
            else []
        )
    if files:
        named = ", ".join(sorted(set(files))[:5])
        remarks = (*remarks, f"files not read: {len(files)} ({named}{', ...' if files[5:] else ''})")
    return Received(
        text=thread.text,
        title=f"#{channel} {date}",
        part=f"{channel} {date}",
        kind=Kind.THREAD,
        collected_on=day(date) or day(moment(_seconds(messages[0])) if messages else ""),
        passages=thread.passages,
        remarks=remarks,
        set_aside=dict(sorted((+aside).items())),
    )


def _pieces(message: dict[str, Any], users: Mapping[str, str], channels: Mapping[str, str]) -> Iterator[Piece]:
    """Yield the words of a message and what it quotes or shares; what the software says is a note."""
    subtype = text_in(message, "subtype")
    told = subtype in _TOLD and not (message.get("bot_id") and not message.get("user"))
    words = cleaned(_words(text_in(message, "text") or _in_blocks(message.get("blocks")), users, channels))[0]
    lines: list[str] = []
    quoted = False
    for line in [*words.split("\n"), None]:
        mark = line is not None and line.startswith(">")
        if lines and (line is None or mark is not quoted):
            yield Piece(
                "\n".join(lines), (Stretch.QUOTED if quoted else Stretch.SPEECH) if told else Stretch.NOTE, int(quoted)
            )
            lines = []
        quoted = mark
        if line is not None and (line.strip() or lines):
            lines.append(line)
    shared = message.get("attachments")
    for item in shared if isinstance(shared, list) else ():
        words = cleaned(_words(text_in(item, "text") or text_in(item, "fallback"), users, channels))[0].strip()
        if words:
            of_person = isinstance(item, dict) and (item.get("is_share") or item.get("is_msg_unfurl"))
            by = cleaned(text_in(item, "author_name"))[0]
            yield Piece(
                f"{by}: {words}" if by else words, Stretch.QUOTED if of_person else Stretch.NOTE, 1, text_in(item, "ts")
            )


def _words(text: str, users: Mapping[str, str], channels: Mapping[str, str]) -> str:
    """Return the text of a message with names for ids and addresses behind what they stand under."""

    def plain(match: re.Match[str]) -> str:
        kind, target, label = match["kind"], match["target"], match["label"] or ""
        if kind == "@":
            return "@" + (users.get(target) or label or target)
        if kind == "#":
            return "#" + (label or channels.get(target) or target)
        if kind == "!":
            return "@" + (label.lstrip("@") or target.partition("^")[0])
        return f"{label} ({target})" if label and label != target else target

    return unescape(_LINK.sub(plain, text))


def _in_blocks(blocks: Any) -> str:
    """Return the words in the parts of a message that has no text of its own."""
    words: list[str] = []
    waiting = [blocks]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting.extend(reversed(item))
        elif isinstance(item, dict):
            if text_in(item, "user_id"):
                words.append(f"<@{text_in(item, 'user_id')}>")
            words.append(text_in(item, "text") or text_in(item, "url"))
            waiting.extend(item[name] for name in ("elements", "text") if isinstance(item.get(name), list | dict))
    return "".join(words)


def _seconds(message: dict[str, Any]) -> float:
    return _float(text_in(message, "ts"))


def _float(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        return 0.0


def _is_slack(source: Source) -> bool:
    members = source.members()
    if members:
        names = {PurePosixPath(name).name for name in members}
        return {"users.json", "channels.json"} <= names and any(_DAY.search(name) for name in members)
    keys = keys_in_head(source)
    head = source.head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head.startswith(b"[") or "ts" not in keys or not keys & {"text", "subtype", "user_profile"}:
        return False
    return re.search(rb'"ts"\s*:\s*"\d{9,11}\.\d{1,6}"', head) is not None and "type" in keys


reader = Reader("slack", _is_slack, read)
