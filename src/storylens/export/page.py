"""Tables as one self-contained web page, the same bytes for the same tables."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from storylens.analysis.quotes import in_marks
from storylens.analysis.table import Table, printed

LONG = 60  # characters beyond which a cell gets room
_EMPTY = ("not asked", "not said", "not yet charted")


def write_page(
    tables: Sequence[Table], file: Path, *, title: str, scope: str, charts: Mapping[str, str], suggested: bool
) -> None:
    """Write a page that needs nothing but itself: no script, no network. `charts` has SVG by table name."""
    from markupsafe import Markup

    quoted = next((set(table.frame.index) for table in tables if table.name == "quotes"), set())
    places = anchors(tables, quoted)
    shown = [
        {
            "name": table.name,
            "title": table.title,
            "notes": table.notes,
            "rows": list(rows(table, places)),
            "header": [table.frame.index.name or "", *map(str, table.frame.columns)],
            "chart": Markup(charts[table.name])  # noqa: S704 - drawn by this program from escaped text
            if table.name in charts
            else None,
        }
        for table in tables
    ]
    behind = [
        {"anchor": anchor, "cells": cells, "codings": [{"id": one, "quoted": one in quoted} for one in ids]}
        for ids, (anchor, cells) in places.items()
    ]
    page = template("page.html").render(title=title, scope=scope, tables=shown, behind=behind, suggested=suggested)
    file.write_text(page, encoding="utf-8", newline="\n")


def template(name: str) -> Any:
    """Return a template of a page, in which all text is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("storylens.export"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["in_marks"] = in_marks
    return environment.get_template(name)


def anchors(tables: Sequence[Table], quoted: Collection[str]) -> dict[tuple[str, ...], tuple[str, str]]:
    """Return for each distinct set of codings its anchor and the first cell that counts it.

    One coding whose words are on the page needs no list: its number leads straight to them.
    """
    places: dict[tuple[str, ...], tuple[str, str]] = {}
    for table in tables:
        for (row, column), ids in table.ids.items():
            if ids and ids not in places and (len(ids) > 1 or ids[0] not in quoted):
                places[ids] = (f"b-{len(places) + 1}", f"{table.title}, {row}, {column}")
    return places


def rows(table: Table, places: Mapping[tuple[str, ...], tuple[str, str]]) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table for a template: each cell with its kind and the anchor of what stands behind it."""
    for name, *values in table.frame.itertuples():
        cells = []
        for column, value in zip(table.frame.columns, values, strict=True):
            ids = table.ids.get((name, column), ())
            number = not isinstance(value, str)
            text = printed(value)
            kind = "number" if number else "empty" if text in _EMPTY else "long" if len(text) > LONG else ""
            behind = places[ids][0] if ids in places else f"c-{ids[0]}" if ids and table.name != "quotes" else ""
            cells.append({"text": text, "kind": kind, "behind": behind})
        is_coding = table.frame.index.name == "coding"
        yield {
            "name": name[:8] if is_coding else name,
            "cells": cells,
            "mono": is_coding,
            "anchor": f"c-{name}" if is_coding and table.name == "quotes" else "",
        }
