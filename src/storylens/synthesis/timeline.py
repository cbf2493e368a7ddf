"""What happened, what changed, when it was told and when the plan was revised, in one order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pandas as pd

from storylens.analysis import charts
from storylens.analysis.table import Table
from storylens.records.contribution import TocLink, TocStatement
from storylens.records.entries import Entry
from storylens.records.harvest import Outcome
from storylens.records.learning import Panel, ShareBack
from storylens.records.network import Activity, Event, Hypothesis, LearningQuestion
from storylens.synthesis.book import Book
from storylens.synthesis.dates import first_day

THEORY = "revision of the theory"


class Moment(NamedTuple):
    """Something on the timeline, with the entry or the stories behind it."""

    date: str
    sort: str
    what: str
    until: str = ""
    behind: tuple[str, ...] = ()


def timeline(book: Book) -> Table:
    """Put events, activities, outcomes, stories, decisions, revisions and what was given back in the order of time.

    Ids behind a row are the numbers of entries, or the codes of stories.
    """
    found = sorted(_moments(book), key=lambda one: (first_day(one.date), one.sort, one.behind))
    dated = [one for one in found if one.date]
    rows = [
        {"date": one.date, "until": one.until, "sort": one.sort, "what": one.what, "behind": ", ".join(one.behind)}
        for one in dated
    ]
    frame = pd.DataFrame(rows, columns=["date", "until", "sort", "what", "behind"])
    frame.index = pd.Index([str(number) for number in range(1, len(frame) + 1)], name="row")
    without = pd.Series([one.sort for one in found if not one.date], dtype=object).value_counts()
    undated = ", ".join(f"{number} of {sort}" for sort, number in without.items())
    return Table(
        "timeline",
        "Timeline: what happened, what changed, when it was told, and when the plan was revised",
        frame,
        (
            "A month, quarter or year stands at its beginning. That one thing came after another is no cause.",
            "Stories stand at the day on which they were collected, not at the time they tell of.",
            *((f"Without a date, and so not shown: {undated}.",) if undated else ()),
            *book.left_out(*_ENTRIES, Outcome, TocStatement, TocLink),
        ),
        {(str(number), "what"): one.behind for number, one in enumerate(dated, 1)},
    )


def timeline_chart(table: Table) -> Any:
    """Draw what happened, changed and was told by sort and month; the larger the circle, the more in that month."""
    import altair as alt

    dates = table.frame.date.map(first_day)
    frame = table.frame.assign(month=dates.str[:7] + "-01").groupby(["sort", "month"]).size().reset_index(name="count")
    base = alt.Chart(frame, title="How many of each in a month; the words are in the table").encode(
        x=alt.X("month:T", title=None, axis=alt.Axis(format="%b %Y", labelAngle=-45, tickCount="month")),
        y=alt.Y("sort:N", title=None, sort=None, axis=alt.Axis(labelLimit=220)),
    )
    circles = base.mark_circle(color=charts.PALE, stroke="black", opacity=1).encode(
        size=alt.Size("count:Q", legend=None, scale=alt.Scale(range=[140, 700]))
    )
    return (circles + base.mark_text(fontSize=10).encode(text="count:Q")).properties(width=460)


def _moments(book: Book) -> Iterator[Moment]:
    for kind, moment in _ENTRIES.items():
        for kept in book.every(kind):
            if made := moment(kept.body):
                yield made._replace(behind=(kept.number,))
    yield from _outcomes(book)
    yield from _stories(book)
    for statement in book.every(TocStatement):
        yield from _revised(statement.number, statement.body.text, statement.body.since, statement.body.until)
    texts = {kept.number: kept.body.text for kept in book.every(TocStatement)}
    for link in book.every(TocLink):
        says = f"{texts.get(link.body.cause, link.body.cause)} → {texts.get(link.body.effect, link.body.effect)}"
        yield from _revised(link.number, says, link.body.since, link.body.until)


def _outcomes(book: Book) -> Iterator[Moment]:
    for kept in book.every(Outcome):
        body = kept.body
        if body.counts:
            sort = "negative outcome" if body.sign == "negative" else "outcome"
            what = f"{body.social_actor}: {body.change_text}" if body.social_actor else body.change_text
            yield Moment(body.date_from, sort, f"{what} ({body.status})", body.date_to, (kept.number,))


def _stories(book: Book) -> Iterator[Moment]:
    documents = book.seen.documents
    for (day, kind), mine in documents.groupby([documents.collected_on.astype(str), "kind"], sort=True):
        what = "1 document" if len(mine) == 1 else f"{len(mine)} documents"
        yield Moment(day, "told", f"{kind}: {what}", behind=tuple(mine.code))


def _revised(number: str, says: str, since: str, until: str) -> Iterator[Moment]:
    if since:
        yield Moment(since, THEORY, f"taken up: {says}", behind=(number,))
    if until:
        yield Moment(until, THEORY, f"given up: {says}", behind=(number,))


_ENTRIES: dict[type[Entry], Callable[..., Moment | None]] = {
    Event: lambda body: Moment(body.date, body.sort, f"{body.what}: {body.why}" if body.why else body.what),
    Activity: lambda body: Moment(body.quarter, "activity", body.name),
    Hypothesis: lambda body: Moment(body.since, "hypothesis", body.text),
    LearningQuestion: lambda body: (
        Moment(body.decided_on, "decision on a question", f"{body.text} {body.decision}") if body.decision else None
    ),
    Panel: lambda body: Moment(body.date, "panel", body.name),
    ShareBack: lambda body: Moment(body.date, "given back", f"{body.form or 'results'} to {body.to}"),
}
