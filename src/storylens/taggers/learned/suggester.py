"""`CodeSuggester`: learns from coded passages which codes a passage may bear, and says when it knows too little."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Self, cast

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, ClassifierMixin

from storylens.records import StorylensError
from storylens.taggers.learned.features import Encoder, Floats, Likeness
from storylens.taggers.learned.heads import Chances, Ints, Ridge, bordered

FOLDS = 5
DIMENSIONS = 600  # directions of the likeness that logistic regression sees
SEVERAL = 1.2  # codes a coded passage; above, codes do not compete
DEFINITION = 0.5  # what a definition weighs, in coded passages
SMOOTHING = 1.0  # ridge


class Suggested(NamedTuple):
    """A code for a passage, with its probability."""

    code: Any
    probability: float


class Next(NamedTuple):
    """A passage to code next. `help` is the share of what is uncertain in the pool that would go."""

    place: int
    help: float
    codes: tuple[Any, ...]  # the likeliest, between which it wavers


class CodeSuggester(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Multi-label estimator on texts, for few examples, many codes and rare ones.

    `definitions` are words on a code, by its name or column: each stands in for half an example. `parents` names the
    code above a code; a code is never less likely than what is below it. `encoder` gives vectors of texts, by default
    the built-in English embedding; give one that keeps what it made and nothing is embedded twice. `trust` is the
    precision that a code must show on transcripts it has not seen before `suggest` speaks of it.

    Cost grows with the cube of the number of coded passages: seconds for two thousand, minutes for ten thousand.
    """

    _known: Ints  # places of what is coded, definitions among them, in the order of the inverse
    _inverse: Floats
    _stacked: Chances | None
    _direct: Chances | None
    _parts: dict[int, Chances]  # of the folds

    def __init__(
        self,
        definitions: Mapping[Any, str] | None = None,
        parents: Mapping[Any, Any] | None = None,
        encoder: Encoder | None = None,
        trust: float = 0.5,
    ) -> None:
        self.definitions = definitions
        self.parents = parents
        self.encoder = encoder
        self.trust = trust

    def fit(self, texts: Sequence[str], Y: Any, groups: Sequence[Any] | None = None) -> Self:  # noqa: N803
        """Learn from texts x codes, 0 or 1, in an array, a sparse matrix, or a frame whose columns name the codes.

        A row of NaN is a passage that nobody has coded yet: `update` may code it later, at little cost. `groups` are
        the transcripts; without them each passage counts as one, and trust is easier to earn than it should be.
        Raises `StorylensError` when texts and codes do not fit together, or nothing is coded.
        """
        given = np.asarray(Y.toarray() if hasattr(Y, "toarray") else Y, dtype=np.float64)
        if given.ndim == 1:
            given = given[:, np.newaxis]
        texts = _as_texts(texts)
        if len(given) != len(texts) or (groups is not None and len(groups) != len(texts)):
            raise StorylensError("texts, codes and groups differ in number", todo="give one row and one group a text")
        if not np.isin(given[~np.isnan(given)], (0, 1)).all():
            raise StorylensError("codes are neither 0 nor 1", todo="give 1 where a passage bears a code, else 0")
        self.classes_: npt.NDArray[Any] = np.asarray(
            Y.columns if hasattr(Y, "columns") else np.arange(given.shape[1]), dtype=object
        )
        told = [(at, (self.definitions or {}).get(code, "")) for at, code in enumerate(self.classes_)]
        told = [(at, words) for at, words in told if words.strip()]
        own = np.zeros((len(told), len(self.classes_)))
        own[np.arange(len(told)), [at for at, _ in told]] = 1
        self._likeness = Likeness([*texts, *(words for _, words in told)], self.encoder)
        self._alike = self._likeness.among()
        value, vector = np.linalg.eigh(self._alike)
        kept = np.flatnonzero(value > 1e-8)[-DIMENSIONS:]
        self._turn = vector[:, kept] / np.sqrt(value[kept])
        self._rows = vector[:, kept] * np.sqrt(value[kept])
        self._given = np.vstack([self._upwards(given), self._upwards(own)])
        numbers = np.unique(np.asarray(groups), return_inverse=True)[1] if groups is not None else np.arange(len(texts))
        self._groups: Ints = np.concatenate([numbers, -1 - np.arange(len(told))]).astype(np.int64)
        self._begin()
        self._learn()
        return self

    def update(self, place: int, codes: Sequence[float]) -> Self:
        """Take over what a person decided on the passage at a place of the texts that were fitted.

        NaN in the place of codes takes a decision back. The chances are near those of a new fit: 99 of 100 within .02.
        """
        self._fitted()
        before = self._is_coded(place)
        self._given[place] = self._upwards(np.asarray([codes], dtype=np.float64))[0]
        if self._is_coded(place) and not before:
            column = self._alike[self._known, place]
            self._inverse = bordered(self._inverse, column, self._alike[place, place] + SMOOTHING)
            self._known = np.append(self._known, place)
        elif before and not self._is_coded(place):
            self._begin()
        self._learn()
        return self

    def predict_proba(self, texts: Sequence[str]) -> Floats:
        """Return the probability of each code: texts x codes."""
        self._fitted()
        return self._chances(self._likeness.of(_as_texts(texts)))

    def predict(self, texts: Sequence[str]) -> npt.NDArray[np.int64]:
        """Return texts x codes, 0 or 1, at the threshold that served best on transcripts left out."""
        return (self.predict_proba(texts) >= self.threshold_).astype(np.int64)

    def suggest(self, texts: Sequence[str]) -> list[list[Suggested]]:
        """Return for each text the codes that have earned trust, the likeliest first; often none."""
        answers = []
        for row in self.predict_proba(texts):
            places = [at for at in np.argsort(-row) if self.trusted_[at] and row[at] >= self.threshold_]
            answers.append([Suggested(self.classes_[at], float(row[at])) for at in places])
        return answers

    def next_to_code(self, texts: Sequence[str], n: int = 10) -> list[Next]:
        """Return the passages of a pool whose coding would tell most about the others, one given those before it.

        What goes is variance of the regression over the pool (Cohn 1996), each passage weighed by how uncertain its
        codes are: an estimate of the model from inside, which a person's code may always belie.
        """
        self._fitted()
        texts = _as_texts(texts)
        alike = self._likeness.of(texts)
        chances = self._chances(alike)
        unsure = (chances * (1 - chances)).sum(axis=1) + 1e-9
        known = alike[:, self._known]
        left = _pool(self._likeness, texts) - known @ self._inverse @ known.T
        at_first = float(unsure @ np.maximum(np.diag(left), 0)) or 1.0
        found: list[Next] = []
        for _ in range(min(n, len(texts))):
            gain = (unsure @ left**2) / (np.maximum(np.diag(left), 0) + SMOOTHING)
            gain[[one.place for one in found]] = -1
            best = int(np.argmax(gain))
            codes = tuple(self.classes_[at] for at in np.argsort(-chances[best])[:3])
            found.append(Next(best, float(gain[best] / at_first), codes))
            left -= np.outer(left[:, best], left[best]) / (left[best, best] + SMOOTHING)
        return found

    def __sklearn_tags__(self) -> Any:
        """Say that it takes texts, not numbers."""
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        tags.target_tags.multi_output = True
        tags.classifier_tags.multi_label = True
        return tags

    def _is_coded(self, place: int) -> bool:
        return not np.isnan(self._given[place]).any()

    def _begin(self) -> None:
        """Take in all that is coded, from the start."""
        self._known = np.flatnonzero(~np.isnan(self._given).any(axis=1))
        if not (self._groups[self._known] >= 0).any():
            raise StorylensError("no passage is coded", todo="code some passages first")
        alike = self._alike[np.ix_(self._known, self._known)]
        self._inverse = np.linalg.inv(alike + np.diag(SMOOTHING / self._weight())).astype(np.float64)
        self._stacked = self._direct = None
        self._parts = {}

    def _weight(self) -> Floats:
        return np.where(self._groups[self._known] >= 0, 1.0, DEFINITION)

    def _learn(self) -> None:
        from threadpoolctl import threadpool_limits

        with threadpool_limits(1, "blas"):  # small steps: threads would wait for each other
            self._relearn()

    def _relearn(self) -> None:
        known, weight = self._known, self._weight()
        given, groups = self._given[known], self._groups[known]
        by_people = groups >= 0
        per_passage = given[by_people].sum(axis=1)
        compete = bool(per_passage[per_passage > 0].mean() < SEVERAL) if per_passage.any() else False
        self._ridge = Ridge(self._inverse, given, groups)
        scores = self._ridge.left_out
        self._stacked = Chances(scores, given, weight, 30, compete=compete, before=self._stacked)
        self._direct = Chances(self._rows[known], given, weight, 10, compete=compete, before=self._direct)
        self.coded_ = known[by_people]
        """The places of the texts that people have coded."""
        self.left_out_ = self._above(_crossed(scores, given, groups, weight, compete, self._parts))[by_people]
        """What it says of each of them from the other transcripts alone: passages x codes."""
        self.threshold_ = _threshold(self.left_out_, given[by_people])
        said = self.left_out_ >= self.threshold_
        right = (said & (given[by_people] == 1)).sum(axis=0)
        self.precision_ = np.divide(right, said.sum(axis=0), out=np.zeros(len(right)), where=said.any(axis=0))
        self.trusted_ = _at_least(right, said.sum(axis=0)) >= self.trust
        several = len(np.unique(groups[by_people])) > 1
        self.trusted_ &= several  # one transcript says nothing about another

    def _chances(self, alike: Floats) -> Floats:
        stacked, direct = cast(Chances, self._stacked), cast(Chances, self._direct)
        scores = self._ridge.scores(alike[:, self._known])
        return self._above((stacked.of(scores) + direct.of(alike @ self._turn)) / 2)

    def _upwards(self, given: Floats) -> Floats:
        """Give a passage the codes above those that it bears."""
        return self._above(given.copy())

    def _above(self, chances: Floats) -> Floats:
        places = {code: at for at, code in enumerate(self.classes_)}
        for code in self.classes_:
            above, seen = (self.parents or {}).get(code), {code}
            while above in places and above not in seen:
                np.maximum(chances[:, places[above]], chances[:, places[code]], out=chances[:, places[above]])
                seen.add(above)
                above = (self.parents or {}).get(above)
        return chances

    def _fitted(self) -> None:
        from sklearn.utils.validation import check_is_fitted

        check_is_fitted(self, "threshold_")


