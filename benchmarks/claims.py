"""Is there a causal claim in a sentence? The tagger and a baseline on labelled news (Causal News Corpus V2)."""

from __future__ import annotations

import csv
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import cohen_kappa_score, f1_score
from sklearn.pipeline import make_pipeline

from benchmarks._material import shared_folder
from storylens.language.parse import parse_turns
from storylens.language.pipeline import pipeline_for
from storylens.taggers.base import Material, Spoken
from storylens.taggers.claims.tagger import ClaimTagger


def read(file: Path) -> tuple[list[str], list[int]]:
    """Return sentences, and 1 for those with a causal relation."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return [row["text"] for row in rows], [int(row["label"]) for row in rows]


def claimed(texts: list[str]) -> list[int]:
    """Return 1 for each sentence in which the tagger finds a claim."""
    tagger, docs = ClaimTagger(), parse_turns(pipeline_for("en").load(), texts)
    found = [tagger.tag(Material(turns=[Spoken(0, doc.text, doc=doc)])).relations for doc in docs]
    return [int(any(relation.label == "causal_claim" for relation in relations)) for relations in found]


def main() -> None:
    """Print kappa and F1; the baseline is fitted on the training part, so its figure there is no measure."""
    folder = shared_folder() / "eval/causal_news/data/V2"
    parts = {name: read(folder / f"{name}_subtask1.csv") for name in ("train", "dev")}
    baseline = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), min_df=2), LogisticRegression(max_iter=1000))
    baseline.fit(*parts["train"])
    for name, (texts, gold) in parts.items():
        methods = {"this tagger": claimed(texts), "all positive": [1] * len(gold)}
        if name == "dev":
            methods["TF-IDF and logistic regression"] = list(baseline.predict(texts))
        for method, said in methods.items():
            kappa, f1 = cohen_kappa_score(gold, said), f1_score(gold, said)
            print(f"{name:5} n {len(gold)}  {method:30}  kappa {kappa:.3f}  F1 {f1:.3f}")


if __name__ == "__main__":
    main()
