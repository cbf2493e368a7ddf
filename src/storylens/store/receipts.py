"""What became of each file that was taken in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace

from sqlalchemy import Connection, delete, insert, select

from storylens.store import schema
from storylens.store.database import now

NOT_READ = "not read"


@dataclass(frozen=True)
class Receipt:
    """One file: what it was read as, what became of it, and what of it is not in any text."""

    path: str  # where it lies, as `Folder.place_of` gives it
    source: str  # folder and name, as people know it
    sha256: str
    reader: str
    outcome: str = ""  # read, nothing new, set aside, not read, tellers
    detail: str = ""
    size: int = 0  # bytes
    documents: int = 0  # new ones
    kept: int = 0  # characters of the texts made of it
    set_aside: Mapping[str, int] = field(default_factory=dict)  # characters, by reason

    def becoming(self, outcome: str, detail: str = "", **counts: object) -> Receipt:
        """Return this receipt with what became of the file."""
        return replace(self, outcome=outcome, detail=detail, **counts)  # type: ignore[arg-type]

    def __str__(self) -> str:
        return f"{self.source}: {self.outcome}" + (f" ({self.detail})" if self.detail else "")


def keep(connection: Connection, receipt: Receipt) -> None:
    """Keep a receipt in place of the last one for the same path."""
    table = schema.receipt
    connection.execute(delete(table).where(table.c.path == receipt.path))
    connection.execute(insert(table).values(**asdict(receipt), at=now()))


def read(connection: Connection) -> dict[str, Receipt]:
    """Return the receipts by path."""
    table = schema.receipt
    rows = connection.execute(select(table).order_by(table.c.path))
    return {row.path: Receipt(**{name: row._mapping[name] for name in Receipt.__dataclass_fields__}) for row in rows}
