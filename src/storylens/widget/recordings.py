"""Recordings beside transcripts: found where they lie, never copied."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from pathlib import Path

from storylens.store import Store, documents


@dataclass(frozen=True)
class Recording:
    """A sound or video file and its media type."""

    path: Path
    type: str


def recording_of(store: Store, document_id: str) -> Recording | None:
    """Return the recording of a document, or None when there is none or it has been moved."""
    with store.reading() as connection:
        document = documents.read(connection, document_id)
        file = documents.row(connection, document_id).file
    if not document.recording or "!" in file:
        return None
    path = (store.folder.path / file).parent / document.recording
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Recording(path, kind) if path.is_file() else None
