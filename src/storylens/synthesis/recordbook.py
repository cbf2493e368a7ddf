"""The record book as people write it: entries of every kind, revised and never overwritten, and what they stand on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from storylens.coding.actions import place_of
from storylens.records import State, StorylensError
from storylens.records.entries import Entry, Kept, Link
from storylens.records.harvest import Outcome
from storylens.store import Store, codings, documents, entries, sources
from storylens.synthesis import fields as as_written
from storylens.synthesis import sheets
from storylens.synthesis.book import Book
from storylens.synthesis.rules import check_role, keep, refuse_substantiators
from storylens.synthesis.sheets import Difference

if TYPE_CHECKING:
    import pandas as pd


class RecordBook:
    """Entries of a project. `storylens entries` has a command for each of these."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def kinds(self) -> pd.DataFrame:
        """List the kinds of entries, with how many there are of each, and their fields."""
        import pandas as pd

        with self.store.reading() as connection:
            rows = [
                (name, kind.title, len(entries.every(connection, kind)), ", ".join(kind.model_fields))
                for name, kind in sorted(entries.kinds().items())
            ]
        return pd.DataFrame(rows, columns=["kind", "what", "entries", "fields"]).set_index("kind")

    def listed(self, kind: str) -> pd.DataFrame:
        """List the entries of a kind that may be printed, with version, author and day; no fields that nobody filled.

        Names are replaced, and what rests only on words that may not be used is left out.
        """
        import pandas as pd

        kept = Book(self.store).every(entries.kind_of(kind))
        rows = [
            {**as_written.written(one.body), "version": one.version, "by": one.author, "at": one.at[:10]}
            for one in kept
        ]
        frame = pd.DataFrame(rows, index=pd.Index([one.number for one in kept], name="number"))
        return frame.loc[:, (frame != "").any()] if len(frame) else frame

    def history(self, number: str) -> list[Kept[Entry]]:
        """Return all versions of an entry as they were written, the oldest first."""
        with self.store.reading() as connection:
            return entries.history(connection, entries.kind_of_number(number), number)

    def versions(self, number: str) -> pd.DataFrame:
        """List the versions of an entry that may be printed: who changed what, when, in which exchange, and why."""
        import pandas as pd

        book = Book(self.store)
        rows: Any = []
        before: dict[str, str] = {}
        for version in book.history(book.one(number)):
            now = as_written.written(version.body)
            changed = [f"{name}: {text or '(emptied)'}" for name, text in now.items() if text != before.get(name, "")]
            told = map(book.text, (version.author, version.reason, "\n".join(changed)))
            rows.append((version.version, version.at[:16], version.round, *told))
            before = now
        columns = ["version", "at", "round", "by", "why", "what was written"]
        return pd.DataFrame(rows, columns=columns).set_index("version")

    def links(self, number: str) -> list[Link]:
        """Return the passages that an entry stands on."""
        with self.store.reading() as connection:
            return entries.links(connection, number)

    def passages(self, *numbers: str) -> pd.DataFrame:
        """List the passages that entries stand on, in words where they may be quoted."""
        import pandas as pd

        book = Book(self.store)
        rows = [
            (one.link, number, one.role, *book.where(one), book.quote([one]) or "may not be quoted")
            for number in numbers
            for one in book.passages(book.one(number))
        ]
        columns = ["link", "entry", "role", "story", "teller", "words"]
        return pd.DataFrame(rows, columns=columns).set_index("link")

    def write(self, kind: str, fields: Mapping[str, Any], *, by: str, why: str = "") -> Kept[Entry]:
        """Write a new entry. Raises `StorylensError` that names the field, or the rule that is not kept."""
        body = entries.made(kind, as_written.understood(entries.kind_of(kind), fields))
        with self.store.writing() as connection:
            return keep(self.store, connection, body, by=by, reason=why)

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
            before = entries.read(connection, kind, number).body.model_dump()
            body = entries.made(kind.kind, {**before, **as_written.understood(kind, fields)})
            return keep(self.store, connection, body, number, by=by, reason=why, round=round, seen=seen)

    def link(
        self,
        number: str,
        document: str = "",
        passage: str | tuple[int, int] = "",
        *,
        coding: str = "",
        role: str = "",
        by: str,
    ) -> Link:
        """Say that an entry stands on a passage (its words, start and end, or a coding), and in which role.

        Without a role, it is `outcome` for outcomes and `supports` for other entries.

        Raises `StorylensError` for a passage that is not there, a coding that nobody has accepted, and the words of
        somebody who was asked to substantiate the outcome.
        """
        with self.store.writing() as connection:
            kept = entries.read(connection, entries.kind_of_number(number), number)
            role = role or ("outcome" if isinstance(kept.body, Outcome) else "supports")
            check_role(self.store, kept.body, role)
            if coding:
                document_id, start, end, coding = _accepted(connection, coding)
            else:
                text = documents.read(connection, documents.find(connection, document))
                start, end = place_of(text, passage)
                document_id = text.id
            if isinstance(kept.body, Outcome):
                refuse_substantiators(connection, number, sources.speaking(connection, document_id, start, end))
            return entries.link(connection, number, role, document_id, start, end, by=by, coding_id=coding or None)

    def unlink(self, link: str, *, by: str) -> None:
        """Take a link back, by its id or the beginning of it; that it was there stays on record."""
        with self.store.writing() as connection:
            found = [one.id for one in entries.links(connection) if one.id.startswith(link)]
            if len(found) != 1:
                raise StorylensError(
                    f"{len(found)} links begin with {link!r}", todo="`storylens entries show` lists them"
                )
            entries.unlink(connection, found[0], by=by)

    def write_sheet(self, kind: str, file: str | Path) -> int:
        """Write the entries of a kind that may be printed as a workbook to be filled in; return how many there are."""
        return sheets.write_sheet(self.store, kind, Path(file))

    def compare_sheet(self, kind: str, file: str | Path) -> Difference:
        """Read such a workbook and say what it would change, where that is in conflict, and what a rule forbids."""
        return sheets.compare_sheet(self.store, kind, Path(file))

    def apply_sheet(self, difference: Difference, *, by: str, round: int = 0) -> int:
        """Write what a workbook changes as new versions; return how many entries changed. Conflicts stay."""
        return sheets.apply_sheet(self.store, difference, by=by, round=round)


def _accepted(connection: Connection, coding_id: str) -> tuple[str, int, int, str]:
    """Return where a coding stands, and its id."""
    coding = codings.read(connection, coding_id)
    if coding.state not in (State.ACCEPTED, State.CHANGED) or codings.successor(connection, coding.id):
        raise StorylensError("this coding is a suggestion, or stands no more", todo="accept it first, or name another")
    return coding.document_id, coding.start, coding.end, coding.id
