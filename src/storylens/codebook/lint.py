"""Check a codebook and say what is wrong, with the line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from storylens.codebook.cues import CueError, parse_cue
from storylens.codebook.yamlfile import Marked, YamlFile, read_yaml
from storylens.records import Code, UnreadableError

BOOK_KEYS = {
    "codebook",
    "version",
    "title",
    "language",
    "unit",
    "note",
    "sources",
    "fields",
    "polarity",
    "vocabularies",
    "families",
}
INHERITED = {"unit", "machine", "polarity", "fields", "sensitive", "optional", "parent"}
FAMILY_KEYS = {"id", "name", "ordinal", "codes"} | INHERITED
CODE_KEYS = set(Code.model_fields) - {"family"} | {"codes"}
CUE_KEYS = ("cues", "weak_cues", "exclude_cues")
_SHAPES = {
    "language": (str, "text"),
    "note": (str, "text"),
    "sources": (dict, "a mapping"),
    "vocabularies": (list, "a list"),
}


@dataclass(frozen=True)
class Problem:
    """One thing to mend in a codebook. A warning does not stop it from being used."""

    file: str
    line: int
    what: str
    severity: str = "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.severity}: {self.what}"


def lint(paths: Iterable[Path]) -> list[Problem]:
    """Check codebook files, each by itself and all against each other; return the problems in order."""
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    for path in paths:
        try:
            book = read_yaml(path)
        except UnreadableError as error:
            line = int(error.where.rpartition(":")[2]) if error.where.rpartition(":")[2].isdigit() else 1
            problems.append(Problem(path.name, line, f"{error.what}. {error.todo}"))
            continue
        problems += lint_book(book, seen)
    return problems


def lint_book(book: YamlFile, seen: dict[str, str]) -> list[Problem]:
    """Check one codebook; `seen` holds the code ids of the books before it, and where they stand."""
    return sorted(_problems(book, seen), key=lambda problem: (problem.line, problem.what))


def _problems(book: YamlFile, seen: dict[str, str]) -> Iterator[Problem]:
    def problem(line: int, what: str, severity: str = "error") -> Problem:
        return Problem(book.name, line, what, severity)

    top = book.content
    for key in ("codebook", "version", "title"):
        if not isinstance(top.get(key), str) or not top[key].strip():
            yield problem(book.line(top, key), f'{key!r} is missing or not text; a version needs quotes: "1.0"')
    for key in top.keys() - BOOK_KEYS:
        yield problem(book.line(top, key), f"{key!r} is not a key of a codebook")
    for key, (kind, words) in _SHAPES.items():
        if top.get(key) and not isinstance(top[key], kind):
            yield problem(book.line(top, key), f"{key!r} must be {words}")
    for entry in top["vocabularies"] if isinstance(top.get("vocabularies"), list) else ():
        if not isinstance(entry, Mapping) or not {"id", "name", "values"} <= entry.keys():
            yield problem(book.line(top, "vocabularies"), "each vocabulary is a mapping with id, name and values")
    for found in _misfits(book, top, INHERITED, "this codebook"):
        yield problem(*found)
    families = top.get("families")
    if not isinstance(families, list):
        yield problem(book.line(top, "families"), "'families' must be a list")
        return
    for family in families:
        if not isinstance(family, Mapping):
            yield problem(book.line(top, "families"), "each family is a mapping with id, name and codes")
            continue
        for key in family.keys() - FAMILY_KEYS:
            yield problem(book.line(family, key), f"{key!r} is not a key of a family")
        if not isinstance(family.get("id"), str) or not family["id"].strip():
            yield problem(book.line(family, "id"), "a family needs an id")
        for found in _misfits(book, family, INHERITED, "this family"):
            yield problem(*found)
        if not isinstance(family.get("codes") or [], list):
            yield problem(book.line(family, "codes"), "'codes' must be a list")
            continue
        for code in walk_codes(family.get("codes") or ()):
            for found in _code_problems(book, code, seen):
                yield problem(*found)


def walk_codes(codes: Iterable[Any]) -> Iterator[Any]:
    """Yield codes and the codes under them, parents first."""
    for code in codes:
        yield code
        if isinstance(code, Mapping):
            yield from walk_codes(code.get("codes") or ())


def _code_problems(book: YamlFile, code: Any, seen: dict[str, str]) -> Iterator[tuple[int, str, str]]:
    if not isinstance(code, Mapping) or not isinstance(code.get("id"), str) or not code["id"].strip():
        line = book.line(code) if isinstance(code, Marked) else 1
        yield line, "a code needs an id", "error"
        return
    line = book.line(code, "id")
    name = code["id"]
    if name in seen:
        yield line, f"the id {name} is used before, at {seen[name]}; ids are never used twice", "error"
    seen.setdefault(name, f"{book.name}:{line}")
    if not code.get("name"):
        yield line, f"{name} needs a name", "error"
    if not code.get("definition"):
        yield line, f"{name} has no definition", "warning"
    for key in code.keys() - CODE_KEYS:
        yield book.line(code, key), f"{key!r} is not a key of a code", "error"
    yield from _misfits(book, code, CODE_KEYS - {"codes", "id"}, name)
    if code.get("machine") == "never" and any(code.get(key) for key in CUE_KEYS):
        yield book.line(code, "machine"), f"{name} has cues, but machine: never means that they are not used", "warning"
    seen_cues: set[str] = set()
    for key in CUE_KEYS:
        cues = code.get(key) or ()
        if not isinstance(cues, list):
            continue
        for cue in map(str, list(cues)):
            try:
                parse_cue(cue)
            except CueError as error:
                yield book.line(code, key), f"{key} of {name}: {cue!r}: {error}", "error"
            if cue.lower() in seen_cues:
                yield book.line(code, key), f"{name}: the cue {cue!r} stands twice", "warning"
            seen_cues.add(cue.lower())


def _misfits(book: YamlFile, node: Mapping[str, Any], keys: Iterable[str], name: str) -> Iterator[tuple[int, str, str]]:
    """Ask the record itself which values it would not take."""
    given = {key: as_field(node[key]) for key in keys if key in node}
    try:
        Code.model_validate({"id": name, "name": name} | given)
    except ValidationError as error:
        for one in error.errors():
            key = str(one["loc"][0])
            what = one["msg"].replace("Input should", "it should").replace("tuple", "list, in [ ]")
            yield book.line(node, key), f"{key} of {name}: {what}", "error"


def as_field(value: Any) -> Any:
    """Return a value of the file as a record takes it: lists as tuples of text."""
    return tuple(map(str, value)) if isinstance(value, list) else value