def _as_texts(texts: Iterable[Any]) -> list[str]:
    found = list(texts)
    if isinstance(texts, str) or not all(isinstance(text, str) for text in found):
        raise StorylensError("these are not texts", todo="give a list of texts")
    if not found:
        raise StorylensError("there are no texts", todo="give at least one")
    return found


def _pool(likeness: Likeness, texts: list[str]) -> Floats:
    """Return how alike the texts of a pool are among each other, in the measure that was fitted."""
    parts = likeness._parts(texts)
    alike: Floats = np.asarray(parts[2], np.float64) @ np.asarray(parts[2], np.float64).T
    for sparse in parts[:2]:
        alike += (sparse @ sparse.T).toarray()
    return alike


def _crossed(
    scores: Floats, given: Floats, groups: Ints, weight: Floats, compete: bool, parts: dict[int, Chances]
) -> Floats:
    """Return probabilities of each passage by a calibration that has not seen its transcript; `parts` are kept."""
    chances = np.empty_like(given)
    fold = np.unique(groups, return_inverse=True)[1] % FOLDS
    for number in np.unique(fold):
        out = fold == number
        if out.all():
            return np.tile(given.mean(axis=0), (len(given), 1))
        before = parts.get(number)
        parts[number] = Chances(scores[~out], given[~out], weight[~out], 30, compete=compete, before=before)
        chances[out] = parts[number].of(scores[out])
    return chances


def _threshold(chances: Floats, given: Floats) -> float:
    """Return the threshold with the best F1 over all codes; one for all, since rare codes could not bear their own."""
    steps = np.arange(0.1, 0.61, 0.025)
    hits = np.array([((chances >= step) & (given == 1)).sum() for step in steps])
    said = np.array([(chances >= step).sum() for step in steps])
    f1 = 2 * hits / np.maximum(said + given.sum(), 1)
    near = f1 >= f1.max() - 0.003  # a plateau: its middle is steadier than its peak
    return float(np.median(steps[near]))


def _at_least(right: npt.NDArray[Any], of: npt.NDArray[Any]) -> Floats:
    """Return the lower end of the 80% interval of shares (Wilson 1927); 0 where there is nothing."""
    z, n = 1.2816, np.maximum(of, 1)
    share = right / n
    low = (share + z**2 / (2 * n) - z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))) / (1 + z**2 / n)
    return np.where(of > 0, low, 0.0)
