"""Running heads and page numbers: what comes back at the edges of pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from storylens.ingest.pdfblocks import Body
from storylens.ingest.pdfcolumns import Line

_DIGITS = re.compile(r"\d+|\b[ivxl]{1,6}\b")
_PAGE = re.compile(
    r"\W*(?:(?:page|seite|p\.|página|pagina)\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/|von|de|sur|di)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
_EDGE = 3  # lines at the top and at the bottom
_SAME = 3.0  # points by which the place of a running head may differ
_APART = 1.5  # times the distance of lines, between a running head and the text
_SHORT = 120  # letters


_Spot = tuple[str, bool, int]


class _Edge(NamedTuple):
    """A line at the edge of a page: which page, which line, whether at the top, the how manieth from outside."""

    page: int
    at: int
    top: bool
    depth: int
    line: Line

    shape: str  # the words, whatever the number in them

    def spot(self, nearby: int = 0) -> _Spot:
        """Return what is the same where it comes back: words, side and place, give or take a little."""
        return self.shape, self.top, round(self.line.bottom / _SAME) + nearby


def without_furniture(pages: Sequence[Sequence[Line]], body: Body) -> list[list[Line]]:
    """Return the lines of each page without running heads and page numbers.

    One comes back in its words, whatever the number in it, or is a number by itself, or stands alone where
    other pages have theirs.
    """
    edges = [edge for page, lines in enumerate(pages) for edge in _edges(page, lines)]
    seen: dict[_Spot, set[int]] = defaultdict(set)
    for edge in edges:
        for nearby in (-1, 0, 1):
            seen[edge.spot(nearby)].add(edge.page)
    numbered = len({edge.page for edge in edges if edge.depth == 0 and _PAGE.fullmatch(edge.line.text)})
    gone: set[_Edge] = set()
    for edge in edges:
        number = edge.depth == 0 and _PAGE.fullmatch(edge.line.text) and numbered * 2 >= len(pages)
        if number or _comes_back(edge.page, seen[edge.spot()], len(pages)):
            gone.add(edge)
    known = Counter((edge.shape, edge.top) for edge in gone)
    places = {side: [edge.line.bottom for edge in gone if edge.top is side] for side in (True, False)}
    for edge in edges:
        if edge.depth == 0 and (known[edge.shape, edge.top] > 1 or _stands_alone(edge, pages, body, places[edge.top])):
            gone.add(edge)
    left_out = {(edge.page, edge.at) for edge in gone}
    return [[line for at, line in enumerate(lines) if (page, at) not in left_out] for page, lines in enumerate(pages)]


def _edges(page: int, lines: Sequence[Line]) -> Iterator[_Edge]:
    """Yield the highest and the lowest lines of a page, the outermost first."""
    order = sorted(range(len(lines)), key=lambda at: -lines[at].bottom)
    size = min(_EDGE, len(lines) // 2) or len(lines)
    for top, side in ((True, order[:size]), (False, order[::-1][:size])):
        for depth, at in enumerate(side):
            if len(lines[at].text) <= _SHORT:
                yield _Edge(page, at, top, depth, lines[at], _DIGITS.sub("#", lines[at].text.lower()))


def _comes_back(page: int, seen: set[int], pages: int) -> bool:
    """Say whether what is on a page stands at the same place on neighbouring pages, or on a good part of all."""
    return len(seen) > 1 and (len(seen) * 4 >= pages or any(page + step in seen for step in (-2, -1, 1, 2)))


def _stands_alone(edge: _Edge, pages: Sequence[Sequence[Line]], body: Body, places: Sequence[float]) -> bool:
    """Say whether an outermost line, apart from the text, stands where running heads of other pages do."""
    line, lines = edge.line, pages[edge.page]
    same = sum(abs(place - line.bottom) <= _SAME for place in places)
    if line.size > 1.05 * body.size or same < 2 or same * 4 < len(pages) or len(lines) < 2:
        return False
    gap = min(abs(line.bottom - other.bottom) for at, other in enumerate(lines) if at != edge.at)
    return gap > _APART * body.pitch(line)
