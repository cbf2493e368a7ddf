"""Codes from a codebook alone: is a paragraph about a goal? (`eval/sdg`, 622 rows of text, goal, yes or no).

python -m benchmarks.concepts [--shared FOLDER]. The chances were set on one half of the rows, by the parity of the
SHA-1 of their ids; the other half is held out. Cues alone, and words in common, are the baselines. On interviews
(`eval/serdif_taguette`) the definitions of tags are all that there is.
"""

from __future__ import annotations

import csv
import hashlib
import math
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from benchmarks._material import shared_folder
from benchmarks.learned import read as read_interviews
from storylens.batch.annotate import annotate
from storylens.codebook.load import load, shipped
from storylens.records import Code, Codebook, Family
from storylens.taggers.concepts.evidence import AGAINST, LIKE, START, STRONG, WEAK, statements, vectors
from storylens.taggers.concepts.tagger import ConceptTagger

AIM, AIM_FIVE = 0.86, 0.93
PUBLISHED = "published on such rows: text2sdg .83, GPT-4o .87"


def said_of(texts: list[str], names: tuple[str, ...]) -> dict[str, list[set[str]]]:
    """Return the goals that each tagger gives each text, by the command that a user would call: one file a text."""
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            (Path(folder) / f"{number:05}.txt").write_text(text, encoding="utf-8")
        found = {name: [set[str]() for _ in texts] for name in names}
        for record in annotate([Path(folder)], taggers=names, codebooks=["sdg"]):
            at = int(Path(record["source"]).stem)
            for span in record["spans"]:
                found[span["tagger"]][at].add(span["label"])
    return found


def by_words(codes: list[Code], texts: list[str]) -> Any:
    """Return texts x codes: cosine of TF-IDF with all that the codebook says of a code, the baseline."""
    model = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit(texts)
    said = [" ".join([*statements(code), *(cue.rstrip("*") for cue in code.cues)]) for code in codes]
    return (model.transform(texts) @ model.transform(said).T).toarray()


def weighed_anew(texts: list[str], goals: Any, label: Any, tuned: Any) -> str:
    """Fit the weights of evidence again on the half that they were set on."""
    tagger = ConceptTagger([load(shipped("sdg"))])
    rows = []
    for text, goal in zip(texts, goals, strict=True):
        concept = tagger.concepts[goal]
        hits = [hit.rule for hit in tagger._cues.find(text, lone_weak=True) if hit.label == concept.code.id]
        seen = concept.evidence(vectors([text])[0], hits)
        rows.append([math.log1p(seen.strong), math.log1p(seen.weak), seen.like, seen.like - seen.unlike])
    given = np.array(rows)
    centre, spread = given[tuned].mean(axis=0), given[tuned].std(axis=0)
    model = LogisticRegression().fit((given[tuned] - centre) / spread, label[tuned])
    weights = model.coef_[0] / spread
    start = model.intercept_[0] - weights @ centre
    return ", ".join(f"{weight:.2f}" for weight in (start, *weights))


def goals_of_paragraphs() -> None:
    """Print accuracy on rows that nothing was set on, with baselines, goal by goal, and the worth of chances."""
    file = shared_folder() / "eval/sdg/sdg_dev.csv"
    if not file.exists():
        print(f"skipped: needs {file}, which is not here")
        return
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    texts, label = [row["text"] for row in rows], np.array([row["label"] == "True" for row in rows])
    goals = np.array([int(row["sdg"]) - 1 for row in rows])
    tuned = np.array([hashlib.sha1(row["id"].encode()).digest()[-1] % 2 == 0 for row in rows])
    codes = list(load(shipped("sdg")).codes())
    start = time.perf_counter()
    found = said_of(texts, ("cues", "concepts"))
    spent = time.perf_counter() - start
    answers = {
        name: np.array([f"sdg.{goal + 1}" in one for one, goal in zip(said, goals, strict=True)])
        for name, said in found.items()
    }
    words = by_words(codes, texts)[np.arange(len(texts)), goals]
    steps = np.quantile(words, np.linspace(0.05, 0.95, 91))
    best = max(steps, key=lambda step: ((words >= step) == label)[tuned].mean())
    answers["words in common"] = words >= best
    answers["yes to all"] = np.ones(len(label), dtype=bool)
    print(f"{len(rows)} paragraphs, {tuned.sum()} to set chances on, {(~tuned).sum()} held out; {PUBLISHED}")
    for name, said in answers.items():
        right = said == label
        five = goals == 4
        print(
            f"{name:16} held out {right[~tuned].mean():.3f}, the other half {right[tuned].mean():.3f}, all "
            f"{right.mean():.3f}; goal 5: {right[five].mean():.3f} ({right[five].sum()} of {five.sum()})"
        )
    right = answers["concepts"] == label
    print(f"aims {AIM} and {AIM_FIVE}: {'met' if right[~tuned].mean() >= AIM else 'missed'} on the held-out half")
    print("by goal, all rows:", ", ".join(f"{goal + 1}: {right[goals == goal].mean():.2f}" for goal in range(17)))
    anew = weighed_anew(texts, goals, label, tuned)
    print(f"weights in use {START}, {STRONG}, {WEAK}, {LIKE}, {AGAINST}; fitted anew {anew}")
    calibration(texts, goals, label, ~tuned)
    print(f"{len(texts) / spent:.0f} paragraphs a second, reading and embedding included")


def calibration(texts: list[str], goals: Any, label: Any, where: Any) -> None:
    """Print how often a chance comes true, on the held-out half."""
    tagger = ConceptTagger([load(shipped("sdg"))], threshold=0)
    chance = np.array(
        [
            max((hit.score or 0) for hit in tagger.find(text) if hit.label == f"sdg.{goal + 1}")
            for text, goal in zip(texts, goals, strict=True)
        ]
    )
    inside = [where & (chance >= low) & (chance < low + 0.2) for low in (0, 0.2, 0.4, 0.6, 0.8)]
    told = [f"{chance[some].mean():.2f} → {label[some].mean():.2f} of {some.sum()}" for some in inside if some.any()]
    print("calibration, mean chance → share that is so:", "; ".join(told))
    sure = where & ((chance < 0.2) | (chance >= 0.8))
    print(
        f"where it is sure (chance below .2 or from .8): {((chance >= 0.5) == label)[sure].mean():.3f} of {sure.sum()}"
    )


def tags_of_interviews() -> None:
    """Print F1 on talk, where a codebook has one sentence a code and no cues."""
    data = read_interviews()
    if data is None:
        return
    texts, given, _, definitions = data
    codes = tuple(
        Code(id=str(at), name=words.partition(". ")[0], definition=words.partition(". ")[2])
        for at, words in definitions.items()
    )
    book = Codebook(id="tags", version="1", title="T", digest="0", families=(Family(id="f", name="F", codes=codes),))
    said = np.zeros_like(given)
    tagger = ConceptTagger([book])
    for at, text in enumerate(texts):
        for hit in tagger.find(text):
            said[at, int(hit.label)] = 1
    every = f1_score(given, np.ones_like(given), average="micro")
    print(
        f"{len(texts)} passages of interviews, {len(codes)} tags, definitions alone: micro F1 "
        f"{f1_score(given, said, average='micro'):.3f} (every tag everywhere {every:.3f}; what is learned, see "
        f"`benchmarks.learned`)"
    )


def main() -> None:
    """Print all figures."""
    goals_of_paragraphs()
    tags_of_interviews()


if __name__ == "__main__":
    main()
