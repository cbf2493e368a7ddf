"""Read a YAML file and keep the line of every key."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from storylens.records import UnreadableError

Marked = (CommentedMap, CommentedSeq)


@dataclass(frozen=True)
class YamlFile:
    """A YAML mapping with its name, its hash, and the lines of its keys."""

    name: str
    content: CommentedMap
    digest: str

    def line(self, node: Any, key: str | None = None) -> int:
        """Return the line, counted from 1, of a key, or of the whole where the key is absent."""
        if key is not None and key in node:
            return int(node.lc.key(key)[0]) + 1
        return int(node.lc.line) + 1


def read_yaml(path: Path) -> YamlFile:
    """Read one file. Raises `UnreadableError` with file and line when it is not a YAML mapping."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError("not UTF-8 text", where=path.name, todo="save it again as UTF-8") from error
    try:
        content = YAML().load(text)
    except MarkedYAMLError as error:
        line = (error.problem_mark or error.context_mark).line + 1
        tab = "\t" in text.splitlines()[line - 1] if line <= len(text.splitlines()) else False
        what = "a tab where YAML wants spaces" if tab else f"not valid YAML ({error.problem})"
        raise UnreadableError(what, where=f"{path.name}:{line}", todo="mend this line") from error
    except YAMLError as error:
        raise UnreadableError(f"not valid YAML ({error})", where=path.name, todo="mend the file") from error
    if not isinstance(content, CommentedMap):
        raise UnreadableError(
            "not a mapping of keys to values", where=f"{path.name}:1", todo="begin with `codebook: name`"
        )
    return YamlFile(path.name, content, hashlib.sha256(data).hexdigest())
