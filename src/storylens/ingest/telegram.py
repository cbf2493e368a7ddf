"""Telegram's export as JSON, of one chat or of all.

A chat is one document, however many days it runs over: replies reach back over days, and an export that has
grown is a new version of the same document, so that codings are carried over. Each message keeps its time.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from storylens.ingest.build import Builder
from storylens.ingest.jsonfile import ends, inside, listed, loaded, words
from storylens.ingest.plaintext import cleaned
from storylens.ingest.reader import Reader
from storylens.ingest.source import Source
from storylens.records import Kind, Received, Stretch, UnreadableError

_TODO = "export the chat from Telegram Desktop again, as JSON"
_LINKS = frozenset(("link", "mention", "hashtag", "email", "phone", "bot_command", "cashtag"))
_MEDIA = {
    "photo": "photo",
    "sticker_emoji": "sticker",
    "file": "file",
    "location_information": "location",
    "contact_information": "contact",
}
_FARTHEST = timedelta(hours=15)  # that a clock can be from universal time


def read(source: Source) -> Iterator[Received]:
    """Yield a document a chat. Service messages and media are notes; forwarded words are somebody else's."""
    told, _, remarks = loaded(source, _TODO)
    single = isinstance(told.get("messages"), list)
    lists = [told.get(part) for part in ("chats", "left_chats")]
    chats = [told] if single else [chat for part in lists for chat in listed(inside(part, "list"))]
    spoken = [chat for chat in chats if any(map(_words, listed(chat.get("messages"))))]
    if not spoken:
        raise UnreadableError("there are no messages in it", where=source.name, todo=_TODO)
    if len(spoken) < len(chats):
        remarks.append(f"chats in which nobody wrote anything, left out: {len(chats) - len(spoken)}")
    for chat in spoken:
        name = words(chat.get("name"))
        number = chat.get("id")
        part = "" if single else f"telegram:{number}" if isinstance(number, int) else f"chat:{name}"
        yield _Chat().received(chat, name or source.stem, part, remarks)


class _Chat:
    """One chat on its way into a document."""

    def __init__(self) -> None:
        self.built = Builder()
        self.first: dict[int, int] = {}  # where each message begins, by its id
        self.not_read = {"photos, stickers and files, kept as notes": 0, "reactions, left out": 0}
        self.started: date | None = None

    def received(self, chat: dict[str, Any], title: str, part: str, remarks: list[str]) -> Received:
        """Return the document."""
        for message in listed(chat.get("messages")):
            at = _when(message)
            self.started = self.started or (at.date() if at else None)
            if message.get("type") == "service":
                self._service(message, at)
            else:
                self._message(message, at)
        return Received(
            text=self.built.text,
            title=title,
            part=part,
            kind=Kind.THREAD,
            collected_on=self.started,
            passages=tuple(self.built.passages),
            remarks=(*remarks, *(f"{what}: {count}" for what, count in self.not_read.items() if count)),
        )

    def _message(self, message: dict[str, Any], at: datetime | None) -> None:
        name = words(message.get("from")) or "Deleted account"
        identity = words(message.get("from_id"))
        forwarded = words(message.get("forwarded_from")) if message.get("forwarded_from") else ""
        facts: dict[str, Any] = {
            "speaker": name,
            "key": f"telegram:{identity}" if identity else f"chat:{name}",
            "said_at": at.isoformat() if at else "",
            "reply_to": self.first.get(_number(message.get("reply_to_message_id")) or -1),
        }
        by = f"{name}, forwarding {forwarded}" if forwarded else name
        label = f"{by}, {at:%Y-%m-%d %H:%M}:\n" if at else f"{by}:\n"
        media = _media(message)
        self.not_read["photos, stickers and files, kept as notes"] += bool(media)
        self.not_read["reactions, left out"] += sum(
            _number(reaction.get("count")) for reaction in listed(message.get("reactions"))
        )
        stretch = Stretch.QUOTED if "forwarded_from" in message else Stretch.SPEECH
        for piece, kind in ((media, Stretch.NOTE), (_words(message), stretch)):
            index = self.built.line(piece, label=label, stretch=kind, **facts)
            if index is not None:
                label = ""
                self.first[_number(message.get("id"))] = index

    def _service(self, message: dict[str, Any], at: datetime | None) -> None:
        """Add what the program says, such as who joined."""
        members = message.get("members")
        told = [
            words(message.get("actor")),
            words(message.get("action")).replace("_", " "),
            words(message.get("title")),
            ", ".join(filter(None, map(words, members))) if isinstance(members, list) else "",
        ]
        label = f"{at:%Y-%m-%d %H:%M}: " if at else ""
        self.built.line(
            " ".join(filter(None, told)), label=label, stretch=Stretch.NOTE, said_at=at.isoformat() if at else ""
        )


def _words(message: dict[str, Any]) -> str:
    """Return what a message says: text, which may be given in pieces, or the question and answers of a poll."""
    value = message.get("text") or message.get("text_entities") or ""
    text = value if isinstance(value, str) else ""
    for piece in value if isinstance(value, list) else []:
        more = piece if isinstance(piece, str) else inside(piece, "text")
        if not isinstance(more, str):
            continue
        glued = text[-1:].isalnum() or text[-1:] in (":", ",", ";", ".")
        text += f" {more}" if text and glued and inside(piece, "type") in _LINKS else more
    if isinstance(poll := message.get("poll"), dict):
        answers = [words(answer.get("text")) for answer in listed(poll.get("answers"))]
        text = "\n".join(filter(None, [text, words(poll.get("question")), *(f"- {answer}" for answer in answers)]))
    return cleaned(text)[0].strip()


def _media(message: dict[str, Any]) -> str:
    """Return what stands for a photo or a file that the message came with."""
    kind = words(message.get("media_type")).replace("_", " ")
    kind = kind or next((name for key, name in _MEDIA.items() if message.get(key)), "")
    seconds = message.get("duration_seconds")
    return f"({kind}{f', {seconds} seconds' if isinstance(seconds, int) else ''})" if kind else ""


def _when(message: dict[str, Any]) -> datetime | None:
    """Return when a message was sent: with the zone where the export gives both local and universal time."""
    try:
        local = datetime.fromisoformat(str(message.get("date") or "")).replace(tzinfo=None)
    except ValueError:
        local = None
    try:
        universal = datetime.fromtimestamp(int(message["date_unixtime"]), UTC)
    except (KeyError, ValueError, TypeError, OverflowError, OSError):
        return local
    ahead = local - universal.replace(tzinfo=None) if local else timedelta(0)
    zoned = abs(ahead) <= _FARTHEST and not ahead.total_seconds() % 900
    return universal.astimezone(timezone(ahead)) if zoned else universal


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _is_telegram(source: Source) -> bool:
    head, _ = ends(source)
    chat = b'"date_unixtime"' in head or b'"from_id"' in head or (b'"text_entities"' in head and b'"from"' in head)
    return (b'"messages"' in head and chat) or (b'"about"' in head and b"Telegram" in head[:4096])


reader = Reader("telegram", _is_telegram, read)
