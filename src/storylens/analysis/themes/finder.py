"""`ThemeFinder`: find groups of passages that are alike, without being told how many there are."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, ClusterMixin, TransformerMixin
from sklearn.utils.validation import check_is_fitted
from threadpoolctl import threadpool_limits

from storylens.analysis.themes import grouping, stability
from storylens.analysis.themes.backends import Backend, backend_named, bertopic_model
from storylens.analysis.themes.grouping import Labels, centred, middles
from storylens.analysis.themes.theme import Theme
from storylens.analysis.themes.words import key_phrases, word_vectors
from storylens.language.embeddings import Embedder, VectorCache, Vectors, embedder, encode, fitting, unit
from storylens.language.identify import language_of
from storylens.records import StorylensError

DRAW = 0.5  # how strongly a seed draws the passages that are alike to it
QUOTES = 3
TESTED = 5000  # passages, evenly taken, on which it is tried whether groups hold


class ThemeFinder(ClusterMixin, TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Group passages by what they are about: the same groups for any order of passages and in every run.

    Parameters
    ----------
    backend: linkage (the default, chosen by measurement), ctfidf (the words alone), nmf, bertopic, or an object with
        `group(texts, rows, language)`
    embedding: auto (by the language of most texts, among what is installed), minilm, multilingual, words, or an
        object with `encode(texts)`
    n_themes: how many groups there are to be, where somebody wants to say
    reach: standard deviations of the similarity of pairs up to which groups are joined; lower makes fewer groups
    min_tellers: tellers that a group must have to be one
    seeds: names and texts (a code's name and definition) that draw passages to them
    resamples: how often the groups are looked for again, to say whether they hold; 0 leaves that out
    cache: a folder in which vectors are kept

    After fitting: `labels_` (one a text, -1 where a text has no words), `themes_` (a `Theme` for each label, in the
    order of the labels: first those of most tellers), `centers_`, `embedding_`, `language_`, and `rows_` with `place_`:
    the vectors, each text once, and which is that of which text.
    """

    def __init__(
        self,
        backend: str | Backend = "linkage",
        *,
        embedding: str | Embedder = "auto",
        n_themes: int | None = None,
        reach: float = grouping.REACH,
        min_tellers: int = 2,
        seeds: Mapping[str, str] | None = None,
        resamples: int = stability.RESAMPLES,
        cache: Any = None,
    ) -> None:
        self.backend = backend
        self.embedding = embedding
        self.n_themes = n_themes
        self.reach = reach
        self.min_tellers = min_tellers
        self.seeds = seeds
        self.resamples = resamples
        self.cache = cache

    def fit(
        self,
        texts: Sequence[str],
        y: object = None,
        *,
        tellers: Sequence[Hashable] | None = None,
        embeddings: npt.ArrayLike | None = None,
    ) -> ThemeFinder:
        """Find groups. `tellers` says whose each text is; without it, each is somebody else's.

        `embeddings` are vectors made before, a row a text. Raises `StorylensError` when the texts are none, or when
        tellers or embeddings are not as many as the texts.
        """
        given = _texts(texts)
        whose = _numbered(tellers, len(given))
        vectors = None if embeddings is None else _matrix(embeddings, len(given))
        with threadpool_limits(1, "blas"):  # sums in one order on any machine, and faster for matrices of this size
            return self._fit(given, whose, vectors)

    def _fit(self, given: list[str], whose: npt.NDArray[np.int64], vectors: Vectors | None) -> ThemeFinder:
        plain, place, back = _once(given)
        self.language_ = language_of(" ".join(plain[:400]), "en")
        rows = self._rows(plain, None if vectors is None else vectors[place])
        some = np.einsum("ij,ij->i", rows, rows) > 0
        if not some.all():
            rows = rows[some]
        self.place_ = np.where(some, np.cumsum(some) - 1, -1)[back]
        self.mean_ = (
            rows.mean(axis=0, dtype=np.float64).astype(np.float32) if len(rows) else np.zeros(rows.shape[1], np.float32)
        )
        evenly = np.unique(np.linspace(0, max(len(rows) - 1, 0), min(len(rows), TESTED)).astype(np.int64))
        tested = rows[evenly].copy()
        self.rows_ = centred(rows)  # in place: many vectors are held once
        drawn = self._drawn()
        self.backend_ = self._backend()
        kept = [text for text, is_some in zip(plain, some, strict=True) if is_some]
        labels = self.backend_.group(kept, drawn, self.language_) if kept else np.zeros(0, np.int64)
        rank = _by_tellers(labels, self.place_, whose)
        labels = np.append(rank, -1)[labels]
        held = self._held(tested if drawn is rows else drawn[evenly], labels, evenly)
        self.by_chance_ = stability.by_chance(tested, **self._wanted()) if self.resamples else 0.0
        self.texts_ = given
        self.labels_ = np.append(labels, -1)[self.place_]
        self.centers_ = middles(rows, labels)
        phrases = key_phrases([plain[at] for at in back], self.labels_, whose, language=self.language_)
        self.themes_ = self._themes(whose, phrases, held, stability.tightness(rows, labels))
        return self

    def fit_predict(
        self, texts: Sequence[str], y: object = None, *, tellers: Sequence[Hashable] | None = None, **options: Any
    ) -> Labels:
        """Find groups, and return the label of each text."""
        return self.fit(texts, tellers=tellers, **options).labels_

    def fit_transform(self, texts: Sequence[str], y: object = None, **options: Any) -> npt.NDArray[np.float32]:
        """Find groups, and return how alike each text is to the middle of each: zeros where a text has no words."""
        self.fit(texts, **options)
        rows = np.append(self.rows_, np.zeros((1, self.rows_.shape[1]), np.float32), axis=0)
        made: npt.NDArray[np.float32] = rows[self.place_] @ self.centers_.T
        return made

    def transform(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return how alike each text is to the middle of each group: texts x groups, -1 to 1.

        Raises `StorylensError` when the vectors were made of words alone: these know no texts but those of the fit.
        """
        check_is_fitted(self, "centers_")
        model = self._model
        if model is None:
            raise StorylensError(
                "new texts cannot be placed by vectors of words alone, or by vectors that were given",
                todo='use an embedding such as "minilm"',
            )
        rows = encode(model, [_tidy(text) for text in _texts(texts, some=False)])
        some = np.abs(rows).sum(axis=1) > 0
        alike = np.zeros((len(rows), len(self.centers_)), np.float32)
        if some.any() and len(self.centers_):
            alike[some] = unit(rows[some] - self.mean_) @ self.centers_.T
        return alike

    def predict(self, texts: Sequence[str]) -> Labels:
        """Return the label of the nearest group for each text; -1 where a text has no words."""
        alike = self.transform(texts)
        if not alike.shape[1]:
            return np.full(len(alike), -1, np.int64)
        return np.where(np.abs(alike).sum(axis=1) > 0, np.round(alike, 5).argmax(axis=1), -1)

    def ranked(self, label: int) -> list[int]:
        """Return the places of the texts with a label, those nearest to the middle of their group first."""
        check_is_fitted(self, "centers_")
        inside = np.flatnonzero(self.labels_ == label)
        near = np.round(self.rows_[self.place_[inside]] @ self.centers_[label], 5)
        return [at for _, _, at in sorted(zip(-near, [self.texts_[at] for at in inside], inside.tolist(), strict=True))]

    def bertopic(self) -> Any:
        """Return a fitted BERTopic model with these groups as its topics, for those who want its charts.

        Raises `StorylensError` when BERTopic is not installed.
        """
        check_is_fitted(self, "labels_")
        fitted = getattr(getattr(self, "backend_", None), "model", None)
        if fitted is not None:
            return fitted
        inside = np.flatnonzero(self.labels_ >= 0)
        texts = [self.texts_[at] for at in inside]
        return bertopic_model(texts, self.rows_[self.place_[inside]], self.labels_[inside], language=self.language_)

    # ---- parts of a fit

    def _backend(self) -> Backend:
        if isinstance(self.backend, str):
            return backend_named(self.backend, self.reach, self.n_themes)
        return self.backend

    def _rows(self, plain: Sequence[str], given: Vectors | None) -> Vectors:
        self._model: Embedder | None = None
        if given is not None:
            self.embedding_ = "given"
            return unit(given)
        name = "words" if self.backend == "ctfidf" else self.embedding
        if name == "auto":
            self._model = fitting(plain)
        elif not isinstance(name, str):
            self._model = name
        elif name != "words":
            self._model = embedder(name)
        if self._model is None:
            self.embedding_ = "words"
            return word_vectors(plain, language=self.language_)
        self.embedding_ = str(getattr(self._model, "name", type(self._model).__name__))
        if self.cache is not None:
            return VectorCache(self.cache, self.embedding_).encode(self._model, plain)
        return encode(self._model, plain)

    def _drawn(self) -> Vectors:
        """Draw passages to the seed that is most like them, where one is; without seeds, return them as they are."""
        self.seed_rows_: Vectors | None = None
        rows = self.rows_
        if not self.seeds or self._model is None or not len(rows):
            return rows
        said = [f"{name}. {text}" for name, text in self.seeds.items()]
        self.seed_rows_ = unit(encode(self._model, said) - self.mean_)
        alike = rows @ self.seed_rows_.T
        best = np.round(alike, 5).argmax(axis=1)
        near = alike[np.arange(len(rows)), best]
        pull = np.where(near > float(alike.std()), DRAW * near, 0)[:, np.newaxis] * self.seed_rows_[best]
        return unit((rows + pull).astype(np.float32))

    def _wanted(self) -> dict[str, Any]:
        return {"reach": self.reach, "number": self.n_themes}

    def _held(self, tested: Vectors, labels: Labels, at: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        """Return the stability of each group; NaN for those of which nothing was tested."""
        made = np.full(int(labels.max(initial=-1)) + 1, np.nan)
        found = stability.stability(tested, labels[at], resamples=self.resamples, **self._wanted())
        made[: len(found)] = found
        return made

    def _themes(
        self,
        whose: npt.NDArray[np.int64],
        phrases: Sequence[tuple[str, ...]],
        held: npt.NDArray[np.float64],
        tight: npt.NDArray[np.float64],
    ) -> list[Theme]:
        of = len(np.unique(whose))
        made = []
        for label in range(len(self.centers_)):
            inside = np.flatnonzero(self.labels_ == label)
            made.append(
                Theme(
                    number=label + 1,
                    passages=tuple(inside.tolist()),
                    tellers=len(np.unique(whose[inside])),
                    of=of,
                    phrases=phrases[label],
                    central=self._central(label, whose),
                    stability=float(held[label]),
                    tightness=float(tight[label]),
                    by_chance=self.by_chance_,
                    voices=min(self.min_tellers, of),
                    seed=self._seed_of(label),
                )
            )
        return made

    def _central(self, label: int, whose: npt.NDArray[np.int64]) -> tuple[int, ...]:
        """Return the passages nearest to the middle, each by another teller and in other words."""
        found: list[int] = []
        heard: set[Any] = set()
        for at in self.ranked(label):
            if whose[at] in heard or self.texts_[at] in heard:
                continue
            found.append(at)
            heard |= {whose[at], self.texts_[at]}
        return tuple(found[:QUOTES])

    def _seed_of(self, label: int) -> str:
        if self.seed_rows_ is None or not self.seeds:
            return ""
        alike = self.rows_[self.place_[self.labels_ == label]] @ self.seed_rows_.T
        share = np.bincount(alike.argmax(axis=1), minlength=len(self.seeds)) / len(alike)
        best = int(share.argmax())
        near = share[best] > 0.5 and float(alike[:, best].mean()) > float(alike.std())
        return list(self.seeds)[best] if near else ""


def _by_tellers(labels: Labels, place: npt.NDArray[np.int64], whose: npt.NDArray[np.int64]) -> Labels:
    """Return the rank of each group: first those of most tellers, then of most passages."""
    number = int(labels.max(initial=-1)) + 1
    every = np.append(labels, -1)[place]
    inside = every >= 0
    pairs = np.unique(np.stack([every[inside], whose[inside]]), axis=1)
    tellers = np.bincount(pairs[0], minlength=number)
    sizes = np.bincount(every[inside], minlength=number)
    first = np.full(number, len(labels))
    np.minimum.at(first, labels[labels >= 0], np.flatnonzero(labels >= 0))
    rank = np.empty(number, np.int64)
    rank[np.lexsort((first, -sizes, -tellers))] = np.arange(number)
    return rank


def _texts(texts: Sequence[str], *, some: bool = True) -> list[str]:
    if isinstance(texts, str):
        raise StorylensError("one text is not a list of texts", todo="give a list of passages")
    made = list(texts)
    wrong = [text for text in made if not isinstance(text, str)]
    if wrong or (some and not made):
        what = f"{wrong[0]!r} is not a text" if wrong else "there are no texts"
        raise StorylensError(what, todo="give a list of passages")
    return made


def _tidy(text: str) -> str:
    """Return a text with single spaces, and without halves of characters that no encoding has."""
    return " ".join(text.encode("utf-8", "ignore").decode("utf-8").split())


def _once(texts: Sequence[str]) -> tuple[list[str], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return each text once, in an order that does not depend on that of the texts, and the way back to them.

    The order is that of the hashes: to take rows evenly is then to take them as if by chance.
    """
    tidy = [_tidy(text) for text in texts]
    first: dict[str, int] = {}
    for at, text in enumerate(tidy):
        first.setdefault(text, at)
    plain = sorted(first, key=lambda text: hashlib.sha256(text.encode()).digest())
    place = {text: at for at, text in enumerate(plain)}
    return plain, np.array([first[text] for text in plain]), np.array([place[text] for text in tidy])


def _numbered(tellers: Sequence[Hashable] | None, number: int) -> npt.NDArray[np.int64]:
    if tellers is None:
        return np.arange(number)
    if len(tellers) != number:
        raise StorylensError(f"{number} texts have {len(tellers)} tellers", todo="give one teller for each text")
    known: dict[Hashable, int] = {}
    return np.array([known.setdefault(one, len(known)) for one in tellers])


def _matrix(embeddings: npt.ArrayLike, number: int) -> Vectors:
    made = np.asarray(embeddings, dtype=np.float32)
    if made.ndim != 2 or len(made) != number:
        raise StorylensError(
            f"embeddings of shape {made.shape} do not fit {number} texts", todo="give a row for each text"
        )
    return made
