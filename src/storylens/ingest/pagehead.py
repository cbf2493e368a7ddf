"""What a web page says of itself in its head: title, author, date, language.

Only what is marked as such is taken. A name that merely stands near the top, such as that of somebody who
is quoted, would make all words of the page theirs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from storylens.ingest.elements import words_in
from storylens.ingest.frontmatter import fields_of
from storylens.ingest.languages import language_code

_AUTHOR = ("author", "article:author", "dc.creator", "dcterms.creator", "citation_author", "parsely-author", "byl")
_DATE = (
    "article:published_time", "datepublished", "date", "dc.date", "dcterms.date", "dcterms.created", "dcterms.issued",
    "citation_publication_date", "citation_date", "parsely-pub-date", "pubdate", "publish-date", "publication_date",
)  # fmt: skip
_TITLE = ("og:title", "citation_title", "dc.title", "dcterms.title", "parsely-title")
_ARTICLES = re.compile(r"Article|Posting|Report|CreativeWork|WebPage|Interview|Chapter|Book")
_LARGEST = 300_000  # characters of JSON in a page
_SITE = re.compile(r"\s+[|–—·»-]\s+")


def fields_in(tree: Any) -> dict[str, Any]:
    """Return what the page says of itself, as fields of `Received`."""
    said: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").lower()
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            said.setdefault(name, []).append(content)
    stated = next(_stated(tree), {})
    authors = [name for name in _first(said, _AUTHOR) if not name.startswith(("http:", "https:", "@"))]
    makers = _things(stated.get("author"))
    return fields_of(
        {
            "title": _title(tree, _first(said, _TITLE)),
            "author": authors or [name for _, name in makers] or list(_marked(tree)),
            "date": next(iter(_first(said, _DATE)), "") or str(stated.get("datePublished") or "") or _time(tree),
            "institutional": bool(makers) and not authors and all(kind.endswith("Organization") for kind, _ in makers),
        }
    ) | {"language": language_code(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "")}


def _first(said: Mapping[str, list[str]], names: tuple[str, ...]) -> list[str]:
    return next((list(dict.fromkeys(said[name])) for name in names if name in said), [])


def _stated(tree: Any) -> Iterator[Mapping[str, Any]]:
    """Yield what JSON in the page says of articles."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or len(script.text or "") > _LARGEST:
            continue
        try:
            content = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        listed = content if isinstance(content, list) else [content]
        listed += [one for top in listed if isinstance(top, dict) for one in _listed(top.get("@graph"))]
        yield from (
            one
            for one in listed
            if isinstance(one, dict) and _ARTICLES.search(str(one.get("@type"))) and "author" in one
        )


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _things(value: Any) -> list[tuple[str, str]]:
    """Return kind and name of what JSON names as authors."""
    found = [
        (str(one.get("@type") or ""), str(one.get("name") or "")) if isinstance(one, dict) else ("", str(one))
        for one in _listed(value)
    ]
    return [(kind, " ".join(name.split())) for kind, name in found if name.strip()]


def _marked(tree: Any) -> Iterator[str]:
    """Yield names that the page marks as its authors: rel=author, itemprop=author."""
    seen = set()
    for one in tree.iter("a", "span", "div", "p", "address"):
        if one.get("rel") == "author" or (one.get("itemprop") or "").lower() == "author":
            name = words_in(one)
            if 0 < len(name) <= 100 and name not in seen:
                seen.add(name)
                yield name


def _time(tree: Any) -> str:
    for time in tree.iter("time"):
        marked = time.get("pubdate") is not None or (time.get("itemprop") or "").lower() == "datepublished"
        if marked and time.get("datetime"):
            return str(time.get("datetime"))
    return ""


def _title(tree: Any, given: list[str]) -> str:
    """Return the title without the name of the site."""
    if given:
        return given[0]
    headings = [words_in(one) for one in tree.iter("h1")]
    for title in tree.iter("title"):
        words = words_in(title)
        parts = _SITE.split(words)
        return next((part for part in parts if part in headings), parts[0] if len(parts) == 2 else words)
    return headings[0] if len(headings) == 1 else ""
