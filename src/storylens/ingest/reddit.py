"""Reddit: a submission with its comments is a thread.

Read are the JSON that the site gives for a page (`/comments/ID.json`, a subreddit), and dumps with a submission
or comment a line (the fields `author`, `link_id`, `parent_id`, `created_utc`), in any order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import Any

from storylens.ingest.columns import day
from storylens.ingest.jsonstream import keys_in_head, objects, text_in
from storylens.ingest.plaintext import cleaned
from storylens.ingest.quoting import Lines, Piece, as_posted
from storylens.ingest.reader import Reader
from storylens.ingest.shelf import Shelf
from storylens.ingest.source import Source
from storylens.ingest.thread import Post, Thread, moment
from storylens.records import Kind, Received, Stretch, UnreadableError

_GONE = {"[deleted]", "[removed]", "[deleted by user]"}
_FIELDS = ("id", "name", "author", "title", "selftext", "body", "link_id", "parent_id", "created_utc", "edited")
_ALSO = ("link_title", "more")


def read(source: Source) -> Iterator[Received]:
    """Yield a document a submission; comments whose submission is not in the file are a document without one."""
    with Shelf() as shelf:
        for item in objects(source):
            for thing in _things(item):
                shelf.put(_thread_of(thing), {name: thing[name] for name in (*_FIELDS, *_ALSO) if name in thing})
        if not len(shelf):
            raise UnreadableError(
                "there are no posts in it", where=source.name, todo="save the page with .json behind it"
            )
        for name, things in shelf.groups():
            yield _received(name, things)


def _things(item: Any) -> Iterator[dict[str, Any]]:
    """Yield submissions and comments from whatever depth of replies, and how many more there are than are given."""
    waiting: list[tuple[Any, str]] = [(item, "")]  # with the submission that a thing belongs to
    while waiting:
        thing, link = waiting.pop()
        if isinstance(thing, list):
            waiting.extend((inner, link) for inner in reversed(thing))
        if not isinstance(thing, dict):
            continue
        data = thing.get("data")
        if not isinstance(data, dict):
            if "author" in thing and ("body" in thing or "title" in thing):
                yield thing
        elif thing.get("kind") == "Listing":
            waiting.append((data.get("children"), link))
        elif thing.get("kind") == "more":
            yield {"more": data.get("count"), "link_id": link or text_in(data, "parent_id")}
        else:
            waiting.append((data.get("replies"), text_in(data, "link_id") or link))
            waiting.append((data, link))


def _thread_of(thing: dict[str, Any]) -> str:
    """Return the id of the submission that a thing belongs to, without its kind."""
    link = text_in(thing, "link_id")
    return link.rpartition("_")[2] or text_in(thing, "id") or text_in(thing, "name").rpartition("_")[2]


def _received(name: str, things: list[dict[str, Any]]) -> Received:
    thread = Thread()
    aside: Counter[str] = Counter()
    missing = sum(thing["more"] for thing in things if isinstance(thing.get("more"), int))
    told = [thing for thing in things if "more" not in thing]
    root = next((thing for thing in told if "title" in thing), None)
    for thing in _in_order(told):
        author = cleaned(text_in(thing, "author"))[0]
        own = author and author not in _GONE
        words = cleaned(unescape("\n\n".join(filter(None, (_title(thing), _words(thing))))))[0]
        kept = thread.add(
            Post(
                id=text_in(thing, "id"),
                pieces=_pieces(words, author),
                speaker=author if own else "unknown",
                key=f"reddit:{author}" if own else "",
                said_at=moment(_seconds(thing)),
                parent=text_in(thing, "parent_id").rpartition("_")[2],
                remark="edited" if thing.get("edited") else "",
            )
        )
        aside["white space"] += max(len(words) - kept, 0)
    title = cleaned(unescape(text_in(root, "title") or next((text_in(t, "link_title") for t in told), "")))[0]
    remarks = [f"comments that are not in the file: {missing}"] if missing else []
    if root is None:
        remarks.append("the post that these comments answer is not in the file")
    first = root or (told[0] if told else {})
    return Received(
        text=thread.text,
        title=" ".join(title.split()) or f"comments on {name}",
        part=name,
        kind=Kind.THREAD,
        collected_on=day(moment(_seconds(first))) if first else None,
        passages=thread.passages,
        remarks=tuple(remarks),
        set_aside=dict(sorted((+aside).items())),
    )


def _in_order(things: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put the submission first, then comments by time, none before what it answers, each once."""
    by_id: dict[str, dict[str, Any]] = {}
    for thing in things:
        by_id.setdefault(text_in(thing, "id") or text_in(thing, "name").rpartition("_")[2], thing)
    order: dict[str, dict[str, Any]] = {}
    for name in sorted(by_id, key=lambda name: ("title" not in by_id[name], _seconds(by_id[name]), name)):
        chain: list[str] = []
        while name in by_id and name not in order and name not in chain:
            chain.append(name)
            name = text_in(by_id[name], "parent_id").rpartition("_")[2]
        for answered in reversed(chain):
            order[answered] = by_id[answered]
    return list(order.values())


def _title(thing: dict[str, Any]) -> str:
    return text_in(thing, "title") if "title" in thing else ""


def _words(thing: dict[str, Any]) -> str:
    return text_in(thing, "body") or text_in(thing, "selftext")


def _pieces(words: str, author: str) -> Iterator[Piece]:
    """Yield own words and lines that are quoted (`>`); what is deleted, and what robots post, is a note."""
    texts = words.split("\n")
    levels = [1 if text.lstrip().startswith(">") and not text.lstrip().startswith(">!") else 0 for text in texts]
    note = author == "AutoModerator" or any(text.strip() in _GONE for text in texts)
    for piece in as_posted(Lines(texts, levels, [""] * len(texts))):
        yield piece._replace(stretch=Stretch.NOTE) if note else piece


def _seconds(thing: dict[str, Any]) -> float:
    try:
        return float(text_in(thing, "created_utc") or 0)
    except ValueError:
        return 0.0


def _is_reddit(source: Source) -> bool:
    keys = keys_in_head(source)
    if {"author", "created_utc"} <= keys and keys & {"body", "selftext", "link_id"}:
        return True
    return {"kind", "data", "children"} <= keys and bool(keys & {"subreddit", "modhash", "approved_at_utc", "dist"})


reader = Reader("reddit", _is_reddit, read)
