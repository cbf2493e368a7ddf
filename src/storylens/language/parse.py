"""Parse documents once, and keep the parse.

A document is parsed turn by turn: a sentence never runs over into the next speaker's words. Parses are
kept in files named by the hash of the text and of the pipeline, so that a changed codebook needs no new parse.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from storylens.language.pipeline import Pipeline
from storylens.records import text_hash

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

KEPT = ("TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "ENT_IOB", "ENT_TYPE", "SENT_START")
BATCH = 256  # turns of like length that are parsed together
SHARE = 40_000  # characters that one process takes at a time
ALONE = 150_000  # characters below which starting other processes costs more than it saves


@dataclass(frozen=True)
class Job:
    """A document to parse: the words of its turns, in order."""

    id: str
    turns: tuple[str, ...]

    @property
    def key(self) -> str:
        """Hash of the words and of where they are parted."""
        return text_hash("\x1e".join(self.turns))


class ParseCache:
    """Parses in files. Deleting the folder loses time and nothing else."""

    def __init__(self, folder: Path, pipeline: Pipeline) -> None:
        self.folder, self.pipeline = folder / "parses", pipeline

    def place(self, job: Job) -> Path:
        """Return the file of a parse."""
        return self.folder / self.pipeline.key / job.key[:2] / f"{job.key}.spacy"

    def has(self, job: Job) -> bool:
        """Return True when a document has been parsed before."""
        return self.place(job).exists()

    def read(self, job: Job) -> list[Doc] | None:
        """Return the parsed turns of a document, or None where no whole parse is kept: then it is parsed anew."""
        from spacy.tokens import DocBin

        vocab = self.pipeline.load().vocab
        try:
            return list(DocBin().from_bytes(self.place(job).read_bytes()).get_docs(vocab))
        except Exception:  # a damaged file raises whatever unpacking meets; the text is all there, so nothing is lost
            return None

    def write(self, job: Job, parse: bytes) -> None:
        """Keep a parse."""
        place = self.place(job)
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_suffix(f".{os.getpid()}.part")
        part.write_bytes(parse)
        part.replace(place)


def parse(jobs: Sequence[Job], pipeline: Pipeline, *, processes: int | None = None) -> Iterator[tuple[Job, bytes]]:
    """Parse documents and yield each with its parse, in any order.

    With much to do, all processors are used; the output is the same. `processes=1` stays in this one.
    """
    shares = list(_shares(jobs))
    wanted = min(processes or os.cpu_count() or 1, len(shares))
    if wanted < 2 or sum(len(turn) for job in jobs for turn in job.turns) < ALONE:
        for share in shares:
            yield from zip(share, _parse_share(pipeline, share), strict=True)
        return
    done = 0
    try:
        with ProcessPoolExecutor(wanted) as pool:
            for share, parsed in zip(shares, pool.map(_parse_share, [pipeline] * len(shares), shares), strict=True):
                done += 1
                yield from zip(share, parsed, strict=True)
    except (BrokenProcessPool, RuntimeError):  # a script without a main guard cannot start others on some systems
        for share in shares[done:]:
            yield from zip(share, _parse_share(pipeline, share), strict=True)


def _shares(jobs: Sequence[Job]) -> Iterator[list[Job]]:
    share: list[Job] = []
    size = 0
    for job in jobs:
        share.append(job)
        size += sum(map(len, job.turns))
        if size >= SHARE:
            yield share
            share, size = [], 0
    if share:
        yield share


def _parse_share(pipeline: Pipeline, share: Sequence[Job]) -> list[bytes]:
    from spacy.tokens import DocBin

    nlp = pipeline.load()
    turns = [turn for job in share for turn in job.turns]
    docs = parse_turns(nlp, turns)
    parses = []
    at = 0
    for job in share:
        parses.append(DocBin(attrs=KEPT, docs=docs[at : at + len(job.turns)]).to_bytes())
        at += len(job.turns)
    return parses


def parse_turns(nlp: Language, turns: Sequence[str]) -> list[Doc]:
    """Parse texts, those of like length together, and return them in their own order."""
    order = sorted(range(len(turns)), key=lambda at: len(turns[at]))
    docs: dict[int, Doc] = {}
    with ExitStack() as stack:
        _one_thread(stack)
        for at, doc in zip(order, nlp.pipe((turns[at] for at in order), batch_size=BATCH), strict=True):
            docs[at] = doc
    return [docs[at] for at in range(len(turns))]


def _one_thread(stack: ExitStack) -> None:
    """Keep the matrix library to one thread: on such small matrices more of them only get in each other's way."""
    try:
        from threadpoolctl import threadpool_limits
    except ImportError:
        return
    stack.enter_context(threadpool_limits(1))
