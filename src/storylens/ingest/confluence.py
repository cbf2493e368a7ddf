"""A page of a Confluence wiki, as an export of a space has it in HTML: the page, and the comments under it.

Who made a page and who changed it last stand above it; only where that is one person is it known whose the words are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from storylens.ingest.build import Builder
from storylens.ingest.columns import day
from storylens.ingest.elements import words_in
from storylens.ingest.html import decoded_page, parse_html
from storylens.ingest.htmlblocks import HtmlBlocks
from storylens.ingest.prose import Prose
from storylens.ingest.reader import Reader
from storylens.ingest.source import Source
from storylens.ingest.weblines import lines_of_html
from storylens.records import Kind, Received, Stretch, UnreadableError

_POSTED = re.compile(r"Posted by (?P<name>.{1,100}?) at (?P<at>[A-Z][a-z]{2} \d{1,2}, \d{4} \d{1,2}:\d{2})\s*$")
_ON = re.compile(r"\bon ([A-Z][a-z]{2} \d{1,2}, \d{4})")


class _Comment(NamedTuple):
    words: str
    writer: str
    said_at: str


def read(source: Source) -> Iterator[Received]:
    """Yield one document: the page by who wrote it, and each comment by its writer, as an answer to the page."""
    text, remarks = decoded_page(source)
    tree = parse_html(text, source)
    main = next(iter(tree.xpath("//*[@id='main-content']")), None)
    prose = Prose()
    blocks = HtmlBlocks(prose).of(main) if main is not None else []
    author, editor, changed = _made_by(tree)
    writer = author if editor in ("", author) else ""
    built = Builder()
    for block in blocks:
        label = block.label
        heading = block.stretch is Stretch.HEADING
        for line in block.strand.text.split("\n"):
            named = {} if heading or not writer else {"speaker": writer, "key": _key(writer), "said_at": changed}
            facts: dict[str, Any] = {"label": label, "stretch": block.stretch, "level": block.level, **named}
            if built.line(prose.clean(line), **facts) is not None:
                label = ""
    page = 0 if built.passages else None
    comments = list(_comments(tree))
    for comment in comments:
        label = f"{comment.writer}, {comment.said_at.replace('T', ' ')}:\n"
        for line in comment.words.split("\n"):
            at = built.line(
                prose.clean(line),
                label=label,
                speaker=comment.writer,
                key=_key(comment.writer),
                said_at=comment.said_at,
                reply_to=page,
            )
            label = "" if at is not None else label
    if not built.passages:
        raise UnreadableError("there are no words on the page", where=source.name, todo="remove it, or export it again")
    if author and not writer:
        remarks.append("made by one person and changed by another: whose each paragraph is cannot be known")
    if prose.pictures:
        remarks.append(f"pictures that are not read: {prose.pictures}")
    yield Received(
        text=built.text,
        title=_title(tree) or source.stem,
        kind=Kind.THREAD if comments else Kind.STORY,
        collected_on=day(changed),
        passages=tuple(built.passages),
        remarks=(*remarks, *prose.remarks),
        set_aside={"markup, menus, and what the wiki adds": max(len(text) - len(built.text), 0)},
    )


def _made_by(tree: Any) -> tuple[str, str, str]:
    """Return who made a page, who changed it last, and when that was."""
    about = next(iter(tree.xpath("//*[contains(@class, 'page-metadata')]")), None)
    if about is None:
        return "", "", ""
    author, editor = (
        words_in(found[0]) if (found := about.xpath(f".//*[@class='{who}']")) else "" for who in ("author", "editor")
    )
    on = day(dated[1]) if (dated := _ON.search(words_in(about))) else None
    return author, editor, on.isoformat() if on else ""


def _comments(tree: Any) -> Iterator[_Comment]:
    from lxml import etree

    for section in tree.xpath("//*[contains(@class, 'pageSection ') or @class='pageSection']"):
        if not section.xpath(".//*[@id='comments' or starts-with(normalize-space(.), 'Comments:')]"):
            continue
        for cell in section.iter("td"):
            posted = [one for one in cell.iter("div") if "smallfont" in (one.get("class") or "")]
            match = _POSTED.search(words_in(posted[-1])) if posted else None
            if not match:
                continue
            posted[-1].drop_tree()
            lines = lines_of_html(etree.tostring(cell, encoding="unicode", with_tail=False))
            yield _Comment("\n".join(filter(None, lines.texts)), match["name"], _moment(match["at"]))


def _title(tree: Any) -> str:
    """Return the name of a page without that of its space."""
    named = tree.xpath("//*[@id='title-text']")
    return words_in(named[0]).rpartition(" : ")[2] if named else ""


def _moment(written: str) -> str:
    try:
        return datetime.strptime(written, "%b %d, %Y %H:%M").isoformat()  # noqa: DTZ007 - the export has no zone
    except ValueError:
        return ""


def _key(name: str) -> str:
    return f"wiki:{name.lower()}"


def _is_confluence(source: Source) -> bool:
    head = source.head
    return (
        b"wiki-content" in head
        and b"main-content" in head
        and b"title-text" in head
        and b"<html" in head[:4096].lower()
    )


reader = Reader("confluence", _is_confluence, read)
