"""Chats that are exported as text: the text stays as it stands in the file, and passages are marked in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from storylens.ingest.source import Source
from storylens.records import Kind, Passage, Received, Stretch, UnreadableError

MARKS = "\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"  # they set the direction of writing and are not seen
_AROUND = re.compile(rf"[\s{MARKS}]*")
# What can stand at the end of a message and is not seen: any white space of Unicode, and the marks above.
_BLANK = "".join(sign for sign in map(chr, range(0x3001)) if sign.isspace() or _AROUND.fullmatch(sign)) + "\ufeff"
_SNIPPET = 24  # characters by which a reply or a reaction is told from what it answers
_TRAIL = re.compile(r"(?:\.\.\.|…)$")


class Chat:
    """The text of a chat, and the passages that are found in it, in order."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.passages: list[Passage] = []
        self._snippets: dict[str, int] = {}

    def add(self, start: int, end: int, **facts: Any) -> int | None:
        """Add a passage without the white space around it; return its index, or None when nothing is left."""
        match = _AROUND.match(self.text, start, end)
        start = match.end() if match else start
        end = start + len(self.text[start:end].rstrip(_BLANK))
        if end <= start:
            return None
        self.passages.append(Passage(start=start, end=end, **facts))
        return len(self.passages) - 1

    def remember(self, index: int) -> None:
        """Let a passage be found again by its first words."""
        passage = self.passages[index]
        words = " ".join(self.text[passage.start : min(passage.end, passage.start + 4 * _SNIPPET)].split())
        for length in range(1, min(len(words), _SNIPPET) + 1):
            self._snippets[words[:length]] = index

    def known_by(self, snippet: str) -> int | None:
        """Return the index of the last passage that begins with these words, which may be cut off with dots."""
        words = _TRAIL.sub("", " ".join(snippet[: 4 * _SNIPPET].split())).rstrip()
        return self._snippets.get(words[:_SNIPPET]) if words else None

    def received(
        self,
        source: Source,
        *,
        kind: Kind | None = Kind.THREAD,
        remarks: Iterable[str] = (),
        first: date | None = None,
    ) -> Received:
        """Return the document; `first` is its first day. Raises `UnreadableError` when nobody says anything in it."""
        if not any(passage.stretch is Stretch.SPEECH for passage in self.passages):
            raise UnreadableError("nothing is said in it", where=source.name, todo="check that it was saved whole")
        return Received(
            text=self.text,
            title=title_of(source),
            kind=kind,
            collected_on=first,
            passages=tuple(self.passages),
            remarks=tuple(dict.fromkeys(remarks)),
        )


def messages(text: str, head: re.Pattern[str]) -> Iterator[tuple[re.Match[str], int]]:
    """Yield where each message begins, and the position at which it ends."""
    heads = head.finditer(text)
    before = next(heads, None)
    while before is not None:
        after = next(heads, None)
        yield before, after.start() if after else len(text)
        before = after


def title_of(source: Source) -> str:
    """Return the name of a chat; phones call each export alike, and only the zip file by the chat."""
    return source.archive.stem if source.archive and source.stem.strip("_").lower() == "chat" else source.stem
