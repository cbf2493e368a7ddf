"""Telegram's export as web pages, as its program for the desktop saves a chat unless it is told otherwise."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from storylens.ingest.build import Builder
from storylens.ingest.elements import words_in
from storylens.ingest.html import decoded_page, parse_html
from storylens.ingest.plaintext import cleaned
from storylens.ingest.reader import Reader
from storylens.ingest.source import Source
from storylens.ingest.weblines import lines_of_html
from storylens.records import Kind, Received, Stretch, UnreadableError

_WHEN = re.compile(r"(\d{2})\.(\d{2})\.(\d{4}) (\d{2}:\d{2}:\d{2})(?: UTC([+-]\d{2}:\d{2}))?")
_TARGET = re.compile(r"go_to_message(-?\d{1,18})")
_MEDIA, _REACTED = "photos, stickers and files, kept as notes", "reactions, left out"


def read(source: Source) -> Iterator[Received]:
    """Yield one document, a page of a chat. Service messages and media are notes; forwarded words are another's."""
    text, remarks = decoded_page(source)
    tree = parse_html(text, source)
    page = _Page()
    for message in _having(tree, "message"):
        page.add(message)
    passages = page.built.passages
    if not any(one.speaker for one in passages):
        raise UnreadableError(
            "there are no messages in it", where=source.name, todo="export the chat from Telegram Desktop again"
        )
    head = next((one for above in _having(tree, "page_header") for one in _having(above, "text")), None)
    started = next((one.said_at for one in passages if one.said_at), "")
    yield Received(
        text=page.built.text,
        title=_line(head) or source.stem,
        kind=Kind.THREAD,
        collected_on=datetime.fromisoformat(started).date() if started else None,
        passages=tuple(passages),
        remarks=(*remarks, *(f"{what}: {count}" for what, count in page.counts.items() if count)),
        set_aside={"markup": max(len(text) - len(page.built.text), 0)},
    )


class _Page:
    """The messages of a page on their way into a document."""

    def __init__(self) -> None:
        self.built = Builder()
        self.counts: Counter[str] = Counter()
        self._first: dict[str, int] = {}  # where each message begins, by its number
        self._name = ""  # who wrote last: one who writes on is not named again

    def add(self, message: Any) -> None:
        """Add a message."""
        if _is(message, "service"):
            self.built.line(_line(message), stretch=Stretch.NOTE)
            return
        body = next(_having(message, "body"), message)
        forwarded = next(_having(body, "forwarded"), None)
        named = (one for one in _having(body, "from_name") if forwarded is None or forwarded not in one.iterancestors())
        self._name = next(map(_line, named), self._name)
        said_at = _moment(next(_having(body, "date"), None))
        facts: dict[str, Any] = {
            "speaker": self._name or "unknown",
            "key": f"chat:{self._name}" if self._name else "",
            "said_at": said_at,
            "reply_to": self._answered(body),
        }
        by = f", forwarding {_line(next(_having(forwarded, 'from_name'), None))}" if forwarded is not None else ""
        label = f"{facts['speaker']}{by}{', ' if said_at else ''}{said_at[:16].replace('T', ' ')}:\n"
        media = next(_having(body, "media_wrap"), None)
        self.counts[_MEDIA] += media is not None
        self.counts[_REACTED] += sum(1 for _ in _having(body, "reaction"))
        told = Stretch.QUOTED if forwarded is not None else Stretch.SPEECH
        shown = f"({_line(media)})" if _line(media) else ""
        for words, stretch in [(shown, Stretch.NOTE), *((_words(one), told) for one in _having(body, "text"))]:
            at = self.built.line(words, label=label, stretch=stretch, **facts)
            if at is not None:
                label = ""
                self._first.setdefault((message.get("id") or "").removeprefix("message"), at)

    def _answered(self, body: Any) -> int | None:
        links = (link.get("href") or "" for one in _having(body, "reply_to") for link in one.iter("a"))
        target = _TARGET.search(" ".join(links))
        return self._first.get(target[1]) if target else None


def _having(element: Any, name: str) -> Iterator[Any]:
    """Yield the elements of a class inside of an element."""
    return (one for one in element.iter() if one is not element and _is(one, name))


def _is(element: Any, name: str) -> bool:
    return isinstance(element.tag, str) and name in (element.get("class") or "").split()


def _line(element: Any) -> str:
    return "" if element is None else cleaned(words_in(element))[0].strip()


def _words(element: Any) -> str:
    """Return what a message says, a line a line."""
    from lxml import etree

    markup = etree.tostring(element, encoding="unicode", with_tail=False)
    return cleaned("\n".join(filter(None, lines_of_html(markup).texts)))[0]


def _moment(element: Any) -> str:
    """Return when a message was sent as ISO 8601, with the zone where the page has it."""
    found = _WHEN.search(element.get("title") or "") if element is not None else None
    if not found:
        return ""
    day, month, year, time, zone = found.groups()
    try:
        return datetime.fromisoformat(f"{year}-{month}-{day}T{time}{zone or ''}").isoformat()
    except ValueError:
        return ""


def _is_chat(source: Source) -> bool:
    head = source.head
    return b'class="page_wrap"' in head and b"chat_page" in head and b'class="message' in head


reader = Reader("telegram-html", _is_chat, read)
