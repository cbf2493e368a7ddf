"""Value creation: what learning together brought, by cycle, with what indicators say beside the stories.

Wenger-Trayner and Wenger-Trayner 2020 for the eight values, Wenger, Trayner and de Laat 2011 for the matrix. Value is
positive, negative or null. What is hoped for is told apart, and never counted as applied, realised or changed.
"""

from __future__ import annotations

from functools import cached_property

import pandas as pd

from storylens.analysis.measured import machine_notes
from storylens.analysis.table import Table
from storylens.analysis.untypical import picked_out_note
from storylens.records import State
from storylens.records.learning import Indicator
from storylens.synthesis.book import Book, Passage

PATH = ("val.immediate", "val.potential", "val.applied", "val.realized", "val.transformative")
CYCLES = (*PATH, "val.enabling", "val.strategic", "val.orienting")
HAPPENED = ("val.applied", "val.realized", "val.transformative")  # what a hope must not be taken for
HOPE = "val.aspiration"
NULL = "null"
SIGNS = ("positive", "negative", NULL)
NAMES = {code: code.removeprefix("val.").replace("realized", "realised") for code in (*CYCLES, HOPE)}
NO_LADDER = "The cycles are no ladder: a story may begin at any of them, and none is better for reaching more."


class Value:
    """The codings on value that may be counted, with what is only hoped for told apart."""

    def __init__(self, book: Book) -> None:
        self.book = book
        rows = book.seen.codings[book.seen.codings.code.isin([*CYCLES, HOPE])]
        hopes: dict[str, list[tuple[int, int]]] = {}
        for row in rows[rows.code == HOPE].itertuples():
            hopes.setdefault(row.document_id, []).append((row.start, row.end))
        hoped = [
            row.code in HAPPENED
            and any(start <= row.start and row.end <= end for start, end in hopes.get(row.document_id, ()))
            for row in rows.itertuples()
        ]
        self.rows = rows.assign(hoped=hoped)

    def of(self, cycle: str) -> pd.DataFrame:
        """Return the codings that count for a cycle."""
        return self.rows[(self.rows.code == cycle) & ~self.rows.hoped]

    @cached_property
    def cycles_of(self) -> dict[str, set[str]]:
        """Which cycles each story reaches, by the id of the document: for good or ill, not where nothing came of it."""
        reached: dict[str, set[str]] = {}
        for row in self.rows[~self.rows.hoped & (self.rows.code != HOPE) & (self.rows.polarity != NULL)].itertuples():
            reached.setdefault(row.document_id, set()).add(row.code)
        return reached

    def quote(self, rows: pd.DataFrame) -> str:
        """Return a passage that may be quoted, one that a person confirmed before a suggestion."""
        by_state = rows.assign(later=rows.state == State.SUGGESTED).sort_values("later", kind="stable")
        return self.book.quote(
            Passage(row.coding_id, row.code, row.document_id, row.start, row.end, row.teller_id)
            for row in by_state.itertuples()
        )

    def notes(self) -> tuple[str, ...]:
        """Return what is said under each of these tables."""
        confirmed = _places(self.rows[self.rows.state != State.SUGGESTED])
        return (
            f"{confirmed} of {_places(self.rows)} passages on value are confirmed by a person; the rest are suggested.",
            *machine_notes(self.book.seen, self.rows),
            *picked_out_note(self.book.seen),
        )


def value_matrix(book: Book) -> Table:
    """Lay out each cycle: stories, tellers, sign, what indicators say, and how the two may meet."""
    value, stories = Value(book), len(book.seen.documents)
    indicators = book.every(Indicator)
    rows, ids = [], dict[tuple[str, str], tuple[str, ...]]()
    for cycle in (*CYCLES, HOPE):
        found, key = value.of(cycle), NAMES[cycle]
        hoped = value.rows[(value.rows.code == cycle) & value.rows.hoped]
        mine = [kept for kept in indicators if kept.body.cycle == cycle]
        parts = {
            "stories": found,
            "tellers": found,
            "passages": found,
            **{f"{sign}: tellers": found[found.polarity == sign] for sign in SIGNS},
            "sign not coded: tellers": found[~found.polarity.isin(SIGNS)],
            "confirmed by a person": found[found.state != State.SUGGESTED],
            "hoped for, not counted": hoped,
        }
        rows.append(
            {
                "cycle": key,
                "stories": found.document_id.nunique(),
                "of stories": stories,
                "tellers": found.teller_id.nunique(),
                "of tellers": book.n,
                "passages": _places(found),
                **{name: part.teller_id.nunique() for name, part in parts.items() if name.endswith(": tellers")},
                "confirmed by a person": _places(parts["confirmed by a person"]),
                "hoped for, not counted": _places(hoped),
                "indicators": "; ".join(f"{kept.body.text}: {kept.body.value or 'no value'}" for kept in mine),
                "sources of these": "; ".join(kept.body.source or "not said" for kept in mine),
                "plausible link": "; ".join(filter(None, (_link(book, kept.body) for kept in mine))),
                "gap": _gap(bool(len(found)), bool(mine)),
                "quote": value.quote(found),
            }
        )
        ids |= {(key, name): tuple(dict.fromkeys(part.coding_id)) for name, part in parts.items()}
        ids[key, "indicators"] = tuple(kept.number for kept in mine)
    return Table(
        "value-creation",
        "Value creation: stories and indicators, cycle by cycle",
        pd.DataFrame(rows).set_index("cycle"),
        (
            NO_LADDER,
            "A teller who tells of good and of bad counts under both. Null: it was looked for and did not come about.",
            "“Aspiration” is what is hoped for; a passage in it counts for no cycle of what was done or came of it.",
            *value.notes(),
            *book.left_out(Indicator),
        ),
        ids,
    )


