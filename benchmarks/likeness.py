"""Fit the weights of sentences that read like a disclosure, and print what they find of rounds left out.

python -m benchmarks.likeness [--write]. Material: the authored sentences but the last round, and the sentences of the
bundled stories as harmless ones. Each round in turn, with a part of the stories, is left out of the fit that is asked
about it. The figures are of the likeness alone, without the rules. Deterministic: no seed decides anything.
"""

from __future__ import annotations

import argparse
import json
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.safeguarding import FRESH, authored, real_turns
from storylens.codebook.load import bundled
from storylens.language.embeddings import MiniLM
from storylens.language.parse import parse_turns
from storylens.language.pipeline import pipeline_for
from storylens.taggers.agency.reading import reading_of
from storylens.taggers.safeguarding.likeness import FILE, SHORTEST, features
from storylens.taggers.safeguarding.scene import Scene

LOOK, HOLD = 0.95, 0.995  # shares of the sentences of left-out stories that are not looked at, and not held
STRENGTH = 20.0
SMALLEST = 0.02  # weights nearer to nothing are left out of the file


def material() -> tuple[list[str], list[set[str]], np.ndarray, list[str], list[str]]:
    """Return texts, features, whether each discloses, its group for leaving out, and its gate."""
    rows: list[tuple[str, str, str]] = [
        (one.text, one.part.removesuffix(" held out"), one.code) for one in authored() if one.part not in FRESH
    ]
    docs = parse_turns(pipeline_for("en").load(), [text for text, _, _ in rows])
    found = []
    for doc in docs:
        scene = Scene(reading_of([doc]).turns[0])
        found.append(features(scene, 0, scene.tree.size - 1))
    for number, one in enumerate(real_turns(bundled("corpora") / "riverbend")[0]):
        for turn in one.turns:
            if turn.doc is None or not turn.told:
                continue
            scene = Scene(reading_of([turn.doc]).turns[0])
            for sentence, (first, last) in zip(turn.doc.sents, scene.sentences, strict=False):
                if last - first >= SHORTEST:
                    rows.append((sentence.text.strip(), f"story {number % 8}", ""))
                    found.append(features(scene, first, last))
    told = np.array([bool(code) for _, _, code in rows])
    return [text for text, _, _ in rows], found, told, [part for _, part, _ in rows], [code for _, _, code in rows]


def fitted(rows: Any, told: np.ndarray) -> LogisticRegression:
    """Return a regression on rows, the rarer side weighing as much as the other."""
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=300, solver="liblinear", random_state=0)
    return model.fit(rows, told)


def left_out(rows: Any, told: np.ndarray, groups: list[str]) -> np.ndarray:
    """Return the score of each row by a fit that did not see its group."""
    scores = np.zeros(len(told))
    names = sorted(set(groups))
    parts = {name: number % 8 for number, name in enumerate(names)}
    of = np.array([parts[group] for group in groups])
    for part in set(parts.values()):
        scores[of == part] = fitted(rows[of != part], told[of != part]).decision_function(rows[of == part])
    return scores


def main() -> None:
    """Print the cross-validated figures; with --write, fit all and write the weights."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true")
    write = parser.parse_args().write
    texts, found, told, groups, codes = material()
    counted = DictVectorizer().fit([dict.fromkeys(one, 1.0) for one in found])
    rows = counted.transform([dict.fromkeys(one, 1.0) for one in found])
    names = counted.get_feature_names_out()
    seen = np.asarray(rows.sum(axis=0)).ravel() > 1
    sizes = np.sqrt(np.array([[len(one)] for one in found]))
    words = csr_matrix(rows.multiply(1 / sizes))[:, seen]
    vectors = csr_matrix(MiniLM().encode(texts))
    by_words, by_meaning = left_out(words, told, groups), left_out(vectors, told, groups)
    scales = by_words.std(), by_meaning.std()
    sums = by_words / scales[0] + by_meaning / scales[1]
    stories = np.array([group.startswith("story") for group in groups])
    look, hold = float(np.quantile(by_words[stories], LOOK)), float(np.quantile(sums[stories], HOLD))
    held = (by_words > look) & (sums > hold)
    for name in sorted(set(groups)):
        mine = np.array([group == name for group in groups])
        print(f"{name}: {held[mine & told].sum()} of {(mine & told).sum()}, "
              f"harmless {held[mine & ~told].sum()} of {(mine & ~told).sum()}")  # fmt: skip
    if write:
        last, deep = fitted(words, told), fitted(vectors, told)
        kept = {
            str(name): round(float(weight), 2)
            for name, weight in zip(names[seen], last.coef_[0], strict=True)
            if abs(weight) > SMALLEST
        }
        dense = vectors.toarray()
        gates = {code: _mean(dense, codes, code) for code in sorted(set(codes) - {""})}
        FILE.write_text(
            json.dumps(
                {
                    "words": kept,
                    "words_bias": round(float(last.intercept_[0]), 4),
                    "words_scale": round(float(scales[0]), 4),
                    "look": round(look, 4),
                    "meaning": [round(float(value), 3) for value in deep.coef_[0]],
                    "meaning_bias": round(float(deep.intercept_[0]), 4),
                    "meaning_scale": round(float(scales[1]), 4),
                    "hold": round(hold, 4),
                    "gates": gates,
                },
                indent=0,
                ensure_ascii=False,
            )
            + "\n",
            encoding="utf-8",
        )
        print(f"wrote {FILE.name}: {len(kept)} words and pairs")


def _mean(vectors: np.ndarray, codes: list[str], code: str) -> list[float]:
    mean = vectors[[one == code for one in codes]].mean(axis=0)
    return [round(float(value), 4) for value in mean / np.linalg.norm(mean)]


if __name__ == "__main__":
    main()
