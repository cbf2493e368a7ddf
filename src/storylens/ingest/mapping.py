"""What columns of tables are, as a person says it: `column = field`, in a small file or one by one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from storylens.records import StorylensError

Columns = Mapping[str, Any] | str | Path | Iterable[str] | None


def mapping_from(given: Columns) -> Mapping[str, Any] | None:
    """Return columns with their fields, for all tables or in a table by file name; None where nothing is said.

    Given is such a mapping, the path of a TOML file that holds one, or several words, each such a path or
    COLUMN=FIELD. Raises `StorylensError` for a word or file that says no such thing.
    """
    if given is None or isinstance(given, Mapping):
        return given or None
    found: dict[str, Any] = {}
    for word in [given] if isinstance(given, str | Path) else given:
        column, equals, field = str(word).rpartition("=")
        if Path(word).is_file() or not equals:
            found |= _in_file(Path(word))
        else:
            found[column] = field
    return found or None


def _in_file(path: Path) -> dict[str, Any]:
    todo = "write COLUMN=FIELD, or name a file of lines such as  Q7 = 'story'"
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise StorylensError("there is no such file of columns", where=str(path), todo=todo) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StorylensError(f"the mapping cannot be read ({error})", where=str(path), todo=todo) from error
    found: dict[str, Any] = content.get("map", content)
    for name, said in found.items():
        if not all(isinstance(one, str) for one in (said.values() if isinstance(said, dict) else [said])):
            raise StorylensError(f"{name!r} is not said to be a field", where=str(path), todo=todo)
    return found
