"""What a reader hands on: one document as its format tells it, before anything is decided about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Self

from pydantic import model_validator

from storylens.records.base import Record
from storylens.records.document import Kind, Stretch
from storylens.records.people import Answer, Attribute, Use


class Passage(Record):
    """A stretch of text of which the format itself says who speaks, when, or what it is.

    The speaker's label and the time stamp stand in the text before the passage, not in it.
    """

    start: int
    end: int
    speaker: str = ""
    key: str = ""  # what tells this speaker from others of the same name: an address, a user name, a row id
    asked: bool = False  # the format says that this is a question put to the teller
    question: str = ""  # which question is asked, or answered, here, where the format numbers or names them
    stretch: Stretch = Stretch.SPEECH
    level: int = 0  # how deep a heading stands: 1 for the highest; 0 where it has no part of the text below it
    said_at: str = ""  # time into the recording as hours:minutes:seconds, or ISO 8601 with the zone where it is known
    reply_to: int | None = None  # index of the passage that this one answers
    quotes: int | None = None  # index of the passage whose words this one repeats


class Note(Record):
    """What somebody wrote in the margin of a passage: a comment in Word, a transcriber's footnote."""

    start: int
    end: int
    text: str
    author: str = ""
    at: str = ""


class ToldBy(Record):
    """What a source says about one of its speakers."""

    speaker: str = ""  # label in the text; empty: the whole document's author
    file: str = ""  # empty: this source, or any file when it comes from a sheet of tellers
    code: str = ""  # how the team calls the teller
    key: str = ""
    role: str = ""  # "interviewer" where a sheet says so
    group: bool = False  # several people speaking as one: they have a composition, and no gender
    case: str = ""
    attributes: tuple[Attribute, ...] = ()
    consent: tuple[tuple[Use, Answer], ...] = ()
    consent_mode: str = "not recorded"
    consent_on: date | None = None
    consent_wording: str = ""
    consent_language: str = ""


class Received(Record):
    """One document from one source. Passages are in order and do not overlap."""

    text: str
    title: str = ""
    kind: Kind | None = None
    part: str = ""
    language: str = ""
    collected_on: date | None = None
    case: str = ""
    prompt: str = ""  # what the story was asked for with
    prompt_valence: str = ""  # whether that asked for good, bad or any news
    wave: str = ""  # before, after, 2024, ...: the same tellers met again
    institutional: bool = False  # an office or organisation speaks, not a person of their own life
    translated_from: str = ""  # language of the original
    translation_of: str = ""  # name of the file that holds the original
    translator: str = ""
    interpreted: bool = False  # put over by word of mouth while it was told
    place: str = ""  # where it was told
    passages: tuple[Passage, ...] = ()
    notes: tuple[Note, ...] = ()
    told_by: tuple[ToldBy, ...] = ()
    remarks: tuple[str, ...] = ()  # what a careful reader of the import report should know
    set_aside: Mapping[str, int] = {}  # characters that the file holds and the text does not, by reason

    @model_validator(mode="after")
    def _in_place(self) -> Self:
        """Check that all positions are in the text and in order."""
        at = 0
        for passage in self.passages:
            if not at <= passage.start <= passage.end <= len(self.text):
                raise ValueError(f"a passage from {passage.start} to {passage.end} is out of place")
            at = passage.end
        for note in self.notes:
            if not 0 <= note.start <= note.end <= len(self.text):
                raise ValueError(f"a note from {note.start} to {note.end} is out of place")
        return self
