"""The words of passages: counts, vectors from words alone, and the key phrases of a group."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt

from storylens.analysis.themes.grouping import Labels
from storylens.language.embeddings import Vectors, unit

_WORD = re.compile(r"\b[^\W\d_][\w'’-]+\b")
_CUT_OFF = re.compile(r"['’](?:s|re|ve|ll|d|m|t)?$|n['’]t$")
MADE_OF = 100  # dimensions of vectors from words
COMMON = 0.5  # a term in more than this share of all passages tells nothing of a group


@cache
def stop_words(language: str = "en") -> frozenset[str]:
    """Return the words of a language that carry no theme; without a list, none."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    found = set(ENGLISH_STOP_WORDS) if language == "en" else set()
    with suppress(ImportError):  # a language without a list, or none that spaCy knows
        found |= set(import_module(f"spacy.lang.{language}.stop_words").STOP_WORDS)
    return frozenset(_plain(word) for word in found | _SPOKEN if word)


_SPOKEN = frozenset(
    "yeah yes okay ok um uh hmm like just really thing things lot know think going got get said".split()  # noqa: SIM905
)


def _plain(word: str) -> str:
    return _CUT_OFF.sub("", word.lower().replace("’", "'"))


def counts(texts: Sequence[str], *, longest: int = 1, language: str = "en") -> tuple[Any, list[str]]:
    """Count the terms of each text, of up to `longest` words; return a sparse matrix and the terms, sorted."""
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import CountVectorizer

    leave = stop_words(language)

    def terms(text: str) -> list[str]:
        words = [_plain(word) for word in _WORD.findall(text)]
        kept = ["" if word in leave or len(word) < 3 else word for word in words]
        made = [word for word in kept if word]
        for size in range(2, longest + 1):
            for at in range(len(kept) - size + 1):
                if all(kept[at : at + size]):
                    made.append(" ".join(kept[at : at + size]))
        return made

    try:
        vectorizer = CountVectorizer(analyzer=terms, dtype=np.int32)
        return vectorizer.fit_transform(texts).tocsr(), list(vectorizer.get_feature_names_out())
    except ValueError:  # not one word that carries anything
        return csr_matrix((len(texts), 0), dtype=np.int32), []


def word_vectors(texts: Sequence[str], *, language: str = "en") -> Vectors:
    """Return vectors of texts made of their words alone: TF-IDF and its first dimensions (Deerwester et al. 1990).

    They depend on all the texts, and know nothing of words that mean the same. Texts without words are rows of zeros.
    """
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfTransformer

    found, terms = counts(texts, language=language)
    if not terms:
        return np.zeros((len(texts), 1), np.float32)
    weighted = TfidfTransformer(sublinear_tf=True).fit_transform(found)
    size = min(MADE_OF, min(weighted.shape) - 1)
    if size < 1:
        return unit(weighted.toarray().astype(np.float32))
    made = TruncatedSVD(size, algorithm="arpack", random_state=0).fit_transform(weighted)
    return unit(np.ascontiguousarray(made, dtype=np.float32))


def key_phrases(
    texts: Sequence[str],
    labels: Labels,
    tellers: npt.NDArray[np.int64],
    *,
    most: int = 6,
    language: str = "en",
) -> list[tuple[str, ...]]:
    """Return for each group the words and pairs of words that are its own: class-based TF-IDF (Grootendorst 2022).

    One person's turn of phrase names nothing: a phrase must be said by two tellers, of the group before others.
    """
    from scipy.sparse import coo_matrix

    number = int(labels.max(initial=-1)) + 1
    found, terms = counts(texts, longest=2, language=language)
    if not terms:
        return [()] * number
    inside = np.flatnonzero(labels >= 0)
    found, mine, who = found[inside], labels[inside], tellers[inside]
    shape = (number, len(inside))
    ones = np.ones(len(inside), np.int64)
    of_group = coo_matrix((ones, (mine, np.arange(len(inside)))), shape=shape).tocsr() @ found
    voices = _voices(found, mine, who, number)
    every_voice = np.asarray(_voices(found, np.zeros_like(mine), who, 1).toarray()).ravel()
    least = min(2, len(np.unique(who)))
    share = np.asarray((found > 0).sum(axis=0)).ravel() / max(len(inside), 1)
    every = np.asarray(of_group.sum(axis=0)).ravel()
    sizes = np.asarray(of_group.sum(axis=1)).ravel()
    idf = np.log1p((sizes.sum() / max(number, 1)) / np.maximum(every, 1))
    made = []
    for name in range(number):
        row = of_group[[name]].tocoo()
        heard = voices[[name]].toarray().ravel()[row.col]
        weights = row.data / max(sizes[name], 1) * idf[row.col]
        weights = weights * np.where(every_voice[row.col] >= least, 1.0, 0.0)
        if number > 2:
            weights = np.where(share[row.col] > COMMON, 0.0, weights)
        ranked = sorted(
            zip(-np.round(weights, 12), heard < 2, row.col, strict=True),
            key=lambda one: (one[1], one[0], terms[one[2]]),
        )
        made.append(_varied([terms[place] for weight, _, place in ranked if weight < 0], most))
    return made


def _voices(found: Any, mine: Labels, who: npt.NDArray[np.int64], number: int) -> Any:
    """Count for each group and term how many tellers say it."""
    from scipy.sparse import coo_matrix

    both = np.unique(np.stack([mine, who], axis=1), axis=0, return_inverse=True)
    pairs, place = both[0], both[1].ravel()
    ones = np.ones(len(place), np.int64)
    said = (coo_matrix((ones, (place, np.arange(len(place)))), shape=(len(pairs), len(place))).tocsr() @ found) > 0
    ones = np.ones(len(pairs), np.int64)
    return coo_matrix((ones, (pairs[:, 0], np.arange(len(pairs)))), shape=(number, len(pairs))).tocsr() @ said.astype(
        np.int64
    )


def _varied(phrases: Collection[str], most: int) -> tuple[str, ...]:
    """Leave out phrases that repeat the words of one before them, in one form or another."""
    kept: list[str] = []
    stems: set[str] = set()
    for phrase in phrases:
        mine = {word[:5] for word in phrase.split()}
        if mine & stems:
            continue
        kept.append(phrase)
        stems |= mine
        if len(kept) == most:
            break
    return tuple(kept)
