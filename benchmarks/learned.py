"""Codes learned from coded transcripts, and a baseline: leave one transcript out (`eval/serdif_taguette`).

python -m benchmarks.learned [--shared FOLDER]. Thresholds come from the transcripts that are not left out.
"""

from __future__ import annotations

import html
import re
import sqlite3
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline

from benchmarks._material import shared_folder
from storylens.language.embeddings import embedder, encode
from storylens.taggers.learned import CodeSuggester

FILE = "eval/serdif_taguette/data/transcripts/thematic-analysis/SERDIF_P2_ThematicAnalysis.sqlite3"
Coded = tuple[list[str], Any, Any, dict[int, str]]


def read() -> Coded | None:
    """Return highlighted passages, passages x tags, their transcripts, and the definitions of tags."""
    file = shared_folder() / FILE
    if not file.exists():
        print(f"skipped: needs {file}, which is not here")
        return None
    with sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True) as base:
        tags = base.execute("select id, path, description from tags order by id").fetchall()
        rows = base.execute("select id, document_id, snippet from highlights order by document_id, start_offset")
        texts, groups, place = [], [], {}
        for name, document, snippet in rows:
            place[name] = len(texts)
            texts.append(" ".join(html.unescape(re.sub("<[^>]+>", " ", snippet)).split()))
            groups.append(document)
        given = np.zeros((len(texts), len(tags)))
        of_tag = {tag[0]: at for at, tag in enumerate(tags)}
        for name, tag in base.execute("select highlight_id, tag_id from highlight_tags"):
            given[place[name], of_tag[tag]] = 1
    return texts, given, np.array(groups), {at: f"{tag[1]}. {tag[2]}" for at, tag in enumerate(tags)}


def left_out(make: Callable[[], Any], texts: list[str], given: Any, groups: Any, *, grouped: bool) -> Any:
    """Return what an estimator says of each transcript after learning from the others."""
    said = np.zeros_like(given)
    for group in np.unique(groups):
        inside = groups == group
        some = [text for text, out in zip(texts, inside, strict=True) if not out]
        more = {"groups": groups[~inside]} if grouped else {}
        model = make().fit(some, given[~inside], **more)
        said[inside] = model.predict([text for text, out in zip(texts, inside, strict=True) if out])
    return said


def baseline() -> Any:
    """TF-IDF of words and pairs, a logistic regression for each code, classes weighed."""
    model = OneVsRestClassifier(LogisticRegression(class_weight="balanced", solver="liblinear"))
    return make_pipeline(TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), model)


def main() -> None:
    """Print micro and macro F1, and the time of an update."""
    data = read()
    if data is None:
        return
    texts, given, groups, definitions = data
    vectors = dict(zip(texts, encode(embedder("minilm"), texts), strict=True))

    def kept(some: Any) -> Any:
        return np.array([vectors[text] for text in some])

    methods: dict[str, tuple[Callable[[], Any], bool]] = {
        "TF-IDF and logistic regression": (baseline, False),
        "this estimator": (lambda: CodeSuggester(encoder=kept), True),
        "this estimator, with definitions": (lambda: CodeSuggester(definitions, encoder=lambda t: meaning(t)), True),
    }

    def meaning(some: Any) -> Any:
        new = [text for text in some if text not in vectors]
        vectors.update(zip(new, encode(embedder("minilm"), new), strict=True))
        return kept(some)

    print(f"{len(texts)} passages, {given.shape[1]} codes, {len(set(groups))} transcripts, one left out at a time")
    for name, (make, grouped) in methods.items():
        said = left_out(make, texts, given, groups, grouped=grouped)
        micro, macro = (f1_score(given, said, average=how, zero_division=0) for how in ("micro", "macro"))
        print(f"{name:34} micro F1 {micro:.3f}  macro F1 {macro:.3f}", flush=True)
    pool = [*texts, *(f"{text} Well." for text in texts)][:2000]
    meaning(pool)
    updates(pool, np.vstack([given, given])[:2000], kept)


def updates(pool: list[str], given: Any, encoder: Callable[[Any], Any]) -> None:
    """Print how long a person waits after a decision, and how far the chances are from those of a new fit."""
    open_ = given.copy()
    open_[-20:] = np.nan
    groups = np.arange(len(pool)) % 17
    start = time.perf_counter()
    model = CodeSuggester(encoder=encoder).fit(pool, open_, groups)
    fit = time.perf_counter() - start
    spent = []
    for place in range(len(pool) - 20, len(pool)):
        start = time.perf_counter()
        model.update(place, given[place])
        spent.append(time.perf_counter() - start)
    chances = model.predict_proba(pool[::20])
    again = CodeSuggester(encoder=encoder).fit(pool, given, groups).predict_proba(pool[::20])
    apart = np.abs(chances - again)
    print(f"{len(pool):,} segments, embeddings at hand: fit {fit:.2f} s")
    print(f"chances after 20 decisions against a new fit: mean {apart.mean():.3f}, 99% {np.quantile(apart, 0.99):.3f}")
    print(f"after each of 20 decisions: median {np.median(spent):.2f} s, longest {max(spent):.2f} s")


if __name__ == "__main__":
    main()
