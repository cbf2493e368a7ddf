"""Sheets of tellers: who speaks under which label in which file, what is known of them, what they agreed to.

A sheet with the columns `teller`, and `speaker` or `file`, says all of this itself: one row a teller and label;
what is left empty in a row is taken from the other rows of the same teller. Any other table of facts is one too
when it has no stories, and a key column (case, id, participant, file, ...) that calls each teller, or the file of
their words, by name: its columns are attributes, joined by that key. Where several sheets tell the same of a
teller, the sheet that is taken in later wins; what it leaves empty stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path

from storylens.ingest.answers import Table
from storylens.ingest.columns import attribute_of, attributes_of, consent_of, consent_told, day, field_of, plain_head
from storylens.ingest.grid import Grid
from storylens.ingest.sheets import (
    about_columns,
    is_about_documents,
    is_document_sheet,
    is_sampling,
    is_sampling_frame,
)
from storylens.ingest.source import Source
from storylens.ingest.survey import by_head, facts_in
from storylens.ingest.table import tables_in
from storylens.ingest.xlsform import is_form
from storylens.records import ToldBy, UnreadableError

_RESERVED = {"teller", "speaker", "file", "role", "case", "group interview"}
_KEYS = re.compile(
    r"file(?: ?name)?|document|transcript|id|code|pseudonym|"
    r"(?:respondent|participant|interviewee|interview|case|member|person|informant|speaker|household|farmer)"
    r"(?:[ _-]?(?:id|no|nr|number|code|name))?"
)
_FILES = re.compile(r"file(?: ?name)?|document|transcript")
_STORIES = {".txt", ".md", ".docx", ".odt", ".rtf", ".pdf", ".html", ".htm", ".vtt", ".srt", ".json", ".epub", ".mbox"}
_MANY = 20_000  # files in a folder among which those of a teller are looked for


class Says(StrEnum):
    """What a table that holds nobody's words tells of."""

    TELLERS = "tellers"
    DOCUMENTS = "documents"
    FRAME = "sampling frame"


def told_in(source: Source) -> tuple[Says, ...]:
    """Return what a table tells of when it holds nobody's words: of tellers, of documents, of who was sought.

    It may tell of several. Nothing for a table of stories, and for any other file.
    """
    if source.suffix not in (".csv", ".tsv", ".xlsx"):
        return ()
    try:
        if is_form(source):
            return ()
        told, facts, _ = tables_in(source)
    except UnreadableError:
        return ()
    if any(map(_says_itself, (*told, *facts))):
        return (Says.TELLERS, Says.DOCUMENTS) if is_document_sheet(source) else (Says.TELLERS,)
    if told:
        return ()
    tells = {
        Says.TELLERS: any(_key(table) for table in facts),
        Says.DOCUMENTS: is_document_sheet(source),
        Says.FRAME: is_sampling_frame(source),
    }
    return tuple(what for what, is_so in tells.items() if is_so)


def is_teller_sheet(source: Source) -> bool:
    """Return True for a table that says who the tellers are, and holds none of their words."""
    return Says.TELLERS in told_in(source)


def _says_itself(table: Table) -> bool:
    names = {name.strip().lower() for name in table.grid.header}
    return "teller" in names and bool(names & {"speaker", "file"})


def _key(table: Table) -> str:
    """Return the column that calls tellers or their files by name, in a table that knows something of them."""
    if is_about_documents(table.grid) or is_sampling(table.grid):
        return ""
    of_document = about_columns(table.grid)
    known = [
        column
        for column in table.columns
        if column.kind in ("attribute", "choice", "consent") and column.name not in of_document
    ]
    for column in table.columns:
        if not _KEYS.fullmatch(plain_head(column.name)) or column.kind == "ignore":
            continue
        at = table.grid.header.index(column.name)
        values = [row.cells[at] for row in table.grid.sample(1000) if at < len(row.cells) and row.cells[at]]
        if len(set(values)) * 5 >= len(values) * 4 and values and any(other.name != column.name for other in known):
            return column.name
    return ""


