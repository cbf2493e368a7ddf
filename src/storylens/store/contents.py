"""The whole content of a project as frames, for the gates alone: nothing here asks for consent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Connection, Select, Table, select

from storylens.store import codings, schema
from storylens.store.codebooks import SAFEGUARDING

if TYPE_CHECKING:
    import pandas as pd

_DOCUMENT = (
    "id arrived title kind source part text text_hash original language collected_on wave prompt prompt_valence "
    "institutional translated_from translator interpreted place replaced_by duplicate_of"
)
_TURN = "id document_id position start end stretch level language said_at question reply_to"


@dataclass(frozen=True)
class Contents:
    """Frames indexed by id, empty text where there is nothing.

    `consent` is the latest answer by teller (None: the declaration) and use.
    """

    documents: pd.DataFrame
    turns: pd.DataFrame
    tellers: pd.DataFrame
    attributes: pd.DataFrame
    codings: pd.DataFrame
    screened: frozenset[str]
    confirmed: frozenset[str]  # somebody has read them in place of the screen
    settled: frozenset[tuple[str, str]]  # document, and code or nothing for all: only the gold layer counts
    consent: Mapping[tuple[str | None, str], str]


def read(connection: Connection) -> Contents:
    """Read everything, in the order of the sources."""
    document, turn, speaker, teller, case = schema.document, schema.turn, schema.speaker, schema.teller, schema.case
    by_source = (document.c.source, document.c.part, document.c.arrived)
    documents = _frame(
        connection,
        select(*_columns(document, _DOCUMENT), case.c.name.label("case"))
        .outerjoin(case, case.c.id == document.c.case_id)
        .order_by(*by_source),
    )
    documents["code"] = [f"D{number:03d}" for number in documents.arrived]
    turns = _frame(
        connection,
        select(*_columns(turn, _TURN), speaker.c.role, speaker.c.teller_id)
        .join(document, document.c.id == turn.c.document_id)
        .outerjoin(speaker, speaker.c.id == turn.c.speaker_id)
        .order_by(*by_source, turn.c.position),
    )
    tellers = _frame(
        connection,
        select(*_columns(teller, "id code is_group"), case.c.name.label("case"))
        .outerjoin(case, case.c.id == teller.c.case_id)
        .order_by(teller.c.code),
    )
    in_order = _columns(schema.coding, "document_id start end code id")
    answers = connection.execute(select(schema.consent).order_by(schema.consent.c.number))
    read_by = schema.tagging
    return Contents(
        documents=documents,
        turns=turns,
        tellers=tellers,
        attributes=_frame(connection, select(schema.attribute).order_by(schema.attribute.c.name), index=None),
        codings=_frame(connection, codings.standing().order_by(*in_order)),
        screened=frozenset(connection.scalars(select(read_by.c.document_id).where(read_by.c.codebook == SAFEGUARDING))),
        confirmed=frozenset(codings.confirmed(connection)),
        settled=frozenset(codings.settled(connection)),
        consent={(row.teller_id, row.use): row.answer for row in answers},
    )


def _columns(table: Table, names: str) -> list[Column[Any]]:
    return [table.c[name] for name in names.split()]


def _frame(connection: Connection, query: Select[Any], index: str | None = "id") -> pd.DataFrame:
    import pandas as pd

    result = connection.execute(query)
    rows = [tuple("" if value is None else value for value in row) for row in result]
    made = pd.DataFrame(rows, columns=list(result.keys()))
    return made.set_index(index) if index else made
