"""Does a sentence make a causal claim? The tagger beside a baseline on labelled sentences.

python -m benchmarks.claims [--shared FOLDER] [--fit].

| sentences | labelled by | part in the tagger |
|---|---|---|
| CNC: news of protests, train | Tan et al. 2022 (Causal News Corpus V2, CC0) | rules and model |
| CNC: news of protests, dev | the same | none |
| BECAUSE: hearings, news, essays | Dunietz et al. 2017 (MIT) | rules (their errors were read) and model |
| invented: as people tell things, every second one | us | model |
| invented, the others | us | none |
| interviews, read: 300 from interviews on biogas | one reader, before the tagger saw them | rules, threshold |
| interviews, held: 150 more, 87 from signed stories | the same reader | none |

With `--fit` the model is fitted anew and written into the package: strength and threshold are those with the best mean
kappa over its three sources, in cross-validation, and the interviews that were read. "Left out" is a model that was
fitted without any of that source.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import cohen_kappa_score, f1_score
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline

from benchmarks._claims_material import Labelled, because, invented, news, read
from benchmarks._material import shared_folder
from storylens.language.parse import parse_turns
from storylens.language.pipeline import pipeline_for
from storylens.records import Tagged
from storylens.taggers.agency.tree import Tree
from storylens.taggers.base import Material, Spoken
from storylens.taggers.claims.likelihood import FILE, features, is_found
from storylens.taggers.claims.tagger import ClaimTagger

SEED, FOLDS, RAREST, DRAWS = 3, 5, 5, 1000
STRENGTHS = (0.1, 0.2, 0.3, 0.5)
THRESHOLDS = tuple(round(0.36 + 0.02 * step, 2) for step in range(12))
FITTED, TALK = ("CNC train", "BECAUSE", "invented"), "interviews, read"
Rows = list[set[str]]
Source = tuple[Rows, Sequence[int]]
Floats = npt.NDArray[np.float64]


class Model(NamedTuple):
    """A linear model over features, by name."""

    names: list[str]
    fitted: LogisticRegression

    def likelihoods(self, rows: Rows) -> Floats:
        """Return the probability that each sentence speaks of cause and effect."""
        made: Floats = self.fitted.predict_proba(_matrix(rows, self.names))[:, 1]
        return made


def tagged(texts: Sequence[str]) -> list[tuple[Tree, Tagged]]:
    """Return each text with what the tagger finds in it."""
    tagger = ClaimTagger()
    docs = parse_turns(pipeline_for("en").load(), texts)
    return [(Tree(doc), tagger.tag(Material(turns=[Spoken(0, doc.text, doc=doc)]))) for doc in docs]


def rows_of(found: Sequence[tuple[Tree, Tagged]]) -> Rows:
    """Return the features of each sentence."""
    return [set(features(tree, 0, tree.size, one.relations)) for tree, one in found]


def _matrix(rows: Rows, names: Sequence[str]) -> Floats:
    place = {name: at for at, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)))
    for at, row in enumerate(rows):
        for rules in (True, False):
            known = [place[name] for name in row if name in place and is_found(name) == rules]
            matrix[at, known] = 1 / np.sqrt(max(1, len(known)))
    return matrix


def fit(sources: Sequence[Source], strength: float) -> Model:
    """Fit a model; a source weighs by the root of its size, so that the largest does not drown the others."""
    rows = [row for source, _ in sources for row in source]
    gold = [each for _, labels in sources for each in labels]
    weights = np.concatenate([np.full(len(labels), len(labels) ** -0.5) for _, labels in sources])
    times = Counter(name for row in rows for name in row)
    names = sorted(name for name in times if times[name] >= RAREST)
    model = LogisticRegression(C=strength, max_iter=3000)
    return Model(names, model.fit(_matrix(rows, names), gold, sample_weight=weights * len(weights) / weights.sum()))


def crossed(sources: Sequence[Source], strength: float) -> list[Floats]:
    """Return the likelihoods of each source's sentences, from models that did not see them."""
    likely = [np.zeros(len(labels)) for _, labels in sources]
    cut = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    folds = [list(cut.split(labels, labels)) for _, labels in sources]
    for fold in range(FOLDS):
        seen = [
            ([rows[at] for at in parts[fold][0]], [labels[at] for at in parts[fold][0]])
            for (rows, labels), parts in zip(sources, folds, strict=True)
        ]
        model = fit(seen, strength)
        for (rows, _), parts, told in zip(sources, folds, likely, strict=True):
            told[parts[fold][1]] = model.likelihoods([rows[at] for at in parts[fold][1]])
    return likely


