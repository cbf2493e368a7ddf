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
from pathlib import Path

from benchmarks._material import interviews, shared_folder
from storylens.codebook.load import load, shipped_folder
from storylens.language.parse import ParseCache, parse
from storylens.language.pipeline import pipeline_for
from storylens.taggers.cues.tagger import CueTagger

ROUNDS = 3
PLAIN = """
import json, sys, time, hashlib, spacy
turns = json.load(open(sys.argv[1]))
nlp = spacy.load(sys.argv[2])
start = time.perf_counter()
docs = list(nlp.pipe(turns))
took = time.perf_counter() - start
digest = hashlib.sha256()
for doc in docs:
    for token in doc:
        digest.update(f"{token.text}|{token.tag_}|{token.lemma_}|{token.dep_}|{token.head.i}|{token.ent_iob_}{token.ent_type_}|{token.is_sent_start}".encode())
print(took, digest.hexdigest())
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
                [sys.executable, "-c", PLAIN, str(listed), pipeline.package], check=True, capture_output=True, text=True
            ).stdout.split()
            plain.append(float(told[0]))
            cache = ParseCache(Path(folder) / str(number), pipeline)
            start = time.perf_counter()
            for job, parsed in parse(jobs, pipeline):
                cache.write(job, parsed)
            ours.append(time.perf_counter() - start)
            pipeline.load()
            start = time.perf_counter()
            docs = {job.id: cache.read(job) for job in jobs}
            again.append(time.perf_counter() - start)
            same = _digest(doc for job in jobs for doc in docs[job.id]) == told[1]
            tagger = CueTagger(load(file) for file in sorted(shipped_folder().glob("*.yml")))
            start = time.perf_counter()
            hits = sum(1 for turn in turns for _ in tagger.find(turn))
            tagging.append(time.perf_counter() - start)
    base = min(plain)
    print(f"{name}: {len(jobs)} documents, {len(turns)} turns, {words:,} words; best of {ROUNDS} rounds")
    print(f"{'plain nlp.pipe':34}{base:8.2f} s  {words / base:10,.0f} words/s")
    print(f"{'parse on all processors, cached':34}{min(ours):8.2f} s  {base / min(ours):10.2f} times faster;", end=" ")
    print(f"identical: {same}")
    print(f"{'read from the cache':34}{min(again):8.2f} s  {base / min(again):10.1f} times faster than parsing")
    part = min(tagging) / base
    print(f"{'cues of every shipped codebook':34}{min(tagging):8.2f} s  {part:10.3f} of parsing; {hits:,} hits")


def _digest(docs: object) -> str:
    import hashlib

    digest = hashlib.sha256()
    for doc in docs:  # type: ignore[attr-defined]
        for token in doc:
            digest.update(
                f"{token.text}|{token.tag_}|{token.lemma_}|{token.dep_}|{token.head.i}|"
                f"{token.ent_iob_}{token.ent_type_}|{token.is_sent_start}".encode()
            )
    return digest.hexdigest()


if __name__ == "__main__":
    main()
