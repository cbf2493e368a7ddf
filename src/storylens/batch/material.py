"""From documents as they are kept to what taggers read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from storylens.language.parse import Job
from storylens.records import Document, Role, Speaker, Turn
from storylens.taggers.base import Material, Spoken

if TYPE_CHECKING:
    from spacy.tokens import Doc


def material_of(
    document: Document,
    speakers: Sequence[Speaker],
    turns: Sequence[Turn],
    docs: Sequence[Doc] | None = None,
    programme: Sequence[str] = (),
) -> Material:
    """Return a document as taggers see it; `docs` are the parses of its turns, in order."""
    by_id = {speaker.id: speaker for speaker in speakers}
    spoken = []
    for number, turn in enumerate(turns):
        speaker = by_id.get(turn.speaker_id or "")
        spoken.append(
            Spoken(
                start=turn.start,
                text=document.text[turn.start : turn.end],
                speaker=speaker.label if speaker else "",
                role=speaker.role if speaker else Role.OTHER,
                stretch=turn.stretch,
                foreign=bool(turn.language),
                doc=docs[number] if docs is not None else None,
            )
        )
    return Material(
        turns=tuple(spoken),
        language=document.language,
        translated=bool(document.translated_from),
        programme=tuple(programme),
    )


def job_of(document: Document, turns: Sequence[Turn]) -> Job:
    """Return what there is to parse in a document. Line breaks are read as spaces; positions stay."""
    return Job(document.id, tuple(document.text[turn.start : turn.end].replace("\n", " ") for turn in turns))
