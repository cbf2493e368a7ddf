"""Talk on wiki pages: posts by who signed them, when, and which post each answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from storylens.ingest.blocks import Block
from storylens.ingest.build import Builder
from storylens.ingest.prose import Prose
from storylens.ingest.wikitext import DEPTH, USER
from storylens.records import Kind, Received, Stretch
from storylens.records.dates import day

_SIGNATURE = re.compile(
    rf"[ \t—–-]*{USER}(?P<name>[^{USER}]{{1,100}}){USER}(?P<between>[^{USER}]{{0,80}}?)"
    r"(?P<time>\d{1,2}:\d{2}),\s+(?P<day>\d{1,2}\s+[^\W\d]+\.?\s+\d{4}|[^\W\d]+\.?\s+\d{1,2},\s+\d{4})\s*\((?P<zone>[A-Z+\d:]{1,9})\)\s*"
)


class Post(NamedTuple):
    """What one person wrote at one time, and how far to the right it stands."""

    name: str
    at: str
    depth: int
    blocks: list[Block]


class Topic(NamedTuple):
    """What was written under one heading."""

    title: str
    posts: list[Post]


def topics(blocks: Sequence[Block], prose: Prose) -> Iterator[Topic]:
    """Yield what is talked about, a heading a topic. A post ends where it is signed."""
    topic, gathered = Topic("", []), list[Block]()
    for block in blocks:
        if block.stretch is Stretch.HEADING:
            yield from _ended(topic, gathered)
            topic, gathered = Topic(plain(block.strand.text), []), []
            continue
        at, text = 0, block.strand.text
        for signed in _SIGNATURE.finditer(text):
            gathered.append(_part(block, text[at : signed.start()]))
            prose.set_aside["signatures"] += len(signed[0])
            topic.posts.append(Post(signed["name"].strip(), _moment(signed), _depth(gathered), gathered))
            at, gathered = signed.end(), []
        if plain(text[at:]).strip():
            gathered.append(_part(block, text[at:]) if at else block)
    yield from _ended(topic, gathered)


def _ended(topic: Topic, gathered: list[Block]) -> Iterator[Topic]:
    if any(plain(block.strand.text).strip() for block in gathered):
        topic.posts.append(Post("unsigned", "", _depth(gathered), gathered))
    if topic.posts:
        yield topic


def _part(block: Block, text: str) -> Block:
    strand = type(block.strand)(footnotes=block.strand.footnotes)
    strand.add(text)
    return Block(strand, block.stretch)


def plain(text: str) -> str:
    """Return text without the signs that stand for users and steps to the right."""
    return text.replace(USER, "").replace(DEPTH, "")


def _depth(blocks: Sequence[Block]) -> int:
    text = blocks[0].strand.text if blocks else ""
    return len(text) - len(text.lstrip(DEPTH))


def _moment(signed: re.Match[str]) -> str:
    written = day(signed["day"].replace(",", ""))
    hour, minute = map(int, signed["time"].split(":"))
    if written is None or hour > 23 or minute > 59:
        return ""
    return f"{written.isoformat()}T{hour:02}:{minute:02}:00" + ("+00:00" if signed["zone"] in ("UTC", "GMT") else "")


def thread(topic: Topic, prose: Prose) -> Received:
    """Return a topic as a thread: a post a turn, or several where it has several paragraphs."""
    built = Builder()
    above: list[tuple[int, int]] = []  # depth and first passage of the posts that the next one may answer
    for post in topic.posts:
        while above and above[-1][0] >= post.depth:
            above.pop()
        parent = above[-1][1] if above else None
        label = f"{post.name}, {post.at[:16].replace('T', ' ')}:\n" if post.at else f"{post.name}:\n"
        first: int | None = None
        for block in post.blocks:
            for line in prose.clean(plain(block.strand.text)).split("\n"):
                index = built.line(
                    line,
                    label=label,
                    stretch=block.stretch,
                    speaker=post.name,
                    key=f"wiki:{post.name}" if post.name != "unsigned" else "",
                    said_at=post.at,
                    reply_to=parent,
                )
                if index is not None:
                    first, label = first if first is not None else index, ""
        if first is not None:
            above.append((post.depth, first))
    started = min((post.at[:10] for post in topic.posts if post.at), default="")
    return Received(
        text=built.text,
        kind=Kind.THREAD,
        passages=tuple(built.passages),
        collected_on=date.fromisoformat(started) if started else None,
        remarks=tuple(prose.remarks),
        set_aside=dict(+prose.set_aside),
    )
