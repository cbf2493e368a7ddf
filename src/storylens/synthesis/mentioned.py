"""Which actors are named together, and what they are said to be interested in."""

from __future__ import annotations

import re
from itertools import combinations

import pandas as pd

from storylens.analysis.table import Table
from storylens.analysis.untypical import picked_out_note
from storylens.records import State
from storylens.records.entries import Kept
from storylens.records.network import TargetActor
from storylens.synthesis.book import Book

DECLARED = "declared"


class Mentions:
    """In which turns of tellers each target actor is named, by the name of the entry."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.actors = book.every(TargetActor)
        self.turns = {kept.number: self._turns(kept) for kept in self.actors}

    def _turns(self, kept: Kept[TargetActor]) -> pd.DataFrame:
        words = r"\s+".join(map(re.escape, kept.body.name.split()))
        if not words:
            return self.book.seen.turns.iloc[:0]
        found = self.book.seen.turns.text.str.contains(rf"\b{words}(?:e?s)?\b", case=False, regex=True)
        return self.book.seen.turns[found]


def co_mentions(book: Book) -> Table:
    """Count the tellers who name two target actors in one answer, post or paragraph, out of those who name either."""
    mentions = Mentions(book)
    rows, ids = [], dict[tuple[str, str], tuple[str, ...]]()
    for one, other in combinations(mentions.actors, 2):
        first, second = mentions.turns[one.number], mentions.turns[other.number]
        both = first[first.index.isin(second.index)]
        if both.empty:
            continue
        key = f"{one.body.name} – {other.body.name}"
        rows.append(
            {
                "pair": key,
                "tellers": both.teller_id.nunique(),
                "of who name either": len({*first.teller_id, *second.teller_id}),
                "of": book.n,
                "stories": both.document_id.nunique(),
                "turns": len(both),
            }
        )
        ids[key, "tellers"] = ids[key, "turns"] = tuple(both.index)
    columns = ["pair", "tellers", "of who name either", "of", "stories", "turns"]
    never = [kept.body.name for kept in mentions.actors if mentions.turns[kept.number].empty]
    frame = pd.DataFrame(rows, columns=columns).set_index("pair").sort_values("tellers", ascending=False, kind="stable")
    return Table(
        "co-mentions",
        "Network: actors who are named together",
        frame,
        (
            "By the name of the target actor in the tellers' own words; to be named together is not to be in touch.",
            *picked_out_note(book.seen),
            *((f"Named by nobody in these words: {', '.join(never)}.",) if never else ()),
            *book.left_out(TargetActor),
        ),
        ids,
    )


def actor_interests(book: Book) -> Table:
    """Lay out actors by interests: declared by the project, told by tellers, or both.

    An interest that is the name or id of a code counts the tellers who speak of an actor in a passage with that code,
    coded or accepted by a person.
    """
    mentions = Mentions(book)
    interests = list(dict.fromkeys(interest for kept in mentions.actors for interest in kept.body.interests))
    codes = {
        name.casefold(): code
        for each in book.seen.codebooks.values()
        for code in each.codes()
        if not (code.sensitive or code.gate)
        for name in (code.id, code.name)
    }
    codings = book.seen.codings[book.seen.codings.state != State.SUGGESTED]
    rows, ids = [], dict[tuple[str, str], tuple[str, ...]]()
    for kept in mentions.actors:
        turns = mentions.turns[kept.number]
        row = {"actor": kept.body.name}
        for interest in interests:
            code = codes.get(interest.casefold())
            told = _on(codings[codings.code == code.id], turns) if code else codings.iloc[:0]
            said = f"told by {told.teller_id.nunique()} of {book.n}" if len(told) else ""
            row[interest] = "; ".join(filter(None, [DECLARED * (interest in kept.body.interests), said]))
            ids[kept.body.name, interest] = (kept.number, *dict.fromkeys(told.coding_id)) if row[interest] else ()
        row["tellers who name them"] = str(turns.teller_id.nunique())
        rows.append(row)
    columns = ["actor", *interests, "tellers who name them"]
    return Table(
        "actor-interests",
        "Actors by interests",
        pd.DataFrame(rows, columns=columns).set_index("actor"),
        (
            f"“{DECLARED.capitalize()}”: people of the project wrote it down.",
            "“Told”: by tellers who name the actor in an answer, post or paragraph with a passage coded with it.",
            *book.left_out(TargetActor),
        ),
        ids,
    )


def _on(codings: pd.DataFrame, turns: pd.DataFrame) -> pd.DataFrame:
    """Return the codings that stand, at least in part, on turns."""
    near: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for turn in turns.itertuples():
        near.setdefault((turn.document_id, turn.teller_id), []).append((turn.start, turn.end))
    inside = [
        any(start < row.end and row.start < end for start, end in near.get((row.document_id, row.teller_id), ()))
        for row in codings.itertuples()
    ]
    return codings.loc[inside]
