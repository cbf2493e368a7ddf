"""What a person said of how a file is to be read, kept with its receipt: it holds until they say something else."""

from __future__ import annotations

import hashlib
import json
import re

from storylens.ingest.source import Source
from storylens.ingest.walk import describes
from storylens.store.receipts import NOT_READ, Receipt

_TOLD = re.compile(r"(?P<name>.+)-[^- ]+ told(?: (?P<columns>[0-9a-f]{6}))?")
_OF_COLUMNS = ("table-", "sheet-", "kobo-", "whatsapp-")  # the editions that a mapping of columns makes a difference to
FORGOTTEN = "it was read with --map before, and is read without now: keep what columns are in storylens.toml"


def told_by(source: Source, edition: str, wanted: str) -> str:
    """Return an edition with what a person said of format and columns: "text-2 told", "table-3 told 1f2e3d"."""
    columns = ""
    if source.mapping and edition.startswith(_OF_COLUMNS):
        said = json.dumps(sorted(source.mapping.items()))
        columns = hashlib.sha256(said.encode()).hexdigest()[:6]
    return " ".join([edition, *(["told"] if wanted or columns else []), *filter(None, [columns])])


def format_told(before: Receipt | None) -> str:
    """Return the format that a person said when a file was read last, or nothing."""
    found = _TOLD.fullmatch(before.reader) if before and before.outcome != NOT_READ else None
    return found["name"] if found and not found["columns"] else ""


def columns_told(before: Receipt | None) -> bool:
    """Say whether a person said what columns are when a file was read last."""
    found = _TOLD.fullmatch(before.reader) if before and before.outcome != NOT_READ else None
    return bool(found and found["columns"])


def out_of_the_way(source: Source, wanted: str) -> str:
    """Return why a file is set aside; nothing where a person says how it is to be read."""
    return "" if wanted else describes(source)
