"""Tellers, what is known of them and on what basis, the cases they speak on, and what they agreed to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from storylens.records.base import Record


class Teller(Record):
    """A person or group who tells. Not a case and not a document.

    `code` is what tables and quotes print; a name is never printed unless the teller chose to be named.
    """

    id: str
    code: str
    is_group: bool = False  # several people speaking as one: they have a composition, and no gender


class Attribute(Record):
    """Something known of a teller, with the basis on which it is known.

    `grouped` is the value under which tables report it, when that differs from what was said.
    """

    name: str
    value: str
    grouped: str = ""
    basis: str = "not recorded"
    asked_on: date | None = None


class Use(StrEnum):
    """What a teller can agree to. Each is a question of its own."""

    ANALYSIS = "analysis"
    QUOTE = "anonymised quote"
    NAMED_QUOTE = "named quote"
    SHARING = "sharing beyond the team"
    OUTSIDE_MODEL = "processing by an outside model"
    ARCHIVE = "archive"


class Answer(StrEnum):
    """What was answered to one use. Silence is `not asked`, and prints nothing."""

    YES = "yes"
    NO = "no"
    WITHDRAWN = "withdrawn"
    NOT_ASKED = "not asked"


class Consent(Record):
    """One answer to one use, by one teller, or for all by a dated project declaration."""

    use: Use
    answer: Answer
    teller_id: str | None = None  # None: a declaration by the project for all tellers it does not except
    mode: str = "not recorded"
    given_on: date | None = None
    wording: str = ""
    language: str = ""
    by: str = ""  # who recorded it, or who signed the declaration


_TYPES = (  # the first that all values are
    ("yes or no", re.compile(r"yes|no|true|false|oui|non", re.IGNORECASE)),
    ("number", re.compile(r"-?\d+(?:[.,]\d+)?")),
    ("date", re.compile(r"\d{4}-\d{2}-\d{2}")),
)
_CHOICES = 10


def type_of(values: Iterable[str]) -> str:
    """Return what the values of an attribute are: yes or no, number, date, choice (few values), or else text.

    Who declined or was not asked says nothing of the type.
    """
    said = {value.strip() for value in values} - {"", "declined", "not asked"}
    for name, pattern in _TYPES:
        if said and all(pattern.fullmatch(value) for value in said):
            return name
    return "choice" if len(said) <= _CHOICES else "text"
