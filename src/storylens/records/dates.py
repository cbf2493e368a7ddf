"""Dates as people write them, where there is no doubt which is the month."""

from __future__ import annotations

import re
from datetime import date

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_WORDED = (
    re.compile(r"(?:[a-z]{3,9}\.?\s+)?(?P<day>\d{1,2})\s+(?P<month>[a-z]{3,9})\.?\s+(?P<year>\d{4})", re.IGNORECASE),
    re.compile(r"(?:[a-z]{3,9}\.?\s+)?(?P<month>[a-z]{3,9})\.?\s+(?P<day>\d{1,2})\s+(?P<year>\d{4})", re.IGNORECASE),
)
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}


def day(value: str) -> date | None:
    """Return the date that a text is, written year first or with the month as a word; else None.

    "3/4/2024" is none: it is March to some and April to others.
    """
    value = value.strip()
    try:
        if iso := _ISO.match(value):
            return date.fromisoformat(iso[0])
        words = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|[,.](?=\s)|\^", "", value)
        for pattern in _WORDED:
            if (match := pattern.fullmatch(words)) and (month := _MONTHS.get(match["month"][:3].lower())):
                return date(int(match["year"]), month, int(match["day"]))
    except ValueError:
        return None
    return None
