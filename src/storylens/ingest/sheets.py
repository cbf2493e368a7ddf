"""Sheets about documents, and sampling frames: tables that say of files what they are, and of groups who is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from storylens.ingest.columns import NO, YES, attribute_of, day, plain_head
from storylens.ingest.grid import Grid, grids
from storylens.ingest.languages import language_code, original_language
from storylens.ingest.source import Source
from storylens.records import Kind, UnreadableError
from storylens.records.base import Record

_FILE = r"file(?: ?name)?|document"
_DOCUMENT = {
    "title": r"title|headline",
    "collected_on": r"date|collected(?: on)?|date of (?:interview|story|collection)|interview date",
    "case": r"case",
    "wave": r"wave|round|phase",
    "language": r"language",
    "original": r"original|original file|translation of|translated from file",
    "original_language": r"original language|translated from|language of (?:the )?original",
    "translator": r"translator|translated by",
    "interpreter": r"interpreter|interpreted by",
    "interpreted": r"interpreted",
    "institutional": r"institutional|institution speaks|is institutional",
    "recording": r"recording|audio|video|recording file",
    "prompt": r"prompt|question asked|prompt text",
    "valence": r"(?:prompt )?valence|prompt valence",
    "kind": r"class|kind|type|document class",
    "place": r"place|location|place of (?:interview|story|collection)|collected (?:in|at)|told in",
}
_OWN = {
    "title",
    "original",
    "original_language",
    "translator",
    "interpreter",
    "interpreted",
    "institutional",
    "recording",
    "prompt",
    "valence",
    "kind",
}
_OF_THE_FILE = r"words|bytes|size|pages|minutes|duration|length|characters|sha ?\d*|md5|format"  # is seen, not told
_ANY_GROUP = r"group|stratum|sub ?group|category|sampling group"
_NUMBERS = {
    "sought": r"sought|invited|planned|target(?:ed)?|approached|contacted|intended|sample(?: size)?",
    "reached": r"reached|interviewed|took part|participated|completed|achieved|responded|heard",
    "declined": r"declined|refused|said no|withdrew|dropped out",
}


_KINDS = {  # what people call a class of documents, and what it is here
    **{kind.value: kind for kind in (Kind.INTERVIEW, Kind.GROUP, Kind.STORY, Kind.CASE_STUDY)},
    "in-depth interview": Kind.INTERVIEW,
    "key informant interview": Kind.INTERVIEW,
    "focus group": Kind.GROUP,
    "focus group discussion": Kind.GROUP,
    "fgd": Kind.GROUP,
    "story form": Kind.STORY,
    "field note": Kind.STORY,
    "field notes": Kind.STORY,
    "case": Kind.CASE_STUDY,
    "report": Kind.CASE_STUDY,
}


class AboutDocument(Record):
    """What a sheet says of one file. What it does not say is empty, or None."""

    file: str
    title: str = ""
    collected_on: date | None = None
    case: str = ""
    wave: str = ""
    language: str = ""
    original: str = ""  # the file that holds the original of a translation
    original_language: str = ""
    translator: str = ""
    interpreted: bool | None = None  # put over by word of mouth
    institutional: bool | None = None
    recording: str = ""
    prompt: str = ""
    valence: str = ""  # of the prompt: appreciative, neutral, critical, ...
    kind: Kind | None = None  # None too where the sheet has a word for it that is none here
    place: str = ""


class SampledGroup(Record):
    """How many of a group were sought, reached, and declined; None where the sheet does not say.

    `attribute` is what the groups are groups by, such as place; empty where the head of the column does not tell.
    """

    attribute: str = ""
    group: str
    sought: int | None = None
    reached: int | None = None
    declined: int | None = None


def is_document_sheet(source: Source) -> bool:
    """Return True for a table that says of files what they are. It may be a sheet of tellers as well."""
    return any(is_about_documents(grid) or _named(grid, _DOCUMENT) & _OWN for grid in _tables(source) if _file(grid))


def is_sampling_frame(source: Source) -> bool:
    """Return True for a table that says of groups how many were sought, reached, or declined."""
    return any(map(is_sampling, _tables(source)))


def read_documents(source: Source) -> Iterator[AboutDocument]:
    """Yield what the sheet says of each file. Raises `UnreadableError` for a date that cannot be read."""
    for grid in _tables(source):
        file = _file(grid)
        names = _columns(grid, _DOCUMENT)
        if not file or not names:
            continue
        for number, row in grid.rows():
            said = {field: row[name] for field, name in names.items() if row[name]}
            if row[file]:
                yield AboutDocument(file=row[file], **_typed(said, f"{source.name}, row {number}"))


def read_sampling(source: Source) -> Iterator[SampledGroup]:
    """Yield the groups. Raises `UnreadableError` where a number is none."""
    for grid in _tables(source):
        if not is_sampling(grid):
            continue
        group = next(name for name in grid.header if _is_group(name))
        attribute = "" if re.fullmatch(_ANY_GROUP, plain_head(group)) else attribute_of(group) or plain_head(group)
        names = _columns(grid, _NUMBERS)
        for number, row in grid.rows():
            if row[group]:
                where = f"{source.name}, row {number}"
                yield SampledGroup(
                    attribute=attribute,
                    group=row[group],
                    **{field: _count(row[name], where) for field, name in names.items() if row[name]},
                )


def is_about_documents(grid: Grid) -> bool:
    """Return True for a table of which all columns are about the file that a row names."""
    names = [name for name in grid.header if name and not _is_seen(name)]
    about = _columns(grid, _DOCUMENT)
    return bool(_file(grid)) and bool(about) and len(about) + 1 == len(names)


def is_sampling(grid: Grid) -> bool:
    """Return True for a table with a group, and at least two of the numbers sought, reached and declined."""
    return any(map(_is_group, grid.header)) and len(_columns(grid, _NUMBERS)) > 1


def about_columns(grid: Grid) -> frozenset[str]:
    """Return the heads of the columns that are about the file that a row names, and tell nothing of a teller."""
    told = (name for field, name in _columns(grid, _DOCUMENT).items() if field in _OWN)
    return frozenset((*told, *filter(_is_seen, grid.header)))


def _is_seen(head: str) -> bool:
    return re.fullmatch(_OF_THE_FILE, plain_head(head)) is not None


def _is_group(head: str) -> bool:
    plain = plain_head(head)
    return bool(re.fullmatch(_ANY_GROUP, plain)) or bool(attribute_of(head))


def _tables(source: Source) -> list[Grid]:
    if source.suffix not in (".csv", ".tsv", ".xlsx"):
        return []
    try:
        return list(grids(source))
    except UnreadableError:
        return []


def _file(grid: Grid) -> str:
    return next((name for name in grid.header if re.fullmatch(_FILE, plain_head(name))), "")


def _columns(grid: Grid, patterns: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in grid.header:
        plain = plain_head(name)
        field = next((field for field, pattern in patterns.items() if re.fullmatch(pattern, plain)), "")
        if field and name:
            found.setdefault(field, name)
    return found


def _named(grid: Grid, patterns: Mapping[str, str]) -> set[str]:
    return set(_columns(grid, patterns))


def _typed(said: dict[str, str], where: str) -> dict[str, Any]:
    """Return what a row says with dates as dates and yes as True."""
    made: dict[str, Any] = dict(said)
    if "collected_on" in said:
        made["collected_on"] = day(said["collected_on"])
        if made["collected_on"] is None:
            raise UnreadableError(
                f"{said['collected_on']!r} is no date that is clear", where=where, todo="write it as 2024-06-04"
            )
    for field in ("institutional", "interpreted"):
        if field in said:
            answer = said[field].lower()
            made[field] = answer in YES if answer in YES | NO else None
    if interpreter := made.pop("interpreter", ""):
        made.update(translator=made.get("translator") or interpreter, interpreted=True)
    if "kind" in said:
        made["kind"] = _KINDS.get(said["kind"].lower())
    if "language" in said:
        made["language"] = language_code(said["language"])
    if "original_language" in said:
        made["original_language"] = original_language(said["original_language"])
    return made


def _count(value: str, where: str) -> int:
    match = re.match(r"\d{1,9}\b", value)
    if not match:
        raise UnreadableError(f"{value!r} is no number of people", where=where, todo="write a whole number")
    return int(match[0])
