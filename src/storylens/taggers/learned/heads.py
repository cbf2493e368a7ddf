"""From likeness to probabilities: ridge regression with its own left-out groups, and logistic regression."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import numpy.typing as npt

from storylens.taggers.learned.features import Floats

STEPS = 5  # of the search, after each decision
Ints = npt.NDArray[np.int64]


class Ridge:
    """Kernel ridge regression of all codes at once; what it says of each group without that group costs nothing more.

    The left-out answers are exact (the block form of the leave-one-out identity; Golub, Heath & Wahba 1979).
    """

    def __init__(self, inverse: Floats, given: Floats, groups: Ints) -> None:
        self.mean = given.mean(axis=0)
        self.inverse = inverse
        self._dual = self.inverse @ (given - self.mean)
        self.left_out = np.empty_like(given)
        for group in np.unique(groups):
            at = np.flatnonzero(groups == group)
            self.left_out[at] = given[at] - np.linalg.solve(self.inverse[np.ix_(at, at)], self._dual[at])

    def scores(self, alike: Floats) -> Floats:
        """Return a score for each code; `alike` is texts x the texts it was made with."""
        scores: Floats = alike @ self._dual + self.mean
        return scores


def bordered(inverse: Floats, column: Floats, corner: float) -> Floats:
    """Return the inverse of a symmetric matrix with one more row and column, from the inverse without them."""
    turned = inverse @ column
    left = corner - column @ turned
    made = np.empty((len(inverse) + 1, len(inverse) + 1))
    made[:-1, :-1] = inverse + np.outer(turned, turned / left)
    made[:-1, -1] = made[-1, :-1] = -turned / left
    made[-1, -1] = 1 / left
    return made


class Chances:
    """Logistic regression over codes, with one more for "none of them".

    Where passages mostly bear one code, codes compete for a passage (multinomial); else each is judged alone. `before`
    are the chances from before the last decision: the search begins where they ended.
    """

    def __init__(
        self,
        rows: Floats,
        given: Floats,
        weight: Floats,
        strength: float,
        *,
        compete: bool,
        before: Chances | None = None,
    ) -> None:
        self.number, self.compete = given.shape[1], compete
        self._models: list[tuple[int, Any]] = []
        self._always = given.mean(axis=0)
        known = dict(before._models) if before is not None else {}
        if compete:
            all_given = np.column_stack([given, given.sum(axis=1) == 0])
            row, which = np.nonzero(all_given)
            shared = weight[row] / all_given.sum(axis=1)[row]
            if len(set(which)) > 1:
                self._models = [(-1, _fitted(strength, known.get(-1), rows[row], which, shared))]
        else:
            for code in range(self.number):
                if 0 < given[:, code].sum() < len(given):
                    model = _fitted(strength, known.get(code), rows, given[:, code], weight)
                    self._models.append((code, model))

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


def _fitted(strength: float, before: Any, rows: Floats, answers: npt.NDArray[Any], weight: Floats) -> Any:
    """Fit a logistic regression; it goes on for some steps where another ended that knew the same answers."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    made = LogisticRegression(C=strength, max_iter=200, tol=1e-3, warm_start=True)
    if before is None or not np.array_equal(before.classes_, np.unique(answers)):
        return made.fit(rows, answers, weight)
    made.coef_, made.intercept_ = before.coef_.copy(), before.intercept_.copy()
    made.set_params(max_iter=STEPS, tol=1e-5)  # near enough for a fit would lose a single decision
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return made.fit(rows, answers, weight)
