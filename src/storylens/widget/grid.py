"""Short texts in a table, to be coded one row at a time: the answers to one question of a survey."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection

from storylens.records import Role, Stretch
from storylens.store import codings, documents, screen
from storylens.widget.payload import coding_payload


def grid_payload(connection: Connection, question: str, gates: Collection[str], coder: str) -> dict[str, Any]:
    """Return the questions of all surveys and, for one of them, a row an answer with its codings.

    Without a question the first one is taken. A row has document, turn, teller's code, words and codings;
    what a gate holds has no words, and who is blind to an answer sees their own codings.
    """
    rows = documents.answers(connection)
    questions: dict[str, None] = {}
    answers = []
    asked = ""
    for row in rows:
        words = row.text[row.start : row.end]
        if row.role == Role.INTERVIEWER:
            asked = words
            questions[asked] = None
        elif row.stretch == Stretch.SPEECH:
            answers.append((asked or row.question or "answer", row, words))
            questions.setdefault(asked or row.question or "answer", None)
    chosen = question or next(iter(questions), "")
    made: dict[str, list[dict[str, Any]]] = {}
    wanted = {row.id for about, row, _ in answers if about == chosen}
    hidden = screen.hidden_documents(connection, coder)
    held = screen.held_among(
        connection, [(row.id, row.start, row.end) for about, row, _ in answers if about == chosen], gates
    )
    for coding in codings.in_documents(connection, wanted):
        if coding.document_id in hidden and coding.coder != coder:
            continue
        made.setdefault(coding.document_id, []).append(coding_payload(coding))
    return {
        "questions": list(questions),
        "question": chosen,
        "rows": [
            {
                "document": row.id,
                "turn": row.turn,
                "teller": row.code or "",
                "start": row.start,
                "end": row.end,
                "words": "" if (row.id, row.start, row.end) in held else words,
                "held": (row.id, row.start, row.end) in held,
                "codings": [one for one in made.get(row.id, []) if one["start"] < row.end and row.start < one["end"]],
            }
            for about, row, words in answers
            if about == chosen
        ],
    }
