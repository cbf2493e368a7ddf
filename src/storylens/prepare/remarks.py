"""A transcriber's remarks: kept in the text, and not the teller's words."""

from __future__ import annotations

import re

_KNOWN = (
    r"laugh\w*|chuckl\w*|giggl\w*|smil\w*|sigh\w*|cough\w*|cr(?:y|ies|ying)|sob\w*|whisper\w*|shout\w*|silen\w*|paus\w*|"
    r"long pause|inaudible|unclear|indistinct|cross-?talk|overlap\w*|stammer\w*|hesitat\w*|nod\w*|shak\w*|"
    r"point\w*|applause|music|phone|noise|background|interrupt\w*|speaks? \w+|stops? \w+|takes? \w+"
)
REMARK = re.compile(rf"\[[^\[\]\n]{{1,80}}\]|\((?:{_KNOWN})\b[^()\n]{{0,60}}\)", re.IGNORECASE)

_TIME = re.compile(r"\d{1,2}:\d{2}:\d{2}|[\[(]\d{1,2}:\d{2}(?::\d{2})?[\])]")  # on a line of its own


def is_remark(text: str) -> bool:
    """Return True for a turn that holds nothing but remarks, or the time into the recording."""
    return _TIME.fullmatch(text.strip()) is not None or (not without_remarks(text).strip(" .…") and bool(text.strip()))


def without_remarks(text: str) -> str:
    """Return a text without the remarks in square brackets, and those like "(laughs)" in round ones."""
    return REMARK.sub(" ", text)
