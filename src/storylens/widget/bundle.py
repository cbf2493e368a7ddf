"""The component as one module: notebooks load a single text, and the page loads the same."""

from __future__ import annotations

import re
from pathlib import Path

STATIC = Path(__file__).parent / "static"
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./(\w+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=class|function|const|async)", re.MULTILINE)


def component() -> str:
    """Return the coder's module with all that it imports written before it, each file once."""
    parts: dict[str, str] = {}

    def add(name: str, *, is_first: bool = False) -> None:
        if name in parts:
            return
        text = (STATIC / "js" / name).read_text(encoding="utf-8")
        for needed in _IMPORT.findall(text):
            add(needed)
        own = _IMPORT.sub("", text)
        parts[name] = own if is_first else _EXPORT.sub("", own)

    add("entry.js", is_first=True)
    return "\n".join(parts.values())
