"""The pictures that can be asked for by name, each of a table or of the record book, as SVG that reads in grey."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from storylens.analysis import charts
from storylens.analysis.table import Table
from storylens.records import StorylensError
from storylens.synthesis.book import Book
from storylens.synthesis.catalogue import make
from storylens.synthesis.causal_map import causal_map
from storylens.synthesis.circle import reply_circle
from storylens.synthesis.theory import theory_diagram, theory_table
from storylens.synthesis.threads import chain_threads
from storylens.synthesis.timeline import timeline_chart

WIDEST = 720  # points that a page on end shows without making words too small


@dataclass(frozen=True)
class Picture:
    """A picture with the notes of what it is drawn from; `svg` is empty where there is nothing to draw."""

    name: str
    title: str
    svg: str
    notes: tuple[str, ...] = ()
    table: Table | None = None  # what it is drawn from

    @property
    def across(self) -> bool:
        """Say whether it is so wide that it can only be read on a page that lies across."""
        width = re.search(r'<svg[^>]* width="(\d+)', self.svg)
        return width is not None and int(width[1]) > WIDEST


@dataclass(frozen=True)
class Drawn:
    """How a picture is made: by a chart of a table of the same name, or drawn from the book."""

    name: str
    tells: str
    chart: Callable[[Table], Any] | None = None
    diagram: Callable[[Book], str] | None = None
    table: Callable[[Book], Table] | None = None


PICTURES = (
    Drawn("themes", "how many tellers speak of each theme", charts.theme_chart),
    Drawn("matrix", "which case speaks of which theme: the framework matrix as a map", charts.matrix_chart),
    Drawn("voices", "what each group gives, and what of it is printed", charts.voice_chart),
    Drawn("saturation", "codes so far, with a band over other orders of the interviews", charts.saturation_chart),
    Drawn("timeline", "what happened, changed and was told, month by month", timeline_chart),
    Drawn("network-replies", "who answers whom in threads", diagram=reply_circle),
    Drawn(
        "causal-map",
        "what is claimed to have led to what, n of N on each link",
        diagram=causal_map,
        table=chain_threads,
    ),
    Drawn("theory", "the theory of change with what was found", diagram=theory_diagram, table=theory_table),
)


def picture(book: Book, name: str, *, by: str = "gender", table: Table | None = None) -> Picture:
    """Draw a picture, of its table or of the one that is given. Raises `StorylensError` for a name that is none."""
    drawn = next((each for each in PICTURES if each.name == name), None)
    if drawn is None:
        raise StorylensError(
            f"there is no picture {name!r}", todo="choose from " + ", ".join(each.name for each in PICTURES)
        )
    table = table or (drawn.table(book) if drawn.table else make(book, name, by=by))
    svg = ""
    if len(table.frame):
        svg = drawn.diagram(book) if drawn.diagram else charts.svg(drawn.chart(table), name) if drawn.chart else ""
    return Picture(name, table.title, svg, table.notes, table)
