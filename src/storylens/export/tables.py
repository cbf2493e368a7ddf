"""One table as a file: .csv, .xlsx, .docx or .html, all from one definition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from storylens.analysis.table import Table
from storylens.export.page import write_page
from storylens.export.word import add_note, add_table, as_bytes, new_document
from storylens.export.workbook import write_workbook
from storylens.records import StorylensError
from storylens.store import Store, exports
from storylens.store.folder import write_whole
from storylens.synthesis.book import Book
from storylens.synthesis.catalogue import make
from storylens.synthesis.scope import scope, share

STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export_table(store: Store, name: str, file: Path, *, by: str, group: str = "gender") -> Table:
    """Write a table by its name, the kind of file by the end of the file's name; the same project, the same bytes.

    Raises `StorylensError` for a table or kind of file that there is not.
    """
    write = WRITERS.get(file.suffix.lower())
    if write is None:
        raise StorylensError(f"a table is written as {', '.join(WRITERS)}", where=str(file), todo="end the name in one")
    book = Book(store)
    made = make(book, name, by=group)
    made = replace(made, notes=(*made.notes, *filter(None, [share(book.seen, made)])))
    file.parent.mkdir(parents=True, exist_ok=True)
    write(made, file, scope(book.seen))
    exports.record(
        store,
        by=by,
        files=[file],
        documents=tuple(book.seen.documents.index),
        tellers=tuple(book.seen.tellers.index),
        asked={"table": name, "group": group},
    )
    return made


def _csv(table: Table, file: Path, scope: str) -> None:
    """Write rows and columns and no line of scope; a cell that a spreadsheet would run gets an apostrophe."""
    frame = table.frame.map(_still)
    frame.index = frame.index.map(_still)
    write_whole(file, frame.to_csv(lineterminator="\n").encode("utf-8-sig"))


def _still(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(STARTS_FORMULA) else value


def _xlsx(table: Table, file: Path, scope: str) -> None:
    write_workbook([table], file, scope=scope)


def _docx(table: Table, file: Path, scope: str) -> None:
    document = new_document()
    document.core_properties.title = table.title
    add_note(document, scope)
    add_table(document, table)
    write_whole(file, as_bytes(document))


def _html(table: Table, file: Path, scope: str) -> None:
    suggested = any("machine suggests" in note for note in table.notes)
    write_page([table], file, title=table.title, scope=scope, charts={}, suggested=suggested)


WRITERS: Mapping[str, Callable[[Table, Path, str], None]] = {
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".docx": _docx,
    ".html": _html,
}
