"""The tables of an outcome harvest (Wilson-Grau and Britt 2012): statements, counts, versions, what was rejected.

An outcome is what the harvest agrees changed. Passages and tellers are counted beside it, and never as outcomes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from storylens.analysis.table import Table
from storylens.records.entries import Kept
from storylens.records.harvest import Harvest, Judgement, Outcome, Substantiation
from storylens.synthesis.book import Book, links, tellers
from storylens.synthesis.fields import written
from storylens.synthesis.rules import vocabularies
from storylens.synthesis.substantiation import ELEMENTS, standing

AXES = {  # fields of an outcome that sort it, with their vocabularies
    "actor_type": "actor_type",
    "change_type": "change_type",
    "level": "level",
    "sign": "sign",
    "intended": "intent",
    "expected": "expected",
    "sustain_stage": "sustain",
    "contribution_role": "contribution_role",
    "status": "status",
}
_AGAINST: dict[str, Callable[[Outcome], bool]] = {
    "negative or mixed": lambda body: body.sign in ("negative", "mixed"),
    "unintended": lambda body: body.intended == "unintended",
    "unexpected": lambda body: body.expected == "unexpected",
    "something worse prevented": lambda body: body.contribution_role == "prevented worse",
    "reversed": lambda body: body.sustain_stage == "reversed",
}


def kept_outcomes(book: Book) -> list[Kept[Outcome]]:
    """Return the outcomes that may be printed and count: stated, and neither rejected, withdrawn nor merged."""
    return [kept for kept in book.every(Outcome) if kept.body.counts]


def outcome_table(book: Book) -> Table:
    """Lay out each outcome with who, what, when, where, significance, contribution, and what confirms it."""
    asked = book.every(Substantiation)
    rows, ids = [], {}
    for kept in kept_outcomes(book):
        body = kept.body
        passages = book.passages(kept, against=False)
        mine = [one.body for one in asked if one.body.outcome == kept.number]
        rows.append(
            {
                "outcome": kept.number,
                "who": body.social_actor,
                "what changed": body.change_text,
                "when": body.date_from if body.date_from == body.date_to or not body.date_to else _span(body),
                "where": body.place,
                "significance": body.significance_text,
                "contribution": body.contribution_text,
                "others who contributed": "; ".join(body.others_contributed),
                "sign": body.sign,
                "intended": body.intended,
                "level": body.level,
                "kind of change": "; ".join(body.change_type),
                "theory of change": "; ".join(body.toc_statements),
                "GRES": body.gres,
                **{f"{element} substantiated": standing(mine, element) for element in ELEMENTS},
                "tellers": len(tellers(passages)),
                "of": book.n,
                "passages": len(links(passages)),
                "tellers against": len(tellers(book.passages(kept, against=True))),
                "evidence": book.quote(passages),
                "status": body.status,
            }
        )
        ids[kept.number, "passages"] = ids[kept.number, "tellers"] = links(passages)
    # fmt: off
    columns = ["outcome", "who", "what changed", "when", "where", "significance", "contribution",
               "others who contributed", "sign", "intended", "level", "kind of change", "theory of change", "GRES",
               *(f"{element} substantiated" for element in ELEMENTS), "tellers", "of", "passages", "tellers against",
               "evidence", "status"]
    # fmt: on
    return Table(
        "outcomes",
        "Outcomes: who changed what, when and where, why it matters, and what contributed",
        pd.DataFrame(rows, columns=columns).set_index("outcome"),
        (
            *_drafts(book),
            "What was rejected or merged stands in the table of the rejected.",
            "Substantiated needs an independent person who fully agrees, and nobody who disagrees; silence is no yes.",
            *_sentence_on_harm(book),
            *book.left_out(Outcome),
        ),
        ids,
    )


def outcome_counts(book: Book) -> Table:
    """Count outcomes on each axis, with their numbers in each cell; zero is shown, and what nobody filled in."""
    kept = kept_outcomes(book)
    rows, ids = [], {}
    for axis, value, found in on_axes(book, kept):
        key = f"{axis}: {value}"
        rows.append({"row": key, "axis": axis, "value": value, "outcomes": len(found), "which": ", ".join(found)})
        ids[key, "outcomes"] = tuple(found)
    return Table(
        "outcome-counts",
        "Outcomes by axis, with their numbers",
        pd.DataFrame(rows, columns=["row", "axis", "value", "outcomes", "which"]).set_index("row"),
        (
            f"Of {len(kept)} outcomes that are not rejected, withdrawn or merged. An outcome may have several values.",
            *_drafts(book),
            "Where judges differ on an axis, an outcome stands at each value that one of them gave.",
            *book.left_out(Outcome),
        ),
        ids,
    )


def outcomes_against(book: Book) -> Table:
    """Count negative, unintended, unexpected, prevented and reversed outcomes, zero included."""
    kept = kept_outcomes(book)
    rows, ids = [], {}
    for name, holds in _AGAINST.items():
        found = [one for one in kept if holds(one.body)]
        told = [passage for one in found for passage in book.passages(one, against=False)]
        rows.append(
            {
                "what": name,
                "outcomes": len(found),
                "of all": len(kept),
                "tellers": len(tellers(told)),
                "of": book.n,
                "which": "\n".join(f"{one.number}: {one.body.change_text}" for one in found),
            }
        )
        ids[name, "outcomes"] = tuple(one.number for one in found)
    columns = ["what", "outcomes", "of all", "tellers", "of", "which"]
    return Table(
        "outcomes-against",
        "Negative, unintended, unexpected, prevented and reversed outcomes",
        pd.DataFrame(rows, columns=columns).set_index("what"),
        (*_sentence_on_harm(book), *book.left_out(Outcome)),
        ids,
    )


def outcome_versions(book: Book) -> Table:
    """List every version of every outcome: what changed in it, who wrote it, why, and in which exchange."""
    rows = []
    for kept in book.every(Outcome):
        before: dict[str, str] = {}
        for version in book.history(kept):
            now = {name: book.text(value) for name, value in written(version.body).items()}
            changed = [
                f"{name}: {value or '(emptied)'}" for name, value in now.items() if value != before.get(name, "")
            ]
            rows.append(
                {
                    "row": f"{kept.number}.{version.version}",
                    "outcome": kept.number,
                    "version": version.version,
                    "round": version.round,
                    "by": book.text(version.author),
                    "at": version.at[:10],
                    "why": book.text(version.reason),
                    "what was written": "\n".join(changed),
                }
            )
            before = now
    columns = ["row", "outcome", "version", "round", "by", "at", "why", "what was written"]
    return Table(
        "outcome-versions",
        "Outcomes and their versions: the exchange with the sources",
        pd.DataFrame(rows, columns=columns).set_index("row"),
        ("Round 0 is before any exchange with the source.", *book.left_out(Outcome)),
    )


def rejected_outcomes(book: Book) -> Table:
    """List what is no outcome, with the reason, and what went into another: it trains the next harvest."""
    rows = []
    for kept in book.every(Outcome):
        body = kept.body
        if body.is_dropped:
            rows.append(
                {
                    "outcome": kept.number,
                    "what was drafted": body.change_text,
                    "status": body.status,
                    "reason": body.rejected_reason,
                    "merged into": body.merged_into,
                    "why": book.text(kept.reason),
                    "by": kept.author,
                }
            )
    columns = ["outcome", "what was drafted", "status", "reason", "merged into", "why", "by"]
    return Table(
        "outcomes-rejected",
        "Drafts that were rejected, withdrawn or merged, and why",
        pd.DataFrame(rows, columns=columns).set_index("outcome"),
        book.left_out(Outcome),
    )


def harvest_design(book: Book) -> Table:
    """Lay out what each harvest set out to ask, of whom, within what bounds, and how harm was sought."""
    kept = book.every(Harvest)
    rows = [{"harvest": one.number, **written(one.body), "by": one.author} for one in kept]
    columns = ["harvest", *Harvest.model_fields, "by"]
    return Table(
        "harvest",
        "How outcomes were harvested",
        pd.DataFrame(rows, columns=columns).set_index("harvest").rename(columns=lambda name: name.replace("_", " ")),
        ("Axes are declared before outcomes are sorted by them.",),
    )


def _drafts(book: Book) -> Iterator[str]:
    """Say how many of the outcomes are drafts still, and how many drafts are not counted as nobody has stated them."""
    every = [kept.body for kept in book.every(Outcome)]
    drafts = sum(body.counts and body.status == "draft" for body in every)
    bare = sum(not body.counts and not body.is_dropped for body in every)
    if drafts or bare:
        yield (
            f"{drafts} of these are drafts that nobody has agreed on yet; {bare} more stand on passages "
            "with no statement of what changed, and are no outcomes."
        )


def _span(body: Outcome) -> str:
    return f"{body.date_from} to {body.date_to}"


def _sentence_on_harm(book: Book) -> Iterator[str]:
    """Say in words when no outcome is negative or unintended, and how such were sought."""
    kept = kept_outcomes(book)
    none = [
        name for name in ("negative or mixed", "unintended") if not any(map(_AGAINST[name], (k.body for k in kept)))
    ]
    if kept and none:
        sought = "; ".join(one.body.how_negative_were_sought for one in book.every(Harvest)) or "nobody wrote it down"
        yield f"No outcome is {' or '.join(none)}. How they were sought: {sought}."


def on_axes(book: Book, kept: list[Kept[Outcome]]) -> list[tuple[str, str, list[str]]]:
    """Return for each axis and value the numbers of the outcomes there, by their fields and by judges."""
    words = vocabularies(book.store)
    return [*_by_field(kept, words), *_by_judges(book, kept, words)]


def _by_field(kept: list[Kept[Outcome]], words: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, str, list[str]]]:
    for field, vocabulary in AXES.items():
        axis = field.replace("_", " ")
        given = {one.number: _values(getattr(one.body, field)) for one in kept}
        for value in words.get(vocabulary, ()):
            if field != "status" or any(value in values for values in given.values()):
                yield axis, value, [number for number, values in given.items() if value in values]
        if empty := [number for number, values in given.items() if not values]:
            yield axis, "not filled in", empty


def _by_judges(
    book: Book, kept: list[Kept[Outcome]], words: dict[str, tuple[str, ...]]
) -> Iterator[tuple[str, str, list[str]]]:
    here = {one.number for one in kept}
    judged = [one.body for one in book.every(Judgement) if one.body.outcome in here]
    for axis in dict.fromkeys(one.axis for one in judged):
        for value in dict.fromkeys([*words.get(axis, ()), *(one.value for one in judged if one.axis == axis)]):
            found = dict.fromkeys(one.outcome for one in judged if (one.axis, one.value) == (axis, value))
            yield f"{axis}, as judged", value, list(found)


def _values(given: Any) -> tuple[str, ...]:
    return given if isinstance(given, tuple) else (given,) if given else ()
