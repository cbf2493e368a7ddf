"""Put the posts of a thread together: who answers whom, and whose words somebody repeats."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from storylens.ingest import wrote
from storylens.ingest.build import Builder
from storylens.ingest.quoting import Piece
from storylens.records import Passage, Stretch

_MARKED = re.compile(r"^\s*(?:>|[A-Z][\w.-]{0,14}>)")
_AGO = 12  # how many mails back along the replies a quotation is looked for first
_LINES = 60  # lines of a quotation that are compared; more decide nothing
_SHORT = 16  # characters; a shorter line says nothing when it is found somewhere else in the thread


class Post(NamedTuple):
    """One mail or message, with what it is made of."""

    id: str
    pieces: Iterable[Piece]
    speaker: str
    key: str = ""
    said_at: str = ""  # ISO 8601
    parent: str = ""  # id of the post that it answers
    perhaps: str = ""  # id of the post that it answers when nothing that it quotes says otherwise
    remark: str = ""  # stands in the text after the time: "edited", "answers Ruth"


class Thread:
    """Collect posts in their order; `text` and `passages` are what came of them."""

    def __init__(self) -> None:
        self._built = Builder()
        self._first: dict[str, int] = {}  # post: its first passage
        self._parents: dict[str, str] = {}
        self._spoken: dict[str, dict[int, str]] = {}  # post: its own words by passage
        self._lines: dict[str, int] = {}
        self._posts: list[str] = []  # of each passage

    def __contains__(self, post_id: str) -> bool:
        return post_id in self._first

    def add(self, post: Post) -> int:
        """Add a post; return how many characters of it the text keeps.

        What it quotes points at the passage that holds the same words, in the post that the format names, or
        among the posts that it answers, or anywhere before.
        """
        parts = [piece for piece in post.pieces if piece.words.strip()]
        sources = [
            self._source(piece, piece.of or post.parent) if piece.stretch is Stretch.QUOTED else None for piece in parts
        ]
        parent = post.parent if post.parent in self._first else ""
        if not post.parent:
            parent = next((self._posts[source] for source in sources if source is not None), post.perhaps)
        self._parents[post.id] = parent or post.parent
        stamp = f", {_minute(post.said_at)}" if post.said_at else ""
        label = f"{post.speaker}{stamp}{f' ({post.remark})' if post.remark else ''}:\n"
        kept = 0
        for piece, source in zip(parts, sources, strict=True):
            index = self._built.line(
                piece.words,
                label=label,
                speaker=post.speaker,
                key=post.key,
                stretch=piece.stretch,
                said_at=post.said_at,
                reply_to=self._first.get(parent),
                quotes=source,
            )
            if index is None:
                continue
            label = ""
            kept += len(piece.words.strip())
            self._posts.append(post.id)
            self._first.setdefault(post.id, index)
            if piece.stretch is Stretch.SPEECH:
                self._remember(post.id, index, piece.words)
        if post.id not in self._first and parent in self._first:  # who answers an empty post answers what it answered
            self._first[post.id] = self._first[parent]
        return kept

    def heading(self, words: str, level: int = 1) -> None:
        """Add what stands over the posts that follow."""
        if self._built.line(words, stretch=Stretch.HEADING, level=level) is not None:
            self._posts.append("")

    def _remember(self, post: str, index: int, words: str) -> None:
        lines = [" ".join(line.split()) for line in words.lower().split("\n")]
        self._spoken.setdefault(post, {})[index] = " ".join(lines)
        for line in lines:
            if len(line) >= _SHORT:
                self._lines.setdefault(line, index)

    def _source(self, piece: Piece, near: str) -> int | None:
        """Return the passage that holds the words of a quotation."""
        lines = _repeated(piece.words)
        enough = max(0.3 * sum(map(len, lines)), 3)
        for post in self._answered(near):
            scores = {
                index: sum(len(line) for line in lines if line in spoken)
                for index, spoken in self._spoken.get(post, {}).items()
            }
            best = max(scores, key=lambda index: (scores[index], -index), default=None)
            if best is not None and scores[best] >= enough:
                return best
        votes: dict[int, int] = {}
        for line in lines:
            if (found := self._lines.get(line)) is not None:
                votes[found] = votes.get(found, 0) + len(line)
        best = max(votes, key=lambda index: (votes[index], -index), default=None)
        if best is None and piece.of:
            return next(iter(self._spoken.get(piece.of, ())), None)
        return best

    def _answered(self, near: str) -> Iterator[str]:
        """Yield the post that is answered and those that it answers; where none is known, the last posts."""
        if not near:
            yield from islice(reversed(self._spoken), _AGO)
        for _ in range(_AGO):
            if not near:
                return
            yield near
            near = self._parents.get(near, "")

    @property
    def text(self) -> str:
        """All posts together."""
        return self._built.text

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages of all posts."""
        return tuple(self._built.passages)


def _minute(moment: str) -> str:
    return moment[:16].replace("T", " ")


def _repeated(words: str) -> list[str]:
    """Return the repeated lines of a quotation, without what introduces it."""
    lines = words.split("\n")[: _LINES + 8]
    marked = [line for line in lines if _MARKED.match(line)]
    if not marked:
        start = 0
        while start < min(8, len(lines)) and (wrote.may_open(lines[start]) or not lines[start].strip()):
            start += 1
        marked = lines[start:] or lines
    return [bare for line in marked[:_LINES] if (bare := _bare(_MARKED.sub("", line).lstrip("> \t")))]


def _bare(line: str) -> str:
    return " ".join(line.lower().split())


def moment(seconds: float) -> str:
    """Return seconds since 1970 as ISO 8601 in UTC; nothing for a time that no calendar has."""
    from datetime import UTC

    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError):
        return ""
