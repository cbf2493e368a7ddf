"""A coding: somebody, or something, holds that a passage is an instance of a code."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Self

from pydantic import model_validator

from storylens.records.base import Record, content_id


class State(StrEnum):
    """Where a coding stands. What a machine finds is `suggested` until a named person decides."""

    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CHANGED = "changed"
    REMOVED = "removed"


class CoderKind(StrEnum):
    """Who can code. A teller's own codes rank above all others."""

    PERSON = "person"
    TELLER = "teller"
    MACHINE = "machine"
    GOLD = "gold"  # what several coders settled on


class Coder(Record):
    """A person, a teller, or a machine with its version and the hash of its settings."""

    id: str
    kind: CoderKind
    name: str
    version: str = ""
    settings: str = ""

    @classmethod
    def machine(cls, name: str, version: str, settings: str) -> Coder:
        """Return the coder that a tagger with these settings always is."""
        return cls(
            id=content_id("machine", name, version, settings),
            kind=CoderKind.MACHINE,
            name=name,
            version=version,
            settings=settings,
        )


class Coding(Record):
    """A code on a stretch of a document. Nothing is overwritten: a change supersedes.

    `start` and `end` are code points into the document's text, end exclusive.
    """

    id: str
    document_id: str
    start: int
    end: int
    codebook: str
    codebook_edition: str
    code: str
    coder_id: str
    state: State
    polarity: str = ""
    pole: str = ""
    fields: dict[str, str] = {}  # what the codebook asks for: holder, affected, direction, ...
    rule: str = ""  # what fired, when a machine made it
    score: float | None = None
    basis: dict[str, Any] = {}  # where in the passage the rule fired
    memo: str = ""
    made_at: str
    supersedes: str | None = None

    def _repr_html_(self) -> str:
        from html import escape

        return escape(f"{self.code} on characters {self.start} to {self.end}, {self.state}: {self.id[:8]}")

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if not 0 <= self.start < self.end:
            raise ValueError(f"{self.start} to {self.end} is not a passage")
        return self
