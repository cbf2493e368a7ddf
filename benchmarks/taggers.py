"""The time that the rule taggers add to plain `nlp.pipe`, and what a changed codebook costs in a project.

python -m benchmarks.taggers [--shared FOLDER]. The baseline is `nlp.pipe` with its defaults in a process of its own,
over the same texts in the same run.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from spacy.tokens import DocBin

from benchmarks._material import BIOGAS, TOP, interviews, shared_folder
from storylens import Project
from storylens.codebook.load import bundled, load, usual
from storylens.language.parse import KEPT, Job, parse, parse_turns
from storylens.language.pipeline import pipeline_for
from storylens.taggers.base import Material, Spoken
from storylens.taggers.registry import make_taggers

ROUNDS = 3
AIM_ADDED, AIM_AGAIN = 0.25, 20
PLAIN = """
import json, sys, time, spacy
turns = json.load(open(sys.argv[1]))
nlp = spacy.load(sys.argv[2])
start = time.perf_counter()
for _ in nlp.pipe(turns):
    pass
print(time.perf_counter() - start)
"""


def plain_seconds(turns: list[str], package: str) -> float:
    """Return the best time of plain spaCy over the texts."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "turns.json"
        file.write_text(json.dumps(turns), encoding="utf-8")
        command = [sys.executable, "-c", PLAIN, str(file), package]
        return min(
            float(subprocess.run(command, check=True, capture_output=True, text=True, cwd=TOP).stdout)
            for _ in range(ROUNDS)
        )


def added_seconds(jobs: list[Job], turns: list[str], package: str) -> dict[str, float]:
    """Return the best time of each tagger over parsed texts.

    In each round the docs are new, as they are in a project: what taggers share is made by the first that asks.
    """
    nlp = pipeline_for("en", package).load()
    kept = DocBin(attrs=KEPT, docs=parse_turns(nlp, turns)).to_bytes()
    taggers = make_taggers([], [load(file) for file in usual()])
    best = dict.fromkeys((tagger.name for tagger in taggers), float("inf"))
    for _ in range(ROUNDS):
        spent = dict.fromkeys(best, 0.0)
        docs = DocBin().from_bytes(kept).get_docs(nlp.vocab)
        for job in jobs:
            material = Material(turns=[Spoken(0, doc.text, doc=doc) for doc in islice(docs, len(job.turns))])
            for tagger in taggers:
                begun = time.perf_counter()
                tagger.tag(material)
                spent[tagger.name] += time.perf_counter() - begun
        best = {name: min(seconds, spent[name]) for name, seconds in best.items()}
    return best


def again_seconds(source: Path, codebook: str) -> tuple[int, float]:
    """Return how many documents a project reads anew after its codebook has changed, and the time of it."""
    with tempfile.TemporaryDirectory() as folder:
        project = Project.new(Path(folder) / "project", codebooks=[codebook])
        project.ingest(source)
        project.tag()
        file = project.path / "codebooks" / f"{codebook}.yml"
        file.write_text(file.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
        begun = time.perf_counter()
        report = project.tag()
        spent = time.perf_counter() - begun
        project.store.close()
    return report.documents, spent


def main() -> None:
    """Print seconds and ratios, with the aims."""
    shared = shared_folder()
    name, jobs = interviews(shared)
    turns = [turn for job in jobs for turn in job.turns]
    pipeline = pipeline_for("en")
    plain = plain_seconds(turns, pipeline.package)
    print(f"{name}: {len(jobs)} documents, {len(turns)} turns; the best of {ROUNDS} rounds")
    print(f"{'plain nlp.pipe':28}{plain:8.2f} s")
    spent = added_seconds(jobs, turns, pipeline.package)
    for tagger, seconds in spent.items():
        print(f"{tagger:28}{seconds:8.2f} s  {seconds / plain:6.1%}")
    total = sum(spent.values())
    print(f"{'all rule taggers':28}{total:8.2f} s  {total / plain:6.1%} (aim: at most {AIM_ADDED:.0%})")
    begun = time.perf_counter()
    for _ in parse(jobs, pipeline, processes=1):
        pass
    anew = time.perf_counter() - begun
    print(f"{'parsed anew, one process':28}{anew:8.2f} s")
    source = shared / BIOGAS
    for codebook in ("power", "gender", "telling"):
        count, again = again_seconds(source if source.exists() else bundled("corpora") / "riverbend", codebook)
        print(
            f"{f'{codebook} changed':28}{again:8.2f} s  {anew / again:6.1f} times faster, {count} documents "
            f"(aim: {AIM_AGAIN})"
        )


if __name__ == "__main__":
    main()
