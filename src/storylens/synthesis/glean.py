"""Drafts of outcomes from what tellers say changed: the second step of a harvest (Wilson-Grau and Britt 2012).

A draft is no outcome yet. It stands on the passage and asks the source for what is missing. It holds none of the
teller's words: what a teller said is no statement of the harvest, may not be printable, and would outlive its
erasure. What is hoped for or planned is no result, and makes no draft.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from storylens.analysis.claims import causal_claims
from storylens.batch.parses import programme_of
from storylens.coding.actions import place_of
from storylens.gates import View, view
from storylens.gates.passages import Words
from storylens.records import CoderKind, State, StorylensError, Use
from storylens.records.contribution import TocStatement
from storylens.records.entries import Kept
from storylens.records.harvest import OpenQuestion, Outcome
from storylens.store import Store, codings, documents, entries, now
from storylens.synthesis.rules import keep
from storylens.synthesis.statement import check, is_ahead

if TYPE_CHECKING:
    import pandas as pd

CHANGED = "changed"  # how the polarities begin that say something became so, or is so no longer
OF_RESULTS = ("val.applied", "val.realized", "val.transformative", "tell.claim")
OF_PROGRAMME = ("explicit", "implicit")
OF_HOPES = ("val.aspiration", "tell.hope")
ASKS = {  # what an unmet point of a statement asks the source
    "actor": "Who changed what they do?",
    "change": "What exactly do they do now that they did not do before, or no longer do?",
    "date": "When was that: which month, quarter or year?",
    "place": "Where was that?",
    "observable": "What can somebody from outside see of it?",
    "output": "What did people do afterwards that they had not done before?",
    "significance": "Why does it matter, and to whom?",
}
HARM = "Was it good for all whom it concerns? Who lost by it, and was it meant to come so?"
CONTRIBUTION = "What led to it: what did the programme do, what did others do, and would it have come about without?"


@dataclass(frozen=True)
class _Place:
    """Words in which a teller says that something changed, why they were taken, and what is said to have led to it."""

    document_id: str
    start: int
    end: int
    teller_id: str
    why: str
    code: str = ""  # of the coding; empty where there is none
    coding_id: str | None = None
    roles: tuple[str, ...] = ("outcome",)

    def meets(self, document_id: str, start: int, end: int) -> bool:
        return self.document_id == document_id and self.start < end and start < self.end


def glean(
    store: Store,
    *,
    by: str,
    harvest: str = "",
    codes: Collection[str] = (),
    suggested: bool = False,
    claims: bool = False,
) -> list[Kept[Outcome]]:
    """Write a draft for each passage that tells of a change and stands under no outcome yet; return the drafts.

    Passages are those that people coded, or confirmed, as changed, as a causal claim, or with a code of results
    (`codes`, by default value that was applied or realised). With `suggested` those count that nobody has confirmed,
    and with `claims` sentences in which a rule finds that something came of the programme, as the settings name it:
    many of these are none, so read them first. A second run finds nothing new, nor what was rejected.
    """
    if claims and not programme_of(store.folder):
        raise StorylensError(
            "the programme is not named, so nothing can be said to have come of it",
            where="storylens.toml",
            todo='write [programme] and names = ["what people call it", "what it does"] there',
        )
    seen = view(store, Use.ANALYSIS)
    told = Words(store, seen)
    hopes = _hopes(store, seen, claims)
    found = [*_coded(seen, codes, suggested), *(_claimed(store) if claims else ())]
    order = {name: place for place, name in enumerate(seen.documents.index)}
    drafts = []
    with store.writing() as connection:
        taken = [(link.document_id, link.start, link.end) for link in _under_outcomes(connection)]
        statements = _statements(connection)
        for place in sorted(found, key=lambda one: (order[one.document_id], one.start, -one.end)):
            if any(place.meets(*other) for other in [*taken, *hopes]):
                continue
            if is_ahead(told.at(place.document_id, place.start, place.end)):
                continue
            taken.append((place.document_id, place.start, place.end))
            drafts.append(_write(store, connection, place, seen, statements, harvest, by))
    return drafts


def draft(
    store: Store,
    document: str,
    passage: str | tuple[int, int],
    *,
    by: str,
    harvest: str = "",
    coding: str | None = None,
) -> Kept[Outcome]:
    """Write a draft from a passage that somebody has chosen, with its open questions to the source.

    Raises `StorylensError` where nothing of the passage may be used: no consent, or nobody has cleared it yet.
    """
    with store.reading() as connection:
        text = documents.read(connection, documents.find(connection, document))
    start, end = place_of(text, passage)
    seen = view(store, Use.ANALYSIS)
    if not Words(store, seen).at(text.id, start, end):
        raise StorylensError(
            "no teller says these words, or they may not be used for analysis",
            where=text.title,
            todo="choose a teller's words, and see `storylens consent`; what is held is looked at first",
        )
    turns = seen.turns[(seen.turns.document_id == text.id) & (seen.turns.end > start)]
    place = _Place(text.id, start, end, turns.teller_id.iloc[0], "chosen by hand", coding_id=coding)
    with store.writing() as connection:
        if coding:
            place = replace(place, code=codings.read(connection, coding).code)
        return _write(store, connection, place, seen, _statements(connection), harvest, by)


def _coded(seen: View, codes: Collection[str], suggested: bool) -> Iterator[_Place]:
    rows = seen.codings[~seen.codings.polarity.isin(["absent", "denied"])]
    if not suggested:
        rows = rows[(rows.state != State.SUGGESTED) & (rows.coder_kind != CoderKind.MACHINE)]
    of_change = rows.polarity.str.startswith(CHANGED) | rows.code.isin(OF_RESULTS)
    for row in rows[rows.code.isin(list(codes)) if codes else of_change].itertuples():
        how = f" ({row.polarity})" if row.polarity.startswith(CHANGED) else ""
        made = "suggested" if row.state == State.SUGGESTED else "coded"
        why = f"gleaned: {made} {row.code}{how} by {row.coder}"
        yield _Place(row.document_id, row.start, row.end, row.teller_id, why, row.code, row.coding_id)


def _claimed(store: Store) -> Iterator[_Place]:
    for row in causal_claims(store).itertuples():
        if row.effect and row.sort != "purpose" and not row.denied and row.attribution in OF_PROGRAMME:
            why = f"gleaned: said to have come of something, by the rule {row.rule}"
            yield _Place(row.document_id, row.start, row.end, row.teller_id, why, roles=("outcome", "contribution"))


def _hopes(store: Store, seen: View, claims: bool) -> list[tuple[str, int, int]]:
    """Return where tellers hope, plan or suppose."""
    frames: list[pd.DataFrame] = [seen.codings[seen.codings.code.isin(OF_HOPES)]]
    if claims:
        frames.append(causal_claims(store, hoped=True))
    return [(row.document_id, row.start, row.end) for frame in frames for row in frame.itertuples()]


def _under_outcomes(connection: Connection) -> Iterator[Any]:
    for kept in entries.every(connection, Outcome):
        yield from entries.links(connection, kept.number)


def _write(
    store: Store,
    connection: Connection,
    place: _Place,
    seen: View,
    statements: Mapping[str, tuple[str, ...]],
    harvest: str,
    by: str,
) -> Kept[Outcome]:
    body = Outcome(
        harvest=harvest,
        toc_statements=statements.get(place.code, ()),
        harvested_by=by,
        harvested_on=now()[:10],
    )
    kept = keep(store, connection, body, by=by, reason=place.why)
    for role in place.roles:
        where = (role, place.document_id, place.start, place.end)
        entries.link(connection, kept.number, *where, by=by, coding_id=place.coding_id)
    for question in (*_questions(body), HARM, CONTRIBUTION):
        asked = OpenQuestion(about=kept.number, text=question, to=seen.tellers.code[place.teller_id])
        keep(store, connection, asked, by=by, reason="what a statement needs")
    return kept


def settled(body: Outcome) -> set[str]:
    """Return the questions of a draft that its fields answer by now, whoever filled them in."""
    unmet = set(_questions(body))
    return {text for text in ASKS.values() if text not in unmet} | ({CONTRIBUTION} if body.contribution_text else set())


def _questions(body: Outcome) -> list[str]:
    return [ASKS[point.name] for point in check(body, passages=1) if point.name in ASKS]


def _statements(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Return the statements of the theory of change by the code that takes passages on them."""
    found: dict[str, tuple[str, ...]] = {}
    for kept in entries.every(connection, TocStatement):
        if kept.body.code and not kept.body.until:
            found[kept.body.code] = (*found.get(kept.body.code, ()), kept.number)
    return found
