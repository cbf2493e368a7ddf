"""Speaker labels at the beginning of a line, as transcribers write them.

"INT:", "Interviewer -", "Q.", "R1:", "Mama Rehema:", "I:", a label in the first cell of a table row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

_TIME = r"\d{1,2}:\d{2}(?::\d{2})?"
_STAMP = rf"(?:[\[(]?(?P<before>{_TIME})(?:[.,]\d+)?[\])]?\s*)?"
_BOLD = r"(?:\*\*|__)?"  # where a program left the marks of bold type standing
_LABEL = re.compile(
    rf"{_BOLD}{_STAMP}(?P<label>[^\W_][^:;\t\n.!?,\"“”()\[\]]{{0,39}}?){_BOLD}\s*"
    rf"(?:\(?[\[(]?(?P<after>{_TIME})[\])]?)?"
    r"(?P<mark>\s*:|\s*;|\s+[-–—](?=\s)|\t|\.(?=\s))(?:\*\*(?=\s))?\s*"
)
INTERVIEWERS = re.compile(
    r"int|(?:\w+ )?interviewer|i|q|question|mod|moderator|facilitator|researcher|enumerator|fieldworker|host",
    re.IGNORECASE,
)
TELLERS = re.compile(
    r"interviewee|respondent|resp|participant|part|informant|a|answer|r|p|ie|speaker|storyteller|narrator",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[\s#_.-]*\d{1,3}$")
_NEVER = re.compile(
    r"(?:date|place|site(?: id)?|location|time|village|district|title|note|notes|page|source|age|"
    r"gender|sex|duration|language|transcribed by|recorded by|interview(?: with| no)?|url|email|"
    r"subject|from|to|cc|re|http|https|www|e\.g|i\.e|ps|nb)",
    re.IGNORECASE,
)


class Label(NamedTuple):
    """A label at the start of a line, where the speaker's words begin, and the time into the recording beside it."""

    name: str
    words_at: int
    said_at: str = ""  # hours:minutes:seconds


def known_role(name: str) -> str:
    """Return "interviewer" or "teller" for the labels that everybody uses, else nothing."""
    bare = _NUMBER.sub("", name.strip().rstrip("."))
    if INTERVIEWERS.fullmatch(bare):
        return "interviewer"
    return "teller" if TELLERS.fullmatch(bare) else ""


def find_labels(lines: Sequence[str]) -> list[Label | None]:
    """Say for each line with which label it begins, if with any.

    A word before a colon is a label when it is one that everybody uses or comes back, and when labels
    make up a good part of the lines; "Date: 3 May" and "One thing: water" are not labels.
    """
    found = [_at_start(line) for line in lines]
    counts = Counter(label.name for label in found if label)
    names = {name for name, count in counts.items() if (count > 1 or known_role(name)) and not _NEVER.fullmatch(name)}
    labelled = sum(label is not None and label.name in names for label in found)
    spoken = len(names) > 1 and labelled >= max(2, len([line for line in lines if line.strip()]) // 8)
    if not spoken:
        return [None] * len(lines)
    whole = "|".join(re.escape(name) for name in names if len(name) > 3 and known_role(name))
    unmarked = re.compile(rf"(?P<label>{whole})\s+(?=[A-Z])") if whole else None
    return [
        label if label and label.name in names else _without_mark(line, unmarked)
        for line, label in zip(lines, found, strict=True)
    ]


def _without_mark(line: str, labels: re.Pattern[str] | None) -> Label | None:
    """Return a label whose colon was forgotten: "Interviewer Why?", where "Interviewer:" stands elsewhere."""
    match = labels.match(line) if labels else None
    return Label(match["label"], match.end()) if match else None


def _at_start(line: str) -> Label | None:
    match = _LABEL.match(line)
    if not match:
        return None
    name = match["label"].strip()
    mark = match["mark"].strip()
    if mark in (".", ";") and not known_role(name):
        return None  # a full stop or a semicolon parts a label only where the label is beyond doubt
    if len(name.split()) > 4 or not (name[0].isupper() or known_role(name)):
        return None
    return Label(name, match.end(), _clock(match["before"] or match["after"] or ""))


def _clock(time: str) -> str:
    """Return minutes and seconds, with hours before them or not, as hours:minutes:seconds."""
    return ":".join(part.zfill(2) for part in ["0", *time.split(":")][-3:]) if time else ""
