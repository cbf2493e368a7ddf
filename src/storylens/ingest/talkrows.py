"""A dialogue laid out in a table whose first row says what each column holds: who speaks, when, what is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from storylens.ingest.blocks import Block
from storylens.ingest.stampednames import clock
from storylens.ingest.strand import Strand, joined, words
from storylens.records import Stretch

Cell = Sequence[Strand]  # its paragraphs

_HEADS = {
    "speaker": r"speakers?|who|name|participants?|role|speaker name|person|sprecher(?:in)?|locuteur|hablante|orador",
    "time": r"time(?: ?stamps?| ?codes?)?|start(?: time)?|begin|end(?: time)?|minutes?|temps|hora|tiempo",
    "number": r"no\.?|nr\.?|#|number|turns?|lines?|id|n°|row",
    "note": r"notes?|comments?|remarks?|observations?|codes?|coding|themes?|memos?|non-verbal",
    "text": r"text|transcript(?:ion)?|words?|utterances?|verbatim|said|speech|content|dialogue|responses?",
}
_LONGEST_HEAD = 4  # words
TIME = re.compile(r"\W*(?P<time>(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?)\W*")


class Columns(NamedTuple):
    """Which column holds what; `said` has the unknown heads too, such as the names of two languages."""

    speaker: int
    said: tuple[int, ...]
    before: tuple[int, ...]  # numbers and times
    notes: tuple[int, ...]


def columns_of(row: Sequence[Cell]) -> Columns | None:
    """Return what the columns are when a row is the head of a dialogue, else None."""
    heads = [plain(cell).lower() for cell in row]
    if len(heads) < 2 or any(len(head.split()) > _LONGEST_HEAD for head in heads):
        return None
    kinds = [next((kind for kind, known in _HEADS.items() if re.fullmatch(known, head)), "said") for head in heads]
    at = {kind: tuple(place for place, found in enumerate(kinds) if found == kind) for kind in kinds}
    said = at.get("text", ()) or at.get("said", ())
    if len(at.get("speaker", ())) != 1 or not said:
        return None
    before = tuple(place for place, kind in enumerate(kinds) if kind in ("number", "time"))
    others = at.get("said", ()) if at.get("text") else ()
    return Columns(at["speaker"][0], said, before, (*at.get("note", ()), *others))


def talk_as_blocks(rows: Sequence[Sequence[Cell]], columns: Columns) -> Iterator[Block]:
    """Yield the head as a note, then each row: the speaker and what is said parted by a tab, and notes after it."""
    yield Block(joined([joined(list(cell), " ") for cell in rows[0]], "\t"), Stretch.NOTE)
    for row in rows[1:]:
        if len(row) != len(rows[0]):
            yield Block(joined([joined(list(cell), " ") for cell in row], "\t"))
            continue
        lead = [cell for place in columns.before if (cell := plain(row[place]))]
        time = next((clock(found["time"]) for one in lead if (found := TIME.fullmatch(one))), "")
        first, *more = [strand for strand in row[columns.said[0]] if strand.text.strip()] or [words("")]
        others = [joined(list(row[place]), " ") for place in columns.said[1:] if plain(row[place])]
        who = [joined(list(row[columns.speaker]), " ")] if plain(row[columns.speaker]) else []
        label = "\t".join([*lead, ""])
        yield Block(joined([*who, first, *others], "\t"), label=label, said_at=time)
        yield from (Block(strand) for strand in more)
        yield from (Block(strand, Stretch.NOTE) for place in columns.notes for strand in row[place])


def plain(cell: Cell) -> str:
    """Return the words of a cell on one line."""
    return " ".join(" ".join(strand.text for strand in cell).split())
