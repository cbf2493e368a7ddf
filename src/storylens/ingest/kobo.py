"""Submissions to a KoBo or ODK survey as JSON: one object a respondent, with the form beside it for its labels."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from storylens.ingest.answers import Table
from storylens.ingest.columns import said_of
from storylens.ingest.grid import Grid, Lines, Row
from storylens.ingest.jsonstream import keys_in_head, objects
from storylens.ingest.plaintext import cleaned
from storylens.ingest.reader import Reader
from storylens.ingest.repeats import Repeats
from storylens.ingest.source import Source
from storylens.ingest.survey import columns_of
from storylens.ingest.table import rows_of
from storylens.ingest.xlsform import Form, form_beside
from storylens.records import Received, UnreadableError

_MADE = {"_uuid", "_submission_time", "meta/instanceID", "_xform_id_string", "formhub/uuid", "__id", "instanceId"}
_SAMPLE = 2000  # submissions from which the columns are known
_LISTS = ("results", "value", "submissions", "data")


def read(source: Source) -> Iterator[Received]:
    """Yield a document a submission, as for a table with a column a question."""
    heads: dict[str, None] = {}
    repeated: dict[str, dict[str, None]] = {}
    for number, submission in enumerate(_submissions(source)):
        cells, groups = _flat(submission)
        heads |= dict.fromkeys(cells)
        for name, items in groups.items():
            repeated.setdefault(name, {}).update(dict.fromkeys(head for item in items for head in item))
        if number >= _SAMPLE:
            break
    form = form_beside(source, heads)
    said = said_of(source)
    if not heads:
        raise UnreadableError("there are no submissions in it", where=source.name, todo="export them again")
    grid = _grid(source, list(heads))
    table = Table(source, grid, columns_of(grid, said, form), form)
    if not table.stories and not repeated:
        raise UnreadableError(
            "no question in it was answered in words", where=source.name, todo="say which is the `story`"
        )
    yield from rows_of(table, {}, _repeats(source, table, repeated, form))


def _submissions(source: Source) -> Iterator[dict[str, Any]]:
    for item in objects(source):
        listed = next(
            (item[name] for name in _LISTS if isinstance(item, dict) and isinstance(item.get(name), list)), [item]
        )
        yield from (one for one in listed if isinstance(one, dict))


def _flat(submission: Mapping[str, Any], above: str = "") -> tuple[dict[str, str], dict[str, list[dict[str, str]]]]:
    """Return answers by path, and the items of repeated groups by name; groups within repeated groups are laid flat."""
    cells: dict[str, str] = {}
    groups: dict[str, list[dict[str, str]]] = {}
    waiting = [(f"{above}{name}", value) for name, value in reversed(list(submission.items()))]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [(f"{path}/{name}", inner) for name, inner in reversed(list(value.items()))]
        elif isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
            if not path.startswith("_"):
                groups[path] = [_flat(item)[0] for item in value]
        elif isinstance(value, list):
            cells[path] = " ".join(str(item) for item in value if isinstance(item, str | int | float))
        elif value is not None:
            cells[path] = cleaned(value if isinstance(value, str) else json.dumps(value))[0].strip()
    return cells, groups


def _grid(source: Source, heads: list[str]) -> Grid:
    def lines() -> Iterator[Row]:
        for number, submission in enumerate(_submissions(source), 1):
            yield _row(number, _flat(submission)[0], heads)

    return _as_grid("", heads, lines)


def _as_grid(name: str, heads: list[str], lines: Lines) -> Grid:
    names = tuple(heads)
    return Grid(name, names, names, ("",) * len(names), (True,) * len(names), lines)


def _row(number: int, cells: Mapping[str, str], heads: list[str]) -> Row:
    row = [cells.get(head, "") for head in heads]
    return Row(number, row, sum(map(len, row)))


def _repeats(source: Source, table: Table, repeated: Mapping[str, Mapping[str, None]], form: Form | None) -> Repeats:
    """Collect repeated groups by the name of their submission."""
    own = table.identity
    found = Repeats(own=own or "")
    if own is None or not repeated:
        return found
    columns = {
        name: columns_of(_grid_of_items(source, name, list(heads)), {}, form) for name, heads in repeated.items()
    }
    for submission in _submissions(source):
        cells, groups = _flat(submission)
        for name, items in groups.items():
            short = name.rpartition("/")[2]
            label = form.repeats.get(short, short) if form else short
            for number, item in enumerate(items, 1):
                found.groups.setdefault(cells.get(own, ""), []).append(
                    (f"{label} {number}", columns.get(name, []), item)
                )
    return found


def _grid_of_items(source: Source, name: str, heads: list[str]) -> Grid:
    def lines() -> Iterator[Row]:
        for number, submission in enumerate(_submissions(source), 1):
            yield from (_row(number, item, heads) for item in _flat(submission)[1].get(name, ()))

    return _as_grid(name, heads, lines)


def _is_submissions(source: Source) -> bool:
    return bool(keys_in_head(source) & _MADE)


reader = Reader("kobo", _is_submissions, read)
