"""A document, and the turns in it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import model_validator

from storylens.records.base import Record, content_id, text_hash


class Kind(StrEnum):
    """What sort of material a document is."""

    INTERVIEW = "interview"
    GROUP = "group interview"
    STORY = "story"
    CASE_STUDY = "case study"
    THREAD = "thread"
    ANSWER = "survey answer"


class Role(StrEnum):
    """In which role somebody speaks. Only a teller's words are ever counted or quoted."""

    TELLER = "teller"
    INTERVIEWER = "interviewer"
    OTHER = "other"


class Stretch(StrEnum):
    """What a stretch of text is. Only speech is the teller's own words at this place."""

    SPEECH = "speech"
    HEADING = "heading"
    QUOTED = "quoted"  # somebody else's words repeated, as in a mail reply
    NOTE = "note"  # a transcriber's remark, a signature, a list footer


class Speaker(Record):
    """Somebody who speaks in one document, with the role in which they do.

    `key` tells speakers of one name apart where the format can: an address, a user name, a row id.
    """

    id: str
    document_id: str
    label: str  # as the text or the format has it; empty for the author of prose
    key: str = ""
    role: Role = Role.TELLER
    sure: bool = True  # False: a guess that a person should look at once
    teller_id: str | None = None


class Turn(Record):
    """A stretch of a document that is one speaker's; for prose, a paragraph.

    `start` and `end` are code points into the document's text, end exclusive. The speaker's label and
    the time stamp stand in the text but not in the turn.
    """

    id: str
    document_id: str
    position: int  # 1 for the first turn of the document
    start: int
    end: int
    speaker_id: str | None = None  # None: nobody's words, such as a heading
    stretch: Stretch = Stretch.SPEECH
    level: int = 0  # how deep a heading stands: 1 for the highest; 0 where it has no part of the text below it
    said_at: str = ""  # time into the recording, or date and time with zone
    reply_to: int | None = None  # position of the turn that this one answers
    quotes: int | None = None  # position of the turn whose words this one repeats
    question: str = ""  # which question is asked, or answered, where the source numbers or names them
    language: str = ""  # where it is not that of the document

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"turn {self.position}: {self.start} to {self.end} is not a stretch of text")
        return self


class Document(Record):
    """One story, interview, case study, thread or answer. Its text never changes."""

    id: str
    title: str
    kind: Kind
    text: str
    text_hash: str
    source: str  # the path as it was given, with forward slashes
    part: str = ""  # which part of the source: a row, a thread
    original: str  # SHA-256 of the bytes as they came
    language: str = ""  # ISO 639-1
    collected_on: date | None = None
    prompt: str = ""  # what the story was asked for with
    prompt_valence: str = ""  # whether that asked for good, bad or any news
    wave: str = ""  # before, after, a year: the same tellers met again
    institutional: bool = False  # an office speaks, not a person of their own life
    translated_from: str = ""  # language of the original
    translation_of: str = ""  # name of the file that holds the original
    translator: str = ""
    interpreted: bool = False  # put over by word of mouth while it was told: there may be no original text
    place: str = ""  # where it was told
    recording: str = ""  # where the sound lies

    @classmethod
    def of(cls, text: str, *, part: str = "", source: str, **fields: object) -> Document:
        """Make a document; its id is the same wherever and whenever the same text arrives.

        A part (a row of a table) is told from an equal text elsewhere by the name of its file.
        """
        digest = text_hash(text)
        name = source.rsplit("/", 1)[-1] if part else ""
        return cls.model_validate(
            {
                "id": content_id("document", digest, name, part),
                "text": text,
                "text_hash": digest,
                "part": part,
                "source": source,
                **fields,
            }
        )

    @property
    def anywhere(self) -> str:
        """The id that the same text has in a file of any name."""
        return content_id("document", self.text_hash, "", self.part)
