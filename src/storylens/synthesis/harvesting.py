"""The steps of an outcome harvest that are more than writing an entry (Wilson-Grau and Britt 2012)."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from storylens.batch.parses import programme_of
from storylens.records import StorylensError
from storylens.records.entries import Kept
from storylens.records.harvest import Harvest, HarvestAnswer, Judgement, Outcome, Overrule
from storylens.store import Store, entries, sources
from storylens.synthesis.rules import keep, refuse_substantiators
from storylens.synthesis.statement import check

if TYPE_CHECKING:
    import pandas as pd


class Harvesting:
    """A harvest at work. `storylens harvest` has a command for each of these."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def glean(
        self, *, by: str, harvest: str = "", codes: Collection[str] = (), suggested: bool = False, claims: bool = False
    ) -> list[Kept[Outcome]]:
        """Write drafts of outcomes from passages that tell of a change, each with its open questions to the source."""
        from storylens.synthesis.glean import glean

        return glean(self.store, by=by, harvest=harvest, codes=codes, suggested=suggested, claims=claims)

    def draft(
        self, document: str, passage: str | tuple[int, int], *, by: str, harvest: str = "", coding: str | None = None
    ) -> Kept[Outcome]:
        """Write a draft from one passage, given as its words or as start and end."""
        from storylens.synthesis.glean import draft

        return draft(self.store, document, passage, by=by, harvest=harvest, coding=coding)

    def check(self, outcome: str = "") -> pd.DataFrame:
        """List the points of a good statement that drafts do not meet, with why, and the note of who set one aside.

        It blocks nothing. Rejected and merged outcomes are left out.
        """
        import pandas as pd

        names = programme_of(self.store.folder)
        with self.store.reading() as connection:
            overrules = entries.every(connection, Overrule)
            kept = entries.every(connection, Outcome)
            if outcome:
                kept = [entries.read(connection, Outcome, outcome)]
            rows = [
                (one.number, point.name, point.why, point.note)
                for one in kept
                if outcome or not one.body.is_dropped
                for point in check(
                    one.body,
                    passages=len(entries.links(connection, one.number)),
                    project_names=names,
                    overrules=[rule.body for rule in overrules if rule.body.outcome == one.number],
                )
            ]
        return pd.DataFrame(rows, columns=["outcome", "point", "why", "set aside"]).set_index("outcome")

    def overrule(self, outcome: str, point: str, *, note: str, by: str) -> Kept[Overrule]:
        """Set a point of the checker aside, with a note. Raises `StorylensError` without one, or where it is met."""
        unmet = self.check(outcome).point.tolist()
        if point not in unmet:
            raise StorylensError(
                f"{point!r} is no unmet point of {outcome}", todo=f"choose from {', '.join(unmet) or 'none'}"
            )
        with self.store.writing() as connection:
            body = Overrule(outcome=outcome, point=point, note=note)
            return keep(self.store, connection, body, by=by, reason=note)

    def reject(self, outcome: str, reason: str, *, by: str, why: str) -> Kept[Outcome]:
        """Reject a draft, with a word of the list of reasons, and why; it stays on record."""
        with self.store.writing() as connection:
            changed = {"status": "rejected", "rejected_reason": reason}
            return self._revised(connection, outcome, changed, by=by, why=why)

    def merge(self, gone: Sequence[str], into: str, *, by: str, why: str) -> Kept[Outcome]:
        """Merge outcomes into one, which then stands on their passages as well; those merged stay on record.

        Raises `StorylensError`, and does nothing, when a source of one of them was asked to substantiate the other.
        """
        with self.store.writing() as connection:
            for number in gone:
                self._revised(connection, number, {"status": "merged", "merged_into": into}, by=by, why=why)
                refuse_substantiators(connection, into, sources.of_outcome(connection, number))
                for link in entries.links(connection, number):
                    place = (link.role, link.document_id, link.start, link.end)
                    entries.link(connection, into, *place, by=by, coding_id=link.coding_id)
            return entries.read(connection, Outcome, into)

    def judge(self, outcome: str, axis: str, value: str, *, by: str, why: str) -> Kept[Judgement]:
        """Put an outcome on an axis that its harvest declared, with the reason. Judges may differ; all stand."""
        body = Judgement(outcome=outcome, axis=axis, value=value, judge=by, why=why)
        with self.store.writing() as connection:
            return keep(self.store, connection, body, by=by, reason=why)

    def answer(
        self,
        harvest: str,
        question: str,
        answer: str,
        *,
        outcomes: Sequence[str] = (),
        decision: str = "",
        by: str,
        why: str = "",
    ) -> Kept[HarvestAnswer]:
        """Answer a question of a harvest, given by its place (1 is the first) or its words, from outcomes.

        A question that was answered before gets a new version of its answer, for which `why` is asked.
        """
        with self.store.writing() as connection:
            questions = entries.read(connection, Harvest, harvest).body.questions
            if question.isdigit() and 0 < int(question) <= len(questions):
                question = questions[int(question) - 1]
            body = HarvestAnswer(
                harvest=harvest, question=question, answer=answer, outcomes=tuple(outcomes), decision=decision
            )
            before = [
                kept.number
                for kept in entries.every(connection, HarvestAnswer)
                if (kept.body.harvest, kept.body.question) == (harvest, question)
            ]
            if before and not why.strip():
                raise StorylensError(f"it is answered already by {before[0]}", where=harvest, todo="say why anew")
            return keep(self.store, connection, body, *before[:1], by=by, reason=why)

    def draw(self, number: int, *, seed: int = 1, harvest: str = "") -> list[str]:
        """Draw outcomes to be substantiated, at random; the seed is the reason that goes into `sampling_reason`.

        Rejected, merged and withheld outcomes are not drawn, nor are drafts without a statement.
        """
        with self.store.reading() as connection:
            open_to = [
                kept.number
                for kept in entries.every(connection, Outcome)
                if kept.body.counts and not kept.body.withheld and (not harvest or kept.body.harvest == harvest)
            ]
        chance = random.Random(seed)  # noqa: S311 - a sample, not a secret
        return sorted(chance.sample(open_to, min(number, len(open_to))), key=open_to.index)

    def _revised(
        self, connection: Connection, number: str, fields: dict[str, str], *, by: str, why: str
    ) -> Kept[Outcome]:
        if not why.strip():
            raise StorylensError("a decision needs its reason", where=number, todo="say why")
        body = entries.read(connection, Outcome, number).body.model_copy(update=fields)
        return keep(self.store, connection, body, number, by=by, reason=why)
