"""What people write when they make sense of stories: each an entry that is signed, revised, and never overwritten.

A field with a vocabulary takes a word of that list in the codebook `outcome_axes`. Text is the record; such a
word is a filter beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Generic, TypeVar

from pydantic import AfterValidator, Field

from storylens.records.base import Record


def Words(vocabulary: str) -> Any:  # noqa: N802 - reads as a type where it is used
    """Mark a field as taking words of a vocabulary."""
    return Field(json_schema_extra={"vocabulary": vocabulary})


def Refers(kind: str) -> Any:  # noqa: N802 - reads as a type where it is used
    """Mark a field as holding the number of an entry of another kind, such as `outcome-3`."""
    return Field(json_schema_extra={"refers": kind})


Texts = tuple[str, ...]


def _is_day(value: str) -> str:
    if value and not re.fullmatch(r"\d{4}(?:-\d{2}(?:-\d{2})?|-Q[1-4])?", value):
        raise ValueError("write a day, a month, a quarter or a year: 2024-06-18, 2024-06, 2024-Q2 or 2024")
    return value


Day = Annotated[str, AfterValidator(_is_day)]


class Entry(Record):
    """Something that people of a project write and answer for."""

    kind: ClassVar[str]
    title: ClassVar[str]  # how a heading calls several of them


Body = TypeVar("Body", bound=Entry)


@dataclass(frozen=True)
class Kept(Generic[Body]):
    """An entry as it is kept: its number, its version, who wrote that and why."""

    id: str
    number: str  # such as outcome-3: how people name it
    version: int
    author: str
    reason: str
    round: int  # of the exchange with the source; 0 before any
    at: str
    body: Body


class Link(Record):
    """A passage or coding that an entry stands on, and in which role."""

    id: str
    entry_id: str
    role: str  # outcome, significance, contribution, contradicts, supports, ...
    document_id: str
    start: int
    end: int
    coding_id: str | None = None
    by: str
    at: str
