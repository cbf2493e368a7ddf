"""A file of many mails, read twice: first who answers whom and where each mail stands, then a thread at a time.

So a file of any size is read in memory for its headers and one thread.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from storylens.ingest.mailheads import HEADERS, date_of, headers_in, message_id, parents, plain

BLOCK = 1024 * 1024
LARGEST = 32 * 1024 * 1024  # bytes of one mail that are read; what lies beyond is in its attachments
_SEPARATOR = re.compile(
    rb"\n(From (?=[^\r\n]{0,300}\d{1,2}:\d{2})(?=[^\r\n]{0,300}\b\d{4}\b)[^\r\n]{1,400}\r?\n)"
    rb"(?=>?From [^\r\n]|[!-9;-~]{1,76}[ \t]*:)"
)
_END = re.compile(rb"\r?\n[ \t]*\r?\n")
_STARTED = re.compile(r"(?P<date>[A-Z][a-z]{2} [A-Z][a-z]{2} +\d{1,2} \d{1,2}:\d{2}(?::\d{2})?(?: [+-]\d{4})? \d{4})")
_RE = re.compile(
    r"^\s*(?:(?:re|fwd?|fw|aw|wg|antw|tr|rép|rif|rv|sv|vs|vl|odp|ynt|res|enc|回复|答复|转发)\s*(?:\[\d+\]|\(\d+\))?\s*[:：]\s*"
    r"|\[[^\[\]]{1,40}\]\s*)+",
    re.IGNORECASE,
)
_WHILE = 90 * 24 * 3600.0  # seconds after which a mail of the same subject is another matter


class Stored(NamedTuple):
    """Where one mail stands in the file, and what says to which thread it belongs."""

    start: int
    end: int
    line: bytes  # the "From " line before it
    id: str
    parents: tuple[str, ...]
    subject: str
    replies: bool
    when: float


def bare_subject(subject: str) -> str:
    """Return a subject without "Re:" and the name of the list."""
    return _RE.sub("", subject.strip("'\" ")).strip()


def is_mbox(head: bytes) -> bool:
    """Return True for the beginning of a file of many mails."""
    return bool(_SEPARATOR.match(b"\n" + head.lstrip(b"\xef\xbb\xbf\r\n")[:4096]))


def stored_mails(path: Path) -> list[Stored]:
    """Find the mails of a file, in its order. Only headers are looked at."""
    names: dict[str, str] = {}
    mails: list[Stored] = []
    begin: tuple[int, bytes, bytes] | None = None
    when = 0.0
    for start, line, head in _beginnings(path):
        if begin:
            mails.append(_stored(begin, start, names, when))
            when = mails[-1].when
        begin = (start + len(line), line, head)
    if begin:
        mails.append(_stored(begin, path.stat().st_size, names, when))
    return mails


def _beginnings(path: Path) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield where each "From " line stands, the line, and the headers after it."""
    with path.open("rb") as stream:
        mark = len(b"\xef\xbb\xbf") if stream.read(3) == b"\xef\xbb\xbf" else 0
        stream.seek(mark)
        data, at = b"\n", mark - 1  # a line break before the first line; `at` is where data begins in the file
        while True:
            block = stream.read(BLOCK)
            data += block
            safe = len(data) - (HEADERS + 1024 if block else 0)  # what comes later may be cut in its headers
            last = 0
            for match in _SEPARATOR.finditer(data):
                if match.start() >= safe:
                    break
                ended = _END.search(data, match.end(), match.end() + HEADERS)
                yield (
                    at + match.start(1),
                    match[1],
                    data[match.end() : ended.start() if ended else match.end() + HEADERS],
                )
                last = match.end() - 1
            if not block:
                return
            cut = max(last, safe, 0)
            data, at = data[cut:], at + cut


def _stored(begin: tuple[int, bytes, bytes], end: int, names: dict[str, str], before: float) -> Stored:
    start, line, head = begin
    headers = headers_in(head)
    subject = plain(headers.get("subject", ""))
    bare = bare_subject(subject).lower()
    replied = tuple(names.setdefault(name, name) for name in parents(headers))
    identity = message_id(headers)
    return Stored(
        start=start,
        end=end,
        line=line,
        id=names.setdefault(identity, identity),
        parents=replied,
        subject=names.setdefault(bare, bare),
        replies=bool(replied) or is_reply(subject),
        when=seconds(date_of(headers.get("date", "")) or started(line)) or before,
    )


def is_reply(subject: str) -> bool:
    """Return True for a subject that begins with "Re:" or the like."""
    prefix = _RE.match(subject.strip("'\" "))
    return bool(prefix and re.search(r"[:：]", re.sub(r"\[[^\[\]]*\]", "", prefix[0])))


def started(line: bytes) -> datetime | None:
    """Return the time in a "From " line, which is all that is left where a mail has no date."""
    match = _STARTED.search(line.decode("ascii", errors="replace"))
    return date_of(match["date"]) if match else None


def seconds(at: datetime | None) -> float:
    """Return a time as a number by which mails are put in order; a time without zone counts as UTC."""
    if at is None:
        return 0.0
    try:
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return 0.0


def threads(mails: list[Stored]) -> Iterator[list[int]]:
    """Yield the threads, each as numbers of mails: the oldest first, an answer never before what it answers.

    Mails belong together when one names the other, or both name a third, as what they reply to; where that is
    lost, a reply belongs to the nearest mail before it with the same subject.
    """
    joined = list(range(len(mails)))

    def root(number: int) -> int:
        while joined[number] != number:
            joined[number] = joined[joined[number]]
            number = joined[number]
        return number

    def join(one: int, other: int) -> None:
        first, second = sorted((root(one), root(other)))
        joined[second] = first

    known: dict[str, int] = {}
    for number, mail in enumerate(mails):
        for name in (mail.id, *mail.parents):
            if name:
                join(known.setdefault(name, number), number)
    order = sorted(range(len(mails)), key=lambda number: (mails[number].when, number))
    _join_by_subject(mails, order, join)
    groups: dict[int, list[int]] = defaultdict(list)
    for number in order:
        groups[root(number)].append(number)
    for group in groups.values():
        yield _answers_later(mails, group) if len(group) > 1 else group


def _join_by_subject(mails: list[Stored], order: list[int], join: Callable[[int, int], None]) -> None:
    present = {mail.id for mail in mails if mail.id}
    latest: dict[str, int] = {}
    for number in order:
        mail = mails[number]
        if not mail.subject:
            continue
        before = latest.get(mail.subject)
        lost = mail.replies and not any(name in present for name in mail.parents)
        if lost and before is not None and mail.when - mails[before].when <= _WHILE:
            join(before, number)
        latest[mail.subject] = number


def _answers_later(mails: list[Stored], group: list[int]) -> list[int]:
    """Put answers behind what they answer, where clocks were wrong."""
    by_id: dict[str, int] = {}
    for number in group:
        by_id.setdefault(mails[number].id, number)
    placed: set[int] = set()
    order: list[int] = []
    for number in group:
        chain: list[int] = []
        current: int | None = number
        while current is not None and current not in placed:
            placed.add(current)
            chain.append(current)
            current = next((by_id[name] for name in mails[current].parents if name in by_id), None)
        order.extend(reversed(chain))
    return order
