"""Web pages: the article, without menus, side bars and footers. trafilatura finds it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from typing import Any

from storylens.ingest.blocks import Block
from storylens.ingest.elements import name_of, words_in
from storylens.ingest.frontmatter import fields_of, split_front
from storylens.ingest.htmlblocks import UNSEEN, HtmlBlocks
from storylens.ingest.pagehead import fields_in
from storylens.ingest.plaintext import decoded
from storylens.ingest.prose import Prose
from storylens.ingest.reader import Reader
from storylens.ingest.source import Source
from storylens.ingest.templates import TEMPLATE
from storylens.records import Received, UnreadableError

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_DECLARED = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f\ud800-\udfff]")
_FURNITURE = frozenset(("nav", "footer", "form", "dialog"))
_ROLES = frozenset(
    ["navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar", "toolbar"]
)
_NAMED = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|navigation|menu|breadcrumbs?|cookies?|sidebar|related|recommended|share|sharing|social|"
    r"newsletter|subscribe|advert\w*|ads?|footer|pagination|pager|comments?|disqus|popup|modal|skip-link)(?:$|[-_\s])",
    re.IGNORECASE,
)
_NEARLY_ALL = 0.95  # of the words outside of menus: then the rest is captions and footnotes, and is kept
_LITTLE = 0.5
_LINKS = 0.3  # share of words in links; more is a list of links
_FEW_LINKS = 0.1


def read(source: Source) -> Iterator[Received]:
    """Yield one document with the text of the article, a paragraph a line."""
    text, remarks = decoded_page(source)
    front = split_front(text)
    page = TEMPLATE.sub("", _DECLARED.sub("", front.rest))
    prose = Prose()
    prose.remarks.update(dict.fromkeys(filter(None, [*remarks, front.remark])))
    prose.set_aside["front matter"] = len(text) - len(front.rest)
    prose.set_aside["marks of site generators"] = len(front.rest) - len(page)
    tree = parse_html(page, source)
    fields = {key: value for key, value in fields_in(tree).items() if value} | {
        key: value for key, value in fields_of(front.facts).items() if value
    }
    prose.blocks = _article(tree, prose)
    yield prose.received(source, whole=len(text), **fields)


def parse_html(page: str, source: Source) -> Any:
    """Return the root of a page as an lxml element. Raises `UnreadableError` when there is nothing in it."""
    from lxml import etree, html

    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
    try:
        return html.document_fromstring(page, parser=parser)
    except (etree.LxmlError, ValueError) as error:  # an empty page is a ParserError
        raise UnreadableError("there is no text in it", where=source.name, todo="save the page again") from error


def decoded_page(source: Source) -> tuple[str, list[str]]:
    """Return the text of a page as it stands; what becomes of its words is mended later, paragraph by paragraph.

    Where it is not UTF-8, what the page says of its encoding comes first, then a guess.
    """
    data = source.data()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data:
        return decoded(source)
    named = _CHARSET.search(source.head)
    for encoding in ("utf-8-sig", named[1].decode("ascii") if named else ""):
        try:
            name = codecs.lookup(encoding).name
            text = data.decode("cp1252" if name == "iso8859-1" else name)
        except (LookupError, UnicodeError, TypeError):
            continue
        remarks = [] if encoding == "utf-8-sig" else [f"read as {name}"]
        return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n")), remarks
    return decoded(source)


def _article(tree: Any, prose: Prose) -> list[Block]:
    """Return the blocks of the article, and count what is left out of it.

    What trafilatura finds is taken, but for two cases: where it finds nearly all words outside of menus (the
    rest is captions and footnotes then) and where it finds far too few on a page that is mostly text. There
    all words outside of menus are taken.
    """
    from lxml import etree

    prose.set_aside["scripts and styles"] = sum(len(one.text or "") for one in tree.iter("script", "style"))
    etree.strip_elements(tree, *UNSEEN, with_tail=False)
    body = next((one for one in tree.iter("body")), tree)
    whole = len(words_in(body))
    used = Prose()
    own = HtmlBlocks(used, _Furniture(whole).holds)
    chosen = own.of(body)
    size = _size(chosen)
    if own.linked > _LINKS * size or size < whole - used.set_aside.total():
        theirs = Prose()
        found = HtmlBlocks(theirs).of(_found(tree))
        nearly_all = own.linked <= _LINKS * size and _NEARLY_ALL * size <= _size(found) <= size
        far_too_few = own.linked <= _FEW_LINKS * size and _size(found) < _LITTLE * size
        if not (nearly_all or far_too_few):
            chosen, used = found, theirs
    prose.pictures = used.pictures
    prose.set_aside.update(used.set_aside)
    left = whole - _size(chosen) - used.set_aside["signs of footnotes"]
    prose.set_aside["menus, side bars, comments and footers"] = max(0, left)
    return chosen


def _size(blocks: Sequence[Block]) -> int:
    return sum(block.strand.length + 1 for block in blocks)


def _found(tree: Any) -> Any:
    """Return the article as trafilatura sees it; empty when it sees none."""
    import trafilatura
    from lxml import etree

    try:
        found = trafilatura.bare_extraction(tree, include_comments=False, favor_recall=True, deduplicate=False)
    except Exception:
        found = None
    body = getattr(found, "body", None)
    return body if body is not None else etree.Element("body")


class _Furniture:
    """Which elements of a page are menus, side bars, footers."""

    def __init__(self, whole: int) -> None:
        self.half = whole // 2

    def holds(self, element: Any) -> bool:
        """Say whether an element is furniture. What holds half of the page is none, whatever its name."""
        name = name_of(element)
        if not self._looks_like_it(element, name):
            return False
        return len(words_in(element)) <= self.half

    def _looks_like_it(self, element: Any, name: str) -> bool:
        if name in _FURNITURE or element.get("role") in _ROLES or element.get("hidden") is not None:
            return True
        if name in ("header", "aside"):
            return name == "aside" or not any(name_of(one) in ("article", "main") for one in element.iterancestors())
        if "display:none" in (element.get("style") or "").replace(" ", ""):
            return True
        return bool(_NAMED.search(f"{element.get('class') or ''} {element.get('id') or ''}"))


def _is_page(source: Source) -> bool:
    head = source.head[:4096].lower()
    if b"<html" in head or b"<!doctype html" in head:
        return True
    return source.suffix in (".html", ".htm", ".xhtml") and b"<" in head


reader = Reader("html", _is_page, read, version="2")
