"""Outcomes beside the transcript: drafts from what is selected, their fields, what they lack, where they stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from storylens.records.entries import Kept
from storylens.records.harvest import OpenQuestion, Outcome
from storylens.store import Store, documents, entries, now
from storylens.synthesis.fields import written
from storylens.synthesis.harvesting import Harvesting
from storylens.synthesis.recordbook import RecordBook
from storylens.synthesis.rules import vocabularies

Answer = dict[str, Any]
FORM = {  # what a harvester fills in beside the words, by what it is about; the whole record is in the sheet
    "What changed": {
        "social_actor": "Who changed",
        "change_text": "What they did differently, in the past tense",
        "date_from": "From: a day, month, quarter or year",
        "date_to": "Until",
        "place": "Where",
    },
    "What it means, and what led to it": {
        "significance_text": "Why it matters",
        "contribution_text": "What the programme did for it",
        "contribution_role": "Its part in it",
        "others_contributed": "Who else, parted by ;",
        "alternative_explanations": "What else may explain it, parted by ;",
    },
    "On the axes": {
        "actor_type": "Kind of actor",
        "change_type": "Kind of change",
        "level": "Level",
        "sign": "For better or worse",
        "intended": "Intended",
        "expected": "Expected",
        "sustain_stage": "Has it lasted",
        "source_type": "Who says so",
    },
    "The record": {"name": "Short name", "status": "Status"},
}
WHY = "filled in beside the transcript"


class Outcomes:
    """What the form beside the transcript asks for."""

    def __init__(self, store: Store, coder: str) -> None:
        self.store, self.coder = store, coder
        self._book, self._harvest = RecordBook(store), Harvesting(store)

    def answers(self) -> dict[str, Callable[..., Answer]]:
        """Return what can be asked."""
        return {
            "outcomes": self._outcomes,
            "outcome": self._outcome,
            "draft outcome": self._draft,
            "write outcome": self._write,
            "link outcome": self._link,
            "set aside": self._set_aside,
            "answer question": self._answer,
        }

    def _outcomes(self, document: str) -> Answer:
        """Return the outcomes that stand on a document, and the form that all outcomes have."""
        with self.store.reading() as connection:
            here = {link.entry_id for link in entries.links(connection) if link.document_id == document}
            kept = [one for one in entries.every(connection, Outcome) if one.id in here]
        return {
            "outcomes": [_line(one) for one in kept],
            "form": self._form(),
            "roles": list(vocabularies(self.store)["segment_role"]),
        }

    def _form(self) -> list[Answer]:
        words = {name: list(values) for name, values in vocabularies(self.store).items()}
        form = []
        for group, fields in FORM.items():
            for name, label in fields.items():
                extra = Outcome.model_fields[name].json_schema_extra
                values = (
                    words.get(str(extra["vocabulary"]), []) if isinstance(extra, dict) and "vocabulary" in extra else []
                )
                form.append(
                    {"name": name, "label": label, "group": group, "values": values, "long": name.endswith("_text")}
                )
        return form

    def _outcome(self, outcome: str) -> Answer:
        with self.store.reading() as connection:
            kept = entries.read(connection, Outcome, outcome)
            links = [
                {
                    "role": link.role,
                    "document_id": link.document_id,
                    "title": documents.read(connection, link.document_id).title,
                    "start": link.start,
                    "end": link.end,
                }
                for link in entries.links(connection, outcome)
            ]
            asked = [
                {"number": one.number, "text": one.body.text, "to": one.body.to, "answer": one.body.answer}
                for one in entries.every(connection, OpenQuestion)
                if one.body.about == outcome
            ]
        points = self._harvest.check(outcome)
        return {
            "outcome": {
                **_line(kept),
                "version": kept.version,
                "author": kept.author,
                "at": kept.at,
                "fields": written(kept.body),
                "links": links,
                "questions": asked,
                "points": points.rename(columns={"set aside": "note"}).to_dict("records"),
            }
        }

    def _draft(self, document: str, start: int, end: int, coding: str | None = None) -> Answer:
        kept = self._harvest.draft(document, (start, end), by=self.coder, coding=coding)
        return self._outcome(kept.number)

    def _write(self, outcome: str, fields: dict[str, str], seen: int) -> Answer:
        self._book.revise(outcome, fields, by=self.coder, why=WHY, seen=seen)
        return self._outcome(outcome)

    def _link(self, outcome: str, document: str, start: int, end: int, role: str) -> Answer:
        self._book.link(outcome, document, (start, end), role=role, by=self.coder)
        return self._outcome(outcome)

    def _set_aside(self, outcome: str, point: str, note: str) -> Answer:
        self._harvest.overrule(outcome, point, note=note, by=self.coder)
        return self._outcome(outcome)

    def _answer(self, outcome: str, question: str, answer: str) -> Answer:
        self._book.revise(question, {"answer": answer, "answered_on": now()[:10]}, by=self.coder, why="answered")
        return self._outcome(outcome)


def _line(kept: Kept[Outcome]) -> Answer:
    body = kept.body
    return {"number": kept.number, "name": body.name or body.change_text or "no statement yet", "status": body.status}
