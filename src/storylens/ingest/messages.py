"""Messages of a staff network such as Yammer, as exports give them: one row a message, a thread a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from storylens.ingest.columns import day
from storylens.ingest.grid import Grid, grids
from storylens.ingest.mailheads import date_of
from storylens.ingest.quoting import Piece, as_posted, lines_of
from storylens.ingest.reader import Reader
from storylens.ingest.shelf import Shelf
from storylens.ingest.source import Source
from storylens.ingest.thread import Post, Thread
from storylens.ingest.weblines import lines_of_html
from storylens.records import Kind, Received, Stretch, UnreadableError

# What a column is, by its head in small letters with "_" for anything between words.
_COLUMNS = {
    "id": r"(?:message_|post_)?(?:id|uuid)",
    "thread": r"thread(?:_id)?|(?:conversation|topic|discussion)_id",
    "answers": r"(?:replied_to|in_reply_to|reply_to|parent)(?:_message|_post)?(?:_id)?",
    "body": r"body|message(?:_body|_text)?|text|content",
    "name": r"(?:sender|author|user|member|from|posted_by)(?:_full)?(?:_name)?",
    "person": r"(?:sender|author|user|member|from)_(?:id|e?_?mail)",
    "at": r"created_at|created|date|sent_at|posted_at|timestamp|time",
    "deleted": r"deleted_at",
    "private": r"in_private_conversation|is_private|private",
    "group": r"(?:group|community|channel|network)(?:_name)?",
    "title": r"title|subject",
    "attached": r"attachments?",
}
_NEEDED = {"body", "name", "at"}
_MENTION = re.compile(r"\[\[(?P<kind>\w+):(?P<id>[^\]|]{1,80})(?:\|(?P<label>[^\]]{1,200}))?\]\]")
_YES = {"true", "yes", "1"}


def read(source: Source) -> Iterator[Received]:
    """Yield a document a thread. Messages between two or a few persons are left out and counted."""
    private = 0
    names: dict[str, str] = {}
    with Shelf() as shelf:
        for grid in grids(source):
            columns = _columns(grid.header)
            if not columns:
                continue
            answered = {} if "thread" in columns else _answered(grid, columns)
            for number, row in grid.rows():
                message = {field: row[name] for field, name in columns.items()}
                message.setdefault("id", f"row {number}")
                message.setdefault("thread", _first(message["id"], answered))
                if person := message.get("person", ""):
                    names[person] = message["name"]
                if message.get("private", "").lower() in _YES:
                    private += 1
                else:
                    shelf.put(message["thread"] or message["id"], message)
        if not len(shelf):
            raise UnreadableError("there are no messages in it", where=source.name, todo="export them again")
        for name, messages in shelf.groups():
            yield _received(source, name, messages, names, private)


def _answered(grid: Grid, columns: dict[str, str]) -> dict[str, str]:
    """Return which message each message answers."""
    return {row[columns["id"]]: row[columns["answers"]] for _, row in grid.rows() if row[columns["answers"]]}


def _first(message: str, answered: dict[str, str]) -> str:
    """Return the message with which a thread begins; of messages that answer each other in a ring, the least."""
    seen = {message: None}
    while (message := answered.get(message, "")) and message not in seen:
        seen[message] = None
    return min(seen) if message else next(reversed(seen))


def _received(
    source: Source, name: str, messages: list[dict[str, str]], names: dict[str, str], private: int
) -> Received:
    thread = Thread()
    aside: Counter[str] = Counter()
    messages.sort(key=lambda message: (_when(message["at"]), message["id"]))
    for message in messages:
        person = message.get("person", "")
        if deleted := message.get("deleted", ""):
            pieces = [Piece("[deleted]", Stretch.NOTE)]
            aside["messages that were deleted"] += len(message["body"])
        else:
            pieces = _pieces(message["body"], names)
        answers = message.get("answers", "")
        kept = thread.add(
            Post(
                id=message["id"],
                pieces=pieces,
                speaker=message["name"] or "unknown",
                key=f"messages:{person or message['name']}".lower() if person or message["name"] else "",
                said_at=_when(message["at"]),
                parent=answers or (name if name in thread and message["id"] != name else ""),
            )
        )
        aside["markup"] += 0 if deleted else max(len(message["body"]) - kept, 0)
    attached = sum(bool(message.get("attached")) for message in messages)
    remarks = [f"messages with attachments that were not read: {attached}"] if attached else []
    if private:
        remarks.append(f"messages between a few persons left out: {private}")
    first = messages[0]
    title = first.get("title", "") or " ".join(first["body"].split()[:8])
    group = first.get("group", "")
    return Received(
        text=thread.text,
        title=(f"{group}: {title}" if group else title)[:200] or f"{source.stem} {name}",
        part=name,
        kind=Kind.THREAD,
        collected_on=day(_when(first["at"])),
        passages=thread.passages,
        remarks=tuple(remarks),
        set_aside=dict(sorted((+aside).items())),
    )


def _pieces(body: str, names: dict[str, str]) -> list[Piece]:
    """Return the words of a message, with names for mentions, and what it quotes."""

    def named(match: re.Match[str]) -> str:
        known = match["label"] or names.get(match["id"]) or match["id"]
        return f"@{known}" if match["kind"].lower() == "user" else known

    words = _MENTION.sub(named, body)
    if re.search(r"</?(?:p|div|br|span|a|blockquote)\b", words):
        return list(as_posted(lines_of_html(words)))
    lines = lines_of(words)
    return list(as_posted(lines._replace(levels=[int(text.startswith(">")) for text in lines.texts])))


def _when(value: str) -> str:
    """Return a time as ISO 8601, or nothing."""
    found = date_of(re.sub(r"^(\d{4})/(\d{2})/(\d{2})", r"\1-\2-\3", value).replace(" UTC", "+00:00"))
    found = found or date_of(re.sub(r"\s+([+-]\d{4})$", r"\1", value.replace("/", "-")))
    return found.isoformat() if found else ""


def _columns(heads: Iterable[str]) -> dict[str, str]:
    """Return the column of each field, or nothing where they are not the columns of messages in threads."""
    found: dict[str, str] = {}
    for name in heads:
        plain = re.sub(r"[\W_]+|(?<=[a-z])(?=[A-Z])", "_", name.strip()).strip("_").lower()
        field = next((field for field, pattern in _COLUMNS.items() if re.fullmatch(pattern, plain)), "")
        if field:
            found.setdefault(field, name)
    threaded = "thread" in found or {"id", "answers"} <= found.keys()
    return found if threaded and found.keys() >= _NEEDED else {}


def _is_messages(source: Source) -> bool:
    if source.suffix not in (".csv", ".tsv"):
        return False
    first = source.head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].decode("utf-8", errors="replace")
    return bool(_columns(head.strip(' "\r') for head in re.split(r"[,;\t]", first)))


reader = Reader("messages", _is_messages, read, version="2")
