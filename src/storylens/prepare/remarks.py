"""A transcriber's remarks: kept in the text, and not the teller's words."""

from __future__ import annotations

import re

_KNOWN = (
    r"laugh\w*|chuckl\w*|giggl\w*|smil\w*|sigh\w*|cough\w*|cr(?:y|ies|ying)|sob\w*|whisper\w*|shout\w*|silen\w*|paus\w*|"
    r"long pause|inaudible|unclear|indistinct|cross-?talk|overlap\w*|stammer\w*|hesitat\w*|nod\w*|shak\w*|"
    r"point\w*|applause|music|phone|noise|background|interrupt\w*|speaks? \w+|stops? \w+|takes? \w+"
)
_STAMP = r"#\d{1,2}:\d{2}:\d{2}(?:[-.,]\d{1,3})?#|\(\d{1,2}:\d{2}:\d{2}(?:[-.,]\d{1,3})?\)"  # in the midst of words
REMARK = re.compile(rf"\[[^\[\]\n]{{1,80}}\]|\((?:{_KNOWN})\b[^()\n]{{0,60}}\)|{_STAMP}", re.IGNORECASE)

_BY_PROGRAM = re.compile(
    r"(?:transcribed (?:by|with|using)|transcription by|automatically transcribed|created with) .{1,200}|"
    r"(?:meeting|transcription|recording) ended after .{1,60}|this editable transcript was computer generated .{1,300}|"
    r".{1,60} (?:started|stopped) transcription",
    re.IGNORECASE | re.DOTALL,
)
_TIME = re.compile(r"\d{1,2}:\d{2}:\d{2}|[\[(]\d{1,2}:\d{2}(?::\d{2})?[\])]")  # on a line of its own


def is_remark(text: str) -> bool:
    """Return True for a turn that holds nothing but remarks, the time into the recording, or a line by a program."""
    if len(text) < 400 and _BY_PROGRAM.fullmatch(text.strip()):
        return True
    return _TIME.fullmatch(text.strip()) is not None or (not without_remarks(text).strip(" .…") and bool(text.strip()))


def without_remarks(text: str) -> str:
    """Return a text without the remarks in square brackets, and those like "(laughs)" in round ones."""
    return REMARK.sub(" ", text)
