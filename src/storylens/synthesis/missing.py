"""Who is missing: whom the team looked for, whom it reached, and who of them is heard in the tables."""

from __future__ import annotations

import pandas as pd

from storylens.analysis.table import Table
from storylens.gates.groups import grouped
from storylens.ingest.sheets import SampledGroup
from storylens.store import contents, described
from storylens.synthesis.book import Book

EVERY = "all groups"
_UNTOLD = ""  # where the sampling frame gives no number


def who_is_missing(book: Book) -> Table:
    """Set for each group of the sampling frame those who were sought beside those who are heard.

    `not reached` is sought less reached and declined; `missing` is sought less heard, and `share missing` its
    percentage of the sought. Numbers that the frame does not give stay empty, and no sum is made of them. A group is
    found among tellers by the attribute that the frame names, or else by any attribute in which it is a group.
    """
    with book.store.reading() as connection:
        frame, held = described.frame(connection), contents.read(connection)
    speaking = held.tellers[held.tellers.index.isin(held.turns.teller_id)]
    known = grouped(held.attributes, speaking, book.store.folder.settings().get("groups", {}))
    rows = [_row(group, known, set(book.seen.tellers.index), set(book.quotable.tellers.index)) for group in frame]
    for attribute in dict.fromkeys(row["by"] for row in rows):
        mine = [row for row in rows if row["by"] == attribute]
        if len(mine) > 1:
            rows.insert(rows.index(mine[-1]) + 1, _sum(mine))
    columns = ["by", "sought", "reached", "declined", "not reached", "in the project", "heard", "quotable"]
    made = pd.DataFrame(rows, columns=["group", *columns, "missing", "share missing"])
    return Table(
        "missing",
        "Who is missing: sought, reached, declined, and heard, by group",
        made.set_index("group"),
        (
            "Sought, reached and declined are as the team's sampling frame has them; the rest is counted here.",
            "Heard: tellers whose words may be counted. Quotable: tellers whose words may be printed.",
            "A teller who is a group of people counts once.",
            *(() if frame else ("There is no sampling frame: take in a table with group, sought, reached, declined.",)),
            *(book.seen.bases[name] for name in dict.fromkeys(made.by) if name in book.seen.bases),
            *_unknown(made),
        ),
    )


def _row(group: SampledGroup, known: pd.DataFrame, heard: set[str], quotable: set[str]) -> dict[str, object]:
    members = _members(group, known)
    counted = len(members & heard)
    missing = max(group.sought - counted, 0) if group.sought is not None else None
    return {
        "group": group.group,
        "by": group.attribute or "group",
        "sought": _told(group.sought),
        "reached": _told(group.reached),
        "declined": _told(group.declined),
        "not reached": _told(_not_reached(group)),
        "in the project": len(members),
        "heard": counted,
        "quotable": len(members & quotable),
        "missing": _told(missing),
        "share missing": _share(missing, group.sought),
    }


def _members(group: SampledGroup, known: pd.DataFrame) -> set[str]:
    wanted = group.group.strip().casefold()
    columns = [group.attribute] if group.attribute in known else list(known)
    found: set[str] = set()
    for column in columns:
        found |= set(known.index[known[column].str.strip().str.casefold() == wanted])
    return found


def _not_reached(group: SampledGroup) -> int | None:
    if group.sought is None or group.reached is None or group.declined is None:
        return None
    return max(group.sought - group.reached - group.declined, 0)


def _sum(rows: list[dict[str, object]]) -> dict[str, object]:
    """Add groups up; a number that one of them lacks has no sum."""
    total: dict[str, object] = {"group": f"{EVERY} by {rows[0]['by']}", "by": rows[0]["by"]}
    for name in rows[0]:
        if name in total or name == "share missing":
            continue
        told = [value for row in rows if isinstance(value := row[name], int)]
        total[name] = sum(told) if len(told) == len(rows) else _UNTOLD
    total["share missing"] = _share(total["missing"], total["sought"])
    return total


def _told(number: int | None) -> int | str:
    return _UNTOLD if number is None else number


def _share(missing: object, sought: object) -> str:
    return f"{missing / sought:.0%}" if isinstance(missing, int) and isinstance(sought, int) and sought else _UNTOLD


def _unknown(made: pd.DataFrame) -> tuple[str, ...]:
    nobody = [str(name) for name in made.group[made["in the project"] == 0]]
    return (f"Nobody in the project is of: {', '.join(nobody)}.",) if nobody else ()
