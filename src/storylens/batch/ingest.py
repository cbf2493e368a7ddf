"""Take files into a project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection

from storylens.batch import versions
from storylens.batch.comments import code_by_comments
from storylens.batch.material import material_of
from storylens.batch.overruled import FORGOTTEN, columns_told, format_told, out_of_the_way, told_by
from storylens.batch.readings import cue_reading
from storylens.batch.tag import keep
from storylens.ingest.mapping import Columns, mapping_from
from storylens.ingest.reader import is_read_whole, read, reader_for
from storylens.ingest.recordings import lone_recordings, recording_beside
from storylens.ingest.sheets import read_documents, read_sampling
from storylens.ingest.source import Source
from storylens.ingest.tellers import Says, read_tellers, told_in
from storylens.ingest.walk import sources
from storylens.prepare.document import Prepared, prepare
from storylens.prepare.duplicates import Sketches, sketch_of, words_said
from storylens.records import Received, UnreadableError
from storylens.store import (
    Store,
    codebooks,
    described,
    documents,
    erased,
    file_hash,
    log,
    notes,
    people,
    receipts,
)
from storylens.store.receipts import Receipt
from storylens.store.unapplied import unapplied

Progress = Callable[[float, str], None]
Item = TypeVar("Item")
TOGETHER = 50  # documents of one file that are kept in one transaction
SHEET, ASIDE = "sheet-2", "aside"  # what reads a table that tells of people or files, and what none needs to see


@dataclass
class ImportReport:
    """What became of each file. Files that are as they were at the last run are only counted."""

    receipts: list[Receipt] = field(default_factory=list)
    unchanged: int = 0
    notices: list[str] = field(default_factory=list)  # what concerns no single file, and is for a person to do

    @property
    def documents(self) -> int:
        """Number of new documents."""
        return sum(receipt.documents for receipt in self.receipts)

    @property
    def failed(self) -> list[Receipt]:
        """The files that could not be read."""
        return [receipt for receipt in self.receipts if receipt.outcome == receipts.NOT_READ]

    def __str__(self) -> str:
        if not self.receipts:
            return "\n".join([f"Nothing new: {self.unchanged} files are as they were.", *self.notices])
        counted = f"{self.documents} new documents; {self.unchanged} files as they were."
        return "\n".join([*map(str, self.receipts), counted, *self.notices])


def ingest(
    store: Store,
    paths: Iterable[Path],
    *,
    wanted: str = "",
    mapping: Columns = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Read files and folders into a project.

    A file that is as it was is left alone; one that cannot be read is a line in the report, and the rest go
    on. What was read stays read when the work is stopped. `wanted` names the format of all the files, and
    `mapping` says for tables which column is what, or in which file that stands. Raises `StorylensError` for what
    concerns the whole project, such as a full disk.
    """
    said = mapping_from(mapping or store.folder.settings().get("map"))
    report = ImportReport()
    intake = Intake(store, wanted)
    paths = list(paths)
    try:
        with sources(paths, said, is_read_whole) as found:
            report.notices += _without_transcript(list(lone_recordings(paths, found)))
            for number, source in enumerate(found):
                if progress:
                    progress(number / len(found), source.name)
                receipt = intake.take(source)
                if receipt is None:
                    report.unchanged += 1
                else:
                    report.receipts.append(receipt)
    finally:
        intake.settle()
        with store.reading() as connection:
            report.notices += map(str, unapplied(connection))
        if report.receipts:
            with store.writing() as connection:
                log.note(
                    connection,
                    "ingest",
                    files=len(report.receipts),
                    documents=report.documents,
                    failed=len(report.failed),
                )
    return report


def _without_transcript(recordings: list[str]) -> list[str]:
    """Say which recordings are no one's: sound is not read."""
    if not recordings:
        return []
    named = ", ".join(recordings[:5]) + (f" and {len(recordings) - 5} more" if len(recordings) > 5 else "")
    return [f"Recordings beside which no transcript has the same name: {named}. Sound is not read: transcribe them"]


