"""Dates of a chat, of which each phone writes day, month and year in its own order.

The order is decided from the whole file: no date may be impossible, and messages run forward in time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from itertools import pairwise
from typing import NamedTuple

_EARLIEST = 2009  # when such chats began
_BUDDHIST = 543  # years by which the calendar of Thailand is ahead
_MORNING = ("a", "ص", "오전", "上午", "午前", "凌晨", "早上", "π", "पू")
_ORDERS: dict[str, Callable[[int, int, int], tuple[int, int, int]]] = {
    "day first": lambda a, b, c: (c, b, a),
    "month first": lambda a, b, c: (c, a, b),
    "year first": lambda a, b, c: (a, b, c),
}
_TODO = "say dates=day-first or dates=month-first in a mapping if that is wrong"


class Stamp(NamedTuple):
    """Date and time as they stand: three numbers, hour, minute, second, and which half of the day."""

    numbers: tuple[int, int, int]
    hour: int
    minute: int
    second: int
    half: str = ""


class Order(NamedTuple):
    """In which order the numbers of a date stand, and why that is thought."""

    name: str
    why: str

    def read(self, stamp: Stamp) -> datetime | None:
        """Return the local date and time, or None when there is no such day or hour."""
        day = _day(self.name, stamp.numbers)
        hour = stamp.hour
        if stamp.half and hour <= 12:
            hour = hour % 12 + (0 if stamp.half.lower().startswith(_MORNING) else 12)
        try:
            return datetime.combine(day, time(hour, stamp.minute, stamp.second)) if day else None
        except ValueError:
            return None


def order_of(stamps: Sequence[Stamp], *, dots: bool, american: bool, wanted: str = "") -> Order:
    """Decide in which order the numbers stand, from all dates of a chat.

    Where the dates fit more than one order, `dots` between the numbers mean day first, and the clock of
    American phones (`american`: numbers without zeros before them, AM and PM in capitals) means month first.
    `wanted` is what a person says.
    """
    wanted = wanted.replace("-", " ").strip().lower()
    if wanted in _ORDERS:
        return Order(wanted, f"dates are read {wanted}, as you say")
    rows = list(dict.fromkeys(stamp.numbers for stamp in stamps))
    if all(row[0] > 31 for row in rows):
        return Order("year first", "")
    failed = {name: sum(_day(name, row) is None for row in rows) for name in _ORDERS}
    if min(failed["day first"], failed["month first"]) > failed["year first"]:
        return Order("year first", "dates are read year first: as anything else, some would be impossible")
    if failed["day first"] != failed["month first"]:
        name = min(("day first", "month first"), key=failed.__getitem__)
        return Order(name, f"dates are read {name}: otherwise some would be impossible")
    if all(row[0] == row[1] for row in rows):
        return Order("day first", "")
    back = {name: _steps_back(name, stamps) for name in ("day first", "month first")}
    if back["day first"] != back["month first"]:
        name = min(back, key=back.__getitem__)
        return Order(name, f"dates are read {name}: otherwise messages would run back in time")
    if dots:
        return Order("day first", "dates are read day first, as is usual with dots between the numbers")
    name = "month first" if american else "day first"
    return Order(name, f"dates can be read day first and month first, and are read {name}; {_TODO}")


def _day(order: str, numbers: tuple[int, int, int]) -> date | None:
    """Return a day; a year of four digits is one wherever it stands."""
    first, second, third = numbers
    if first > 31:
        order = "year first"
    elif order == "year first" and third > 31:
        return None
    year, month, day = _ORDERS[order](first, second, third)
    if year < 100:
        year += 2000
    elif 2400 <= year <= 2700:
        year -= _BUDDHIST
    try:
        return date(year, month, day) if _EARLIEST <= year <= 2100 else None
    except ValueError:
        return None


def _steps_back(order: str, stamps: Sequence[Stamp]) -> int:
    days = [day for stamp in stamps if (day := _day(order, stamp.numbers))]
    return sum(after < before for before, after in pairwise(days))
