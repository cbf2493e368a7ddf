"""The words of a post or mail written in HTML, line by line, with how deeply each line is quoted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from storylens.ingest.quoting import Lines, lines_of
from storylens.records import UnreadableError

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav",
    "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
})  # fmt: skip
_UNSEEN = frozenset(
    ("script", "style", "head", "title", "template", "noscript", "object", "iframe", "svg", "math", "audio", "video")
)
_QUOTED_CLASSES = ("gmail_quote", "yahoo_quoted", "protonmail_quote", "zmail_extra", "moz-cite-prefix", "moz-forward")
_QUOTED_IDS = ("OLK_SRC_BODY_SECTION", "divRplyFwdMsg", "mail-editor-reference-message-container")
_BEGINS = "divRplyFwdMsg"  # in which Outlook on the web names who is quoted, and when that was sent

Sees = Callable[[Any], str | None]  # of an element: its words, where they are not those inside it; "" leaves it out
Quotes = Callable[
    [Any], str | None
]  # of an element: the post that it quotes, "" for one unknown, None for no quotation


def quoted_in_mail(element: Any) -> str | None:
    """Return "" for an element in which mail programs put what they quote, else None."""
    if element.tag == "blockquote":
        return ""
    classes = element.get("class") or ""
    quoted = element.get("id") in _QUOTED_IDS or any(name in classes for name in _QUOTED_CLASSES)
    return "" if quoted else None


def lines_of_html(markup: str, quotes: Quotes = quoted_in_mail, sees: Sees | None = None) -> Lines:
    """Return the visible lines of HTML, a block a line, each with the number of quoting elements round it.

    Scripts and styles are left out; pictures give their description. Raises `UnreadableError` for HTML that
    nothing can read.
    """
    from lxml import etree, html

    if "<" not in markup and "&" not in markup:
        return lines_of("\n".join(" ".join(line.split()) for line in markup.strip().split("\n")))
    try:
        tree = html.fragment_fromstring(_without_declaration(markup), create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableError("its HTML cannot be read", todo="save it as text") from error
    found = _Lines()
    skipped: Any = None
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start" and skipped is None:
            origin = quotes(element)
            found.open(tag, origin)
            instead = "" if tag in _UNSEEN else sees(element) if sees else None
            if instead is None:
                found.add(element.get("alt") if tag == "img" else element.text, keep=tag == "pre")
            else:
                found.add(instead)
                skipped = element
        elif event == "end" and (skipped is None or skipped is element):
            skipped = None
            begins = element.get("id") == _BEGINS  # it has no end: what is quoted stands below it
            found.close(tag, None if begins else quotes(element))
            if element is not tree:
                found.add(element.tail)
        elif event in ("comment", "pi") and skipped is None:
            found.add(element.tail)
    found.end_line()
    return found.lines


def _without_declaration(markup: str) -> str:
    """Leave out "<?xml ... encoding=...?>", which lxml refuses in decoded text."""
    start = markup.lstrip()
    return start.partition("?>")[2] if start.startswith("<?xml") else markup


class _Lines:
    """Lines as they come together; white space is closed up, empty lines are kept one at a time."""

    def __init__(self) -> None:
        self.lines = Lines([], [], [])
        self._origins: list[str] = []
        self._words: list[str] = []

    def open(self, tag: str, origin: str | None) -> None:
        """Begin an element."""
        if tag in _BLOCKS or origin is not None:
            ended = self.end_line()
            if tag in ("p", "hr", "blockquote") or (tag == "br" and not ended):
                self._blank()
        if origin is not None:
            self._origins.append(origin)

    def close(self, tag: str, origin: str | None) -> None:
        """End an element."""
        if tag in _BLOCKS or origin is not None:
            self.end_line()
        if origin is not None:
            self._origins.pop()

    def add(self, words: str | None, *, keep: bool = False) -> None:
        """Add words to the line; `keep` its line breaks."""
        if not words:
            return
        if keep and "\n" in words:
            *whole, words = words.split("\n")
            for line in whole:
                self._words.append(line)
                self.end_line()
        self._words.append(words)

    def end_line(self) -> bool:
        """Finish the line; return False when there were no words on it."""
        words = " ".join("".join(self._words).split())
        self._words.clear()
        if words:
            self._line(words)
        return bool(words)

    def _blank(self) -> None:
        if self.lines.texts and self.lines.texts[-1]:
            self._line("")

    def _line(self, words: str) -> None:
        self.lines.texts.append(words)
        self.lines.levels.append(len(self._origins))
        self.lines.origins.append(self._origins[-1] if self._origins else "")
