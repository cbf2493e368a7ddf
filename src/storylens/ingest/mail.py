"""Mail: an mbox file or an archive of a list, a thread a document and a mail a turn; or a single mail."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from storylens.ingest.mbox import LARGEST, Stored, bare_subject, is_mbox, is_reply, started, stored_mails, threads
from storylens.ingest.message import Mail, mail_of, size
from storylens.ingest.quoting import Lines, pieces, split_body
from storylens.ingest.reader import Reader
from storylens.ingest.source import Source
from storylens.ingest.thread import Post, Thread
from storylens.records import Kind, Received, UnreadableError, content_id

__all__ = ["read", "reader", "split_body"]

_TELLING = {"message-id", "received", "return-path", "mime-version", "delivered-to", "x-mailer", "list-id"}
_USUAL = {"date", "subject", "to", "cc", "reply-to", "content-type", "in-reply-to"}
_LINE, _NAME = re.compile(rb"[^\n]*(?:\n|\Z)"), re.compile(rb"([!-9;-~]{1,76}):|[ \t]")
_NAMED = 5  # attachments that a remark calls by name


def read(source: Source) -> Iterator[Received]:
    """Yield a document a thread. What a mail quotes, its signature and list footers are set apart.

    A file of many mails is read twice and never held as a whole.
    """
    if not is_mbox(source.head):
        yield _received(source, [mail_of(_single(source))], [])
        return
    mails = stored_mails(source.path)
    if not mails:
        raise UnreadableError("there is no mail in it", where=source.name, todo="check that it was saved whole")
    with source.path.open("rb") as stream:
        for group in threads(mails):
            yield _received(source, *_copies_apart(_mail(stream, mails[number]) for number in group))


def _single(source: Source) -> bytes:
    with source.path.open("rb") as stream:
        return stream.read(LARGEST).removeprefix(b"\xef\xbb\xbf")


def _mail(stream: BinaryIO, stored: Stored) -> Mail:
    stream.seek(stored.start)
    mail = mail_of(stream.read(min(stored.end - stored.start, LARGEST)), escaped=True)
    mail.aside["mail headers"] += len(stored.line)
    if stored.end - stored.start > LARGEST:
        mail.remarks.append(f"of a mail of {(stored.end - stored.start) // 1_000_000} MB the end was not read")
        mail.aside["attachments"] += stored.end - stored.start - LARGEST
    return mail._replace(at=mail.at or started(stored.line))


def _copies_apart(mails: Iterator[Mail]) -> tuple[Iterator[Mail], list[Mail]]:
    """Return the mails of a thread, each once, and a list that fills with copies as they are read."""
    copies: list[Mail] = []

    def once() -> Iterator[Mail]:
        seen: set[tuple[str, int]] = set()
        for mail in mails:
            mark = (mail.id, hash(tuple(mail.lines.texts)))
            if mail.id and mark in seen:
                copies.append(mail._replace(lines=Lines([], [], []), aside=mail.aside + _own(mail)))
            else:
                seen.add(mark)
                yield mail

    return once(), copies


def _own(mail: Mail) -> Counter[str]:
    return Counter({"copies of mails": size(mail.lines)})


def _received(source: Source, mails: Iterator[Mail] | list[Mail], copies: list[Mail]) -> Received:
    """Make one document of a thread; its mails are read one after the other."""
    thread = Thread()
    aside: Counter[str] = Counter()
    attachments: list[str] = []
    remarks: list[str] = []
    root: Mail | None = None
    known: set[str] = set()
    for mail in mails:
        parent = next((name for name in mail.parents if name in known), "")
        perhaps = _identity(root) if root is not None and (mail.parents or is_reply(mail.subject)) else ""
        root = root or mail._replace(lines=Lines([], [], []))
        identity = _identity(mail)
        known.add(identity)
        kept = thread.add(
            Post(
                id=identity,
                pieces=pieces(mail.lines, f"{mail.name} {mail.address.partition('@')[0]}"),
                speaker=mail.name,
                key=f"mail:{mail.address}" if mail.address else "",
                said_at=mail.at.isoformat() if mail.at else "",
                parent=parent,
                perhaps=perhaps,
            )
        )
        aside += mail.aside
        aside["white space"] += max(size(mail.lines) - kept, 0)
        attachments += mail.attachments
        remarks += mail.remarks
    for copy in copies:
        aside += copy.aside
    if copies:
        remarks.append(f"copies of the same mail left out: {len(copies)}")
    if attachments:
        named = ", ".join(sorted(set(attachments))[:_NAMED])
        remarks.append(f"attachments not read: {len(attachments)} ({named}{', ...' if attachments[_NAMED:] else ''})")
    if root is None or not thread.text:
        remarks.append("there are no words in it")
    return Received(
        text=thread.text,
        title=(bare_subject(root.subject) if root else "") or "(no subject)",
        part=_identity(root) if root and is_mbox(source.head) else "",
        kind=Kind.THREAD,
        collected_on=root.at.date() if root and root.at else None,
        passages=thread.passages,
        remarks=tuple(dict.fromkeys(remarks)),
        set_aside=dict(sorted((+aside).items())),
    )


def _identity(mail: Mail) -> str:
    """Return what a mail is called by: its Message-ID, or what it says of itself where it has none."""
    return mail.id or content_id("mail", mail.address, mail.at, mail.subject)


def _is_mail(source: Source) -> bool:
    if is_mbox(source.head):
        return True
    names: set[str] = set()
    for line in _LINE.finditer(source.head.removeprefix(b"\xef\xbb\xbf")):
        if not line[0].strip():
            break
        match = _NAME.match(line[0])
        if not match:
            return False
        names.add((match[1] or b"").decode("ascii").lower())
    return "from" in names and bool(names & _TELLING or len(names & _USUAL) > 1)


reader = Reader("mail", _is_mail, read, version="2")
