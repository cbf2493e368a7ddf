"""Merge the entries of two copies of a project: what people wrote when they made sense of stories."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, select

from storylens.store import schema
from storylens.store.database import insert_new
from storylens.store.entries import renamed

Versions = dict[int, Mapping[str, Any]]


def merge_entries(ours: Connection, theirs: Connection, documents: set[str], recoded: Mapping[str, str]) -> list[str]:
    """Take over entries, their versions and links; return which entries both copies have revised.

    An entry of the other copy gets a new number where both have used one, and what refers to it follows; so do the
    codes of documents and tellers in `recoded`, which are others here than there (nothing where erased here). Where
    both have revised an entry, the other copy's versions are kept before this copy's latest, which is written again
    and stands.
    """
    there = {row["id"]: row["number"] for row in _rows(theirs, schema.entry)}
    erased = {row["id"] for row in _rows(ours, schema.entry)} - _versions(ours).keys()
    numbers = _entries(ours, theirs)
    names = {**recoded, **{number: numbers[entry] for entry, number in there.items() if numbers[entry] != number}}
    mine, other = _versions(ours), _versions(theirs, names)
    conflicts = []
    for entry, versions in other.items():
        if entry in erased:
            continue
        known = mine.get(entry, {})
        parted = [n for n in versions if n in known and known[n]["body"] != versions[n]["body"]]
        if not parted:
            insert_new(ours, schema.entry_version, [dict(row) for n, row in versions.items() if n not in known])
            continue
        kept, first = known[max(known)], min(parted)
        theirs_again = [row for n, row in sorted(versions.items()) if n >= first]
        told = {(row["author"], row["at"], str(row["body"])) for row in known.values()}
        added = [row for row in theirs_again if (row["author"], row["at"], str(row["body"])) not in told]
        if not added:
            continue  # merged before
        rows = [*added, {**kept, "reason": "kept when two copies were merged"}]
        numbered = [{**row, "version": n} for n, row in enumerate(rows, max(known) + 1)]
        insert_new(ours, schema.entry_version, numbered)
        conflicts.append(
            f"{numbers[entry]} was revised in both copies: by {kept['author']}, whose words stand, "
            f"and by {added[-1]['author']}, version {numbered[-2]['version']}"
        )
    links = [
        row
        for row in _rows(theirs, schema.entry_link)
        if row["document_id"] in documents and row["entry_id"] not in erased
    ]
    insert_new(ours, schema.entry_link, links)
    return conflicts


def _entries(ours: Connection, theirs: Connection) -> dict[str, str]:
    """Take over entries that are not here; return the numbers of all by id."""
    numbers = {row["id"]: row["number"] for row in _rows(ours, schema.entry)}
    taken = set(numbers.values())
    for row in _rows(theirs, schema.entry):
        if row["id"] in numbers:
            continue
        kind, _, number = row["number"].rpartition("-")
        while row["number"] in taken:
            number = str(int(number) + 1)
            row["number"] = f"{kind}-{number}"
        taken.add(row["number"])
        numbers[row["id"]] = row["number"]
        insert_new(ours, schema.entry, [row])
    return numbers


def _versions(connection: Connection, names: Mapping[str, str] | None = None) -> dict[str, Versions]:
    """Return the versions by entry; whatever is one of `names` as a whole is called by the other name."""
    found: dict[str, Versions] = {}
    for row in _rows(connection, schema.entry_version):
        row["body"] = renamed(row["body"], names or {})
        found.setdefault(row["entry_id"], {})[row["version"]] = row
    return found


def _rows(connection: Connection, table: Table) -> list[dict[str, Any]]:
    return [dict(row._mapping) for row in connection.execute(select(table))]