def read_tellers(source: Source) -> Iterator[ToldBy]:
    """Yield what the sheet says, one row at a time.

    For a sheet that is joined by a key: a row for the key as a label or id anywhere, and one for each file beside
    the sheet that is called by it. Raises `UnreadableError` for a row that does not say whom it is about.
    """
    told, facts, _ = tables_in(source)
    for table in (*told, *facts):
        if _says_itself(table):
            yield from _as_said(source, table.grid)
        elif table in facts and (key := _key(table)):
            yield from _by_key(source, table, key)


def _as_said(source: Source, grid: Grid) -> Iterator[ToldBy]:
    of_document = {name.strip().lower() for name in about_columns(grid)}
    for number, row in grid.rows():
        cells = {name.strip().lower(): value for name, value in row.items()}
        code = cells.get("teller", "")
        role = cells.get("role", "").lower()
        if not code and role != "interviewer":
            raise UnreadableError(
                "a row has no teller",
                where=f"{source.name}, row {number}",
                todo="give the teller a code, or write `interviewer` under role",
            )
        on = _day(cells)
        facts = {_attribute(name): value for name, value in cells.items() if _is_fact(name) and name not in of_document}
        yield ToldBy(
            speaker=cells.get("speaker", ""),
            file=cells.get("file", ""),
            code=code,
            role=role if role == "interviewer" else "",
            group=role in ("group", "focus group") or bool(cells.get("composition")),
            case=cells.get("case", ""),
            attributes=attributes_of(facts, cells, on),
            consent=consent_of((name, value) for name, value in cells.items() if field_of(name) == "consent"),
            **{**consent_told(cells), "consent_on": on},
        )


def _is_fact(name: str) -> bool:
    return name not in _RESERVED and (bool(attribute_of(name)) or not by_head(name))


def _attribute(name: str) -> str:
    return attribute_of(name) or name


def _by_key(source: Source, table: Table, key: str) -> Iterator[ToldBy]:
    of_files = bool(_FILES.fullmatch(plain_head(key)))
    of_document = about_columns(table.grid) if of_files else frozenset()
    columns = [column for column in table.columns if column.name != key and column.name not in of_document]
    files = _files_beside(source)
    for _, row in table.grid.rows():
        name = row.get(key, "")
        if not name:
            continue
        on = day(table.cell("date", row))
        case = next((row[column.name] for column in columns if column.kind == "case"), "")
        known = ToldBy(
            code="" if of_files else name,
            key=f"file:{name}" if of_files else "",
            case=case,
            attributes=attributes_of(facts_in(columns, row), row, on),
            consent=consent_of((column.name, row[column.name]) for column in columns if column.kind == "consent"),
            **consent_told(row),
        )
        called = [file for file in files if _is_called(file, name)]
        if not of_files:
            yield known.model_copy(update={"speaker": name})
        for file in called or ([name] if of_files else []):
            yield known.model_copy(update={"file": file})


def _files_beside(source: Source) -> list[str]:
    """Return the names of files with stories in the folder of the sheet."""
    found: list[str] = []
    for number, path in enumerate(sorted(source.path.parent.iterdir()) if source.path.parent.is_dir() else ()):
        if number >= _MANY:
            break
        if path.suffix.lower() in _STORIES and path != source.path:
            found.append(path.name)
    return found


def _is_called(file: str, name: str) -> bool:
    """Say whether a file is called by a key: `ID1` calls `qualcoder_ID1.docx`, and not `ID12.docx`."""
    stem = Path(file).stem.lower()
    wanted = name.lower()
    return file.lower() == wanted or re.search(rf"(?<![^\W_]){re.escape(wanted)}(?![^\W_])", stem) is not None


def _day(cells: Mapping[str, str]) -> date | None:
    return day(cells.get("consent date", ""))
