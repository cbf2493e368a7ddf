"""From likeness to probabilities: ridge regression with its own left-out groups, and logistic regression."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from storylens.taggers.learned.features import Floats

Ints = npt.NDArray[np.int64]


class Ridge:
    """Kernel ridge regression of all codes at once; what it says of each group without that group costs nothing more.

    The left-out answers are exact (the block form of the leave-one-out identity; Golub, Heath & Wahba 1979).
    """

    def __init__(self, alike: Floats, given: Floats, groups: Ints, loose: Floats) -> None:
        self.mean = given.mean(axis=0)
        self.inverse = np.linalg.inv(alike + np.diag(loose))
        self._dual = self.inverse @ (given - self.mean)
        self.left_out = np.empty_like(given)
        for group in np.unique(groups):
            at = np.flatnonzero(groups == group)
            self.left_out[at] = given[at] - np.linalg.solve(self.inverse[np.ix_(at, at)], self._dual[at])

    def scores(self, alike: Floats) -> Floats:
        """Return a score for each code; `alike` is texts x the texts it was made with."""
        scores: Floats = alike @ self._dual + self.mean
        return scores


class Chances:
    """Logistic regression over codes, with one more for "none of them".

    Where passages mostly bear one code, codes compete for a passage (multinomial); else each is judged alone.
    """

    def __init__(self, rows: Floats, given: Floats, weight: Floats, strength: float, *, compete: bool) -> None:
        from sklearn.linear_model import LogisticRegression

        self.number, self.compete = given.shape[1], compete
        made = LogisticRegression(C=strength, max_iter=200, tol=1e-3)
        self._models: list[tuple[int, Any]] = []
        self._always = given.mean(axis=0)
        if compete:
            all_given = np.column_stack([given, given.sum(axis=1) == 0])
            row, which = np.nonzero(all_given)
            shared = weight[row] / all_given.sum(axis=1)[row]
            if len(set(which)) > 1:
                self._models = [(-1, made.fit(rows[row], which, sample_weight=shared))]
        else:
            from sklearn.base import clone

            for code in range(self.number):
                if 0 < given[:, code].sum() < len(given):
                    self._models.append((code, clone(made).fit(rows, given[:, code], sample_weight=weight)))

    def of(self, rows: Floats) -> Floats:
        """Return the probability of each code: texts x codes. A code with no example keeps its share, 0."""
        chances = np.tile(self._always, (len(rows), 1))
        for code, model in self._models:
            if code >= 0:
                chances[:, code] = model.predict_proba(rows)[:, 1]
                continue
            every = np.zeros((len(rows), self.number + 1))
            every[:, model.classes_] = model.predict_proba(rows)
            chances = every[:, : self.number]
        return chances
