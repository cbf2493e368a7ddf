"""The catalogue of outcomes: a page each, with the statement, its evidence, what confirms it, and its versions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from storylens.records.entries import Kept
from storylens.records.harvest import Judgement, OpenQuestion, Outcome, Substantiation
from storylens.synthesis.book import Book
from storylens.synthesis.fields import written
from storylens.synthesis.glean import settled
from storylens.synthesis.outcomes import kept_outcomes, outcome_versions

if TYPE_CHECKING:
    import pandas as pd

STATEMENT = {
    "change_text": "What changed",
    "significance_text": "Why it matters",
    "contribution_text": "What led to it",
}


@dataclass(frozen=True)
class OutcomePage:
    """What stands on the page of one outcome: its heading, and sections with their lines."""

    number: str
    title: str
    status: str
    statement: tuple[tuple[str, str], ...]
    fields: tuple[tuple[str, str], ...]
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    documents: frozenset[str]
    tellers: frozenset[str]


def outcome_pages(book: Book) -> list[OutcomePage]:
    """Return a page for each outcome that counts, in the order of their numbers."""
    versions = outcome_versions(book).frame
    return [_page(book, kept, versions[versions.outcome == kept.number]) for kept in kept_outcomes(book)]


def _page(book: Book, kept: Kept[Outcome], versions: pd.DataFrame) -> OutcomePage:
    told = written(kept.body)
    passages = book.passages(kept)
    sections = (
        ("Evidence", tuple(_evidence(book, kept))),
        ("Substantiation", tuple(_substantiation(book, kept)) or ("Nobody was asked.",)),
        ("Judged", tuple(_judgements(book, kept))),
        ("Questions that are open", tuple(_questions(book, kept))),
        ("Versions", tuple(_version(row) for row in versions.itertuples())),
    )
    return OutcomePage(
        number=kept.number,
        title=kept.body.name or kept.body.social_actor or kept.number,
        status=kept.body.status,
        statement=tuple((label, told[name] or "Not written yet.") for name, label in STATEMENT.items()),
        fields=tuple(
            (name.replace("_", " "), text)
            for name, text in told.items()
            if text and name not in (*STATEMENT, "name", "status")
        ),
        sections=tuple((heading, lines) for heading, lines in sections if lines),
        documents=frozenset(passage.document_id for passage in passages),
        tellers=frozenset(passage.teller_id for passage in passages),
    )


def _evidence(book: Book, kept: Kept[Outcome]) -> Iterator[str]:
    for passage in book.passages(kept):
        story, teller = book.where(passage)
        yield f"{passage.role}: {book.quote([passage]) or f'{teller} in {story}, whose words may not be printed'}"


def _substantiation(book: Book, kept: Kept[Outcome]) -> Iterator[str]:
    if kept.body.withheld:
        yield f"Put to nobody: {kept.body.withheld}"
    for one in book.every(Substantiation):
        body = one.body
        if body.outcome == kept.number:
            comment = f": {body.comment}" if body.comment else ""
            independent = body.independent_because or "independence not explained, so it does not count"
            yield f"{body.element}: {body.person} ({independent}): {body.answer or 'no answer'}{comment}"


def _judgements(book: Book, kept: Kept[Outcome]) -> Iterator[str]:
    for one in book.every(Judgement):
        if one.body.outcome == kept.number:
            yield f"{one.body.axis.replace('_', ' ')}: {one.body.value}, by {one.body.judge}, as {one.body.why}"


def _questions(book: Book, kept: Kept[Outcome]) -> Iterator[str]:
    done = settled(kept.body)
    for one in book.every(OpenQuestion):
        if one.body.about == kept.number and not one.body.answer and one.body.text not in done:
            yield f"{one.body.text} (to {one.body.to or 'whom it is not said'})"


def _version(row: Any) -> str:
    exchange = f", round {row.round}" if row.round else ""
    return f"{row.version}. {row.by}, {row.at}{exchange}: {row.why or 'first written'}"
