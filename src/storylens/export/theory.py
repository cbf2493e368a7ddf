"""The drawing of the theory of change, as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from storylens.records import StorylensError
from storylens.records.contribution import TocLink, TocStatement
from storylens.records.entries import Kept
from storylens.store import Store, exports
from storylens.synthesis.book import Book
from storylens.synthesis.theory import theory_diagram


def draw_theory(store: Store, file: Path, *, by: str) -> Path:
    """Write the theory of change as an SVG file, and note that it was handed on.

    Raises `StorylensError` where no statement was written, and for another kind of file.
    """
    if file.suffix.lower() != ".svg":
        raise StorylensError("a theory of change is drawn as .svg", where=str(file), todo="name the file so")
    book = Book(store)
    written: list[Kept[Any]] = [*book.every(TocStatement), *book.every(TocLink)]
    if not written:
        raise StorylensError(
            "there is no theory of change to draw", todo="`storylens theory load` takes over the shipped example"
        )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(theory_diagram(book), encoding="utf-8", newline="\n")
    passages = [passage for kept in written for passage in book.passages(kept)]
    exports.record(
        store,
        by=by,
        files=[file],
        documents=sorted({passage.document_id for passage in passages}),
        tellers=sorted({passage.teller_id for passage in passages}),
    )
    return file
