"""How far a machine's chances can be believed, and how it does with fewer documents to learn from."""

from __future__ import annotations

import numpy as np
import pandas as pd

from storylens.analysis.evaluate.trial import Trial
from storylens.batch.learn import Learner

BINS = np.linspace(0, 1, 6)
SHARES, DRAWN = (0.25, 0.5, 0.75), 3  # of the documents to learn from; how often each is drawn
FEWEST = 4  # documents


def calibration(trial: Trial) -> pd.DataFrame:
    """Return by fifths of the chance how many there are, the mean chance, and the share that people hold to be so."""
    known = trial.judged & ~np.isnan(trial.chance)
    chance, gold = trial.chance[known], trial.gold[known]
    place = np.clip(np.digitize(chance, BINS) - 1, 0, len(BINS) - 2)
    rows = [
        {
            "chance": f"{BINS[at]:.1f} to {BINS[at + 1]:.1f}",
            "judged": int((place == at).sum()),
            "mean chance": round(float(chance[place == at].mean()), 3),
            "share that is so": round(float(gold[place == at].mean()), 3),
        }
        for at in range(len(BINS) - 1)
        if (place == at).any()
    ]
    return pd.DataFrame(rows, columns=["chance", "judged", "mean chance", "share that is so"]).set_index("chance")


def brier(trial: Trial) -> float:
    """Return the mean squared distance of chances from what people hold (Brier 1950); NaN without any."""
    known = trial.judged & ~np.isnan(trial.chance)
    return float(((trial.chance - trial.gold)[known] ** 2).mean()) if known.any() else np.nan


def learning_curve(learner: Learner, seed: int) -> pd.DataFrame:
    """Return micro F1 on other documents after learning from a part of them, drawn several times with a seed."""
    from sklearn.base import clone
    from sklearn.metrics import f1_score

    columns = ["documents", "passages", "micro F1", "lowest", "highest"]
    coded = learner.coded.to_numpy()
    rows = learner.passages.iloc[learner.model.coded_]
    names = sorted(set(rows.document_id))
    document, text = rows.document_id.to_numpy(), rows.text.to_numpy(dtype=object)
    chance, made = np.random.default_rng(seed), []
    for share in SHARES if len(names) >= FEWEST else ():
        number = max(1, round(share * len(names)))
        found, size = [], []
        for _ in range(DRAWN):
            inside = np.isin(document, chance.choice(names, number, replace=False))
            model = clone(learner.model).fit(list(text[inside]), _named(coded[inside], learner), document[inside])
            said = model.predict(list(text[~inside]))
            found.append(f1_score(coded[~inside], said, average="micro", zero_division=0))
            size.append(int(inside.sum()))
        figures = (float(np.mean(found)), min(found), max(found))
        made.append((number, int(np.mean(size)), *(round(float(one), 3) for one in figures)))
    return pd.DataFrame(made, columns=columns).set_index("documents")


def _named(given: np.ndarray, learner: Learner) -> pd.DataFrame:
    return pd.DataFrame(given, columns=learner.given.columns)
