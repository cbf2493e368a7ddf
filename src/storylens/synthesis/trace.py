"""From a number back to the sentence: the list of all codings and documents behind a set of tables."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from storylens.analysis.measured import machine_notes
from storylens.analysis.table import Table
from storylens.gates import View
from storylens.prepare.sections import sections
from storylens.records import CoderKind
from storylens.store import Store, codings, documents, people


def behind(tables: tuple[Table, ...]) -> Table:
    """List for each cell of the tables the ids of the codings that it counts."""
    rows = [
        (table.name, row, column, identity)
        for table in tables
        for (row, column), ids in table.ids.items()
        for identity in ids
    ]
    frame = pd.DataFrame(rows, columns=["table", "row", "column", "coding"])
    frame.index = pd.Index([str(number) for number in range(1, len(frame) + 1)], name="number")
    return Table(
        "behind",
        "Behind the numbers: the codings in each cell",
        frame,
        ("Filter by table, row and column; look each coding up in the sheet “codings”.",),
    )


def coding_list(seen: View, quotable: View) -> Table:
    """List the codings that are counted, without their words: which passage, by whom, by which rule.

    A section is named where words under it may be quoted, as headings hold names too. Codings with sensitive codes
    are left out: with the groups of tellers, hidden cells could be counted from them.
    """
    named = set(zip(quotable.turns.document_id, quotable.turns.section, strict=True))
    sensitive = {code.id for book in seen.codebooks.values() for code in book.codes() if code.sensitive or code.gate}
    rows = seen.codings[~seen.codings.code.isin(sensitive)].sort_values(
        ["code", "document_id", "start", "teller_id"], kind="stable"
    )
    frame = pd.DataFrame(
        {
            "code": rows.code,
            "codebook": rows.codebook_edition,
            "teller": rows.teller_id.map(seen.tellers.code),
            "document": rows.document_id.map(seen.documents.code),
            "section": [row.section if (row.document_id, row.section) in named else "" for row in rows.itertuples()],
            "start": rows.start,
            "end": rows.end,
            "state": rows.state,
            "coder": rows.coder,
            "rule": rows.rule,
            "polarity": rows.polarity,
            "document id": rows.document_id,
        }
    )
    frame.index = pd.Index(rows.coding_id, name="coding")
    return Table(
        "codings",
        "All codings that are counted",
        frame,
        (
            "Start and end are characters in the text of the document, the end not included.",
            "Codings with sensitive codes are not listed.",
            *machine_notes(seen),
        ),
    )


def document_list(seen: View) -> Table:
    """List the documents that are counted, with the hashes by which text and file can be checked.

    No titles and no file names: they often hold names of people. `storylens documents` has them.
    """
    words = seen.turns.groupby("document_id").words.sum()
    tellers = seen.turns.groupby("document_id").teller_id.agg(
        lambda ids: ", ".join(sorted(seen.tellers.code[identity] for identity in set(ids)))
    )
    shown = seen.documents
    frame = pd.DataFrame(
        {
            "document": shown.code,
            "kind": shown.kind,
            "language": shown.language,
            "words of tellers": words.reindex(shown.index),
            "tellers": tellers.reindex(shown.index),
            "hash of the text": shown.text_hash,
            "hash of the file": shown.original,
        }
    )
    frame.index = pd.Index(shown.index, name="document id")
    return Table("documents", "Documents that are counted", frame)


def trace(store: Store, coding_id: str) -> str:
    """Tell the way of one coding: from the file through document, turn and passage to the code."""
    return "\n".join(_steps(store, coding_id))


def _steps(store: Store, coding_id: str) -> Iterator[str]:
    with store.reading() as connection:
        coding = codings.read(connection, coding_id)
        document = documents.read(connection, coding.document_id)
        every = documents.turns(connection, document.id)
        speakers = {speaker.id: speaker for speaker in documents.speakers(connection, document.id)}
        codes = people.codes(connection)
        coder = codings.coders(connection, [coding.coder_id])[coding.coder_id]
        later = codings.successor(connection, coding.id)
    headed = sections(every, lambda turn: document.text[turn.start : turn.end])
    within = {turn.id: found for turn, found in zip(every, headed, strict=True)}
    turns = [turn for turn in every if turn.start < coding.end and coding.start < turn.end]
    yield f"coding    {coding.id}"
    yield f"code      {coding.code}, codebook {coding.codebook} edition {coding.codebook_edition}"
    yield f"state     {coding.state} by {coder.kind} {coder.name} at {coding.made_at}" + (
        f"; superseded by {later}" if later else ""
    )
    if coding.basis.get("decided by"):
        yield f"settled   by {coding.basis['decided by']}, from {coding.basis['from']}"
    why = coding.basis.get("why") or (coding.memo if coder.kind is CoderKind.GOLD else "")
    if why:
        yield f"why       {why}"
    if coding.rule:
        yield f"rule      {coding.rule}"
    yield f"passage   characters {coding.start} to {coding.end}"
    for turn in turns:
        speaker = speakers.get(turn.speaker_id or "")
        who = f"{speaker.role} {codes.get(speaker.teller_id or '', speaker.label)}" if speaker else "nobody's words"
        yield f"turn      {turn.position}, {who}, characters {turn.start} to {turn.end}, {turn.id}"
    yield from (f"section   {found}" for found in sorted({within[turn.id] for turn in turns}) if found)
    yield f"document  {document.title}, {document.id}"
    yield f"text      {len(document.text)} characters, SHA-256 {document.text_hash}"
    yield f"file      {document.source} {document.part}".rstrip() + f", SHA-256 {document.original}"
    yield f"original  {store.folder.place_of(store.folder.original(document.original))}"
