"""The words of a piece of HTML, such as a forum post or the body of a mail."""

from __future__ import annotations

import re

_BLOCKS = {
    "p",
    "div",
    "br",
    "li",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "ul",
    "ol",
    "table",
    "aside",
    "section",
    "article",
    "hr",
}
_UNSEEN = {"script", "style", "head", "template", "noscript"}


def text_of_html(markup: str) -> str:
    """Return the visible words, a block a line. Scripts and styles are left out; emoji pictures give their name."""
    from lxml import html

    if not markup.strip():
        return ""
    tree = html.fragment_fromstring(markup, create_parent="div")
    return tidy(words_of(tree))


def words_of(element: object) -> str:
    """Return the visible words of an lxml element with line breaks where blocks begin and end."""
    tag = element.tag if isinstance(element.tag, str) else ""  # type: ignore[attr-defined]
    if not tag or tag in _UNSEEN:
        return ""
    inside = (element.text or "") if tag != "img" else element.get("alt") or ""  # type: ignore[attr-defined]
    for child in element:  # type: ignore[attr-defined]
        inside += words_of(child) + (child.tail or "")
    return f"\n{inside}\n" if tag in _BLOCKS else inside


def tidy(text: str) -> str:
    """Close up white space: one space between words, one line break between blocks."""
    lines = (" ".join(line.split()) for line in re.split(r"\n", text))
    return "\n".join(line for line in lines if line)
