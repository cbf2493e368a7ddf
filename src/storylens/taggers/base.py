"""What a tagger is given, and what it must be able to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from storylens.records import Role, Stretch, Tagged

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True)
class Spoken:
    """A turn as taggers see it: its words, where they begin in the document, and its parse where one was made.

    The parse is of the same words with line breaks as spaces, so that `start` plus a token's `idx` is a
    position in the document.
    """

    start: int
    text: str
    speaker: str = ""
    role: Role = Role.TELLER
    stretch: Stretch = Stretch.SPEECH
    foreign: bool = False  # in another language than the document
    doc: Doc | None = None

    @property
    def told(self) -> bool:
        """True for a teller's own words in the language of the document; only these are tagged."""
        return self.role is Role.TELLER and self.stretch is Stretch.SPEECH and not self.foreign


@dataclass(frozen=True)
class Material:
    """One document as taggers see it.

    `turns` are all turns in order, interviewers' among them, so that a tagger can see what was asked.
    """

    turns: Sequence[Spoken]
    language: str = "en"
    translated: bool = False
    programme: tuple[str, ...] = ()  # names and activities of the programme that stories may speak of

    @property
    def headings(self) -> Material:
        """The headings alone, as if they were told: they are nobody's words, yet what is printed is screened."""
        turns = [
            replace(turn, role=Role.TELLER, stretch=Stretch.SPEECH)
            for turn in self.turns
            if turn.stretch is Stretch.HEADING
        ]
        return replace(self, turns=tuple(turns))


class Tagger(Protocol):
    """Text and settings in, spans and relations out; no database, no files, the same answer every time."""

    name: str
    version: str
    needs_parse: bool

    @property
    def settings(self) -> str:
        """Hash of all settings that decide what is found."""

    @property
    def languages(self) -> frozenset[str]:
        """The languages (ISO 639-1) in which it finds anything."""

    def tag(self, material: Material) -> Tagged:
        """Return what is found. Positions are code points in the document."""
