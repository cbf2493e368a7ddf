"""The record book as people write it: entries of every kind, revised and never overwritten, and what they stand on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storylens.coding.actions import place_of
from storylens.records import StorylensError
from storylens.records.entries import Entry, Kept, Link
from storylens.store import Store, documents, entries
from storylens.synthesis import sheets
from storylens.synthesis.rules import check
from storylens.synthesis.sheets import Difference

if TYPE_CHECKING:
    import pandas as pd

ROLES = ("outcome", "significance", "contribution", "supports", "contradicts")


class RecordBook:
    """Entries of a project. `storylens entries` has a command for each of these."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def kinds(self) -> pd.DataFrame:
        """List the kinds of entries, with how many there are of each, and their fields."""
        import pandas as pd

        with self.store.reading() as connection:
            rows = [
                (name, len(entries.every(connection, kind)), ", ".join(kind.model_fields))
                for name, kind in sorted(entries.kinds().items())
            ]
        return pd.DataFrame(rows, columns=["kind", "entries", "fields"]).set_index("kind")

    def listed(self, kind: str) -> pd.DataFrame:
        """List the entries of a kind as they are now, with version, author and day; without fields nobody filled."""
        import pandas as pd

        with self.store.reading() as connection:
            kept = entries.every(connection, entries.kind_of(kind))
        rows = [{**sheets.plain(one.body), "version": one.version, "by": one.author, "at": one.at[:10]} for one in kept]
        frame = pd.DataFrame(rows, index=pd.Index([one.number for one in kept], name="number"))
        return frame.loc[:, (frame != "").any()] if len(frame) else frame

    def history(self, number: str) -> list[Kept[Entry]]:
        """Return all versions of an entry, the oldest first."""
        with self.store.reading() as connection:
            return entries.history(connection, entries.kind_of_number(number), number)

    def links(self, number: str) -> list[Link]:
        """Return the passages that an entry stands on."""
        with self.store.reading() as connection:
            return entries.links(connection, number)

    def write(self, kind: str, fields: Mapping[str, Any], *, by: str, why: str = "") -> Kept[Entry]:
        """Write a new entry. Raises `StorylensError` that names the field, or the rule that is not kept."""
        body = entries.made(kind, _typed(entries.kind_of(kind), fields))
        with self.store.writing() as connection:
            check(self.store, connection, body)
            return entries.add(connection, body, by=by, reason=why)

    def revise(
        self, number: str, fields: Mapping[str, Any], *, by: str, why: str, round: int = 0, seen: int | None = None
    ) -> Kept[Entry]:
        """Write a new version of an entry with some fields changed; the versions before it stay.

        `round` counts the exchanges with the source; `seen` is the version that the author had before them. Raises
        `StorylensError` without a reason, and when somebody else has written a newer version than `seen`.
        """
        if not why.strip():
            raise StorylensError("a revision needs its reason", where=number, todo="say why")
        kind = entries.kind_of_number(number)
        with self.store.writing() as connection:
            before = entries.read(connection, kind, number)
            body = entries.made(kind.kind, {**before.body.model_dump(), **_typed(kind, fields)})
            check(self.store, connection, body, before.body)
            return entries.revise(connection, number, body, by=by, reason=why, round=round, seen=seen)

    def link(
        self, number: str, document: str, passage: str | tuple[int, int], *, role: str = "supports", by: str
    ) -> Link:
        """Say that an entry stands on a passage, given as its words or as start and end, and in which role."""
        if role not in ROLES:
            raise StorylensError(f"{role!r} is no role of a passage", todo="choose from " + ", ".join(ROLES))
        with self.store.writing() as connection:
            text = documents.read(connection, documents.find(connection, document))
            start, end = place_of(text, passage)
            return entries.link(connection, number, role, text.id, start, end, by=by)

    def unlink(self, link: str, *, by: str) -> None:
        """Take a link back, by its id or the beginning of it."""
        with self.store.writing() as connection:
            found = [one.id for one in entries.links(connection) if one.id.startswith(link)]
            if len(found) != 1:
                raise StorylensError(
                    f"{len(found)} links begin with {link!r}", todo="`storylens entries show` lists them"
                )
            entries.unlink(connection, found[0], by=by)

    def write_sheet(self, kind: str, file: str | Path) -> int:
        """Write all entries of a kind as a workbook to be filled in; return how many there are."""
        return sheets.write_sheet(self.store, kind, Path(file))

    def compare_sheet(self, kind: str, file: str | Path) -> Difference:
        """Read such a workbook and say what it would change, and where that is in conflict."""
        return sheets.compare_sheet(self.store, kind, Path(file))

    def apply_sheet(self, difference: Difference, *, by: str, round: int = 0) -> int:
        """Write what a workbook changes as new versions; return how many entries changed. Conflicts stay."""
        return sheets.apply_sheet(self.store, difference, by=by, round=round)


def _typed(kind: type[Entry], fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields as their kind takes them: what is written as words, as on a command line or sheet, is read."""
    return {
        name: sheets.value_of(kind, name, value) if isinstance(value, str) and name in kind.model_fields else value
        for name, value in fields.items()
    }
