"""Members on a circle with lines between those who answer each other, as plain SVG that prints in grey."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from math import cos, pi, sin

from storylens.synthesis.book import Book
from storylens.synthesis.network import members, reply_ties

RADIUS, EDGE = 170, 70
SIZE = 2 * (RADIUS + EDGE)


def reply_circle(book: Book) -> str:
    """Draw who answers whom in threads: the thicker a line, the more replies; nobody answered a dashed circle."""
    ties, who = reply_ties(book).frame, members(book).frame
    place = {
        name: (SIZE / 2 + RADIUS * sin(2 * pi * at / len(who)), SIZE / 2 - RADIUS * cos(2 * pi * at / len(who)))
        for at, name in enumerate(map(str, who.index))
    }
    between: dict[tuple[str, str], int] = {}
    for tie in ties.itertuples():
        pair = (min(tie.who, tie.answers), max(tie.who, tie.answers))
        between[pair] = between.get(pair, 0) + int(tie.replies)
    title = "Who answers whom in threads"
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" width="{SIZE}" height="{SIZE}" '
            f'font-family="sans-serif" font-size="11" role="img" aria-label="{title}">'
        ),
        f'<title>{title}</title><rect width="{SIZE}" height="{SIZE}" fill="white"/>',
        *(_line(pair, number, place) for pair, number in sorted(between.items())),
        *(
            _member(name, place[name], answered=bool(number))
            for name, number in zip(place, who["replies received"], strict=True)
        ),
    ]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _line(pair: tuple[str, str], number: int, place: Mapping[str, tuple[float, float]]) -> str:
    (x1, y1), (x2, y2) = place[pair[0]], place[pair[1]]
    width = min(0.8 + number / 2, 6)
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#777" stroke-width="{width:g}">'
        f"<title>{escape(pair[0])} and {escape(pair[1])}: {number} replies</title></line>"
    )


def _member(name: str, at: tuple[float, float], *, answered: bool) -> str:
    x, y = at
    right = x >= SIZE / 2 - 1
    dash = "" if answered else ' stroke-dasharray="2 2"'
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="white" stroke="black" stroke-width="1.5"{dash}/>'
        f'<text x="{x + (10 if right else -10):.1f}" y="{y + 4:.1f}" text-anchor="{"start" if right else "end"}">'
        f"{escape(name)}</text>"
    )
