"""Elements of XML and HTML by their bare names, without namespaces."""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def _bare(tag: str) -> str:
    return tag.rpartition("}")[2]


def name_of(element: Any) -> str:
    """Return the name of an element without its namespace; empty for what is not an element."""
    return _bare(element.tag) if isinstance(element.tag, str) else ""


def child(element: Any, *path: str) -> Any:
    """Return the first child, grandchild, ... of these names, or None."""
    for name in path:
        element = next(element.iterchildren(f"{{*}}{name}"), None)
        if element is None:
            return None
    return element


def words_in(element: Any) -> str:
    """Return all words in an element, white space closed up."""
    return " ".join("".join(element.itertext()).split())
