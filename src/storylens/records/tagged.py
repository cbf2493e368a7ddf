"""What taggers hand on: spans and relations, in code points, with what made them."""

from __future__ import annotations

from typing import Any

from storylens.records.base import Record


class TaggedSpan(Record):
    """A label on a stretch of text. `passage` is the sentence around it, which a reader would code."""

    tagger: str
    label: str
    start: int
    end: int
    rule: str = ""
    score: float | None = None
    passage: tuple[int, int] | None = None
    attributes: dict[str, Any] = {}


class Argument(Record):
    """One part of a relation."""

    role: str
    start: int
    end: int
    head_start: int | None = None
    head_end: int | None = None
    attributes: dict[str, Any] = {}


class Relation(Record):
    """A label on stretches of text that belong together."""

    tagger: str
    label: str
    arguments: tuple[Argument, ...]
    rule: str = ""
    score: float | None = None
    attributes: dict[str, Any] = {}


class Tagged(Record):
    """What one tagger found in one document."""

    spans: tuple[TaggedSpan, ...] = ()
    relations: tuple[Relation, ...] = ()
