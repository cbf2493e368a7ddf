"""Tables of stories: one row a story, one row a question and its answer, or one row a respondent to a survey."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from storylens.ingest.answers import Answers, Table, aside_in
from storylens.ingest.build import Builder
from storylens.ingest.columns import attributes_of, consent_of, consent_told, day, said_of
from storylens.ingest.grid import Row, grids
from storylens.ingest.reader import Reader
from storylens.ingest.repeats import Repeats, is_repeat
from storylens.ingest.shelf import Shelf
from storylens.ingest.source import Source
from storylens.ingest.survey import columns_of, facts_in
from storylens.ingest.xlsform import form_beside, is_form
from storylens.records import Attribute, Kind, Received, Stretch, ToldBy, UnreadableError

ASKED, TOLD = "Interviewer", "Interviewee"
_SPILLED = "words in columns without a head are kept as notes: check commas and quotation marks"
_NO_STORIES = "no column holds what people told: there are only short facts in it"


def read(source: Source) -> Iterator[Received]:
    """Yield a document a row, or a document an interview where rows are questions and answers.

    Rows are read one after the other; a large table is not held. Raises `UnreadableError` when no column holds
    anything that people told.
    """
    if is_form(source):
        raise UnreadableError(
            "it is the form of a survey, not its answers", where=source.name, todo="keep it beside them"
        )
    told, facts, repeats = tables_in(source)
    if not told:
        raise UnreadableError(
            _NO_STORIES
            if not repeats
            else "it holds the repeated groups of a survey, which are read with their survey",
            where=source.name,
            todo="if it describes tellers, give it a column with their codes; else say which column is the `story`",
        )
    known = _joined(facts)
    found = False
    for table in told:
        made = _interviews(table, known) if table.is_interview else rows_of(table, known, Repeats.of(table, repeats))
        for received in made:
            found = True
            yield received
    if not found:
        raise UnreadableError("nobody told anything in it", where=source.name, todo="check that it was saved whole")


def tables_in(source: Source) -> tuple[list[Table], list[Table], list[Table]]:
    """Return the tables of a file with stories, those with facts alone, and those with repeated groups of a survey."""
    said = said_of(source)
    told: list[Table] = []
    facts: list[Table] = []
    repeats: list[Table] = []
    for grid in grids(source):
        form = form_beside(source, grid.header) if _is_submission(grid.header) else None
        table = Table(source, grid, columns_of(grid, said, form), form)
        if is_repeat(grid.header):
            repeats.append(table)
        elif table.is_interview or table.stories:
            told.append(table)
        else:
            facts.append(table)
    return told, facts, repeats


def _is_submission(header: tuple[str, ...]) -> bool:
    """Say whether a table has the columns that KoBo and ODK add, or names with groups before them."""
    made = {
        "_uuid",
        "_submission_time",
        "_index",
        "_id",
        "key",
        "instanceid",
        "meta/instanceid",
        "submissiondate",
        "__version__",
    }
    return any(name.lower() in made or name.lower().startswith("formhub/") for name in header)


def _joined(tables: list[Table]) -> dict[str, tuple[Attribute, ...]]:
    """Return what other sheets of the workbook say of the tellers, by their key."""
    found: dict[str, tuple[Attribute, ...]] = {}
    for table in tables:
        key = table.key
        for row in table.grid.body() if key else ():
            cells = table.grid.named(row.cells)
            if name := cells.get(key or "", ""):
                found[name] = (*found.get(name, ()), *attributes_of(facts_in(table.columns, cells), cells))
    return found


def rows_of(table: Table, known: Mapping[str, tuple[Attribute, ...]], repeats: Repeats) -> Iterator[Received]:
    """Yield a document a respondent."""
    seen: Counter[str] = Counter()
    waiting: Received | None = None
    spare = table.grid.above + table.grid.heads  # characters that belong to no row of somebody
    silent = wide = 0
    for row in table.grid.body():
        cells = table.grid.named(row.cells)
        wide += any(cell.strip() for cell in row.cells[len(table.grid.header) :])
        made = _respondent(table, row, cells, known, repeats, seen)
        if made is None:
            silent += 1
            spare += row.size
            continue
        if waiting is not None:
            yield waiting
        waiting, spare = _with_aside(made, {"heads of columns, and rows without a story": spare}), 0
    if waiting is not None:
        lost = repeats.lost
        remarks = (
            *table.grid.remarks,
            *([f"rows in which nobody told anything: {silent}"] if silent else []),
            *([_too_wide(wide)] if wide else []),
            *([f"repeated groups whose respondent is not in the file: {lost}"] if lost else []),
        )
        waiting = _with_aside(waiting, {"heads of columns, and rows without a story": spare})
        yield waiting.model_copy(update={"remarks": remarks})


def _too_wide(rows: int) -> str:
    """Say that words may be lost: a comma without quotation marks round its cell begins another cell."""
    return f"rows with more cells than heads, of which the last are not read: {rows}; check commas and quotation marks"


def _with_aside(received: Received, more: dict[str, int]) -> Received:
    aside = Counter(received.set_aside)
    aside.update(more)
    return received.model_copy(update={"set_aside": dict(sorted((+aside).items()))})


def _respondent(
    table: Table,
    row: Row,
    cells: dict[str, str],
    known: Mapping[str, tuple[Attribute, ...]],
    repeats: Repeats,
    seen: Counter[str],
) -> Received | None:
    label = cells.get(table.key or "", "") or f"row {row.number}"
    part = cells.get(table.identity or "", "") or label
    answers = Answers(table, label, f"{table.source.stem}:{part}")
    answers.add(cells)
    answers.add_repeated(repeats.of_row(cells))
    if not answers.built.passages:
        return None
    collected = day(table.cell("date", cells))
    if seen[part]:  # the same respondent again: in another wave, or on another day
        again = table.cell("wave", cells) or (collected.isoformat() if collected else f"row {row.number}")
        part = f"{part} {again}"
    seen[part] += 1
    consent = [column for column in table.columns if column.kind == "consent"]
    told: dict[str, Any] = {"consent_on": collected, **{k: v for k, v in consent_told(cells).items() if v}}
    wording = next((column.question for column in consent if table.form is not None), "")
    facts = attributes_of(facts_in(table.columns, cells), cells, collected)
    return Received(
        text=answers.built.text,
        title=table.cell("title", cells) or f"{table.source.stem} {label}",
        part=part,
        kind=Kind.ANSWER,
        language=_language(table.cell("language", cells)),
        collected_on=collected,
        prompt=table.cell("asked", cells),
        prompt_valence=table.cell("prompt valence", cells),
        wave=table.cell("wave", cells),
        passages=tuple(answers.built.passages),
        told_by=(
            ToldBy(
                key=answers.key,
                code=label if label.isascii() and len(label) <= 8 and " " not in label else "",
                case=_case(table, cells),
                attributes=_latest((*facts, *known.get(label, ()))),
                consent=consent_of(
                    (f"{one.name} {one.question}", one.said(cells.get(one.name, ""))) for one in consent
                ),
                **{"consent_wording": wording, **told},
            ),
        ),
        set_aside=aside_in(table, row, cells, answers.kept),
    )


def _latest(attributes: tuple[Attribute, ...]) -> tuple[Attribute, ...]:
    """Keep of each attribute what was said last."""
    return tuple({attribute.name: attribute for attribute in attributes}.values())


def _case(table: Table, cells: Mapping[str, str]) -> str:
    """Return what a row is compared by: its case, or else the group that the teller belongs to."""
    case = table.cell("case", cells) if table.key is None or table.kind_of(table.key) != "case" else ""
    group = next((column.name for column in table.columns if column.label == "group"), "")
    return case or cells.get(group, "")


def _language(value: str) -> str:
    return value.lower() if len(value) == 2 and value.isalpha() else ""


def _interviews(table: Table, known: Mapping[str, tuple[Attribute, ...]]) -> Iterator[Received]:
    """Yield a document an interview; the rows of one need not stand together."""
    with Shelf() as shelf:
        for row in table.grid.body():
            cells = table.grid.named(row.cells)
            shelf.put(cells.get(table.key or "", "") or table.grid.name, [row.size, cells])
        spare = table.grid.above + table.grid.heads
        for name, rows in shelf.groups():
            received = _interview(table, name, rows, known.get(name, ()))
            if received is not None:
                yield _with_aside(received, {"heads of columns": spare})
                spare = 0


def _interview(table: Table, name: str, rows: list[Any], known: tuple[Attribute, ...]) -> Received | None:
    built = Builder()
    key = f"{table.source.stem}:{name}"
    facts: dict[str, str] = {}
    kept = size = 0
    nameless = [name for name, own in zip(table.grid.header, table.grid.own, strict=True) if name and not own]
    spilled = any(cells.get(name) for _, cells in rows for name in nameless)
    for taken, cells in rows:
        number = table.cell("order", cells)
        asked, told = table.cell("asked", cells), table.cell("told", cells)
        _lines(built, asked, f"{ASKED}: ", speaker=ASKED, key=f"{ASKED}:{name}", asked=True, question=number)
        _lines(built, told, f"{TOLD}: ", speaker=TOLD, key=key, question=number)
        beside = [cells[name] for name in nameless if cells.get(name)]
        _lines(built, "\n".join(beside), "", stretch=Stretch.NOTE)
        kept += sum(map(len, beside))
        facts |= facts_in(table.columns, cells)
        kept += len(asked) + len(told)
        size += taken
    if not built.passages:
        return None
    collected = next((found for _, cells in rows if (found := day(table.cell("date", cells)))), None)
    told_by = ToldBy(
        key=key, attributes=_latest((*attributes_of(facts, rows[0][1], collected), *known)), **consent_told(rows[0][1])
    )
    return Received(
        text=built.text,
        title=f"{table.source.stem} {name}".strip(),
        part=name,
        kind=Kind.INTERVIEW,
        collected_on=collected,
        case=_case(table, rows[0][1]),
        passages=tuple(built.passages),
        told_by=(told_by,) if told_by.attributes else (),
        remarks=(*table.grid.remarks, *([_SPILLED] if spilled else [])),
        set_aside={"numbers, dates and marks between cells": size - kept} if size > kept else {},
    )


def _lines(built: Builder, words: str, label: str, **facts: Any) -> None:
    """Add what was said in one cell, a passage a line."""
    for line in words.split("\n"):
        if built.line(line, label=label, **facts) is not None:
            label = ""


def _is_table(source: Source) -> bool:
    if source.is_compound:
        return source.suffix in (".xlsx", ".xls", ".xlsm")
    return source.suffix in (".csv", ".tsv") or "xl/workbook.xml" in source.members()


reader = Reader("table", _is_table, read, version="3")
