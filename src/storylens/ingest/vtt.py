"""WebVTT, as Zoom, Teams, YouTube and makers of captions write it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from storylens.ingest.captions import TIMES, captions_in
from storylens.ingest.opening import opening
from storylens.ingest.plaintext import decoded
from storylens.ingest.reader import Reader
from storylens.ingest.source import Source
from storylens.ingest.spoken import received
from storylens.ingest.whosaid import said
from storylens.records import Received

_LANGUAGE = re.compile(r"^[ \t]{0,8}language[ \t]{0,8}:[ \t]{0,8}([a-z]{2})(?![a-z])", re.IGNORECASE | re.MULTILINE)
_LINES = 4  # in which a file without its first line must show a time


def read(source: Source) -> Iterator[Received]:
    """Yield one document; cues of one speaker in a row are one turn, stamped with its first time.

    Who speaks is in a voice tag, in the data of a cue (Teams), or a name before the words that comes back over
    the file. Notes by people are kept as notes; those by programs, styles and settings are set aside.
    """
    text, remarks = decoded(source)
    found = captions_in(text, webvtt=True)
    pieces = said(found)
    language = next((match[1] for match in map(_LANGUAGE.search, found.about) if match), "")
    yield received(
        source,
        pieces,
        remarks=[*remarks, *found.remarks()],
        whole=len(text),
        set_aside=dict(found.set_aside),
        language=language.lower(),
    )


def starts_with_times(source: Source, mark: str) -> bool:
    """Say whether a file begins with a caption; `mark` is what stands before the thousandths."""
    lines = [line for line in opening(source, 2000).split("\n") if line.strip()][:_LINES]
    times = next(filter(None, map(TIMES.match, lines)), None)
    return bool(times and ("," if "," in times[1] else ".") == mark)


def _is_vtt(source: Source) -> bool:
    return opening(source, 20).startswith("WEBVTT") or (
        (source.suffix == ".vtt" and b"\x00" not in source.head) or starts_with_times(source, ".")
    )


reader = Reader("vtt", _is_vtt, read, version="2")
