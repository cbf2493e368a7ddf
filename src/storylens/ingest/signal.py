"""Signal, as programs export a chat from it: "[2024-03-01, 18:02] Rehema: words", or with a head over each message."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime

from storylens.ingest.chatlines import Chat, messages
from storylens.ingest.opening import opening
from storylens.ingest.plaintext import decoded
from storylens.ingest.reader import Reader
from storylens.ingest.source import Source
from storylens.records import Received, Stretch

_HEAD = re.compile(r"^\[(?P<day>\d{4}-\d{2}-\d{2}),? (?P<time>\d{2}:\d{2})\] (?P<name>[^:\n]{1,120}):(?:[ \t]|$)", re.M)
_HEADED = re.compile(
    r"^From: (?P<name>[^\n]{1,160}?)(?: \((?P<number>\+?[\d ]{4,20})\))?\n"
    r"(?=(?:[A-Z][a-z]{2,12}: [^\n]{0,200}\n){0,8}?Sent: )(?P<facts>(?:[A-Z][a-z]{2,12}: [^\n]{0,200}(?:\n|\Z)){1,12})",
    re.MULTILINE,
)
_SENT = re.compile(r"^Sent: (.{10,60})$", re.MULTILINE)
_ATTACHMENT = re.compile(r"^Attachment: ", re.MULTILINE)
_QUOTE = re.compile(r"\s*(?:>[^\n]*(?:\n|\Z))+")
_ATTACHED = re.compile(r"!?\[[^\[\]\n]{0,200}\]\([^()\n]{1,500}\)\s*")
_REACTED = "(-"
_OPENING_SIZE = 2000  # characters by which a chat is told
_OPENING = re.compile(r"\s*>?\s*(?:\[[^\]\n]{0,40}\]\s?[^:\n]{0,120}:)?\s*")


def read(source: Source) -> Iterator[Received]:
    """Yield one document, a chat; the text stays as it is in the file.

    What a message quotes is set apart and points at its origin; reactions and attachments are notes.
    """
    text, remarks = decoded(source)
    if _HEADED.search(text[:_OPENING_SIZE]):
        yield _headed(text, remarks, source)
        return
    chat = Chat(text)
    counts: Counter[str] = Counter()
    first: datetime | None = None
    for number, (head, end) in enumerate(messages(text, _HEAD)):
        if not number:
            chat.add(0, head.start(), stretch=Stretch.NOTE)
        try:
            at = datetime.fromisoformat(f"{head['day']}T{head['time']}")
        except ValueError:
            at = None
            counts["messages with a date that does not exist"] += 1
        first = first or at
        _message(chat, head, end, at.isoformat() if at else "")
    counted = [f"{what}: {count}" for what, count in counts.items()]
    yield chat.received(source, remarks=[*remarks, *counted], first=first.date() if first else None)


def _headed(text: str, remarks: list[str], source: Source) -> Received:
    """Return a chat of which each message has lines above it that say from whom it is and when it was sent."""
    chat = Chat(text)
    first: datetime | None = None
    attached = 0
    for number, (head, end) in enumerate(messages(text, _HEADED)):
        if not number:
            chat.add(0, head.start(), stretch=Stretch.NOTE)
        sent = _SENT.search(head["facts"])
        at = _of_mail(sent[1]) if sent else None
        first = first or at
        attached += len(_ATTACHMENT.findall(head["facts"]))
        key = f"chat:{head['number'] or head['name'].strip()}"
        facts = {"speaker": head["name"].strip(), "key": key, "said_at": at.isoformat() if at else ""}
        answered, start = None, head.end()
        if quote := _QUOTE.match(text, start, end):
            lines = [line.lstrip("> ") for line in quote[0].strip().split("\n") if line.strip("> ")]
            answered = next((found for line in lines if (found := chat.known_by(line)) is not None), None)
            chat.add(start, quote.end(), stretch=Stretch.QUOTED, quotes=answered, **facts)
            start = quote.end()
        index = chat.add(start, end, reply_to=answered, **facts)
        if index is not None:
            chat.remember(index)
    if attached:
        remarks.append(f"attachments that are not read: {attached}")
    return chat.received(source, remarks=remarks, first=first.date() if first else None)


def _of_mail(written: str) -> datetime | None:
    """Return a time as mails have it."""
    try:
        return parsedate_to_datetime(written)
    except ValueError:
        return None


def _message(chat: Chat, head: re.Match[str], end: int, said_at: str) -> None:
    text, start, name = chat.text, head.end(), head["name"].strip()
    facts = {"speaker": name, "key": f"chat:{name}", "said_at": said_at}
    answered = None
    if quote := _QUOTE.match(text, start, end):
        words = _OPENING.match(text, start, quote.end())
        answered = chat.known_by(text[words.end() if words else start : quote.end()].split("\n")[0])
        chat.add(start, quote.end(), stretch=Stretch.QUOTED, quotes=answered, **facts)
        start = quote.end()
    reactions = _reactions(text, start, end)
    attached = (
        re.match(rf"\s*(?:{_ATTACHED.pattern})+", text[start:reactions]) if text[start : start + 3].strip() else None
    )
    if attached:
        chat.add(start, start + attached.end(), stretch=Stretch.NOTE, **facts)
        start += attached.end()
    index = chat.add(start, reactions, reply_to=answered, **facts)
    if index is not None:
        chat.remember(index)
    chat.add(reactions, end, stretch=Stretch.NOTE, said_at=said_at, reply_to=index)


def _reactions(text: str, start: int, end: int) -> int:
    """Return where the list of reactions "(- Amina: 👍 -)" at the end of a message begins, or its end."""
    close = start + len(text[start:end].rstrip())
    opened = text.rfind(_REACTED, max(start, close - 2000), close)
    return opened if opened >= 0 and text[close - 2 : close] == "-)" and "\n" not in text[opened:close] else end


def _is_signal(source: Source) -> bool:
    start = opening(source, _OPENING_SIZE)
    lines = [line for line in start.split("\n") if line.strip()][:3]
    headed = _HEADED.search(start)
    return any(map(_HEAD.match, lines)) or (headed is not None and "Type: " in headed["facts"])


reader = Reader("signal", _is_signal, read)
