"""Attributes and properties in Word's XML, whichever of its two dialects (transitional or strict) a file is in."""

from __future__ import annotations

from typing import Any

from storylens.ingest.elements import child, name_of


def value(element: Any, name: str = "val") -> str:
    """Return an attribute in the namespace of its element, as Word writes them."""
    return str(element.get(f"{element.tag.rpartition('}')[0]}}}{name}") or "")


def switched_on(properties: Any, name: str) -> bool:
    """Say whether a property such as bold is set and not set to be off."""
    found = child(properties, name) if properties is not None else None
    return found is not None and value(found) not in ("0", "false", "off", "none")


def text_of(element: Any) -> str:
    """Return the words in an element, a paragraph a line, without what tracked changes deleted."""
    pieces: list[str] = []
    for one in element.iter():
        name = name_of(one)
        if name == "p":
            pieces.append("\n")
        elif name == "t":
            pieces.append(one.text or "")
        elif name in ("tab", "br", "cr") and name_of(one.getparent()) == "r":
            pieces.append(" ")
    return "".join(pieces).strip()