def value_flow(book: Book) -> Table:
    """Count how many stories reach each cycle on the way from taking part to a changed view, and where they stop."""
    value = Value(book)
    told = {document: [cycle for cycle in PATH if cycle in held] for document, held in value.cycles_of.items()}
    told = {document: path for document, path in told.items() if path}
    rows, ids = [], dict[tuple[str, str], tuple[str, ...]]()
    for cycle in PATH:
        parts = {
            "stories": [document for document, path in told.items() if cycle in path],
            "begin here": [document for document, path in told.items() if path[0] == cycle],
            "stop here": [document for document, path in told.items() if path[-1] == cycle],
        }
        parts["go on from here"] = [document for document in parts["stories"] if document not in parts["stop here"]]
        nothing = value.of(cycle)
        parts["nothing came of it"] = [*nothing.document_id[nothing.polarity == NULL].unique()]
        rows.append(
            {
                "cycle": NAMES[cycle],
                **{name: len(found) for name, found in parts.items()},
                "of": len(told),
                "which stop": book.codes(parts["stop here"]),
            }
        )
        ids |= {(NAMES[cycle], name): tuple(_behind(value, cycle, found)) for name, found in parts.items()}
    columns = ["stories", "of", "begin here", "go on from here", "stop here", "which stop", "nothing came of it"]
    return Table(
        "value-flow",
        "Value creation: how far stories go, and where they stop",
        pd.DataFrame(rows).set_index("cycle")[columns],
        (
            NO_LADDER,
            f"Of {len(told)} stories that reach any of these five cycles.",
            "What is only hoped for is no step; nor is what came to nothing, which has a column of its own.",
            "A story that stops was told until then, or asked about until then.",
            *value.notes(),
        ),
        ids,
    )


def value_negative(book: Book) -> Table:
    """List what is told of negative and null value, passage by passage, as far as it may be quoted."""
    value = Value(book)
    rows = value.rows[value.rows.polarity.isin(("negative", NULL))]
    rows = rows.sort_values(["code", "document_id", "start"], kind="stable")
    lines = [
        {
            "coding": row.coding_id,
            "cycle": NAMES[row.code],
            "value": row.polarity,
            "hoped for only": "yes" if row.hoped else "",
            "teller": book.seen.tellers.code[row.teller_id],
            "story": book.seen.documents.code[row.document_id],
            "asked with": book.seen.documents.prompt_valence[row.document_id] or "not known",
            "quote": value.quote(rows.loc[[row.Index]]) or "may not be quoted",
        }
        for row in rows.itertuples()
    ]
    columns = ["coding", "cycle", "value", "hoped for only", "teller", "story", "asked with", "quote"]
    return Table(
        "value-negative",
        "Value creation: what was bad, and what did not come about",
        pd.DataFrame(lines, columns=columns).set_index("coding"),
        (
            *(() if lines else ("No negative or null value was coded; that is no sign that there was none.",)),
            "A prompt that asks for what went well makes a corpus of what went well: see “asked with”.",
            *value.notes(),
        ),
        {(str(line["coding"]), "quote"): (str(line["coding"]),) for line in lines},
    )


def value_prompts(book: Book) -> Table:
    """Count the tellers who tell of good, bad and null value by what they were asked for: a prompt makes its corpus."""
    value = Value(book)
    told = value.rows[~value.rows.hoped & (value.rows.code != HOPE)]
    prompt = book.seen.documents.prompt_valence.where(book.seen.documents.prompt_valence != "", "not known")
    rows, ids = [], dict[tuple[str, str], tuple[str, ...]]()
    for name in sorted(prompt.unique()):
        documents = prompt.index[prompt == name]
        mine = told[told.document_id.isin(documents)]
        parts = {sign: mine[mine.polarity == sign] for sign in SIGNS}
        parts["sign not coded"] = mine[~mine.polarity.isin(SIGNS)]
        heard = book.seen.turns.teller_id[book.seen.turns.document_id.isin(documents)].nunique()
        counts = {sign: part.teller_id.nunique() for sign, part in parts.items()}
        rows.append({"asked with": name, "stories": len(documents), **counts, "of": heard})
        ids |= {(name, sign): tuple(dict.fromkeys(part.coding_id)) for sign, part in parts.items()}
    return Table(
        "value-prompts",
        "Value creation by what people were asked for: tellers of good, bad and null value",
        pd.DataFrame(rows, columns=["asked with", "stories", *SIGNS, "sign not coded", "of"]).set_index("asked with"),
        (
            "Tellers out of those who told under that prompt. Never add rows of different prompts up to one share.",
            *value.notes(),
        ),
        ids,
    )


def _places(rows: pd.DataFrame) -> int:
    return len(rows.drop_duplicates(["document_id", "start", "end", "teller_id"]))


def _link(book: Book, body: Indicator) -> str:
    stories = ", ".join(code for code in body.stories if book.story(code))
    return f"{body.plausible_link or 'link not argued'} ({stories})" if stories else body.plausible_link


def _gap(told: bool, measured: bool) -> str:
    if told and measured:
        return ""
    return {True: "no indicator", False: "no story" if measured else "neither story nor indicator"}[told]


def _behind(value: Value, cycle: str, documents: list[str]) -> list[str]:
    found = value.of(cycle)
    return list(dict.fromkeys(found.coding_id[found.document_id.isin(documents)]))
