"""Under which headings a passage stands: derived from the headings of its document, and stored nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

BETWEEN = " > "
HIDDEN = "…"  # stands for a heading whose words may not be seen

Heading = TypeVar("Heading")


def sections(turns: Sequence[Heading], words: Callable[[Heading], str]) -> list[str]:
    """Return the section of each turn of a document: "Results > What women said"; empty where there is none.

    A turn has a `level`: how deep it stands as a heading, 0 for all other turns. `words` gives those of a heading.
    """
    levels = [_level(turn) for turn in turns]
    said = {at: " ".join(words(turns[at]).split()) or HIDDEN for at, level in enumerate(levels) if level}
    return [BETWEEN.join(said[at] for at in path) for path in _above(levels)]


def hides(spans: Iterable[tuple[int, int]]) -> Callable[[Any], bool]:
    """Return a function that says whether a turn stands in any of these spans."""
    known = list(spans)
    return lambda turn: any(start < turn.end and turn.start < end for start, end in known)


def _level(turn: Any) -> int:
    return int(turn.level)


def _above(levels: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield for each turn which of the turns are the headings above it, the highest first.

    A heading itself stands in the section around it. One that opens the document and has no equal in it is its
    title, and makes no section.
    """
    titled = bool(levels) and levels[0] > 0 and all(level > levels[0] for level in levels[1:] if level)
    path: list[int] = []
    for at, level in enumerate(levels):
        while level and path and levels[path[-1]] >= level:
            path.pop()
        yield tuple(path)
        if level and not (titled and at == 0):
            path.append(at)
