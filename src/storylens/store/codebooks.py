"""The codebooks of a project: YAML files that people edit, every edition of which is kept."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from sqlalchemy import Connection, insert, select

from storylens.codebook.lint import walk_codes
from storylens.codebook.load import load, shipped
from storylens.records import Code, Codebook, StorylensError
from storylens.store import log, schema
from storylens.store.database import insert_new, now
from storylens.store.folder import Folder, write_whole

OWN = "own"  # the codebook that grows from highlights
SAFEGUARDING = "safeguarding"  # what every document is screened with on arrival


def chosen(folder: Folder) -> list[Path]:
    """Return the codebook files of a project, in the order of their names."""
    return sorted(folder.codebooks.glob("*.yml"))


def screening(folder: Folder) -> Codebook:
    """Return the codebook that arrivals are screened with: the project's own edition, or the shipped one."""
    own = folder.codebooks / f"{SAFEGUARDING}.yml"
    return load(own if own.exists() else shipped(SAFEGUARDING))


def in_use(folder: Folder) -> dict[str, Codebook]:
    """Return the codebooks of a project by id, the one for screening among them."""
    books = [screening(folder), *map(load, chosen(folder))]
    return {book.id: book for book in books}


def with_vocabularies(folder: Folder) -> list[Codebook]:
    """Return the codebooks whose vocabularies count: the project's own, and the shipped one for those it lacks."""
    mine = list(in_use(folder).values())
    known = {entry.id for book in mine for entry in book.vocabularies}
    axes = load(shipped("outcome_axes"))
    return mine if known >= {entry.id for entry in axes.vocabularies} else [axes, *mine]


def choose(folder: Folder, file: Path) -> Path:
    """Copy a codebook into the project. Raises `StorylensError` when one of that name is there."""
    target = folder.codebooks / file.name
    if target.exists():
        raise StorylensError(
            f"the project has a codebook {file.stem} already",
            where=str(target),
            todo="edit that file, or remove it first",
        )
    load(file)
    shutil.copyfile(file, target)
    return target


def keep_edition(connection: Connection, folder: Folder, codebook: Codebook) -> None:
    """Keep the text of a codebook under its hash, so that old codings can always be read with it."""
    files = [*chosen(folder), shipped(SAFEGUARDING)]  # which is used without a copy in the project
    file = next(file for file in files if load(file).digest == codebook.digest)
    insert_new(
        connection,
        schema.codebook,
        [
            {
                "digest": codebook.digest,
                "name": codebook.id,
                "version": codebook.version,
                "yaml": file.read_text(encoding="utf-8-sig"),
                "added_at": now(),
            }
        ],
    )


def find_code(folder: Folder, name: str) -> tuple[Codebook | None, Code | None]:
    """Return the code of a name or id that is in use, with its codebook; nothing where there is none."""
    for book in in_use(folder).values():
        for code in book.codes():
            if not code.retired and name.casefold() in (code.id.casefold(), code.name.casefold()):
                return book, code
    return None, None


@dataclass(frozen=True)
class Change:
    """One change of a codebook, in words that a reader of a report understands."""

    at: str
    by: str
    codebook: str
    before: str
    after: str
    what: str
    codes: tuple[str, ...]
    reason: str

    def __str__(self) -> str:
        first, *rest = self.codes
        to = {"merged": " into ", "split": " into ", "moved": " under ", "renamed": " to "}.get(self.what, " ")
        why = f", because {self.reason}" if self.reason else ""
        return f"{self.what} {first}{to if rest else ''}{' and '.join(rest)}{why} ({self.by}, {self.at[:10]})"


def new_code(folder: Folder, name: str, **details: Any) -> tuple[Codebook, Code]:
    """Add a code to the project's own codebook, making the book when this is its first code.

    `details` are further keys of a code, such as definition or parent.
    """
    identity = code_id(name)
    file = folder.codebooks / f"{OWN}.yml"
    if not file.exists():
        family = {"id": OWN, "name": "Codes made while reading", "codes": []}
        _write(file, {"codebook": OWN, "version": "0.0", "title": "Codes made while reading", "families": [family]})
    taken = {code.id for book in in_use(folder).values() for code in book.codes()}
    number = 2
    while identity in taken:  # the id of a retired code is never used again
        identity, number = f"{code_id(name)}-{number}", number + 1

    def add(content: Any) -> None:
        content["families"][0]["codes"].append({"id": identity, "name": name, **details})

    book = edit(file, add)
    return book, next(one for one in book.codes() if one.id == identity)


def edit(file: Path, change: Callable[[Any], None]) -> Codebook:
    """Change a codebook file, raise its version, and leave the rest of it, comments included, as it is."""
    yaml = YAML()
    yaml.width = 160
    yaml.preserve_quotes = True
    content = yaml.load(file.read_text(encoding="utf-8-sig"))
    change(content)
    *major, minor = str(content["version"]).split(".")
    content["version"] = ".".join([*major, str(int(minor) + 1)]) if minor.isdigit() else f"{content['version']}.1"
    before = file.read_bytes()
    _write(file, content, yaml)
    try:
        return load(file)
    except StorylensError:
        write_whole(file, before)
        raise


def _write(file: Path, content: Any, yaml: YAML | None = None) -> None:
    out = StringIO()
    (yaml or YAML()).dump(content, out)
    write_whole(file, out.getvalue().encode())


def nodes(content: Mapping[str, Any]) -> Iterator[Any]:
    """Yield the codes of a codebook's content, to be changed in place."""
    for family in content["families"]:
        yield from walk_codes(family.get("codes") or ())


def take_over(folder: Folder, other: Path, ids: Sequence[str]) -> None:
    """Add codes of another copy of a codebook to the project's own copy, as they are written there."""
    if not ids:
        return
    theirs = {node["id"]: node for node in nodes(YAML().load(other.read_text(encoding="utf-8-sig")))}

    def add(content: Any) -> None:
        content["families"][0].setdefault("codes", []).extend(theirs[name] for name in ids)

    edit(folder.codebooks / other.name, add)


def code_id(name: str) -> str:
    """Return the id that a new code of this name gets: its words in lower case, joined by hyphens."""
    plain = unicodedata.normalize("NFKC", name).lower()
    made = re.sub(r"[^\w.]+", "-", plain).strip("-")
    if not made:
        raise StorylensError(f"{name!r} has no letters to make an id of", todo="give the code a name in words")
    return made


def note_change(
    connection: Connection, before: str, after: Codebook, what: str, codes: Sequence[str], *, by: str, reason: str
) -> None:
    """Write down how a codebook changed, and why."""
    values = {"codebook": after.id, "before": before, "after": after.edition, "what": what, "codes": list(codes)}
    connection.execute(insert(schema.code_change).values(at=now(), by=by, reason=reason, **values))
    log.note(connection, f"code {what}", by=by, codes=list(codes))


def changes(connection: Connection, codebook: str = "") -> list[Change]:
    """Return the changes of the project's codebooks, the oldest first."""
    table = schema.code_change
    query = select(table).order_by(table.c.number)
    rows = connection.execute(query.where(table.c.codebook == codebook) if codebook else query)
    return [
        Change(row.at, row.by, row.codebook, row.before, row.after, row.what, tuple(row.codes), row.reason)
        for row in rows
    ]
