"""What can stand behind a `ThemeFinder`: a backend is handed texts and vectors and returns a label for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from storylens.analysis.themes.grouping import REACH, Labels, group, in_order
from storylens.analysis.themes.words import counts, stop_words
from storylens.language.embeddings import Vectors
from storylens.records import StorylensError

SEED = 1


class Backend(Protocol):
    """Groups texts. `rows` are their vectors, of unit length and centred; label -1 is for those left in no group."""

    def group(self, texts: Sequence[str], rows: Vectors, language: str) -> Labels:
        """Return the group of each text."""


@dataclass(frozen=True)
class Linkage:
    """The default: average linkage with a cut in units of the corpus; see `grouping`."""

    reach: float = REACH
    number: int | None = None

    def group(self, texts: Sequence[str], rows: Vectors, language: str) -> Labels:
        """Group by vectors alone."""
        return group(rows, reach=self.reach, number=self.number)


@dataclass(frozen=True)
class NMF:
    """Non-negative factors of TF-IDF (Lee and Seung 1999). Without a number, as many as the default finds."""

    number: int | None = None

    def group(self, texts: Sequence[str], rows: Vectors, language: str) -> Labels:
        """Group by words alone; a text belongs to the factor that weighs most in it."""
        from sklearn import decomposition
        from sklearn.feature_extraction.text import TfidfTransformer

        found, terms = counts(texts, language=language)
        number = self.number or int(group(rows).max(initial=0)) + 1
        if not terms:
            return np.zeros(len(texts), np.int64)
        weighted = TfidfTransformer(sublinear_tf=True).fit_transform(found)
        model = decomposition.NMF(min(number, *weighted.shape), init="nndsvd", random_state=SEED, max_iter=2000)
        return in_order(np.round(model.fit_transform(weighted), 9).argmax(axis=1))


@dataclass
class Bertopic:
    """BERTopic (Grootendorst 2022) on the vectors that are handed to it, so that it downloads nothing.

    `reduce` is pca, umap or nothing; `clusters` is hdbscan, kmeans, or storylens for the default's groups under
    BERTopic's topics. `model` is the fitted model afterwards.
    """

    reduce: str = "pca"
    clusters: str = "storylens"
    number: int | None = None
    smallest: int = 3  # passages of a group, for hdbscan
    model: Any = field(default=None, compare=False, repr=False)

    def group(self, texts: Sequence[str], rows: Vectors, language: str) -> Labels:
        """Group as BERTopic does; -1 is for what it calls outliers."""
        labels = group(rows, number=self.number) if self.clusters == "storylens" else None
        self.model = bertopic_model(
            texts,
            rows,
            labels,
            language=language,
            reducer=None if labels is not None else self._reducer(rows),
            clusterer=None if labels is not None else self._clusterer(rows),
        )
        return np.asarray(self.model.topics_, dtype=np.int64)

    def _reducer(self, rows: Vectors) -> Any:
        size = max(min(5, len(rows) - 2, rows.shape[1]), 1)
        if self.reduce == "pca":
            from sklearn.decomposition import PCA

            return PCA(size, svd_solver="full")
        if self.reduce == "umap":
            from umap import UMAP

            near = max(min(15, len(rows) - 1), 2)
            start = "random" if len(rows) < size + 3 else "spectral"
            return UMAP(n_neighbors=near, n_components=size, metric="cosine", random_state=SEED, init=start)
        if not self.reduce:
            return None
        raise StorylensError(f"vectors cannot be reduced by {self.reduce!r}", todo="choose pca, umap or nothing")

    def _clusterer(self, rows: Vectors) -> Any:
        if self.clusters == "hdbscan":
            from hdbscan import HDBSCAN

            return HDBSCAN(min_cluster_size=max(min(self.smallest, len(rows)), 2), prediction_data=True)
        if self.clusters == "kmeans":
            from sklearn.cluster import KMeans

            number = self.number or int(group(rows).max(initial=0)) + 1
            return KMeans(min(number, len(rows)), random_state=SEED, n_init=10)
        raise StorylensError(f"BERTopic has no clusters by {self.clusters!r} here", todo="hdbscan, kmeans or storylens")


def bertopic_model(
    texts: Sequence[str],
    rows: Vectors,
    labels: Labels | None,
    *,
    language: str = "en",
    reducer: Any = None,
    clusterer: Any = None,
) -> Any:
    """Return a fitted BERTopic model, of its own clusters or of labels that are given.

    Raises `StorylensError` when BERTopic is not installed.
    """
    try:
        from bertopic import BERTopic
        from bertopic.backend import BaseEmbedder
        from bertopic.cluster import BaseCluster
        from bertopic.dimensionality import BaseDimensionalityReduction
    except ImportError as error:
        raise StorylensError(
            f"BERTopic cannot be used: {error}",
            todo="run `pip install 'storylens[topics]'` and `pip install --no-deps bertopic==0.17.4`; "
            "the default needs neither",
        ) from error
    from sklearn.feature_extraction.text import CountVectorizer

    leave = sorted({"ll", "ve", *(word for word in stop_words(language) if word.isalpha())})
    words = CountVectorizer(stop_words=leave)
    model = BERTopic(
        embedding_model=BaseEmbedder(),  # vectors are given, so that nothing is downloaded
        umap_model=reducer if reducer is not None else BaseDimensionalityReduction(),
        hdbscan_model=clusterer if clusterer is not None else BaseCluster(),
        vectorizer_model=words,
        calculate_probabilities=False,
        verbose=False,
    )
    return model.fit(list(texts), embeddings=np.asarray(rows), y=None if labels is None else labels.tolist())


def backend_named(name: str, reach: float, number: int | None) -> Backend:
    """Return a backend by name. Raises `StorylensError` when there is none of that name."""
    made: dict[str, Any] = {
        "linkage": lambda: Linkage(reach, number),
        "ctfidf": lambda: Linkage(reach, number),  # on vectors from words alone, which the finder hands it
        "nmf": lambda: NMF(number),
        "bertopic": lambda: Bertopic(number=number),
    }
    if name not in made:
        raise StorylensError(f"there is no backend {name!r}", todo="choose from " + ", ".join(made))
    backend: Backend = made[name]()
    return backend
