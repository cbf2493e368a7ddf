"""SubRip captions, with or without speakers, numbered rightly or not."""

from __future__ import annotations

from collections.abc import Iterator

from storylens.ingest.captions import captions_in
from storylens.ingest.plaintext import decoded
from storylens.ingest.reader import Reader
from storylens.ingest.source import Source
from storylens.ingest.spoken import received
from storylens.ingest.vtt import starts_with_times
from storylens.ingest.whosaid import said
from storylens.records import Received


def read(source: Source) -> Iterator[Received]:
    """Yield one document; captions of one speaker in a row are one turn, stamped with its first time."""
    text, remarks = decoded(source)
    found = captions_in(text, webvtt=False)
    pieces = said(found)
    yield received(
        source, pieces, remarks=[*remarks, *found.remarks()], whole=len(text), set_aside=dict(found.set_aside)
    )


def _is_srt(source: Source) -> bool:
    return (source.suffix == ".srt" and b"\x00" not in source.head) or starts_with_times(source, ",")


reader = Reader("srt", _is_srt, read)
