"""Possible disclosures: invented sentences, and how much real talk is held.

python -m benchmarks.safeguarding [--shared FOLDER]. The sentences were written for this project, in eight rounds and
"more" of the kind; nothing was made by the last round. What the first run on each round gave, before it was used for
anything, stands in docs/taggers/safeguarding.md. They say what the tagger does on sentences like these and nothing of
what people tell, of which there is no labelled sample.
"""

from __future__ import annotations

import csv
import math
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks._material import BIOGAS, TOP, shared_folder
from storylens.batch.material import job_of, material_of
from storylens.codebook.load import bundled, load, shipped
from storylens.ingest.reader import read
from storylens.ingest.source import Source
from storylens.ingest.tellers import is_teller_sheet
from storylens.ingest.walk import describes, sources
from storylens.language.parse import parse_turns
from storylens.language.pipeline import pipeline_for
from storylens.prepare.document import prepare
from storylens.records import Received, TaggedSpan, UnreadableError
from storylens.taggers.base import Material, Spoken, Tagger
from storylens.taggers.cues.tagger import CueTagger
from storylens.taggers.safeguarding.tagger import SafeguardingTagger

AUTHORED = TOP / "tests/taggers/safeguarding/authored.tsv"
SDG = "eval/sdg/sdg_dev.csv"
# rounds by which words were added, rounds by which rules and weights were made, and the round that nothing was made by
BY_WORDS, BY_KINDS, FRESH = ("1", "1 held out", "2", "3", "4"), ("5", "6", "7", "more"), ("8",)
REAL = ("ols", "govlab", "threads")


class Sentence(NamedTuple):
    """An invented sentence; `code` is empty where nothing is disclosed."""

    part: str
    code: str
    text: str


def authored() -> list[Sentence]:
    """Return the invented sentences."""
    with AUTHORED.open(encoding="utf-8", newline="") as file:
        return [Sentence(**row) for row in csv.DictReader(file, delimiter="\t")]


def wilson(right: int, total: int) -> tuple[float, float]:
    """Return the 95% interval of a share (Wilson 1927)."""
    z, share = 1.96, right / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return middle - half, middle + half


def is_held(spans: Sequence[TaggedSpan]) -> bool:
    """Say whether any span holds its passage."""
    return any(span.attributes.get("gate") for span in spans)


def held(tagger: Tagger, texts: Sequence[str]) -> list[bool]:
    """Say of each text whether it is held."""
    docs = parse_turns(pipeline_for("en").load(), texts) if tagger.needs_parse else [None] * len(texts)
    return [
        is_held(tagger.tag(Material(turns=[Spoken(0, text, doc=doc)])).spans)
        for text, doc in zip(texts, docs, strict=True)
    ]


def print_authored(name: str, tagger: Tagger) -> None:
    """Print how many invented sentences are held, by round."""
    sentences = authored()
    found = held(tagger, [one.text for one in sentences])
    groups = {part: (part,) for part in dict.fromkeys(one.part for one in sentences)}
    groups |= {"all that gave words": BY_WORDS, "all that gave rules and weights": BY_KINDS}
    for part, parts in groups.items():
        rows = [(one, is_it) for one, is_it in zip(sentences, found, strict=True) if one.part in parts]
        caught = [is_it for one, is_it in rows if one.code]
        false = [is_it for one, is_it in rows if not one.code]
        low, high = wilson(sum(caught), len(caught))
        print(
            f"{name}, {part}: {sum(caught)} of {len(caught)} authored examples held ({low:.2f} to {high:.2f}); "
            f"{sum(false)} of {len(false)} harmless ones held"
        )


def real_turns(path: Path) -> tuple[list[Material], list[str]]:
    """Return the English documents of a folder or file, parsed, and the texts of their turns."""
    with sources([path]) as found:
        made = [
            prepare(received, source=source.name, original="", language="en")
            for source in found
            if not describes(source) and not is_teller_sheet(source) and source.name.endswith(_READ)
            for received in _received(source)
        ]
    nlp = pipeline_for("en").load()
    materials, every = [], []
    for one in made:
        if one.document.language == "en":
            texts = list(job_of(one.document, one.turns).turns)
            docs = parse_turns(nlp, texts)
            materials.append(material_of(one.document, one.speakers, one.turns, docs))
            every += texts
    return materials, every


_READ = (".md", ".html", ".mbox", ".docx", ".csv", ".vtt", ".txt", ".json", ".xlsx", ".pdf")


def _received(source: Source) -> Iterator[Received]:
    try:
        yield from read(source)
    except UnreadableError as error:
        print(f"left out: {source.name}: {error}")


def print_real(name: str, materials: Sequence[Material], tagger: SafeguardingTagger, cues: CueTagger) -> None:
    """Print how many turns of tellers are held of a thousand."""
    turns = sum(turn.told for one in materials for turn in one.turns)
    for label, each in (("tagger", tagger), ("phrases alone", cues)):
        stopped = 0
        for material in materials:
            places = [span.start for span in each.tag(material).spans if span.attributes.get("gate")]
            stopped += sum(
                any(turn.start <= at < turn.start + len(turn.text) for at in places) for turn in material.turns
            )
        print(f"{name}, {label}: {stopped} of {turns} turns held, {1000 * stopped / max(1, turns):.1f} per 1,000")


def main() -> None:
    """Print all figures."""
    book = load(shipped("safeguarding"))
    tagger, cues = SafeguardingTagger([book]), CueTagger([book])
    print_authored("tagger", tagger)
    print_authored("phrases alone", cues)
    shared = shared_folder()
    print_real("riverbend", real_turns(bundled("corpora") / "riverbend")[0], tagger, cues)
    if (shared / BIOGAS).exists():
        materials, texts = real_turns(shared / BIOGAS)
        print_real("61 biogas interviews", materials, tagger, cues)
        print_time(materials, texts, tagger)
    if (shared / SDG).exists():
        print_reports(shared / SDG, tagger)
    for folder in REAL:
        if (shared / "real" / folder).is_dir():
            print_real(f"real/{folder}", real_turns(shared / "real" / folder)[0], tagger, cues)


def print_reports(file: Path, tagger: SafeguardingTagger) -> None:
    """Print how many paragraphs of reports are held, and how many only name a subject."""
    with file.open(encoding="utf-8", newline="") as stream:
        texts = [row["text"] for row in csv.DictReader(stream)]
    nlp = pipeline_for("en").load()
    found = [
        tagger.tag(Material(turns=[Spoken(0, text, doc=doc)])).spans
        for text, doc in zip(texts, parse_turns(nlp, texts), strict=True)
    ]
    stopped = sum(map(is_held, found))
    noticed = sum(bool(spans) and not is_held(spans) for spans in found)
    print(f"paragraphs on the SDGs: {stopped} of {len(texts)} held, {noticed} only named a subject")


def print_time(materials: Sequence[Material], texts: Sequence[str], tagger: SafeguardingTagger) -> None:
    """Print the time that tagging adds to plain parsing."""
    nlp = pipeline_for("en").load()
    begun = time.perf_counter()
    for _ in nlp.pipe(texts):
        pass
    parsed = time.perf_counter()
    for material in materials:
        tagger.tag(material)
    spent = time.perf_counter() - parsed
    print(f"time: {spent:.1f} s, {100 * spent / (parsed - begun):.1f}% of plain nlp.pipe ({parsed - begun:.1f} s)")


if __name__ == "__main__":
    main()
