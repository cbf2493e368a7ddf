"""Parsing, the parse cache, and cue tagging against plain `nlp.pipe` over the same turns.

The baseline is spaCy's `nlp.pipe` with its defaults in a process of its own, timed without loading the model;
ours is timed whole: starting processes, loading the model in each, parsing, and writing the cache.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from spacy.tokens import Doc

from benchmarks._material import interviews, shared_folder
from storylens.codebook.load import load, shipped_folder
from storylens.language.parse import ParseCache, parse
from storylens.language.pipeline import pipeline_for
from storylens.taggers.cues.tagger import CueTagger

ROUNDS = 3
PLAIN = """
import json, sys, time, spacy
turns = json.load(open(sys.argv[1]))
nlp = spacy.load(sys.argv[2])
start = time.perf_counter()
docs = list(nlp.pipe(turns))
print(time.perf_counter() - start)
from benchmarks.parsing import readings
json.dump(readings(docs), open(sys.argv[3], "w"))
"""


def main() -> None:
    """Print seconds and ratios, the best of the rounds for each."""
    name, jobs = interviews(shared_folder())
    turns = [turn for job in jobs for turn in job.turns]
    words = sum(len(turn.split()) for turn in turns)
    pipeline = pipeline_for("en")
    plain, ours, again, tagging = [], [], [], []
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "turns.json"
        listed.write_text(json.dumps(turns))
        for number in range(ROUNDS):
            told = subprocess.run(
                [sys.executable, "-c", PLAIN, str(listed), pipeline.package, f"{folder}/plain.json"],
                check=True,
                capture_output=True,
                text=True,
            ).stdout
            plain.append(float(told))
            cache = ParseCache(Path(folder) / str(number), pipeline)
            start = time.perf_counter()
            for job, parsed in parse(jobs, pipeline):
                cache.write(job, parsed)
            ours.append(time.perf_counter() - start)
            pipeline.load()
            start = time.perf_counter()
            docs = {job.id: cache.read(job) for job in jobs}
            again.append(time.perf_counter() - start)
            theirs = json.loads(Path(folder, "plain.json").read_text())
            pairs = list(zip(theirs, readings(doc for job in jobs for doc in docs[job.id]), strict=True))
            other = sum(one != two for one, two in pairs)
            tagger = CueTagger(load(file) for file in sorted(shipped_folder().glob("*.yml")))
            start = time.perf_counter()
            hits = sum(1 for turn in turns for _ in tagger.find(turn))
            tagging.append(time.perf_counter() - start)
    base = min(plain)
    print(f"{name}: {len(jobs)} documents, {len(turns)} turns, {words:,} words; best of {ROUNDS} rounds")
    print(f"{'plain nlp.pipe':34}{base:8.2f} s  {words / base:10,.0f} words/s")
    print(f"{'parse on all processors, cached':34}{min(ours):8.2f} s  {base / min(ours):10.2f} times faster;", end=" ")
    print(f"{other} of {len(pairs):,} tokens read otherwise")
    print(f"{'read from the cache':34}{min(again):8.2f} s  {base / min(again):10.1f} times faster than parsing")
    part = min(tagging) / base
    print(f"{'cues of every shipped codebook':34}{min(tagging):8.2f} s  {part:10.3f} of parsing; {hits:,} hits")


def readings(docs: Iterable[Doc]) -> list[str]:
    """Return for each token all that the pipeline says of it."""
    return [
        f"{token.text}|{token.tag_}|{token.lemma_}|{token.dep_}|{token.head.i}|"
        f"{token.ent_iob_}{token.ent_type_}|{token.is_sent_start}"
        for doc in docs
        for token in doc
    ]


if __name__ == "__main__":
    main()
