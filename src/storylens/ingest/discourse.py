"""A Discourse forum as its site gives it in JSON: a topic a document, a post a turn.

Read are a topic (`/t/NUMBER.json`), a list of topics or one a line, and a list of posts (`/posts.json`), whose
posts are put together by topic.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from storylens.ingest.columns import day
from storylens.ingest.jsonstream import keys_in_head, objects, text_in
from storylens.ingest.plaintext import cleaned
from storylens.ingest.quoting import Piece, as_posted
from storylens.ingest.reader import Reader
from storylens.ingest.shelf import Shelf
from storylens.ingest.source import Source
from storylens.ingest.thread import Post, Thread
from storylens.ingest.weblines import lines_of_html
from storylens.records import Kind, Received, Stretch, UnreadableError

_OF_STAFF = {2, 3}  # what moderators and the software note: "closed this topic"
_WHISPER = 4


def read(source: Source) -> Iterator[Received]:
    """Yield a document a topic. What a post quotes of another is set apart and points at it."""
    found = listed = False
    with Shelf() as loose:
        for item in objects(source):
            if not isinstance(item, dict):
                continue
            stream = item.get("post_stream")
            if isinstance(stream, dict) and isinstance(stream.get("posts"), list) and stream["posts"]:
                found = True
                yield _topic(source, item, stream["posts"])
            listed = listed or "topic_list" in item
            posts = item.get("latest_posts") or item.get("posts") or ([item] if "cooked" in item else [])
            for post in posts if isinstance(posts, list) else ():
                if isinstance(post, dict) and "topic_id" in post:
                    loose.put(text_in(post, "topic_id"), post)
        for number, posts in loose.groups():
            found = True
            yield _topic(source, {"id": number, "title": text_in(posts[0], "topic_title")}, posts, part=number)
    if not found:
        raise UnreadableError(
            "it lists topics, without what was said in them" if listed else "there are no posts in it",
            where=source.name,
            todo="save the page /t/NUMBER.json of each topic",
        )


def _topic(source: Source, topic: dict[str, Any], posts: list[Any], part: str = "") -> Received:
    thread = Thread()
    aside: Counter[str] = Counter()
    remarks: list[str] = []
    posts = sorted((post for post in posts if isinstance(post, dict)), key=_number)
    for post in posts:
        user = cleaned(text_in(post, "username"))[0] or "unknown"
        markup = cleaned(text_in(post, "cooked") or text_in(post, "raw"))[0]
        held = _held(post)
        if held:
            pieces = [Piece(f"[{held}]", Stretch.NOTE)]
            aside[f"posts that were {held}"] += len(markup)
        else:
            lines = lines_of_html(markup, lambda element: _quoted(element, text_in(topic, "id")), _seen)
            noted = post.get("post_type") in _OF_STAFF
            pieces = [piece._replace(stretch=Stretch.NOTE) if noted else piece for piece in as_posted(lines)]
        kept = thread.add(
            Post(
                id=text_in(post, "post_number"),
                pieces=pieces,
                speaker=user,
                key=f"forum:{user}",
                said_at=text_in(post, "created_at"),
                parent=text_in(post, "reply_to_post_number"),
            )
        )
        aside["markup"] += 0 if held else max(len(markup) - kept, 0)
    whole = topic.get("post_stream", {}).get("stream")
    if isinstance(whole, list) and len(whole) > len(posts):
        remarks.append(f"only {len(posts)} of the {len(whole)} posts of the topic are in the file")
    created = text_in(topic, "created_at") or (text_in(posts[0], "created_at") if posts else "")
    return Received(
        text=thread.text,
        title=" ".join(cleaned(text_in(topic, "title"))[0].split()) or source.stem,
        part=part or (text_in(topic, "id") if _several(source) else ""),
        kind=Kind.THREAD,
        collected_on=day(created),
        passages=thread.passages,
        remarks=tuple(remarks),
        set_aside=dict(sorted((+aside).items())),
    )


def _number(post: dict[str, Any]) -> int:
    number = post.get("post_number")
    return number if isinstance(number, int) else 0


def _several(source: Source) -> bool:
    """Say whether a file may hold several topics: it is a list, or has one a line."""
    head = source.head.lstrip(b"\xef\xbb\xbf \r\n\t")
    return head.startswith(b"[") or head.count(b'"post_stream"') > 1


def _held(post: dict[str, Any]) -> str:
    """Return why the words of a post are not taken; nothing when they are."""
    if post.get("deleted_at") or post.get("user_deleted"):
        return "deleted"
    if post.get("hidden"):
        return "hidden"
    return "whispered among staff" if post.get("post_type") == _WHISPER else ""


def _quoted(element: Any, topic: str) -> str | None:
    """Return the number of the post that an element quotes, "" when that is not known, None when it quotes none."""
    classes = (element.get("class") or "").split()
    if element.tag == "aside" and "quote" in classes:
        elsewhere = element.get("data-topic") not in (None, topic, "") and topic
        return "" if elsewhere else element.get("data-post") or ""
    inside = element.getparent()
    quote = inside is not None and inside.tag == "aside" and "quote" in (inside.get("class") or "").split()
    return "" if element.tag == "blockquote" and not quote else None


def _seen(element: Any) -> str | None:
    """Give a preview of a page as its address, and leave out what belongs to a picture."""
    classes = (element.get("class") or "").split()
    if "onebox" in classes and element.tag == "aside":
        return str(element.get("data-onebox-src") or "")
    return "" if "meta" in classes and element.tag == "div" else None


def _is_forum(source: Source) -> bool:
    keys = keys_in_head(source)
    if not keys:
        return False
    if "post_stream" in keys or {"topic_list", "topics"} <= keys or {"cooked", "topic_id"} <= keys:
        return True
    # the stream of posts of a long topic stands behind all else
    return {"actions_summary", "archetype", "fancy_title"} <= keys or {"archetype", "chunk_size"} <= keys


reader = Reader("discourse", _is_forum, read, version="2")
