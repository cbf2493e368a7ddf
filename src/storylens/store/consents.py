"""Consent as people record it: an answer, a withdrawal, a declaration for all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from storylens.records import Answer, Consent, StorylensError, Use
from storylens.store import exports, people
from storylens.store.database import Store
from storylens.store.exports import PastExport


def answered(
    store: Store,
    teller: str,
    use: Use,
    answer: Answer,
    *,
    by: str,
    mode: str = "not recorded",
    on: date | None = None,
    wording: str = "",
    language: str = "",
) -> list[PastExport]:
    """Write down a teller's answer: how and when it was given, to which words in which language.

    For a withdrawal, return the past exports that held their words.
    """
    with store.writing() as connection:
        teller_id = people.find(connection, teller)
        people.consent(
            connection,
            Consent(
                use=use,
                answer=answer,
                teller_id=teller_id,
                mode=mode,
                by=by,
                given_on=on or datetime.now(UTC).date(),
                wording=wording,
                language=language,
            ),
        )
        return exports.holding(connection, teller_id) if answer is Answer.WITHDRAWN else []


def declare(store: Store, *, by: str, wording: str, uses: Sequence[Use], except_: Sequence[str]) -> None:
    """Declare for all tellers what they agreed to, but for those listed, who then count as not asked.

    A teller's own answer always goes before the declaration.
    """
    if not by.strip() or not wording.strip():
        raise StorylensError(
            "a declaration needs who signs it and what it says", todo="give --by NAME and --wording TEXT"
        )
    today = datetime.now(UTC).date()
    with store.writing() as connection:
        for use in uses:
            people.consent(
                connection,
                Consent(
                    use=use, answer=Answer.YES, mode="declared by the project", given_on=today, wording=wording, by=by
                ),
            )
            for code in except_:
                excepted = Consent(
                    use=use,
                    answer=Answer.NOT_ASKED,
                    teller_id=people.find(connection, code),
                    mode="excepted from the declaration",
                    given_on=today,
                    by=by,
                )
                if people.last_answer(connection, excepted) is None:  # who has refused has still refused
                    people.consent(connection, excepted)
