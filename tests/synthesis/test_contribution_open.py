"""What a contribution claim lacks is said point by point; nothing is blocked, and nothing open is no verdict."""

from __future__ import annotations

from storylens import Project
from storylens.synthesis.contribution_open import contribution_open
from tests.synthesis.book_helpers import book, stand_on


def points(project: Project) -> set[str]:
    return set(contribution_open(book(project)).frame["point"])


def test_a_bare_claim_lacks_all_and_a_full_one_nothing(village: Project) -> None:
    wrote = village.entries.write
    wrote("claim", {"text": "The loans brought the pump."}, by="Ada")
    assert points(village) == {
        *("outcome", "chain", "evidence against", "test", "rivals", "verdict", "what would change it")
    }
    wrote("activity", {"name": "Loans"}, by="Ada")
    wrote("outcome", {"name": "Pump", "activities": "activity-1"}, by="Ada")
    link = {"claim": "claim-1", "order": "1", "cause": "loan", "effect": "pump", "strength": "weak", "why": "one voice"}
    wrote("chain link", link, by="Ada")
    stand_on(village, "chain-link-1", "w2", "I took a loan for it")
    wrote("evidence", {"claim": "claim-1", "text": "The pump was paid twice.", "against": "yes"}, by="Ada")
    plan = {"claim": "claim-1", "text": "Minutes", "test": "hoop", "expected_before": "They name the loan."}
    wrote("evidence", plan, by="Ada")
    wrote("rival", {"claim": "claim-1", "text": "Rain", "how_examined": "dates", "survives": "no"}, by="Ada")
    assert points(village) == {"outcome", "test", "verdict", "what would change it"}
    village.entries.revise("evidence-2", {"found": "They do.", "result": "passed"}, by="Ada", why="looked")
    judged = {"outcome": "outcome-1", "verdict": "in part", "what_would_change_it": "the bank's books"}
    village.entries.revise("claim-1", judged, by="Ada", why="weighed")
    table = contribution_open(book(village))
    assert len(table.frame) == 0
    assert "Nothing is open on claim-1" in table.notes[0]


def test_what_speaks_against_it_is_listed(village: Project) -> None:
    wrote = village.entries.write
    wrote("claim", {"text": "The loans brought the pump."}, by="Ada")
    for order, cause, effect in (("1", "loan", "pump"), ("2", "Water", "health")):
        wrote("chain link", {"claim": "claim-1", "order": order, "cause": cause, "effect": effect}, by="Ada")
    stand_on(village, "chain-link-1", "w2", "I took a loan for it")
    stand_on(village, "chain-link-2", "w3", "We paid for the pump together")
    plan = {"claim": "claim-1", "text": "Minutes", "test": "hoop", "expected_before": "They name the loan."}
    wrote("evidence", plan, by="Ada")
    village.entries.revise("evidence-1", {"found": "They do not.", "result": "failed"}, by="Ada", why="looked")
    wrote("rival", {"claim": "claim-1", "text": "Rain", "how_examined": "dates", "survives": "yes"}, by="Ada")
    assert {"failed hoop", "rival survives", "join", "thread", "strength"} <= points(village)
