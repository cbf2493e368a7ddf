"""Boxes in columns with arrows between them, as plain SVG that prints in grey and draws the same bytes again."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, GAP, LINE, PAD, TOP = 156, 62, 14, 8, 60  # points: five columns can be read on a page across
WRAP = 24  # characters that a line of a box holds


@dataclass(frozen=True)
class Box:
    """A box in a column (0 is the first), with a line of figures under its words."""

    id: str
    column: int
    text: str
    figures: str = ""
    dashed: bool = False

    @property
    def lines(self) -> list[str]:
        """The words as lines."""
        return textwrap.wrap(self.text, WRAP) or [""]

    @property
    def figure_lines(self) -> list[str]:
        """The figures as lines."""
        return textwrap.wrap(self.figures, WRAP)

    @property
    def height(self) -> int:
        """How high it is drawn."""
        return (len(self.lines) + len(self.figure_lines)) * LINE + 2 * PAD


@dataclass(frozen=True)
class Arrow:
    """From a box to a box. The more weight the thicker; without any it is dotted."""

    cause: str
    effect: str
    label: str = ""
    weight: int = 0


def columns(title: str, heads: Sequence[str], boxes: Sequence[Box], arrows: Sequence[Arrow], note: str = "") -> str:
    """Draw boxes under the heads of their columns, and a note below them. Arrows to no box are left out."""
    last = max([len(heads) - 1, *(box.column for box in boxes)])
    places: dict[str, tuple[int, int, Box]] = {}
    bottom = TOP
    for column in range(last + 1):
        y = TOP
        for box in (box for box in boxes if box.column == column):
            places[box.id] = (20 + column * (WIDTH + GAP), y, box)
            y += box.height + 22
        bottom = max(bottom, y)
    foot, bottom = bottom, bottom + (LINE if note else 0)
    width = 40 + (last + 1) * WIDTH + last * GAP
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {bottom}" width="{width}" height="{bottom}" '
            f'font-family="sans-serif" font-size="11" role="img" aria-label="{escape(title)}">'
        ),
        f"<title>{escape(title)}</title>",
        f'<rect width="{width}" height="{bottom}" fill="white"/>',
        (
            '<defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" '
            'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8z" fill="#333"/></marker></defs>'
        ),
        f'<text x="20" y="18" font-size="14" font-weight="bold">{escape(title)}</text>',
    ]
    parts += [
        f'<text x="{20 + number * (WIDTH + GAP)}" y="44" font-weight="bold">{escape(head)}</text>'
        for number, head in enumerate(heads)
    ]
    drawn = [arrow for arrow in arrows if arrow.cause in places and arrow.effect in places]
    parts += [_line(arrow, places) for arrow in drawn]
    parts += [_box(x, y, box) for x, y, box in places.values()]
    parts += [_label(arrow, places) for arrow in drawn]
    if note:
        parts.append(f'<text x="20" y="{foot}" font-style="italic">{escape(note)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _ends(arrow: Arrow, places: dict[str, tuple[int, int, Box]]) -> tuple[int, int, int, int]:
    """Return where an arrow begins and ends: from side to side, to the right or back."""
    x1, y1, one = places[arrow.cause]
    x2, y2, other = places[arrow.effect]
    forward = x2 > x1
    return (
        x1 + WIDTH if forward or x1 == x2 else x1,
        y1 + one.height // 2,
        x2 if forward else x2 + WIDTH,
        y2 + other.height // 2,
    )


def _bend(arrow: Arrow, places: dict[str, tuple[int, int, Box]]) -> tuple[int, int]:
    """Return how far an arrow swings out at its two ends; within a column it goes out and comes back."""
    x1, _, x2, _ = _ends(arrow, places)
    same = places[arrow.cause][0] == places[arrow.effect][0]
    swing = GAP // 2 if same or x2 > x1 else -GAP // 2
    return x1 + swing, x2 + swing if same else x2 - swing


def _line(arrow: Arrow, places: dict[str, tuple[int, int, Box]]) -> str:
    x1, y1, x2, y2 = _ends(arrow, places)
    out, back = _bend(arrow, places)
    style = f'stroke-width="{min(1 + arrow.weight / 2, 5):g}"' + ("" if arrow.weight else ' stroke-dasharray="2 4"')
    return (
        f'<path d="M{x1} {y1}C{out} {y1} {back} {y2} {x2} {y2}" fill="none" stroke="#333" {style} '
        'marker-end="url(#head)"/>'
    )


def _label(arrow: Arrow, places: dict[str, tuple[int, int, Box]]) -> str:
    x1, y1, x2, y2 = _ends(arrow, places)
    out, back = _bend(arrow, places)
    x, y = (x1 + 3 * out + 3 * back + x2) // 8, (y1 + y2) // 2  # the middle of the curve
    return (
        f'<text x="{x}" y="{y - 3}" text-anchor="middle" font-size="10" stroke="white" stroke-width="3" '
        f'paint-order="stroke">{escape(arrow.label)}</text>'
    )


def _box(x: int, y: int, box: Box) -> str:
    dash = ' stroke-dasharray="5 3"' if box.dashed else ""
    out = [f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{box.height}" rx="4" fill="white" stroke="#333"{dash}/>']
    at = y + PAD + LINE - 4
    for number, line in enumerate([*box.lines, *box.figure_lines]):
        style = ' font-style="italic" fill="#444"' if number >= len(box.lines) else ""
        out.append(f'<text x="{x + PAD}" y="{at + number * LINE}"{style}>{escape(line)}</text>')
    return "".join(out)
