"""May a teller's words be used for this? Silence is not consent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from storylens.records import Answer, Use

REASONS = {Answer.NO: "consent refused", Answer.WITHDRAWN: "consent withdrawn", Answer.NOT_ASKED: "consent not asked"}


class ConsentGate:
    """Answers by teller and use, the declaration for all, and what to do where nobody was asked."""

    def __init__(self, answers: Mapping[tuple[str | None, str], str], settings: Mapping[str, Any]) -> None:
        self._answers = answers
        self._analyse_unasked = settings.get("consent", {}).get("not_asked", "hold") == "analyse"

    def answer(self, teller_id: str | None, use: Use) -> Answer:
        """Return the teller's own answer, or else what the project has declared for all."""
        found = self._answers.get((teller_id, use)) or self._answers.get((None, use))
        return Answer(found) if found else Answer.NOT_ASKED

    def refusal(self, teller_id: str | None, use: Use) -> str:
        """Return why a teller's words may not be put to a use, or nothing where they may.

        Who may not be counted may not be quoted, shared or kept either, whatever they said of that.
        """
        if use is not Use.ANALYSIS and (refusal := self.refusal(teller_id, Use.ANALYSIS)):
            return refusal
        answer = self.answer(teller_id, use)
        if answer is Answer.YES or (answer is Answer.NOT_ASKED and use is Use.ANALYSIS and self._analyse_unasked):
            return ""
        return REASONS[answer]