def edition_for(source: Source, wanted: str) -> str:
    """Return what would read a file now, name and version; a file is read again when that has changed."""
    if told_in(source) and wanted not in ("table", "text"):
        return SHEET
    return ASIDE if out_of_the_way(source, wanted) else reader_for(source, wanted).edition


class Intake:
    """Files on their way into a project."""

    def __init__(self, store: Store, wanted: str = "") -> None:
        self.store, self.wanted = store, wanted
        self.language = str(store.folder.settings().get("project", {}).get("language", "en"))
        screening = codebooks.screening(store.folder)
        self.screen = [cue_reading(screening)]  # by phrases on arrival, by grammar when it is tagged
        with store.writing() as connection:
            codebooks.keep_edition(connection, store.folder, screening)
        self.sketches = Sketches()
        with store.reading() as connection:
            self.known = receipts.read(connection)
            for name, sketch in documents.sketches(connection):
                self.sketches.add(name, sketch)

    def take(self, source: Source) -> Receipt | None:
        """Take in one file and return its receipt, or None when it is as it was."""
        place = self._place(source)
        digest = edition = ""
        before = self.known.get(place)
        wanted = self.wanted or format_told(before)
        try:
            digest = file_hash(source.path)
            reads = edition_for(source, wanted)
            edition = told_by(source, reads, wanted)
            forgotten = columns_told(before) and not source.mapping
            if before and before.sha256 == digest and (before.reader == edition or forgotten):
                return None
            receipt = Receipt(place, source.name, digest, edition, size=source.path.stat().st_size)
            if reads == ASIDE:
                receipt = receipt.becoming("set aside", out_of_the_way(source, wanted))
            elif reads == SHEET:
                receipt = self._sheet(source, receipt)
            else:
                return self._documents(source, receipt, wanted, FORGOTTEN if forgotten else "")
        except (UnreadableError, PermissionError, FileNotFoundError) as error:
            if before and (before.sha256, before.reader, before.outcome) == (digest, edition, receipts.NOT_READ):
                return None
            why = (
                error
                if isinstance(error, UnreadableError)
                else UnreadableError("it may not be opened", todo="check the rights on it")
            )
            receipt = Receipt(place, source.name, digest, edition).becoming(
                receipts.NOT_READ, str(why).removeprefix(f"{source.name}: ")
            )
        with self.store.writing() as connection:
            receipts.keep(connection, receipt)
        return receipt

    def _place(self, source: Source) -> str:
        """Return where a file lies; for one in a zip file, in which."""
        if source.archive is None:
            return self.store.folder.place_of(source.path)
        return f"{self.store.folder.place_of(source.archive)}!{source.name}"

    def _sheet(self, source: Source, receipt: Receipt) -> Receipt:
        says = told_in(source)
        tellers = list(read_tellers(source)) if Says.TELLERS in says else []
        about = list(read_documents(source)) if Says.DOCUMENTS in says else []
        groups = list(read_sampling(source)) if Says.FRAME in says else []
        with self.store.writing() as connection:
            self._keep_original(connection, source, receipt)
            for told in tellers:
                people.record(connection, told)
            described.keep(connection, about)
            described.keep_frame(connection, groups)
        rows = ((len(tellers), "rows"), (len(about), "files described"), (len(groups), "groups that were sought"))
        told_of = "; ".join(f"{number} {of}" for number, of in rows if number)
        return receipt.becoming("tellers" if tellers else "told of", told_of)

    def settle(self) -> None:
        """Say who speaks as whom, and of each document what sheets say; screen again what is now read otherwise."""
        with self.store.writing() as connection:
            people.resolve(connection)
            for document_id in described.apply(connection):
                document, turns = documents.read(connection, document_id), documents.turns(connection, document_id)
                material = material_of(document, documents.speakers(connection, document_id), turns)
                keep(connection, document, material, self.screen)

    def _documents(self, source: Source, receipt: Receipt, wanted: str, remark: str) -> Receipt:
        """Keep the documents of a file, and the receipt with the last of them."""
        recording = recording_beside(source)
        file = _File(self, receipt)
        file.remarks.update({remark: None} if remark else {})
        for together in _batched(read(source, wanted), TOGETHER):
            prepared = [
                (
                    one,
                    prepare(
                        one, source=source.name, original=receipt.sha256, language=self.language, recording=recording
                    ),
                )
                for one in together
            ]
            with self.store.writing() as connection:
                self._keep_original(connection, source, receipt)
                for received, made in prepared:
                    file.add(connection, received, made)
                if len(together) < TOGETHER:
                    receipts.keep(connection, file.receipt())
                    return file.receipt()
        with self.store.writing() as connection:
            receipts.keep(connection, file.receipt())
        return file.receipt()

    def _keep_original(self, connection: Connection, source: Source, receipt: Receipt) -> None:
        if not erased.is_erased(connection, receipt.sha256):
            self.store.folder.keep_original(source.path, receipt.sha256)


