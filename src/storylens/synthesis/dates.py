"""Days, months, quarters and years in one order."""

from __future__ import annotations


def first_day(day: str) -> str:
    """Return the first day of a day, month, quarter or year, to sort by; what has no date comes last."""
    if not day:
        return "9999-12-31"
    if "-Q" in day:
        year, quarter = day.split("-Q")
        return f"{year}-{3 * int(quarter) - 2:02d}-01"
    return f"{day}-01-01"[:10]


def quarter_of(day: str) -> str:
    """Return the quarter of a day or month; a quarter, a year or nothing as it is."""
    month = day[5:7]
    return f"{day[:4]}-Q{(int(month) + 2) // 3}" if month.isdigit() else day
