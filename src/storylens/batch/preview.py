"""A dry run: what would be made of files, with nothing kept."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from storylens.batch.overruled import out_of_the_way
from storylens.ingest.mapping import Columns, mapping_from
from storylens.ingest.reader import is_read_whole, read, reader_for
from storylens.ingest.recordings import lone_recordings
from storylens.ingest.source import Source
from storylens.ingest.tellers import Says, read_tellers, told_in
from storylens.ingest.walk import sources
from storylens.prepare.document import prepare
from storylens.prepare.remarks import without_remarks
from storylens.records import Role, Stretch, UnreadableError

if TYPE_CHECKING:
    import pandas as pd


def preview(paths: Iterable[Path], *, wanted: str = "", mapping: Columns = None, language: str = "en") -> pd.DataFrame:
    """Read files and say what would be made of each: format, documents, kinds, who speaks, words of tellers.

    Nothing is kept. A file that cannot be read has its reason under `remarks`.
    """
    import pandas as pd

    paths = list(paths)
    with sources(paths, mapping_from(mapping), is_read_whole) as found:
        rows = [_row(source, wanted, language) for source in found]
        for name in lone_recordings(paths, found):
            rows.append((name, "recording", 0, "", "", "", 0, "no transcript beside it has the same name"))
    columns = ["file", "format", "documents", "kinds", "interviewers", "tellers", "words of tellers", "remarks"]
    return pd.DataFrame(rows, columns=columns).set_index("file")


def _row(source: Source, wanted: str, language: str) -> tuple[object, ...]:
    try:
        if (says := told_in(source)) and wanted not in ("table", "text"):
            rows = f"{len(list(read_tellers(source)))} rows" if Says.TELLERS in says else ""
            return source.name, "sheet", 0, "", "", rows, 0, f"it tells of {' and '.join(says)}"
        if why := out_of_the_way(source, wanted):
            return source.name, "set aside", 0, "", "", "", 0, why
        reader = reader_for(source, wanted)
        return source.name, reader.name, *_documents(source, wanted, language)
    except (UnreadableError, OSError) as error:
        return source.name, "not read", 0, "", "", "", 0, str(error).removeprefix(f"{source.name}: ")


def _documents(source: Source, wanted: str, language: str) -> tuple[object, ...]:
    kinds: dict[str, int] = {}
    speaking: dict[Role, dict[str, None]] = {role: {} for role in Role}
    remarks: dict[str, None] = {}
    count = words = 0
    for received in read(source, wanted):
        made = prepare(received, source=source.name, original="", language=language)
        count += 1
        kinds[made.document.kind] = kinds.get(made.document.kind, 0) + 1
        remarks.update(dict.fromkeys(received.remarks))
        roles = {speaker.id: speaker.role for speaker in made.speakers}
        for speaker in made.speakers:
            speaking[speaker.role][speaker.label + ("" if speaker.sure else "?")] = None
        words += sum(
            len(without_remarks(made.document.text[turn.start : turn.end]).split())
            for turn in made.turns
            if turn.stretch is Stretch.SPEECH and roles.get(turn.speaker_id or "") is Role.TELLER
        )
    listed = ", ".join(f"{number} {kind}" for kind, number in kinds.items())
    return (
        count,
        listed,
        _some(speaking[Role.INTERVIEWER]),
        _some(speaking[Role.TELLER]),
        words,
        "; ".join(remarks),
    )


def _some(names: Iterable[str], most: int = 6) -> str:
    listed = [name or "(author)" for name in names]
    return ", ".join(listed[:most]) + (f" and {len(listed) - most} more" if len(listed) > most else "")
