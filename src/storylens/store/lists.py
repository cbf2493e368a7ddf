"""Lists of what a project holds, for the people who work on it. They hold no story text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, func, or_, select

from storylens.records import CoderKind, State, Use
from storylens.records.people import type_of
from storylens.store import codebooks, codings, receipts, schema
from storylens.store.database import Store
from storylens.store.documents import find as find_document
from storylens.store.names import KeyFile
from storylens.store.names import read as read_names
from storylens.store.people import find as find_teller
from storylens.store.unapplied import unapplied

if TYPE_CHECKING:
    import pandas as pd


def _frame(connection: Connection, query: Select[Any]) -> pd.DataFrame:
    import pandas as pd

    result = connection.execute(query)
    return pd.DataFrame(
        [tuple("" if value is None else value for value in row) for row in result], columns=list(result.keys())
    )


def documents(store: Store) -> pd.DataFrame:
    """List documents: code, title, kind, source, part, language, turns, codings, and what was decided about each."""
    d, t, c = schema.document, schema.turn, schema.coding
    turns = select(func.count()).where(t.c.document_id == d.c.id).scalar_subquery()
    codings = select(func.count()).where(c.c.document_id == d.c.id).scalar_subquery()
    with store.reading() as connection:
        frame = _frame(
            connection,
            select(
                d.c.id,
                d.c.arrived,
                d.c.title,
                d.c.kind,
                d.c.source,
                d.c.part,
                d.c.language,
                turns.label("turns"),
                codings.label("codings"),
                d.c.replaced_by,
                d.c.duplicate_of,
                d.c.translated_from,
                d.c.translation_of,
                d.c.translator,
                d.c.interpreted,
            ).order_by(d.c.arrived),
        )
    names = {row.id: f"D{row.arrived:03d}" for row in frame.itertuples()}
    originals = {row.source.rsplit("/", 1)[-1]: names[row.id] for row in frame.itertuples() if not row.replaced_by}
    frame["note"] = [_note(row, names, originals) for row in frame.itertuples()]
    frame.index = frame["id"].map(names).rename("code")
    shown = ["id", "title", "kind", "source", "part", "language", "turns", "codings", "note"]
    return frame[shown]


def _note(row: Any, names: Mapping[str, str], originals: Mapping[str, str]) -> str:
    """Say what a document is to another one: an earlier version, a duplicate, a translation."""
    if row.replaced_by:
        return f"earlier version of {names.get(row.replaced_by, '')}"
    if row.duplicate_of:
        return f"duplicate of {names.get(row.duplicate_of, '')}"
    if not row.translated_from:
        return ""
    how = "interpreted" if row.interpreted else "translated"
    language = f" from {row.translated_from}" if row.translated_from != "und" else ""
    by = f" by {row.translator}" if row.translator else ""
    original = originals.get(row.translation_of.rsplit("/", 1)[-1], "")
    return f"{how}{language}{by}" + (f"; the original is {original}" if original else "")


def tellers(store: Store) -> pd.DataFrame:
    """List tellers: code, case, files, what is known and on what basis, and the answer to each use of consent."""
    p, s, d, a, c = schema.teller, schema.speaker, schema.document, schema.attribute, schema.consent
    with store.reading() as connection:
        frame = _frame(
            connection,
            select(p.c.id, p.c.code, schema.case.c.name.label("case"))
            .outerjoin(schema.case, schema.case.c.id == p.c.case_id)
            .order_by(p.c.code),
        )
        spoken = connection.execute(
            select(s.c.teller_id, s.c.label, d.c.source)
            .join(d, d.c.id == s.c.document_id)
            .where(s.c.teller_id.is_not(None))
            .order_by(d.c.source)
        ).all()
        known = connection.execute(select(a)).all()
        answers = connection.execute(select(c).order_by(c.c.number)).all()
    frame["speaks as"] = [
        ", ".join(
            dict.fromkeys(f"{row.label or 'author'} in {row.source}" for row in spoken if row.teller_id == identity)
        )
        for identity in frame["id"]
    ]
    for name in sorted({row.name for row in known}):
        of = {row.teller_id: f"{row.value} ({row.basis})" for row in known if row.name == name}
        frame[name] = [of.get(identity, "") for identity in frame["id"]]
    latest = {(row.teller_id, row.use): row.answer for row in answers}
    for use in Use:
        if any(key[1] == use for key in latest):
            frame[use.value] = [
                latest.get((identity, use)) or (f"declared: {latest[None, use]}" if (None, use) in latest else "")
                for identity in frame["id"]
            ]
    return frame.set_index("code")


def attributes(store: Store) -> pd.DataFrame:
    """List what is known of tellers, attribute by attribute: its type, of how many it is known, values, bases.

    The type is what all values are: number, date, yes or no, choice (ten values or fewer), or else text.
    """
    import pandas as pd

    a = schema.attribute
    with store.reading() as connection:
        every = connection.scalar(select(func.count()).select_from(schema.teller)) or 0
        frame = _frame(connection, select(a).order_by(a.c.name))
    rows = [
        (name, type_of(known.value), len(known), every, known.value.nunique(), ", ".join(sorted(set(known.basis))))
        for name, known in frame.groupby("name", sort=True)
    ]
    columns = ["attribute", "type", "tellers", "of", "values", "bases"]
    return pd.DataFrame(rows, columns=columns).set_index("attribute")


def consents(store: Store, teller: str = "") -> pd.DataFrame:
    """List every answer to consent in the order in which it was written down; the latest of a teller and use counts.

    Columns: use, answer, mode, given on, wording, language, by, recorded at, counts. `teller` is the code of one, for
    whom the declarations for all are listed too. Raises `StorylensError` for a code that nobody has.
    """
    c, p = schema.consent, schema.teller
    columns = (c.c.use, c.c.answer, c.c.mode, c.c.given_on, c.c.wording, c.c.language, c.c.by, c.c.recorded_at)
    query = select(c.c.teller_id, p.c.code, *columns).outerjoin(p, p.c.id == c.c.teller_id).order_by(c.c.number)
    with store.reading() as connection:
        if teller:
            query = query.where(or_(c.c.teller_id == find_teller(connection, teller), c.c.teller_id.is_(None)))
        frame = _frame(connection, query)
    frame["counts"] = (~frame.duplicated(["teller_id", "use"], keep="last")).map({True: "yes", False: ""})
    frame["teller"] = frame.code.where(frame.code != "", "all")
    named = frame.rename(columns={"given_on": "given on", "recorded_at": "recorded at"})
    return named.drop(columns=["teller_id", "code"]).set_index("teller")


def speakers(store: Store) -> pd.DataFrame:
    """List labels: role, whether the role is sure, in how many documents, and as which tellers."""
    s, p = schema.speaker, schema.teller
    with store.reading() as connection:
        frame = _frame(
            connection,
            select(s.c.label, s.c.role, s.c.sure, s.c.document_id, p.c.code)
            .outerjoin(p, p.c.id == s.c.teller_id)
            .order_by(s.c.label),
        )
    grouped = frame.groupby(["label", "role"], sort=False)
    made = grouped.agg(
        sure=("sure", "all"),
        documents=("document_id", "nunique"),
        tellers=("code", lambda codes: ", ".join(sorted(set(codes) - {""})[:6])),
    ).reset_index()
    made["label"] = made.label.replace("", "(author)")
    return made.sort_values(["sure", "label"], kind="stable").set_index("label")


def codes(store: Store) -> pd.DataFrame:
    """List the codes in use: name, codebook, definition, and the codings that stand by people and as suggestions."""
    import pandas as pd

    with store.reading() as connection:
        standing = _frame(connection, codings.standing())
    suggested = standing.code[standing.state == State.SUGGESTED].value_counts()
    made = standing.code[~standing.state.isin([State.SUGGESTED, State.REJECTED])].value_counts()
    rows = [
        (code.id, code.name, book.id, code.definition, int(made.get(code.id, 0)), int(suggested.get(code.id, 0)))
        for book in codebooks.in_use(store.folder).values()
        for code in book.codes()
        if not code.retired
    ]
    columns = ["code", "name", "codebook", "definition", "by people", "suggested"]
    return pd.DataFrame(rows, columns=columns).set_index("code")


def counts(store: Store) -> str:
    """Say in one line how much a project holds."""
    with store.reading() as connection:
        documents_, tellers_, codings_ = (
            connection.scalar(select(func.count()).select_from(table))
            for table in (schema.document, schema.teller, schema.coding)
        )
    return f"{documents_} documents, {tellers_} tellers, {codings_} codings"


def names(store: Store) -> pd.DataFrame:
    """List names: spellings (only where the key file is), what is printed in their place, and what was decided."""
    import pandas as pd

    with store.reading() as connection:
        found = read_names(connection, KeyFile(store.folder))
    rows = [(", ".join(name.spellings), name.kind.value, name.replacement, name.state.value, name.id) for name in found]
    return pd.DataFrame(rows, columns=["name", "kind", "replacement", "state", "id"]).set_index("name")


def files(store: Store) -> pd.DataFrame:
    """List files: what each was read as, what became of it, bytes in, characters kept, and set aside by reason."""
    import pandas as pd

    with store.reading() as connection:
        found = receipts.read(connection)
        for_nobody = {one.source: str(one).partition(": ")[2] for one in unapplied(connection)}
    rows = [
        (
            receipt.source,
            receipt.reader,
            receipt.outcome,
            receipt.documents,
            receipt.size,
            receipt.kept,
            sum(receipt.set_aside.values()),
            ", ".join(f"{count:,} {reason}" for reason, count in sorted(receipt.set_aside.items())),
            "; ".join(filter(None, [receipt.detail, for_nobody.get(receipt.source, "")])),
        )
        for receipt in found.values()
    ]
    columns = ["file", "read as", "outcome", "new documents", "bytes", "characters kept", "set aside", "why", "remarks"]
    return pd.DataFrame(rows, columns=columns).set_index("file")


def left_behind(store: Store) -> pd.DataFrame:
    """List what a person must look at after texts were corrected: codings by people, by id.

    `became` says that a coding found no place in the later version and stays on the earlier one, or that it stands on
    words that were changed. Columns: document, start, end, code, coder, became.
    """
    import pandas as pd

    d, c = schema.document, schema.coding
    query = codings.standing().add_columns(d.c.arrived, d.c.replaced_by).join(d, d.c.id == c.c.document_id)
    with store.reading() as connection:
        found = connection.execute(
            query.where(schema.coder.c.kind != CoderKind.MACHINE).order_by(d.c.arrived, c.c.start, c.c.id)
        ).all()
    rows = [
        (row.id, f"D{row.arrived:03d}", row.start, row.end, row.code, row.coder, became)
        for row in found
        if (became := _became(row))
    ]
    columns = ["coding", "document", "start", "end", "code", "coder", "became"]
    return pd.DataFrame(rows, columns=columns).set_index("coding")


def _became(row: Any) -> str:
    if row.replaced_by:
        return "stays on the earlier version: these words are not in the later one"
    return "went over, on words that were changed" if row.basis.get("touched") else ""


def document_id(store: Store, name: str) -> str:
    """Return the id of the document that a name means."""
    with store.reading() as connection:
        return find_document(connection, name)
