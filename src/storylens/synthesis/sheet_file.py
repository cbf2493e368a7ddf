"""The file of a sheet of entries: what stands in the workbook, and what comes out of one that was filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

from storylens.records import StorylensError
from storylens.records.entries import Entry, Kept
from storylens.synthesis import fields
from storylens.synthesis.book import Book

NUMBER, VERSION, WHY = "number", "version", "why"
ROWS = 300  # empty rows in which lists of words are offered
STANDS_ON = ("number", "role", "story", "from", "to", "teller", "words")
NARROW, WIDE = 20, 40  # characters


def write(
    file: Path, book: Book, kept: Sequence[Kept[Entry]], model: type[Entry], words: Mapping[str, Sequence[str]]
) -> None:
    """Write entries and room for new ones; beside them the passages that they stand on, and the lists of words."""
    import xlsxwriter

    file.parent.mkdir(parents=True, exist_ok=True)
    workbook = xlsxwriter.Workbook(str(file), {"strings_to_formulas": False, "strings_to_urls": False})
    columns = [NUMBER, VERSION, *model.model_fields, WHY]
    rows = [[one.number, str(one.version), *fields.written(one.body).values(), ""] for one in kept]
    sheet = _sheet(workbook, model.kind, columns, rows)
    _sheet(workbook, "passages", STANDS_ON, [row for one in kept for row in _passages(book, one)])
    takes = {name: fields.vocabulary(model, name) for name in model.model_fields}
    lists = {name: words[vocabulary] for name, vocabulary in takes.items() if vocabulary}
    if lists:
        _sheet(workbook, "words", list(lists), list(zip_longest(*lists.values(), fillvalue="")))
    for at, (name, choices) in enumerate(lists.items()):
        column = columns.index(name)
        letter = xlsxwriter.utility.xl_col_to_name(at)
        several = fields.is_list(model, name)
        offer = {
            "validate": "list",
            "source": f"=words!${letter}$2:${letter}${len(choices) + 1}",
            "show_error": not several,
            "input_title": name[:32],
            "input_message": "several may be written, with ; between" if several else "a word of the list, or nothing",
        }
        sheet.data_validation(1, column, len(rows) + ROWS, column, offer)
    workbook.close()


def read(file: Path, model: type[Entry]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of the first sheet: their numbers and cells by column. A formula comes as typed and is never run.

    Raises `StorylensError` for a file that is no workbook, or has other columns.
    """
    from openpyxl import load_workbook

    try:
        rows = load_workbook(file, read_only=True).worksheets[0].iter_rows(values_only=True)
    except Exception as error:  # whatever is wrong with it, the user needs one sentence
        raise StorylensError(
            "this is no workbook that can be read", where=str(file), todo="save it as .xlsx"
        ) from error
    header = [str(name or "").strip() for name in next(rows, ())]
    unknown = set(header) - {NUMBER, VERSION, WHY, "", *model.model_fields}
    if NUMBER not in header or unknown:
        wrong = f"the columns {', '.join(sorted(unknown))} are not known" if unknown else "there is no column `number`"
        command = f"storylens entries sheet {model.kind!r} --to FILE"
        raise StorylensError(wrong, where=str(file), todo=f"fill in the sheet that `{command}` writes")
    for number, row in enumerate(rows, 2):
        yield number, {name: _text(value) for name, value in zip(header, row, strict=False) if name}


def _passages(book: Book, kept: Kept[Entry]) -> Iterator[list[str]]:
    for one in book.passages(kept):
        story, teller = book.where(one)
        words = book.quote([one]) or "may not be quoted: look it up in the coder"
        yield [kept.number, one.role, story, str(one.start), str(one.end), teller, words]


def _sheet(workbook: Any, name: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Any:
    head = workbook.add_format({"bold": True, "bottom": 1})
    wrap = workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet = workbook.add_worksheet(name[:31])
    for at, title in enumerate(header):
        sheet.write_string(0, at, title, head)
        long = title.endswith("text") or any(len(row[at]) > WIDE for row in rows)
        sheet.set_column(at, at, WIDE if long else 9 if title in (NUMBER, VERSION) else NARROW, wrap)
    for number, row in enumerate(rows, 1):
        for at, text in enumerate(row):
            sheet.write_string(number, at, text)
    sheet.freeze_panes(1, 2)
    return sheet


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value.date() if callable(getattr(value, "date", None)) else value).strip()
