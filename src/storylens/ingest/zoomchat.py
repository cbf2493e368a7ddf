"""The chat of a Zoom meeting, from the cloud ("00:05:41<tab>Name:<tab>words") or saved by a participant.

It is one document; the text stays as it is in the file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from storylens.ingest.chatlines import Chat, messages
from storylens.ingest.opening import opening
from storylens.ingest.plaintext import decoded
from storylens.ingest.reader import Reader
from storylens.ingest.source import Source
from storylens.records import Received, Stretch

_HEAD = re.compile(
    r"^(?:(?P<day>\d{4}-\d{2}-\d{2})[ T])?(?P<time>\d{1,2}:\d{2}:\d{2})(?:\s?(?P<half>[AaPp][Mm]))?"
    r"(?:\t ?(?P<name>[^\t\n]{1,200})\t|[\t ]{1,4}(?P<from>From|Von|De|Da|Van)[ \t]{1,4}(?=[^\n]))",
    re.MULTILINE,
)
_COLON = re.compile(r":(?=\s|$)", re.MULTILINE)
_HEADER = 400  # characters in which "From ... to ...:" must end
_TO = {
    "From": re.compile(r"\s+to\s+", re.IGNORECASE),
    "Von": re.compile(r"\s+an\s+", re.IGNORECASE),
    "De": re.compile(r"\s+(?:à|a|para)\s+", re.IGNORECASE),
    "Da": re.compile(r"\s+a\s+", re.IGNORECASE),
    "Van": re.compile(r"\s+aan\s+", re.IGNORECASE),
}
_EVERYONE = re.compile(
    r"(?:everyone|all panelists(?: and attendees)?|hosts and panelists|waiting room.*|alle|tou[st](?: le monde)?|todos|"
    r"tutti|iedereen)(?: in .{0,80})?",
    re.IGNORECASE,
)
_PRIVATE = re.compile(
    r"\s*\((?:direct message|privately|direktnachricht|message direct|mensaje directo|privat\w*)\)", re.I
)
_REPLY = re.compile(
    r"\s*(?:Replying to|Antwort auf|(?:En r|R)éponse à|Respondiendo a|Respuesta a|Respondendo a|In risposta a|"
    r"Antwoord op)\s*[\"“«](?P<words>[^\n]*)[\"”»][ \t]*(?:\n|\Z)",
    re.IGNORECASE,
)
_REACTION = re.compile(
    r"(?:Reacted to|Removed an? \S{1,20} reaction from|Hat auf|A réagi à|Reaccionó a|Reagiu a|Ha reagito a|"
    r"Heeft gereageerd op)\s+(?:[\"“«](?P<quoted>[^\n]*)[\"”»]|(?P<bare>[^\n]*?\.\.\.))"
    r"(?:\s+(?:with|mit|avec|con|com|met)\s+\S[^\n]{0,60})?",
    re.IGNORECASE,
)


def read(source: Source) -> Iterator[Received]:
    """Yield one document. Reactions are notes that point at the message; a reply quotes it and points at it."""
    text, remarks = decoded(source)
    chat = Chat(text)
    counts: Counter[str] = Counter()
    first = ""
    for number, (head, end) in enumerate(messages(text, _HEAD)):
        if not number:
            chat.add(0, head.start(), stretch=Stretch.NOTE)
        first = first or head["day"] or ""
        _message(chat, head, end, counts)
    counted = [f"{what}: {count}" for what, count in counts.items()]
    yield chat.received(source, remarks=[*remarks, *counted], first=_day(first))


def _message(chat: Chat, head: re.Match[str], end: int, counts: Counter[str]) -> None:
    start, name, to = _header(chat.text, head, end)
    said_at = _time(head)
    if not name:
        chat.add(head.end(), end, stretch=Stretch.NOTE, said_at=said_at)
        return
    if to and not _EVERYONE.fullmatch(to):
        counts["private messages, which not everyone at the meeting saw"] += 1
    facts = {"speaker": name, "key": f"chat:{name}", "said_at": said_at}
    words = chat.text[start : min(end, start + 1000)].strip()
    if reaction := _REACTION.match(words) if "\n" not in words else None:
        answered = chat.known_by(reaction["quoted"] or reaction["bare"] or "")
        chat.add(start, end, stretch=Stretch.NOTE, reply_to=answered, **facts)
        return
    answered = None
    if reply := _REPLY.match(chat.text, start, end):
        answered = chat.known_by(reply["words"])
        chat.add(start, reply.end(), stretch=Stretch.QUOTED, quotes=answered, **facts)
        start = reply.end()
    index = chat.add(start, end, reply_to=answered, **facts)
    if index is not None:
        chat.remember(index)


def _header(text: str, head: re.Match[str], end: int) -> tuple[int, str, str]:
    """Return where the words begin, who wrote them, and to whom, where that is said."""
    if head["name"]:
        return head.end(), head["name"].strip().removesuffix(":").strip(), ""
    colon = _COLON.search(text, head.end(), min(end, head.end() + _HEADER))
    if not colon:
        return head.end(), "", ""
    header = text[head.end() : colon.start()]
    splits = list(_TO[head["from"]].finditer(header))
    if not splits or "\n" in header:
        return colon.end(), " ".join(header.split()), ""
    name, to = header[: splits[-1].start()], header[splits[-1].end() :]
    everyone = _EVERYONE.fullmatch(to.strip()) is not None and not _PRIVATE.search(to)
    return colon.end(), " ".join(name.split()), "everyone" if everyone else to.strip() or "somebody"


def _time(head: re.Match[str]) -> str:
    """Return the time as it stands, or date and time where both do."""
    hours, rest = head["time"].split(":", 1)
    hour = int(hours)
    if head["half"] and hour <= 12:
        hour = hour % 12 + (12 if head["half"].lower() == "pm" else 0)
    day = _day(head["day"] or "")
    return f"{day}T{hour:02d}:{rest}" if day else f"{hour:02d}:{rest}"


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        return None


def _is_chat(source: Source) -> bool:
    lines = [line for line in opening(source, 2000).split("\n") if line.strip()][:3]
    return any(map(_HEAD.match, lines))


reader = Reader("zoomchat", _is_chat, read)
