"""The theme table: for each code, how many tellers speak of it, out of how many who could have."""

from __future__ import annotations

import pandas as pd

from storylens.analysis.measured import machine_notes
from storylens.analysis.quotes import Chooser, in_marks
from storylens.analysis.table import Table
from storylens.analysis.untypical import APART, only_picked_out, picked_out_note
from storylens.gates import View
from storylens.records import State


def theme_table(seen: View, chooser: Chooser) -> Table:
    """Count tellers, cases, documents and mentions for each code, with a quote that may be printed.

    Tellers are counted before mentions: one person who says a thing ten times is one teller. Mentions are
    passages; `confirmed` of them were coded or accepted by a named person, the rest is suggested.
    """
    ids: dict[tuple[str, str], tuple[str, ...]] = {}
    rows = []
    groups = dict(list(seen.codings.groupby("code", sort=False)))
    for book in seen.codebooks.values():
        for code in book.codes():
            if code.id not in groups or code.gate:
                continue
            found = groups[code.id]
            confirmed = found[found.state != State.SUGGESTED]
            quote = None if code.sensitive else chooser.choose(found)
            quoted = (in_marks(quote.text), chooser.credit(quote)) if quote else ("", "")
            rows.append((code.id, code.name, *_counts(seen, code.id, found, confirmed), *quoted, code.definition))
            everything = tuple(dict.fromkeys(found.coding_id))
            for column in ("tellers", "cases", "documents", "mentions"):
                ids[code.id, column] = everything
            ids[code.id, "confirmed"] = tuple(dict.fromkeys(confirmed.coding_id))
            if quote:
                ids[code.id, "quote"] = (quote.coding_id,)
    # fmt: off
    columns = ["theme", "tellers", "of", APART, "cases", "documents", "mentions", "confirmed", "quote", "quoted",
               "definition"]
    # fmt: on
    about_picked = picked_out_note(seen)
    frame = pd.DataFrame(rows, columns=["code", *columns]).set_index("code")
    if not about_picked:
        frame = frame.drop(columns=APART)
    frame = frame.sort_values("tellers", ascending=False, kind="stable")
    return Table(
        "themes",
        "Themes: who speaks of what",
        frame,
        (
            "Read “tellers” first: n of N tellers whose words may be used. Mentions are passages.",
            "“Confirmed” counts the mentions that a named person coded or accepted; all others are a machine's.",
            "What people speak of depends on what they were asked; an absent theme is not a denied one.",
            *(("“Of” leaves out tellers who were not asked, as the settings say.",) if seen.not_asked else ()),
            *chooser.unequal(),
            *machine_notes(seen),
            *about_picked,
        ),
        ids,
    )


def _counts(seen: View, code: str, found: pd.DataFrame, confirmed: pd.DataFrame) -> tuple[int, ...]:
    """Count who speaks of a code and how often, in the order of the columns."""
    return (
        found.teller_id.nunique(),
        len(seen.asked(code) | {*found.teller_id}),
        only_picked_out(seen, found),
        cases_of(seen, found).nunique(),
        found.document_id.nunique(),
        _passages(found),
        _passages(confirmed),
    )


def _passages(codings: pd.DataFrame) -> int:
    """Count what tellers say: a passage that a machine suggests and two people code is said once."""
    return len(codings.drop_duplicates(["document_id", "start", "end", "teller_id"]))


def cases_of(seen: View, codings: pd.DataFrame) -> pd.Series:
    """Return the case of each coding: that of the document, or else that of the teller."""
    of_document = codings.document_id.map(seen.documents["case"])
    return of_document.where(of_document.fillna("") != "", codings.teller_id.map(seen.tellers["case"]))
