"""Tables of text: CSV, TSV, and the like with other marks between the cells. Read line by line."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from storylens.ingest.grid import Grid, Row, grid_of
from storylens.ingest.plaintext import cleaned, code_page
from storylens.ingest.source import Source
from storylens.records import UnreadableError

_DELIMITERS = ",;\t|"
_BLOCK = 1024 * 1024
_CELL = 16 * 1024 * 1024  # characters in one cell
_TALL = 400  # lines in one cell, from which on a quotation mark is likely to be missing
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_MISSING = {"NA", "NaN", "NULL", "#N/A"}  # what statistics programs write where nothing is
_UNUSABLE = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff]")


def delimited(source: Source) -> Grid:
    """Return the table in a text file. Raises `UnreadableError` when it is none or empty."""
    encoding, remarks = _encoding(source)
    delimiter = _delimiter(source, encoding)
    found = grid_of("", lambda: _rows(source, encoding, delimiter, remarks), remarks)
    if found is None:
        raise UnreadableError("the table is empty", where=source.name, todo="remove it, or get it again")
    return found


def _rows(source: Source, encoding: str, delimiter: str, remarks: list[str]) -> Iterator[Row]:
    csv.field_size_limit(_CELL)
    taken = 0

    def lines() -> Iterator[str]:
        nonlocal taken
        with source.path.open(encoding=encoding, errors="replace", newline="") as stream:
            for line in stream:
                taken += len(line)
                yield (
                    line if line.isascii() and "\x00" not in line else _UNUSABLE.sub("\N{REPLACEMENT CHARACTER}", line)
                )

    reader = csv.reader(lines(), delimiter=delimiter)
    before = last_line = 0
    number = 0
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise UnreadableError(
                f"line {reader.line_num} is not a row of a table ({error})",
                where=source.name,
                todo="check the quotation marks in this line",
            ) from error
        if cells is None:
            return
        number += 1
        if reader.line_num - last_line > _TALL:
            remarks.append(f"row {number} runs over {reader.line_num - last_line} lines: check its quotation marks")
        yield Row(number, [_clean(cell, remarks) for cell in cells], taken - before)
        before, last_line = taken, reader.line_num


def _clean(cell: str, remarks: list[str]) -> str:
    if cell in _MISSING:
        return ""
    if cell.isascii() and "\r" not in cell:
        return cell.strip()
    clean, mended = cleaned(cell)
    remarks.extend(remark for remark in mended if remark not in remarks)
    return clean.strip()


def _encoding(source: Source) -> tuple[str, list[str]]:
    """Return the encoding of a file, found without holding the file."""
    head = source.head
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name, []
    if head.count(0) > len(head) // 50:
        raise UnreadableError("the file is not text", where=source.name, todo="give it the ending of what it is")
    decoder = codecs.getincrementaldecoder("utf-8")()
    with source.path.open("rb") as stream:
        try:
            while block := stream.read(_BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            stream.seek(0)
            first = stream.read(_BLOCK)
        else:
            return "utf-8", []
    encoding = code_page(first) or "cp1252"
    return encoding, [f"read as {encoding}"]


def _delimiter(source: Source, encoding: str) -> str:
    """Return the mark between cells: the one by which most rows have the same number of several cells."""
    with source.path.open(encoding=encoding, errors="replace", newline="") as stream:
        start = stream.read(_BLOCK // 4)
    lines = start.splitlines(keepends=True)

    def agreeing(delimiter: str) -> tuple[int, int]:
        try:
            widths = Counter(len(row) for row in islice(csv.reader(lines, delimiter=delimiter), 40) if row)
        except csv.Error:
            return 0, 0
        width, rows = max(((width, rows) for width, rows in widths.items() if width > 1), key=_many, default=(0, 0))
        return rows, width

    csv.field_size_limit(_CELL)
    best = max(_DELIMITERS, key=agreeing)
    return best if agreeing(best)[0] else ","


def _many(counted: tuple[int, int]) -> tuple[int, int]:
    return counted[1], counted[0]
