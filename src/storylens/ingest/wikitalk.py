"""What is said on the talk page of a wiki: whose a comment is by its signature, what it answers by its indent."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from storylens.ingest.wikitext import WikiLine
from storylens.records import Stretch

_TIME = re.compile(r"(\d{1,2}:\d{2}), (\d{1,2} [^\W\d_]{3,12} \d{4}|[^\W\d_]{3,12} \d{1,2}, \d{4}) \(([A-Z]{2,5})\)")
_FORMATS = ("%d %B %Y", "%B %d, %Y", "%d %b %Y")
_WITHIN = 400  # characters before its time in which a signature begins
_LEADS = re.compile(r"[\s\-\u2013\u2014~(]+$")


class Comment(NamedTuple):
    """One comment: its lines, who signed it and when, and how far it is set in. `signed` counts the signature."""

    words: str
    writer: str
    said_at: str
    indent: int
    signed: int = 0


class Signed(NamedTuple):
    """A signature at the end of a line: from which character on, whose, and when."""

    at: int
    writer: str
    said_at: str


def signature_in(line: str, users: Iterable[str]) -> Signed | None:
    """Return the signature in a line of markup: a link to a user, and a time. `users` names the pages of users."""
    time = None
    for time in _TIME.finditer(line):  # noqa: B007 - the last one
        pass
    if time is None:
        return None
    named = "|".join(re.escape(name) for name in users)
    link = re.compile(rf"\[\[\s*:?(?:{named})\s*:\s*([^\[\]|/#\n]{{1,120}})", re.IGNORECASE)
    links = list(link.finditer(line, max(time.start() - _WITHIN, 0), time.start()))
    if not links:
        return None
    writer = links[-1][1].strip().replace("_", " ")
    own = next(one for one in links if one[1].strip().replace("_", " ") == writer)
    return Signed(len(_LEADS.sub("", line[: own.start()])), writer, _moment(time))


def comments(
    lines: Iterable[WikiLine], signed: Callable[[int], Signed | None], plain: Callable[[int], str]
) -> Iterator[Comment | WikiLine]:
    """Yield headings as they are and comments, each with all lines up to its signature.

    `signed` gives the signature in a line of the markup, and `plain` the words of that line without it.
    """
    open_: list[WikiLine] = []
    for line in lines:
        if line.stretch is Stretch.HEADING:
            yield from _unsigned(open_)
            open_ = []
            yield line
            continue
        found = signed(line.number)
        if found is None:
            open_.append(line)
            continue
        last = plain(line.number)
        words = "\n".join(filter(None, [*(one.words for one in open_), last]))
        first = open_[0] if open_ else line
        yield Comment(words, found.writer, found.said_at, first.indent, len(line.words) - len(last))
        open_ = []
    yield from _unsigned(open_)


def _unsigned(lines: list[WikiLine]) -> Iterator[Comment]:
    if lines:
        yield Comment("\n".join(line.words for line in lines), "", "", lines[0].indent)


def _moment(time: re.Match[str]) -> str:
    """Return the time of a signature as ISO 8601; the day alone is lost where a month is not in English."""
    for written in _FORMATS:
        try:
            at = datetime.strptime(f"{time[2]} {time[1]}", f"{written} %H:%M")  # noqa: DTZ007
        except ValueError:
            continue
        return (at.replace(tzinfo=UTC) if time[3] in ("UTC", "GMT") else at).isoformat()
    return ""
