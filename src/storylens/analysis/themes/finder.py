"""`ThemeFinder`: find groups of passages that are alike, without being told how many there are."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, ClusterMixin, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from storylens.analysis.themes import grouping, stability
from storylens.analysis.themes.backends import Backend, backend_named, bertopic_model
from storylens.analysis.themes.grouping import Labels, centred, in_order, middles
from storylens.analysis.themes.theme import Theme
from storylens.analysis.themes.words import key_phrases, word_vectors
from storylens.language.embeddings import Embedder, VectorCache, Vectors, embedder, encode, fitting, unit
from storylens.language.identify import language_of
from storylens.records import StorylensError

DRAW = 0.5  # how strongly a seed draws the passages that are alike to it
QUOTES = 3


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
    order of the labels: first those of most tellers), `centers_`, `embedding_` and `language_`.
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
        plain, place, back = _once(given)
        self.language_ = language_of(" ".join(plain[:400]), "en")
        rows = self._rows(plain, None if embeddings is None else _matrix(embeddings, len(given))[place])
        filled = np.flatnonzero(np.abs(rows).sum(axis=1) > 0)
        labels = np.full(len(plain), -1, np.int64)
        raw = rows[filled]
        self.mean_ = raw.mean(axis=0, dtype=np.float64).astype(np.float32) if len(raw) else np.zeros(rows.shape[1])
        drawn = self._drawn(raw)
        if len(filled):
            self.backend_ = self._backend()
            made = self.backend_.group([plain[at] for at in filled], centred(drawn.copy()), self.language_)
            labels[filled] = np.where(made < 0, -1, in_order(np.where(made < 0, made.max() + 1, made)))
        held = self._held(drawn, labels[filled])
        self._keep(given, plain, rows, labels, back, whose, held)
        return self

    def fit_predict(
        self, texts: Sequence[str], y: object = None, *, tellers: Sequence[Hashable] | None = None, **options: Any
    ) -> Labels:
        """Find groups, and return the label of each text."""
        return self.fit(texts, tellers=tellers, **options).labels_

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
        near = np.round(self.rows_[inside] @ self.centers_[label], 5)
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
        return bertopic_model(texts, self.rows_[inside], self.labels_[inside], language=self.language_)

    # ---- parts of a fit

    def _backend(self) -> Backend:
        if isinstance(self.backend, str):
            return backend_named(self.backend, self.reach, self.n_themes)
        return self.backend

    def _rows(self, plain: Sequence[str], given: Vectors | None) -> Vectors:
        self._model: Embedder | None = None
        if given is not None:
            self.embedding_ = "given"
            return unit(np.array(given, dtype=np.float32))
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

    def _drawn(self, rows: Vectors) -> Vectors:
        """Draw passages to the seed that is most like them, where one is."""
        self.seed_rows_: Vectors | None = None
        if not self.seeds or self._model is None or not len(rows):
            return rows
        self.seed_rows_ = unit(
            encode(self._model, [f"{name}. {text}" for name, text in self.seeds.items()]) - self.mean_
        )
        alike = unit(rows - self.mean_) @ self.seed_rows_.T
        best = np.round(alike, 5).argmax(axis=1)
        near = alike[np.arange(len(rows)), best]
        limit = float(alike.std())
        pull = np.where(near > limit, DRAW * near, 0)[:, np.newaxis] * self.seed_rows_[best]
        return unit((rows + pull).astype(np.float32))

    def _held(self, rows: Vectors, labels: Labels) -> npt.NDArray[np.float64]:
        return stability.stability(rows, labels, reach=self.reach, number=self.n_themes, resamples=self.resamples)

    def _keep(
        self,
        given: Sequence[str],
        plain: Sequence[str],
        rows: Vectors,
        labels: Labels,
        back: npt.NDArray[np.int64],
        whose: npt.NDArray[np.int64],
        held: npt.NDArray[np.float64],
    ) -> None:
        """Keep the groups, numbered by tellers and passages, with what each is like."""
        every = labels[back]
        number = int(labels.max(initial=-1)) + 1
        tellers = [len(np.unique(whose[every == name])) for name in range(number)]
        first = [int(np.flatnonzero(labels == name)[0]) for name in range(number)]
        sizes = [int((every == name).sum()) for name in range(number)]
        order = sorted(range(number), key=lambda name: (-tellers[name], -sizes[name], first[name]))
        rank = np.full(number + 1, -1, np.int64)
        rank[order] = np.arange(number)
        self.labels_ = rank[every]
        self.texts_ = list(given)
        some = np.abs(rows).sum(axis=1) > 0
        middle_of = np.where(some[:, np.newaxis], rows - self.mean_, 0).astype(np.float32)
        self.rows_ = unit(middle_of)[back]
        self.centers_ = middles(self.rows_, self.labels_)
        phrases = key_phrases([_tidy(text) for text in given], self.labels_, whose, language=self.language_)
        of = len(np.unique(whose))
        self.themes_ = [
            Theme(
                number=new + 1,
                passages=tuple(np.flatnonzero(self.labels_ == new).tolist()),
                tellers=tellers[old],
                of=of,
                phrases=phrases[new],
                central=self._central(new, whose),
                stability=float(held[old]),
                voices=min(self.min_tellers, of),
                seed=self._seed_of(new),
            )
            for new, old in enumerate(order)
        ]

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
        alike = self.rows_[self.labels_ == label] @ self.seed_rows_.T
        share = np.bincount(alike.argmax(axis=1), minlength=len(self.seeds)) / len(alike)
        best = int(share.argmax())
        near = share[best] > 0.5 and float(alike[:, best].mean()) > float(alike.std())
        return list(self.seeds)[best] if near else ""


def _texts(texts: Sequence[str], *, some: bool = True) -> list[str]:
    if isinstance(texts, str):
        raise StorylensError("one text is not a list of texts", todo="give a list of passages")
    made = list(texts)
    wrong = next((text for text in made if not isinstance(text, str)), None)
    if wrong is not None or (some and not made):
        what = "there are no texts" if wrong is None else f"{wrong!r} is not a text"
        raise StorylensError(what, todo="give a list of passages")
    return made


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _once(texts: Sequence[str]) -> tuple[list[str], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return each text once, in an order that does not depend on that of the texts, and the way back to them.

    The order is that of the hashes: to take rows evenly is then to take them as if by chance.
    """
    tidy = [_tidy(text) for text in texts]
    first: dict[str, int] = {}
    for at, text in enumerate(tidy):
        first.setdefault(text, at)
    plain = sorted(first, key=lambda text: hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())
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
