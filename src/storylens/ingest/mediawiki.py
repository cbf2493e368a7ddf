"""A wiki as MediaWiki exports it: a page a document, with who wrote each paragraph; its talk page a thread.

Whose a paragraph is comes from the history: whoever first saved it in these words. What people wrote beside their
edits are notes. The file is read as a stream: one revision and the lines of one page are held at a time.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from storylens.ingest.build import Builder
from storylens.ingest.columns import day
from storylens.ingest.elements import child, name_of
from storylens.ingest.plaintext import cleaned
from storylens.ingest.quoting import Piece
from storylens.ingest.reader import Reader
from storylens.ingest.source import Source
from storylens.ingest.thread import Post, Thread
from storylens.ingest.wikitalk import Signed, comments, signature_in
from storylens.ingest.wikitext import WikiLine, wiki_lines
from storylens.records import Kind, Note, Received, Stretch, UnreadableError

_USERS = ("User", "User talk", "Special:Contributions")
_MACHINERY = frozenset((6, 8, 10, 14, 828))  # pages of pictures, messages, templates, categories and modules
_REDIRECT = re.compile(r"\s*#[^\W\d_]{5,20}\s*:?\s*\[\[", re.IGNORECASE)
_TARGET, _BETWEEN = re.compile(r"\[\[[^\[\]|\n]{1,200}\|"), re.compile(r"[\W_]+")
_SKIPPED = "pages of pictures, templates and categories, and redirections, left out"


class Edit(NamedTuple):
    """Who saved a page, when, and what was written beside it."""

    writer: str = ""
    at: str = ""
    summary: str = ""


@dataclass
class _Page:
    """One page as its revisions go by: the last text, and who first saved each line of it."""

    title: str = ""
    space: int = 0
    text: str = ""
    first: dict[int, Edit] = field(default_factory=dict)  # by the words of a line: the edit that brought it
    revisions: int = 0
    earlier: int = 0  # characters of the versions before the last
    cut: bool = False  # the history is not in the file from its beginning
    last_at: str = ""

    def save(self, revision: Any) -> None:
        """Take in one revision."""
        words = child(revision, "text")
        text = cleaned((words.text or "") if words is not None else "")[0]
        edit = Edit(_writer(revision), _said(revision, "timestamp"), _said(revision, "comment"))
        before = self.revisions == 0 and _said(revision, "parentid") not in ("", "0")
        self.cut = self.cut or before
        known = Edit() if before else edit
        for line in text.split("\n"):
            self.first.setdefault(_words(line), known)
        if edit.at >= self.last_at:
            self.earlier += len(self.text)
            self.text, self.last_at = text, edit.at
        else:
            self.earlier += len(text)
        self.revisions += 1


def read(source: Source) -> Iterator[Received]:
    """Yield a document a page. Pages of pictures, templates and categories are left out and counted."""
    skipped = 0
    waiting: Received | None = None
    for page, users in _pages(source):
        made = None
        if (page.space - page.space % 2) not in _MACHINERY and not _REDIRECT.match(page.text):
            made = _talk(page, users) if page.space % 2 else _article(page)
        if made is None:
            skipped += 1
            continue
        if waiting is not None:
            yield waiting
        waiting = made
    if waiting is None:
        raise UnreadableError("there are no pages with words in it", where=source.name, todo="export the pages again")
    more = (f"{_SKIPPED}: {skipped}",) if skipped else ()
    yield waiting.model_copy(update={"remarks": (*waiting.remarks, *more)})


def _pages(source: Source) -> Iterator[tuple[_Page, tuple[str, ...]]]:
    """Yield each page, and what the wiki calls the pages of users. Raises `UnreadableError` for damaged XML."""
    from lxml import etree

    users: tuple[str, ...] = _USERS
    page = _Page()
    try:
        for _, element in etree.iterparse(
            str(source.path), events=("end",), resolve_entities=False, no_network=True, remove_comments=True
        ):
            name = name_of(element)
            if name == "namespace" and element.get("key") in ("2", "3"):
                users = (*users, *filter(None, [element.text]))
            elif name == "revision":
                page.save(element)
                element.clear()
            elif name == "title":
                page.title = " ".join((element.text or "").split())
            elif name == "ns":
                page.space = int(element.text) if (element.text or "").strip().lstrip("-").isdecimal() else 0
            elif name == "page":
                yield page, users
                page = _Page()
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise UnreadableError(
            "its XML is damaged or cut off", where=source.name, todo="export the pages again"
        ) from error


def _article(page: _Page) -> Received | None:
    """Return a page as a document; None where there are no words in it."""
    lines, aside = wiki_lines(page.text)
    raw = page.text.split("\n")
    built = Builder()
    notes: list[Note] = []
    noted: set[Edit] = set()
    for line in lines:
        edit = page.first.get(_words(raw[line.number]), Edit())
        heading = line.stretch is Stretch.HEADING
        at = built.line(
            line.words,
            stretch=line.stretch,
            level=line.level,
            speaker="" if heading else edit.writer,
            key="" if heading else _key(edit.writer),
            said_at="" if heading else edit.at,
        )
        if at is not None and not heading and edit.summary and edit not in noted:
            noted.add(edit)
            placed = built.passages[at]
            notes.append(Note(start=placed.start, end=placed.end, text=edit.summary, author=edit.writer, at=edit.at))
    if not built.passages:
        return None
    named = any(passage.speaker for passage in built.passages)
    return Received(
        text=built.text,
        title=page.title,
        part=page.title,
        kind=Kind.THREAD if named else Kind.STORY,
        collected_on=day(page.last_at),
        passages=tuple(built.passages),
        notes=tuple(notes),
        remarks=_remarks(page),
        set_aside=_aside(page, aside, len(built.text)),
    )


def _talk(page: _Page, users: tuple[str, ...]) -> Received | None:
    """Return a talk page as a thread: a comment a post, which answers the last one that is set in less."""
    lines, aside = wiki_lines(page.text)
    raw = page.text.split("\n")

    def signed(number: int) -> Signed | None:
        return signature_in(raw[number], users)

    def plain(number: int) -> str:
        found = signed(number)
        return " ".join(line.words for line in wiki_lines(raw[number][: found.at])[0]) if found else ""

    thread = Thread()
    above: list[tuple[int, str]] = []  # how far in, and which post
    for number, said in enumerate(comments(lines, signed, plain)):
        if isinstance(said, WikiLine):
            thread.heading(said.words, said.level)
            above = []
            continue
        while above and above[-1][0] >= said.indent and said.indent:
            above.pop()
        edit = page.first.get(_words(said.words.split("\n")[0]), Edit())
        aside["signatures"] += max(said.signed, 0)
        thread.add(
            Post(
                id=str(number),
                pieces=[Piece(said.words, Stretch.SPEECH)],
                speaker=said.writer or edit.writer or "unknown",
                key=_key(said.writer or edit.writer),
                said_at=said.said_at or edit.at,
                parent=above[-1][1] if above else "",
            )
        )
        above.append((said.indent, str(number)))
    if not thread.passages:
        return None
    return Received(
        text=thread.text,
        title=page.title,
        part=page.title,
        kind=Kind.THREAD,
        collected_on=day(page.last_at),
        passages=thread.passages,
        remarks=_remarks(page),
        set_aside=_aside(page, aside, len(thread.text)),
    )


def _remarks(page: _Page) -> tuple[str, ...]:
    if page.cut and page.revisions == 1:
        return ("the history is not in the file: who wrote what is not known",)
    return ("the history is not whole: who wrote the oldest paragraphs is not known",) if page.cut else ()


def _aside(page: _Page, aside: Counter[str], kept: int) -> dict[str, int]:
    aside["earlier versions of the page"] += page.earlier
    aside["markup"] += max(len(page.text) - kept - aside.total() + page.earlier, 0)
    return dict(sorted((+aside).items()))


def _words(line: str) -> int:
    """Return what stands for the words of a line: marks, links and punctuation do not make another author."""
    return hash(_BETWEEN.sub("", _TARGET.sub("", line)).lower())


def _key(writer: str) -> str:
    return f"wiki:{writer.lower()}" if writer else ""


def _writer(revision: Any) -> str:
    who = child(revision, "contributor")
    return "" if who is None else _said(who, "username") or _said(who, "ip")


def _said(element: Any, name: str) -> str:
    found = child(element, name)
    return " ".join(cleaned(found.text or "")[0].split()) if found is not None else ""


def _is_export(source: Source) -> bool:
    return (
        re.match(rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?<mediawiki[\s>]", source.head.removeprefix(b"\xef\xbb\xbf"))
        is not None
    )


reader = Reader("mediawiki", _is_export, read)
