"""Does a sentence make a causal claim? The tagger beside baselines on labelled sentences.

python -m benchmarks.claims [--shared FOLDER] [--fit]. Causal News Corpus V2 (Tan et al. 2022, CC0): the training part
is what the rules were chosen and the model was fitted on, the dev part is held out. BECAUSE 2.0 (Dunietz et al. 2017,
MIT): news, essays and congress hearings, of another hand; nothing was chosen on it. With `--fit` the model is fitted
anew, its strength chosen by cross-validation within the training part, and written into the package.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression, LogisticRegressionCV
from sklearn.metrics import cohen_kappa_score, f1_score, make_scorer
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline

from benchmarks._material import shared_folder
from storylens.language.parse import parse_turns
from storylens.language.pipeline import pipeline_for
from storylens.records import Tagged
from storylens.taggers.agency.tree import Tree
from storylens.taggers.base import Material, Spoken
from storylens.taggers.claims.likelihood import FILE, features, is_found
from storylens.taggers.claims.tagger import ClaimTagger

SEED, RAREST, STRENGTHS = 3, 5, (0.03, 0.1, 0.3, 1.0)
CAUSAL = ("Consequence", "Motivation", "Purpose")
Labelled = tuple[list[str], list[int]]


def news(file: Path) -> Labelled:
    """Return sentences, and 1 for those with a causal relation."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return [row["text"] for row in rows], [int(row["label"]) for row in rows]


def because(folder: Path) -> Labelled:
    """Return the sentences of BECAUSE, and 1 for those with the cue of a causal relation."""
    nlp = pipeline_for("en").load()
    texts, gold = [], []
    for file in sorted(folder.glob("*/*.ann")):
        cues = _cues(file.read_text(encoding="utf-8"))
        for sentence in nlp(file.with_suffix(".txt").read_text(encoding="utf-8")).sents:
            words = sentence.text.split()
            if len(words) > 3:
                texts.append(" ".join(words))
                gold.append(int(any(sentence.start_char <= cue < sentence.end_char for cue in cues)))
    return texts, gold


def _cues(notes: str) -> list[int]:
    rows = [line.split("\t") for line in notes.splitlines()]
    places = {row[0]: int(re.findall(r"\d+", row[1])[0]) for row in rows if row[0].startswith("T")}
    events = [row[1].split()[0].split(":") for row in rows if row[0].startswith("E")]
    return [places[cue] for kind, cue in events if kind in CAUSAL]


def tagged(texts: Sequence[str]) -> list[tuple[Tree, Tagged]]:
    """Return each text with what the tagger finds in it."""
    tagger = ClaimTagger()
    docs = parse_turns(pipeline_for("en").load(), texts)
    return [(Tree(doc), tagger.tag(Material(turns=[Spoken(0, doc.text, doc=doc)]))) for doc in docs]


def fit(found: Sequence[tuple[Tree, Tagged]], gold: Sequence[int]) -> None:
    """Fit the model and write it."""
    rows = [sorted(set(features(tree, 0, tree.size, one.relations))) for tree, one in found]
    counted = {name: 0 for row in rows for name in row}
    for row in rows:
        for name in row:
            counted[name] += 1
    names = sorted(name for name, times in counted.items() if times >= RAREST)
    place = {name: at for at, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)))
    for at, row in enumerate(rows):
        for rules in (True, False):
            known = [place[name] for name in row if name in place and is_found(name) == rules]
            matrix[at, known] = 1 / np.sqrt(max(1, len(known)))
    folds = StratifiedKFold(5, shuffle=True, random_state=SEED)
    scorer = make_scorer(cohen_kappa_score)
    model = LogisticRegressionCV(Cs=list(STRENGTHS), cv=folds, scoring=scorer, max_iter=3000).fit(matrix, gold)
    weights = {name: round(float(weight), 4) for name, weight in zip(names, model.coef_[0], strict=True)}
    told = {"bias": round(float(model.intercept_[0]), 4), "weights": weights}
    FILE.write_text(json.dumps(told, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"fitted {len(names)} features, C {model.C_[0]:g}; written to {FILE.name}")


def main() -> None:
    """Print kappa and F1; on the training part the baseline has none, for it was fitted there."""
    folder = shared_folder() / "eval"
    corpora = {name: news(folder / f"causal_news/data/V2/{name}_subtask1.csv") for name in ("train", "dev")}
    if "--fit" in sys.argv:
        fit(tagged(corpora["train"][0]), corpora["train"][1])
        return
    corpora["because"] = because(folder / "because")
    baseline = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), min_df=2), LogisticRegression(max_iter=1000))
    baseline.fit(*corpora["train"])
    for name, (texts, gold) in corpora.items():
        found = [one for _, one in tagged(texts)]
        methods = {
            "a relation told as so": [int(any(r.label == "causal_claim" for r in one.relations)) for one in found],
            "a relation told or hoped": [int(bool(one.relations)) for one in found],
            "a causal passage": [int(bool(one.spans)) for one in found],
            "all positive": [1] * len(gold),
        }
        if name != "train":
            methods["TF-IDF and logistic regression"] = list(baseline.predict(texts))
        for method, said in methods.items():
            kappa, f1 = cohen_kappa_score(gold, said), f1_score(gold, said)
            print(f"{name:8} n {len(gold)}  {method:30}  kappa {kappa:.3f}  F1 {f1:.3f}")


if __name__ == "__main__":
    main()