class _File:
    """The documents of one file, and what is to be said about them."""

    def __init__(self, intake: Intake, receipt: Receipt) -> None:
        self.intake, self.blank = intake, receipt
        with intake.store.reading() as connection:
            self.before = documents.from_file(connection, receipt.path)
        self.new = self.gone = self.kept = 0
        self.set_aside: Counter[str] = Counter()
        self.remarks: dict[str, None] = {}  # in order, each once

    def add(self, connection: Connection, received: Received, made: Prepared) -> None:
        """Keep one document, unless it was erased before or is there already."""
        document = made.document
        self.remarks.update(dict.fromkeys(received.remarks))
        self.set_aside.update(received.set_aside)
        self.kept += len(document.text)
        if erased.is_erased(connection, document.id, document.anywhere):
            self.gone += 1
            return
        for told in received.told_by:
            source = documents.source_of(connection, document.id) or document.source  # the same text, read before
            key = told.key or f"author:{source}:{told.speaker}"
            people.record(connection, told.model_copy(update={"file": told.file or source, "key": key}))
        sketch = sketch_of(words_said(document.text, made.turns))
        earlier = self.before.get(document.part)
        if not documents.add(
            connection, document, made.speakers, made.turns, file=self.blank.path, case=received.case, sketch=sketch
        ):
            if earlier and earlier != document.id:
                documents.replace(connection, document.id, None)
                became = versions.replace(connection, earlier, document.id)
                self.remarks[f"{document.part or 'this file'} is again as it was before{became}"] = None
            return
        self.new += 1
        notes.add(connection, document.id, received.notes)
        coded = code_by_comments(self.intake.store, connection, document.id, received.notes)
        if coded:
            self.remarks[f"{coded} comments are codings by their authors"] = None
        keep(connection, document, material_of(document, made.speakers, made.turns), self.intake.screen)
        if earlier and earlier != document.id:
            became = versions.replace(connection, earlier, document.id)
            self.remarks[f"a new version of {document.part or 'this file'}{became}"] = None
        elif twin := self.intake.sketches.nearest(sketch):
            self.remarks[versions.settle(connection, twin[0], document.id)] = None
        self.intake.sketches.add(document.id, sketch)

    def receipt(self) -> Receipt:
        """Return what became of the file."""
        if self.gone:
            self.remarks[f"{self.gone} erased before and not taken in again"] = None
        return self.blank.becoming(
            "read" if self.new else "nothing new",
            "; ".join(filter(None, self.remarks)),
            documents=self.new,
            kept=self.kept,
            set_aside=dict(self.set_aside),
        )


def _batched(items: Iterator[Item], size: int) -> Iterator[list[Item]]:
    while batch := list(islice(items, size)):
        yield batch
