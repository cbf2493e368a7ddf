"""Quotes by code as a Word file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from storylens.analysis.measured import machine_notes
from storylens.analysis.quotes import in_marks, waiting_note
from storylens.gates import view
from storylens.records import StorylensError, Use
from storylens.store import Store, exports
from storylens.synthesis.report import quotes


def export_quotes(store: Store, file: Path, *, by: str, codes: Sequence[str] = ()) -> Path:
    """Write the quotes that may be printed, a heading a code; return the file.

    Only what tellers agreed to have quoted is in it. Raises `StorylensError` when that is nothing.
    """
    import docx

    quotable = view(store, Use.QUOTE)
    frame = quotes(quotable).frame
    if codes:
        frame = frame[frame.code.isin(codes) | frame.theme.isin(codes)]
    if frame.empty:
        raise StorylensError(
            "there is no quote that may be printed", todo="look at `storylens tables left-out` for the reasons"
        )
    document = docx.Document()
    document.core_properties.author = ""
    document.core_properties.created = document.core_properties.modified = datetime(2000, 1, 1, tzinfo=UTC)
    document.add_heading("Quotes by code", level=1)
    document.add_paragraph(
        f"{len(frame)} passages of {frame.teller.nunique()} tellers, all of whom agreed to anonymised quotes. "
        f"{(frame.state == 'suggested').sum()} of them are suggestions of a machine that nobody confirmed."
    )
    shown = quotable.codings[quotable.codings.coding_id.isin(frame.index)]
    for note in (*waiting_note(quotable), *machine_notes(quotable, shown)):
        document.add_paragraph(note)
    definitions = {code.id: code.definition for book in quotable.codebooks.values() for code in book.codes()}
    for (code, theme), rows in frame.groupby(["code", "theme"], sort=False):
        document.add_heading(f"{theme} ({rows.teller.nunique()} of {quotable.n} tellers)", level=2)
        if definitions.get(code):
            document.add_paragraph(definitions[code], style="Intense Quote")
        for row in rows.itertuples():
            paragraph = document.add_paragraph(style="Quote")
            paragraph.add_run(in_marks(row.quote))
            put_over = f", {row.translated}" if row.translated else ""
            note = "; suggested, not confirmed" if row.state == "suggested" else ""
            where = f", under “{row.section}”" if row.section else ""
            paragraph.add_run(
                f"  {row.teller}, {row.document}, {row.start}–{row.end}{where}{put_over}{note}"
            ).italic = False
    buffer = io.BytesIO()
    document.save(buffer)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(same_bytes(buffer.getvalue()))
    printed = quotable.codings[quotable.codings.coding_id.isin(frame.index)]
    exports.record(
        store,
        by=by,
        files=[file],
        documents=sorted(set(printed.document_id)),
        tellers=sorted(set(printed.teller_id)),
        asked={"codes": list(codes)},
    )
    return file


def same_bytes(package: bytes) -> bytes:
    """Return an office file with fixed dates in its zip, so that the same content gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(
                zipfile.ZipInfo(member.filename, (1980, 1, 1, 0, 0, 0)), old.read(member), zipfile.ZIP_DEFLATED
            )
    return out.getvalue()
