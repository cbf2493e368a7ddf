"""All that an export is made from: as hashes (the same hashes, the same bytes), and as facts that can be compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from importlib import metadata

from sqlalchemy import Connection, Table, func, select

from storylens.store import codebooks, codings, schema
from storylens.store.folder import Folder

# What each part of a project rests on. Exports, the log and the strokes that can be undone are not read by any table.
PARTS: Mapping[str, tuple[Table, ...]] = {
    "stories": (schema.document, schema.turn, schema.speaker, schema.told_by, schema.receipt),
    "tellers": (schema.case, schema.teller, schema.attribute, schema.frame),
    "consent": (schema.consent,),
    "codings": (schema.coding, schema.coder, schema.tagging),
    "memos and notes": (schema.memo, schema.note),
    "entries": (schema.entry, schema.entry_version, schema.entry_link),
    "names replaced": (schema.pseudonym,),
    "figures of machines": (schema.evaluation,),
}
# The hash of a text stands for it and for its sketch; when a file was looked at again changes nothing.
_LEFT_OUT = {schema.document.c.text, schema.document.c.sketch, schema.receipt.c.at, schema.tagging.c.at}


def parts(connection: Connection, folder: Folder) -> dict[str, str]:
    """Return the hash (SHA-256, hex) of each part of a project that tables are made from."""
    settings = folder.settings()
    settings.pop("database", None)  # the same project lives at any address
    return {
        **{
            name: _hash(line for table in tables for line in _rows(connection, table)) for name, tables in PARTS.items()
        },
        **{f"codebook {name}": book.digest for name, book in sorted(codebooks.in_use(folder).items())},
        **{f"settings [{name}]": _hash([_line(section)]) for name, section in sorted(settings.items())},
        "program": metadata.version("storylens"),
    }


def whole(of: Mapping[str, str]) -> str:
    """Return one hash over all parts."""
    return _hash([_line(dict(of))])


def facts(connection: Connection, folder: Folder) -> dict[str, str]:
    """Return what a reader of two exports wants to compare: counts, versions of entries, editions of codebooks."""

    def count(table: Table) -> str:
        return str(connection.scalar(select(func.count()).select_from(table)) or 0)

    standing = codings.standing().subquery()
    by = (standing.c.coder, standing.c.state)
    entry, version = schema.entry, schema.entry_version
    newest = select(entry.c.number, func.max(version.c.version)).join(version, version.c.entry_id == entry.c.id)
    return {
        "stories in the project": count(schema.document),
        "tellers in the project": count(schema.teller),
        **{
            f"codings of {coder}, {state}": str(number)
            for coder, state, number in connection.execute(select(*by, func.count()).group_by(*by).order_by(*by))
        },
        **{
            number: f"version {last}"
            for number, last in connection.execute(newest.group_by(entry.c.number).order_by(entry.c.number))
        },
        **{f"codebook {name}": book.edition for name, book in sorted(codebooks.in_use(folder).items())},
    }


def _rows(connection: Connection, table: Table) -> list[str]:
    """Return the rows of a table as lines, in an order that no database decides."""
    columns = [column for column in table.columns if column not in _LEFT_OUT]
    return sorted(f"{table.name} {_line(list(row))}" for row in connection.execute(select(*columns)))


def _line(value: object) -> str:
    return json.dumps(value, sort_keys=True, default=str)


def _hash(lines: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()
