"""A Confluence space as its own XML export has it: a page a document, with who wrote each paragraph, and comments.

Whose a paragraph is comes from the versions of the page: whoever first saved it in these words. What people wrote
beside their edits are notes. A comment answers the page, or the comment under which it stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any, NamedTuple

from storylens.ingest.blocks import Block
from storylens.ingest.build import Builder
from storylens.ingest.columns import day
from storylens.ingest.confluenceobjects import FILE, Content, Space, counted, space_in
from storylens.ingest.elements import name_of
from storylens.ingest.html import parse_html
from storylens.ingest.htmlblocks import HtmlBlocks
from storylens.ingest.prose import Prose
from storylens.ingest.reader import Reader
from storylens.ingest.source import Source
from storylens.ingest.strand import words
from storylens.records import Kind, Note, Received, Stretch, UnreadableError

_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\](?: ?>|\Z)", re.DOTALL)
_AS = {
    "ac:link": "span",
    "ac:link-body": "span",
    "ac:plain-text-link-body": "span",
    "ac:inline-comment-marker": "span",
    "ac:task-body": "span",
    "ac:task": "li",
    "ac:plain-text-body": "pre",
    "ac:image": "img",
}
_UNSAID = ("ac:parameter", "ac:default-parameter", "ac:task-id", "ac:task-uuid", "ac:task-status", "ac:placeholder")
_HISTORY = "the history is not in the file: who wrote what is not known"


class _Edit(NamedTuple):
    """Who saved a page, when, and what was written beside it."""

    writer: str = ""
    at: str = ""
    summary: str = ""


class _Made(NamedTuple):
    """A page as it is put together."""

    built: Builder
    notes: list[Note]
    remarks: dict[str, None]
    aside: Counter[str]


def read(source: Source) -> Iterator[Received]:
    """Yield a document a page, in the order of the export. Drafts and the bin are left out and counted."""
    space = space_in(source)
    versions = space.versions()
    comments: dict[str, list[Content]] = {}
    for one in space.contents.values():
        if one.is_comment and not one.current and not one.gone:
            comments.setdefault(one.page, []).append(one)
    left = tuple(f"{what}: {number}" for what, number in counted(space).items())
    found = False
    for page in space.contents.values():
        if page.is_comment or page.current or page.gone:
            continue
        made = _document(space, page, versions.get(page.id, []), comments.get(page.id, []), source)
        if made is not None:
            yield made if found else made.model_copy(update={"remarks": (*made.remarks, *left)})
            found = True
    if not found:
        raise UnreadableError(
            "there are no pages with words in it", where=source.name, todo="export the space as XML again"
        )


def _document(
    space: Space, page: Content, older: Sequence[Content], comments: Sequence[Content], source: Source
) -> Received | None:
    made = _Made(Builder(), [], {}, Counter())
    _page(space, page, older, made, source)
    first = 0 if made.built.passages else None
    placed: dict[str, int] = {}
    for comment in sorted(comments, key=lambda one: (one.created, one.id)):
        _comment(space, comment, placed.get(comment.parent, first), placed, made, source)
    passages = made.built.passages
    if not passages:
        return None
    made.aside["markup"] += max(made.aside.pop("whole") - len(made.built.text), 0)
    said = any(passage.speaker for passage in passages)
    return Received(
        text=made.built.text,
        title=page.title or source.stem,
        part=page.title or page.id,
        kind=Kind.THREAD if said else Kind.STORY,
        collected_on=day(page.edited or page.created),
        passages=tuple(passages),
        notes=tuple(made.notes),
        remarks=tuple(made.remarks),
        set_aside=dict(sorted((+made.aside).items())),
    )


def _page(space: Space, page: Content, older: Sequence[Content], made: _Made, source: Source) -> None:
    """Add the page, each line by who first saved it."""
    first: dict[str, _Edit] = {}
    whole = [one.number for one in (*older, page)][:1] == [1]
    for place, version in enumerate((*older, page)):
        edit = _edit(space, version)
        if place == 0 and not whole:  # what was there before is whoever's
            alone = not older and version.editor in ("", version.creator)
            edit = edit._replace(summary="") if alone else _Edit()
            if not edit.writer:
                made.remarks[_HISTORY if not older else "the history is not whole: some writers are not known"] = None
        if version is not page:
            made.aside["earlier versions of the page"] += len(_body(space, version))
        for block in _blocks(space, version, Prose(), source):
            for line in block.strand.text.split("\n"):
                first.setdefault(_same(line), edit)
    prose = Prose()
    noted: set[_Edit] = set()
    for block in _blocks(space, page, prose, source):
        label = block.label
        for line in block.strand.text.split("\n"):
            edit = first[_same(line)] if block.stretch is not Stretch.HEADING else _Edit()
            facts: dict[str, Any] = {"stretch": block.stretch, "level": block.level, **_by(edit)}
            at = made.built.line(prose.clean(line), label=label, **facts)
            label = "" if at is not None else label
            if at is not None and edit.summary and edit not in noted:
                noted.add(edit)
                spot = made.built.passages[at]
                made.notes.append(
                    Note(start=spot.start, end=spot.end, text=edit.summary, author=edit.writer, at=edit.at)
                )
    made.aside["whole"] += len(_body(space, page))
    _told(prose, made)


def _comment(
    space: Space, comment: Content, answers: int | None, placed: dict[str, int], made: _Made, source: Source
) -> None:
    """Add a comment as an answer."""
    prose = Prose()
    edit = _Edit(space.name(comment.creator), comment.created)
    label = f"{edit.writer or 'unknown'}{', ' if edit.at else ''}{edit.at[:16].replace('T', ' ')}:\n"
    for block in _blocks(space, comment, prose, source):
        for line in block.strand.text.split("\n"):
            facts: dict[str, Any] = {"stretch": block.stretch, "reply_to": answers, **_by(edit)}
            at = made.built.line(prose.clean(line), label=label + block.label, **facts)
            if at is not None:
                placed.setdefault(comment.id, at)
                label = ""
    made.aside["whole"] += len(_body(space, comment))
    _told(prose, made)


def _told(prose: Prose, made: _Made) -> None:
    made.remarks.update(prose.remarks)
    if prose.pictures:
        made.remarks[f"pictures that are not read: {prose.pictures}"] = None


def _edit(space: Space, version: Content) -> _Edit:
    first = version.number == 1
    key = version.creator if first else version.editor or version.creator
    return _Edit(space.name(key), (version.created if first else version.edited) or version.created, version.summary)


def _by(edit: _Edit) -> dict[str, str]:
    if not edit.writer:
        return {}
    return {"speaker": edit.writer, "key": f"wiki:{edit.writer.lower()}", "said_at": edit.at}


def _same(line: str) -> str:
    """Return what stands for the words of a line: marks and spaces make no other author."""
    return re.sub(r"[\W_]+", "", line).lower()


def _body(space: Space, content: Content) -> str:
    return space.bodies.get(content.id, ("", ""))[0]


def _blocks(space: Space, content: Content, prose: Prose, source: Source) -> list[Block]:
    """Return what a page says, paragraph by paragraph."""
    body, kind = space.bodies.get(content.id, ("", ""))
    if not body.strip():
        return []
    if kind == "0":  # the markup of wikis before 2011
        return [Block(words(line)) for line in body.split("\n")]
    markup = _CDATA.sub(lambda found: escape(found[1]), body)
    tree = parse_html(f"<html><body>{markup}</body></html>", source)
    _known(tree, space)
    return HtmlBlocks(prose).of(next((one for one in tree.iter("body")), tree))


def _known(tree: Any, space: Space) -> None:
    """Give the elements that are Confluence's own the names of HTML, or leave them out."""
    for element in list(tree.iter()):
        name = name_of(element)
        if ":" not in name:
            continue
        if name in _UNSAID:
            element.drop_tree()
        elif name.startswith("ri:"):
            _linked(element, space)
        else:
            element.tag = _AS.get(name, "div")


def _linked(target: Any, space: Space) -> None:
    """Write the name of a page or a person where the link to it has no words of its own."""
    link = target.getparent()
    shown = target.get("ri:content-title") or space.name(target.get("ri:userkey") or "")
    bare = link is not None and not "".join(link.itertext()).strip()
    target.tag = "span"
    if bare and shown:
        target.text = shown


def _is_space(source: Source) -> bool:
    if source.head.startswith(b"PK"):
        return any(name.rpartition("/")[2] == FILE for name in source.members())
    return b"<hibernate-generic" in source.head[:1024]


reader = Reader("confluence-space", _is_space, read)
