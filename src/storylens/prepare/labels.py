"""Speaker labels at the beginning of a line, as transcribers write them.

"INT:", "Interviewer -", "Q.", "R1:", "Mama Rehema:", "I:", "F2 (female, 34):", "12. R:", "[Rehema]", a label in the
first cell of a table row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from storylens.prepare.remarks import is_remark

_TIME = r"\d{1,2}:\d{2}(?::\d{2})?"
_STAMP = rf"(?:[\[(]?(?P<before>{_TIME})(?:[.,]\d+)?[\])]?\s*)?"
_BULLET = r"(?:[•●▪◦‣·*–—-][ \t]+)?"
_BOLD = r"(?:\*\*|__)?"  # where a program left the marks of bold type standing
_NUMBERED = r"(?:\d{1,4}[.)]?\s+(?=[^\W\d_]))?"  # where turns are counted
_LABEL = re.compile(
    rf"{_BULLET}{_BOLD}{_STAMP}{_NUMBERED}(?P<label>[^\W_][^:;\t\n.!?,\"“”()\[\]]{{0,39}}?){_BOLD}\s*"
    rf"(?:\(?[\[(]?(?P<after>{_TIME})[\])]?|\((?P<about>[^():\n]{{1,60}})\))?"
    r"(?P<mark>\s*[:：]|\s*;|\s+[-–—](?=\s)|\t|\.(?=\s))(?:\*\*(?=\s))?\s*"
    rf"(?:[\[(](?P<behind>{_TIME})(?:[.,]\d+)?[\])]\s*)?"
)
_SHORTENED = re.compile(  # "Mrs. A:", "J. Banda:", "T.M.:"
    rf"{_BULLET}{_BOLD}{_STAMP}{_NUMBERED}"
    r"(?P<label>(?:[^\W\d_a-z][^\W\d_]{0,4}\.[ \t]?){1,3}(?:[^\W_][^:;\t\n.!?,\"“”()\[\]]{0,29}?)?)"
    rf"{_BOLD}\s*(?:\(?[\[(]?(?P<after>{_TIME})[\])]?|\((?P<about>[^():\n]{{1,60}})\))?"
    r"(?P<mark>\s*[:：]|\s+[-–—](?=\s)|\t)(?:\*\*(?=\s))?\s*"
    rf"(?:[\[(](?P<behind>{_TIME})(?:[.,]\d+)?[\])]\s*)?"
)
_BRACKETS = re.compile(
    rf"{_BULLET}{_STAMP}{_NUMBERED}(?:\[(?P<one>[^\W\d_][^\[\]<>:\n]{{0,39}})\]|<(?P<two>[^\W\d_][^\[\]<>:\n]{{0,39}})>)"
    r"(?:(?P<colon>\s*[:：])\s*|\s+)"
)
INTERVIEWERS = re.compile(
    r"int|(?:\w+ )?interviewer|i|q|question|mod|moderator|facilitator|researcher|enumerator|fieldworker|host|"
    r"enqu[êe]t(?:eur|rice)|intervieweu(?:r|se)|mod[ée]rat(?:eur|rice)|animat(?:eur|rice)|"
    r"entrevistador(?:a)?|moderador(?:a)?|facilitador(?:a)?|mhojaji|wofunsa|المحاورة?|الباحثة?|الميسرة?|"
    r"访谈者|采访者|主持人|साक्षात्कारकर्ता",
    re.IGNORECASE,
)
TELLERS = re.compile(
    r"interviewee|respondent|resp|participant|part|informant|a|answer|r|p|ie|speaker|storyteller|narrator|"
    r"enqu[êe]t[ée]e?|interview[ée]e?|r[ée]pondante?|participante|entrevistad[oa]|mhojiwa|mshiriki",
    re.IGNORECASE,
)
# Somebody who puts over what another says, or several at once: no person whose words are counted.
OTHERS = re.compile(
    r"all|everybody|everyone|several|many|group|participants|respondents|audience|chorus|(?:several|all|some) voices|"
    r"translator|interpreter|note[- ]?taker|observer|tous|toutes|todos|todas|wote|interpr[èe]te|traduct(?:eur|rice)",
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


class _Start(NamedTuple):
    """How a line begins: with a label, what stands in brackets after it, and whether it needs its like around it."""

    label: Label
    about: str = ""
    bare: bool = False  # in brackets, and no mark after it


def known_role(name: str) -> str:
    """Return "interviewer", "teller" or "other" for the labels that everybody uses, else nothing."""
    bare = _NUMBER.sub("", name.strip().rstrip("."))
    if INTERVIEWERS.fullmatch(bare):
        return "interviewer"
    return "teller" if TELLERS.fullmatch(bare) else "other" if OTHERS.fullmatch(bare) else ""


def find_labels(lines: Sequence[str]) -> list[Label | None]:
    """Say for each line with which label it begins, if with any.

    A word before a colon is a label when it is one that everybody uses or comes back, and when labels
    make up a good part of the lines; "Date: 3 May" and "One thing: water" are not labels. What stands in brackets
    after a label belongs to it only where the label alone would be two persons: "Mary (mother)", "Mary (aunt)".
    """
    found = _told_apart([_at_start(line) for line in lines])
    counts = Counter(label.name for label in found if label)
    names = {name for name, count in counts.items() if (count > 1 or known_role(name)) and not _NEVER.fullmatch(name)}
    labelled = sum(label is not None and label.name in names for label in found)
    spoken = len(names) > 1 and labelled >= max(2, len([line for line in lines if line.strip()]) // 8)
    if not spoken:
        return [None] * len(lines)
    whole = "|".join(
        re.escape(name) for name in names if len(name) > 3 and known_role(name) in ("interviewer", "teller")
    )
    unmarked = re.compile(rf"(?P<label>{whole})\s+(?=[A-Z])") if whole else None
    return [
        label if label and label.name in names else _without_mark(line, unmarked)
        for line, label in zip(lines, found, strict=True)
    ]


def _without_mark(line: str, labels: re.Pattern[str] | None) -> Label | None:
    """Return a label whose colon was forgotten: "Interviewer Why?", where "Interviewer:" stands elsewhere."""
    match = labels.match(line) if labels else None
    return Label(match["label"], match.end()) if match else None


def _told_apart(starts: Sequence[_Start | None]) -> list[Label | None]:
    """Return the labels, with what is in brackets after them where it tells one from another."""
    if sum(start is not None and start.bare for start in starts) * 2 < len(starts):
        starts = [None if start is None or start.bare else start for start in starts]
    about: dict[str, set[str]] = {}
    for start in starts:
        if start and start.about and not is_remark(f"({start.about})"):
            about.setdefault(start.label.name, set()).add(start.about)
    return _spelled_alike(
        [
            start.label._replace(name=f"{start.label.name} ({start.about})")
            if start and start.about in about.get(start.label.name, ()) and len(about[start.label.name]) > 1
            else start and start.label
            for start in starts
        ]
    )


def _spelled_alike(labels: Sequence[Label | None]) -> list[Label | None]:
    """Return the labels in one spelling each, the most frequent: "PARTICIPANT 1" is "Participant 1"."""
    counts = Counter(label.name for label in labels if label)
    spelled: dict[str, str] = {}
    for name, _ in counts.most_common():
        spelled.setdefault(_folded(name), name)
    return [label._replace(name=spelled[_folded(label.name)]) if label else None for label in labels]


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _at_start(line: str) -> _Start | None:
    match = _LABEL.match(line)
    if not match or (match["mark"].strip() == "." and not known_role(match["label"].strip())):
        match = _SHORTENED.match(line)
    if not match:
        return _in_brackets(line)
    name = match["label"].strip()
    mark = match["mark"].strip()
    if mark in (".", ";") and not known_role(name):
        return None  # a full stop or a semicolon parts a label only where the label is beyond doubt
    if len(name.split()) > 4 or not (_has_a_capital(name) or known_role(name)):
        return None
    time = match["before"] or match["after"] or match["behind"] or ""
    return _Start(Label(name, match.end(), _clock(time)), " ".join((match["about"] or "").split()))


def _in_brackets(line: str) -> _Start | None:
    """Return a label in brackets without a mark after it; "[laughs]" is none."""
    match = _BRACKETS.match(line)
    name = (match["one"] or match["two"]).strip() if match else ""
    if not match or len(name.split()) > 4 or not _has_a_capital(name) or is_remark(f"({name})"):
        return None
    return _Start(Label(name, match.end(), _clock(match["before"] or "")), bare=not match["colon"])


def _has_a_capital(name: str) -> bool:
    """Say whether a name begins with a capital, in a script that has any."""
    return name[0].isupper() or name[0].upper() == name[0].lower()


def _clock(time: str) -> str:
    """Return minutes and seconds, with hours before them or not, as hours:minutes:seconds."""
    return ":".join(part.zfill(2) for part in ["0", *time.split(":")][-3:]) if time else ""
