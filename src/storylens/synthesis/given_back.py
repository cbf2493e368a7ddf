"""What each community asked to learn, what was given back to it, and what was paid for people's time."""

from __future__ import annotations

from typing import Any

import pandas as pd

from storylens.analysis.table import Table
from storylens.analysis.theme_table import cases_of
from storylens.records import State
from storylens.records.entries import Kept
from storylens.records.learning import Compensation, ShareBack
from storylens.records.network import LearningQuestion
from storylens.synthesis.book import Book

RETURN = ("cca.a8", "pow.know.return", "pow.know.extractive")  # passages on giving back, asking and paying
NOTHING = "nothing yet"


def given_back(book: Book) -> Table:
    """Set for each community what was asked, answered, given back and paid side by side; nothing is said as nothing.

    Communities are the cases, and whoever something was given to. What one teller was paid counts for their case.
    """
    case_of = dict(zip(book.seen.tellers.code, book.seen.tellers["case"], strict=True))
    questions = book.every(LearningQuestion)
    backs, paid = _by(book.every(ShareBack), {}), _by(book.every(Compensation), case_of)
    places = [*cases_of(book.seen, book.seen.turns).unique(), *backs, *paid]
    rows, ids = [], dict[tuple[str, str], tuple[str, ...]]()
    for place in sorted(dict.fromkeys(filter(None, places))):
        asked = [kept for kept in questions if kept.body.asked_by.casefold() == place.casefold()]
        given = [kept for kept in backs.get(place, ()) if kept.body.date]
        planned = len(backs.get(place, ())) - len(given)
        told = _told(book, place)
        rows.append(
            {
                "community": place,
                "tellers": book.seen.turns.teller_id[cases_of(book.seen, book.seen.turns) == place].nunique(),
                "of": book.n,
                "asked to learn": "; ".join(kept.body.text for kept in asked) or "not recorded that anybody asked",
                "of these answered": f"{sum(bool(kept.body.answer) for kept in asked)} of {len(asked)}",
                "passages on giving back": len(told),
                "given back": "; ".join(map(_said, given)) or NOTHING,
                "not delivered yet": planned,
                "reaction": "; ".join(filter(None, (kept.body.reaction for kept in given))),
                "corrections": "; ".join(filter(None, (kept.body.corrections for kept in given))),
                "paid for time": "; ".join(_paid(kept) for kept in paid.get(place, ())) or "nothing on record",
            }
        )
        ids[place, "asked to learn"] = tuple(kept.number for kept in asked)
        ids[place, "passages on giving back"] = tuple(told)
        ids[place, "given back"] = tuple(kept.number for kept in given)
        ids[place, "paid for time"] = tuple(kept.number for kept in paid.get(place, ()))
    # fmt: off
    columns = ["community", "tellers", "of", "asked to learn", "of these answered", "passages on giving back",
               "given back", "not delivered yet", "reaction", "corrections", "paid for time"]
    # fmt: on
    frame = pd.DataFrame(rows, columns=columns).set_index("community")
    owed = list(frame.index[frame["given back"] == NOTHING])
    others = {kept.body.asked_by for kept in questions} - {*frame.index, ""}
    return Table(
        "given-back",
        "What each community asked, what it was given back, and what was paid for people's time",
        frame,
        (
            *((f"Nothing was given back yet to {len(owed)} of {len(frame)}: {', '.join(owed)}.",) if owed else ()),
            "Passages are those on giving back, asking and paying that a person coded or accepted.",
            *((f"Questions asked by others, not listed here: {', '.join(sorted(others))}.",) if others else ()),
            *book.left_out(ShareBack, Compensation, LearningQuestion),
        ),
        ids,
    )


def owed(book: Book) -> tuple[str, ...]:
    """Return the communities whose words may be used and to which nothing is on record as given back."""
    backs = {kept.body.to.casefold() for kept in book.every(ShareBack) if kept.body.date}
    heard = set(cases_of(book.seen, book.seen.turns).dropna()) - {""}
    return tuple(sorted(place for place in heard if place.casefold() not in backs))


def _by(kept: list[Kept[Any]], case_of: dict[str, str]) -> dict[str, list[Kept[Any]]]:
    found: dict[str, list[Kept[Any]]] = {}
    for each in kept:
        place = case_of.get(each.body.to, each.body.to) or "tellers of no case"
        found.setdefault(place, []).append(each)
    return found


def _told(book: Book, place: str) -> list[str]:
    rows = book.seen.codings[book.seen.codings.code.isin(RETURN) & (book.seen.codings.state != State.SUGGESTED)]
    return list(dict.fromkeys(rows.coding_id[cases_of(book.seen, rows) == place]))


def _said(kept: Kept[ShareBack]) -> str:
    return f"{kept.body.form or 'in some form'}, {kept.body.date}" + (
        f", by {kept.body.delivered_by}" if kept.body.delivered_by else ""
    )


def _paid(kept: Kept[Compensation]) -> str:
    return f"{kept.body.what} ({kept.body.date or 'not dated'})"
