"""Read codebooks from YAML into records, and find the ones that are shipped."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from storylens.codebook.lint import INHERITED, as_field, lint_book
from storylens.codebook.yamlfile import read_yaml
from storylens.records import Code, Codebook, Family, StorylensError, UnreadableError, Vocabulary

BY_NAME = frozenset({"sdg"})  # a frame of funders: read with where somebody names it, never by default


def load(path: Path) -> Codebook:
    """Read one codebook. Raises `UnreadableError` with the line of the first error in it."""
    return _load(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _load(path: Path, changed: int) -> Codebook:
    """Read a codebook once for as long as its file does not change."""
    book = read_yaml(path)
    errors = [problem for problem in lint_book(book, {}) if problem.severity == "error"]
    if errors:
        more = f" ({len(errors) - 1} more: `storylens lint` lists them)" if errors[1:] else ""
        raise UnreadableError(errors[0].what + more, where=f"{path.name}:{errors[0].line}", todo="mend the codebook")
    top = book.content
    book_wide = {key: top[key] for key in ("unit", "polarity", "fields") if key in top}
    return Codebook(
        id=top["codebook"],
        version=top["version"],
        title=top["title"],
        digest=book.digest,
        language=top.get("language", "en"),
        note=(top.get("note") or "").strip(),
        sources={key: str(value) for key, value in (top.get("sources") or {}).items()},
        families=tuple(_family(family, book_wide) for family in top["families"]),
        vocabularies=tuple(
            Vocabulary(id=entry["id"], name=entry["name"], values=tuple(map(str, entry["values"])))
            for entry in top.get("vocabularies") or ()
        ),
    )


def _family(family: Mapping[str, Any], book_wide: Mapping[str, Any]) -> Family:
    inherited = {**book_wide, **{key: family[key] for key in INHERITED & family.keys()}}
    codes: list[Code] = []

    def add(entries: Any, parent: str | None) -> None:
        for entry in entries or ():
            own = {key: value for key, value in entry.items() if key != "codes"}
            fields = {**inherited, **({"parent": parent} if parent else {}), **own, "family": family["id"]}
            codes.append(Code.model_validate({key: as_field(value) for key, value in fields.items()}))
            add(entry.get("codes"), entry["id"])

    add(family.get("codes"), None)
    return Family(
        id=family["id"], name=family.get("name", family["id"]), ordinal=bool(family.get("ordinal")), codes=tuple(codes)
    )


def shipped_folder() -> Path:
    """Return the folder of the codebooks that come with storylens."""
    return bundled("codebooks")


def usual() -> list[Path]:
    """Return the shipped codebooks that are read with where nobody names any."""
    return [file for file in sorted(shipped_folder().glob("*.yml")) if file.stem not in BY_NAME]


def bundled(name: str) -> Path:
    """Return a folder that is shipped: inside the installed package, or at the top of a source checkout."""
    package = Path(str(resources.files("storylens")))
    for place in (package / "bundled" / name, package.parents[1] / name):
        if place.is_dir():
            return place
    raise StorylensError(f"the folder {name} that comes with storylens is missing", todo="install storylens again")


def shipped(codebook_id: str) -> Path:
    """Return the file of a shipped codebook. Raises `StorylensError` that lists what there is."""
    path = shipped_folder() / f"{codebook_id}.yml"
    if not path.is_file():
        there = ", ".join(sorted(file.stem for file in shipped_folder().glob("*.yml")))
        raise StorylensError(f"there is no codebook {codebook_id!r}", todo=f"choose from {there}, or give a file")
    return path


def sound(name: str | Path) -> Path:
    """Return the file of a shipped codebook that is named, or of one that is given, once it is seen to be sound."""
    file = Path(name) if str(name).endswith((".yml", ".yaml")) else shipped(str(name))
    load(file)
    return file
