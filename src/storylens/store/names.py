"""Pseudonyms: what stands in a name's place is in the project, the name itself in a key file apart.

Without the key file a project still works, but prints no words: they might hold a name.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select, update

from storylens.prepare.names import NameKind, Proposal
from storylens.records import StorylensError, random_id
from storylens.store import log, schema
from storylens.store.database import now
from storylens.store.folder import Folder, write_whole


class NameState(StrEnum):
    """Where a name stands. A proposal is not replaced until a person accepts it; being named can be a right."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    KEPT = "kept"


@dataclass(frozen=True)
class Name:
    """A name with its spellings, and what is printed in its place. Without the key there are no spellings."""

    id: str
    kind: NameKind
    replacement: str
    state: NameState
    spellings: tuple[str, ...] = ()


class KeyFile:
    """The file that alone knows the names. It lies beside the project folder, readable by its owner only."""

    def __init__(self, folder: Folder) -> None:
        named = folder.settings().get("pseudonyms", {}).get("key", "")
        self.path = (folder.path / named) if named else folder.path.with_name(f"{folder.path.name}.names.json")

    def read(self) -> dict[str, tuple[str, ...]]:
        """Return the spellings by id; nothing where the file is not here."""
        if not self.path.exists():
            return {}
        try:
            return {name: tuple(spellings) for name, spellings in json.loads(self.path.read_text("utf-8")).items()}
        except (ValueError, AttributeError) as error:
            raise StorylensError(
                "the key to the pseudonyms is damaged", where=str(self.path), todo="put back a copy of it"
            ) from error

    def write(self, spellings: dict[str, tuple[str, ...]]) -> None:
        """Write the spellings, for the owner's eyes only."""
        write_whole(self.path, json.dumps(spellings, ensure_ascii=False, indent=1, sort_keys=True).encode())
        if os.name == "posix":
            self.path.chmod(0o600)


def read(connection: Connection, key: KeyFile) -> list[Name]:
    """Return all names, in the order in which they were proposed."""
    table, spellings = schema.pseudonym, key.read()
    rows = connection.execute(select(table).order_by(table.c.at, table.c.kind, table.c.replacement))
    return [
        Name(row.id, NameKind(row.kind), row.replacement, NameState(row.state), spellings.get(row.id, ()))
        for row in rows
    ]


def add(connection: Connection, key: KeyFile, proposals: Iterable[Proposal], codes: dict[str, str]) -> int:
    """Add proposals that are new; return how many. `codes` has the teller who speaks under a name.

    New spellings of a name that was decided on before join it.
    """
    known = read(connection, key)
    spellings = key.read()
    home = {spelling: name.id for name in known for spelling in name.spellings}
    counts = {kind: sum(name.kind is kind for name in known) for kind in NameKind}
    taken = {name.replacement for name in known}
    new = 0
    for proposal in proposals:
        old = next((home[spelling] for spelling in proposal.spellings if spelling in home), None)
        if old:
            spellings[old] = tuple(dict.fromkeys((*spellings[old], *proposal.spellings)))
            continue
        counts[proposal.kind] += 1
        while f"[{proposal.kind} {counts[proposal.kind]}]" in taken:  # names that were joined leave gaps
            counts[proposal.kind] += 1
        teller = next((codes[spelling] for spelling in proposal.spellings if spelling in codes), "")
        replacement = f"[{teller}]" if teller else f"[{proposal.kind} {counts[proposal.kind]}]"
        identity = random_id()
        spellings[identity] = proposal.spellings
        connection.execute(
            insert(schema.pseudonym).values(
                id=identity, kind=proposal.kind, replacement=replacement, state=NameState.PROPOSED, by="", at=now()
            )
        )
        new += 1
    key.write(spellings)
    return new


def decide(
    connection: Connection, key: KeyFile, name: str, state: NameState, *, by: str, replacement: str = ""
) -> Name:
    """Accept a name's replacement, or keep the name. `name` is a spelling, a replacement, or an id.

    Raises `StorylensError` when no name fits.
    """
    found = _find(connection, key, name)
    values = {"state": state, "by": by, "at": now(), **({"replacement": replacement} if replacement else {})}
    connection.execute(update(schema.pseudonym).where(schema.pseudonym.c.id == found.id).values(**values))
    log.note(connection, f"name {state}", by=by, name=found.id)
    return Name(found.id, found.kind, replacement or found.replacement, state, found.spellings)


def join(connection: Connection, key: KeyFile, kept: str, gone: str, *, by: str) -> Name:
    """Say that two names, by a spelling, a replacement or an id, mean one person or place; the first goes before.

    Raises `StorylensError` when no name fits.
    """
    one, other = _find(connection, key, kept), _find(connection, key, gone)
    if one.id == other.id:
        return one
    together = tuple(dict.fromkeys((*one.spellings, *other.spellings)))
    spellings = {identity: names for identity, names in key.read().items() if identity != other.id}
    key.write({**spellings, one.id: together})
    connection.execute(delete(schema.pseudonym).where(schema.pseudonym.c.id == other.id))
    log.note(connection, "names joined", by=by, kept=one.id, gone=other.id)
    return replace(one, spellings=together)


def apart(connection: Connection, key: KeyFile, spelling: str, *, by: str) -> Name:
    """Say that a spelling means somebody else than the name that it was put to; it becomes a proposal of its own.

    Raises `StorylensError` when no name has that spelling.
    """
    found = _find(connection, key, spelling)
    if spelling not in found.spellings:
        raise StorylensError(f"no name is spelled {spelling!r}", todo="`storylens names` lists them")
    if len(found.spellings) == 1:
        return found
    rest = tuple(one for one in found.spellings if one != spelling)
    key.write({**key.read(), found.id: rest})
    add(connection, key, [Proposal(found.kind, (spelling,), 0)], {})
    made = _find(connection, key, spelling)
    log.note(connection, "names parted", by=by, kept=found.id, made=made.id)
    return made


def _find(connection: Connection, key: KeyFile, name: str) -> Name:
    found = next((one for one in read(connection, key) if name in (one.id, one.replacement, *one.spellings)), None)
    if found is None:
        raise StorylensError(f"no name fits {name!r}", todo="`storylens names` lists them")
    return found


def forget(connection: Connection, key: KeyFile, spellings: Iterable[str]) -> None:
    """Remove names for good, from the project and from the key file."""
    gone = set(spellings)
    kept = {identity: names for identity, names in key.read().items() if not gone & set(names)}
    for identity in set(key.read()) - set(kept):
        connection.execute(delete(schema.pseudonym).where(schema.pseudonym.c.id == identity))
    if key.path.exists():
        key.write(kept)