def chosen(sources: Sequence[Source], talk: Source) -> tuple[float, float, list[float]]:
    """Return strength and threshold with the best mean kappa, and the kappa of each source and of the talk.

    Sources are judged in cross-validation, the talk by a model of all sources, for it is not fitted on.
    """
    found = []
    for strength in STRENGTHS:
        likely = [*crossed(sources, strength), fit(sources, strength).likelihoods(talk[0])]
        for threshold in THRESHOLDS:
            kappas = [
                float(cohen_kappa_score(labels, told >= threshold))
                for (_, labels), told in zip((*sources, talk), likely, strict=True)
            ]
            found.append((float(np.mean(kappas)), strength, threshold, kappas))
    _, strength, threshold, kappas = max(found)
    return strength, threshold, kappas


def write(model: Model, threshold: float, about: str) -> None:
    """Write a model; its bias is moved so that what reaches the threshold scores one half."""
    weights = {name: round(float(weight), 4) for name, weight in zip(model.names, model.fitted.coef_[0], strict=True)}
    bias = float(model.fitted.intercept_[0]) - math.log(threshold / (1 - threshold))
    told = {"about": about, "bias": round(bias, 4), "weights": weights}
    FILE.write_text(json.dumps(told, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")


def interval(gold: Sequence[int], said: Sequence[int]) -> tuple[float, float]:
    """Return a 95% bootstrap interval of kappa."""
    draw = np.random.default_rng(SEED)
    both = np.array([gold, said])
    picks = (both[:, draw.integers(0, len(gold), len(gold))] for _ in range(DRAWS))
    low, high = np.quantile([cohen_kappa_score(*pick) for pick in picks], (0.025, 0.975))
    return float(low), float(high)


def figures(material: Labelled, found: Sequence[Tagged], baseline: Sequence[int] | None) -> Iterator[str]:
    """Yield a line for each method."""
    claims = [int(any(each.label == "causal_claim" for each in one.relations)) for one in found]
    results = [
        int(any(each.label == "causal_claim" and each.attributes["sort"] != "purpose" for each in one.relations))
        for one in found
    ]
    methods: dict[str, Sequence[int]] = {
        "causal_passage": [int(bool(one.spans)) for one in found],
        "a relation, told or hoped": [int(bool(one.relations)) for one in found],
        "causal_claim": claims,
        "all positive": [1] * len(found),
    }
    if baseline is not None:
        methods["TF-IDF, logistic regression"] = baseline
    for method, said in methods.items():
        low, high = interval(material.gold, said)
        kappa, f1 = cohen_kappa_score(material.gold, said), f1_score(material.gold, said)
        yield f"  {method:28} kappa {kappa:.3f} ({low:.3f} to {high:.3f})  F1 {f1:.3f}"
    if material.told is not None:
        kappa = cohen_kappa_score(material.told, results)
        yield f"  causal_claim but no purpose, against what the reader called told: kappa {kappa:.3f}"


def main() -> None:
    """Print kappa and F1 on each part; the baseline is fitted on the training part of the news."""
    shared = shared_folder()
    folder = shared / "eval"
    material = {
        "CNC train": news(folder / "causal_news/data/V2/train_subtask1.csv"),
        "BECAUSE": because(folder / "because"),
        "invented": invented(0),
        "CNC dev": news(folder / "causal_news/data/V2/dev_subtask1.csv"),
        "invented, held": invented(1),
        "interviews, read": read(shared, "read"),
        "interviews, held": read(shared, "held"),
    }
    found = {name: tagged(each.texts) for name, each in material.items()}
    rows = {name: rows_of(each) for name, each in found.items()}
    sources = {name: (rows[name], material[name].gold) for name in FITTED}
    strength, threshold, kappas = chosen(list(sources.values()), (rows[TALK], material[TALK].gold))
    told = ", ".join(f"{name} {kappa:.3f}" for name, kappa in zip((*FITTED, TALK), kappas, strict=True))
    print(f"chosen in cross-validation: C {strength:g}, threshold {threshold:g}; kappa {told}")
    if "--fit" in sys.argv:
        model = fit(list(sources.values()), strength)
        write(model, threshold, f"fitted by benchmarks.claims on {', '.join(FITTED)}; C {strength:g}, at {threshold:g}")
        print(f"fitted {len(model.names)} features; written to {FILE.name}")
        return
    for out in FITTED[:2]:
        model = fit([each for name, each in sources.items() if name != out], strength)
        kappa = cohen_kappa_score(material[out].gold, model.likelihoods(rows[out]) >= threshold)
        print(f"left out, {out}: kappa {kappa:.3f}")
    baseline = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), min_df=2), LogisticRegression(max_iter=1000))
    baseline.fit(material["CNC train"].texts, material["CNC train"].gold)
    for name, each in material.items():
        print(f"{name}, n {len(each.gold)}, {sum(each.gold)} speak of cause and effect")
        said = None if name == "CNC train" else list(baseline.predict(each.texts))
        for line in figures(each, [one for _, one in found[name]], said):
            print(line)


if __name__ == "__main__":
    main()
