"""Substantiation: who may confirm an outcome, and what their answers amount to (Wilson-Grau and Britt 2012)."""

from __future__ import annotations

from collections.abc import Iterable

from storylens.records import StorylensError
from storylens.records.harvest import Substantiation


def refuse_own_source(asked: Substantiation, sources: Iterable[str]) -> None:
    """Raise when the person is one of the outcome's own sources; letter case and outer blanks do not matter."""
    if _same(asked.person) in {_same(source) for source in sources}:
        raise StorylensError(
            f"'{asked.person}' is a source of this outcome and cannot substantiate it",
            where=asked.outcome,
            todo="ask somebody who knows of the change and did not tell of it",
        )


def substantiated(answers: Iterable[Substantiation]) -> bool:
    """Say whether one outcome is substantiated: an independent full agreement on the change, and no disagreement.

    Only the element `outcome` counts; no answer is no agreement, nor is one whose independence nobody explained.
    """
    told = [answer for answer in answers if answer.element == "outcome"]
    agreed = any(each.answer == "fully agree" and each.independent_because.strip() for each in told)
    return agreed and not any(each.answer == "disagree" for each in told)


def _same(name: str) -> str:
    return name.strip().casefold()
