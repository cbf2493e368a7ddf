"""Transcripts with name and time on a line of their own, as Otter, Rev and Zoom's saved captions have them.

"Rehema Ali  0:12", "Speaker 1 (00:00:12)" or "[Rehema Ali] 10:05:03" stands on a line, and the words below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storylens.ingest.chatlines import Chat
from storylens.ingest.opening import opening
from storylens.ingest.plaintext import decoded
from storylens.ingest.reader import Reader
from storylens.ingest.source import Source
from storylens.ingest.stampednames import HEAD, SPARSE, named
from storylens.records import Received, Stretch

_FOOTER = re.compile(r"^[ \t]{0,8}(?:transcribed (?:by|with|using)|transcription by) .{0,200}$", re.I | re.MULTILINE)
_CLEAR = re.compile(r"[ \t]{2,}|\t")


def read(source: Source) -> Iterator[Received]:
    """Yield one document; a turn is what stands below a line with name and time. The text stays as it is."""
    text, remarks = decoded(source)
    heads = list(HEAD.finditer(text))
    chat = Chat(text)
    if heads:
        _preface(chat, heads[0].start())
    ends = [*(head.start() for head in heads[1:]), _end(text, heads)]
    for head, end in zip(heads, ends, strict=False):
        speaker, said_at = named(head)
        chat.add(head.end(), end, speaker=speaker, said_at=said_at)
    if heads:
        chat.add(ends[-1], len(text), stretch=Stretch.NOTE)
    yield chat.received(source, kind=None, remarks=remarks)


def _preface(chat: Chat, end: int) -> None:
    """Keep the title, and what a program says about the recording, apart from what is spoken."""
    at = 0
    for line in chat.text[:end].split("\n"):
        stretch = Stretch.NOTE if chat.passages else Stretch.HEADING
        chat.add(at, at + len(line), stretch=stretch)
        at += len(line) + 1


def _end(text: str, heads: list[re.Match[str]]) -> int:
    """Return where the last turn ends: before a line by the program."""
    footer = _FOOTER.search(text, heads[-1].end()) if heads else None
    return footer.start() if footer else len(text)


def _is_otter(source: Source) -> bool:
    """Recognise the first lines: times must not run back, and words must follow each name."""
    text = opening(source)
    heads = list(HEAD.finditer(text))
    times = [named(head)[1] for head in heads]
    if not heads or times != sorted(times):
        return False
    spoken = sum(bool(text[head.end() + 1 : head.end() + 2].strip()) for head in heads)
    if len(heads) == 1:
        clear = heads[0]["inside"] or _CLEAR.fullmatch(heads[0]["gap"] or "")
        return bool(clear and spoken and not text[: heads[0].start()].strip())
    lines = sum(1 for line in text.split("\n") if line.strip())
    return spoken >= len(heads) - 1 and len(heads) * SPARSE >= lines


reader = Reader("otter", _is_otter, read)
