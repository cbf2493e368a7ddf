"""How alike texts are: in words, in parts of words, and in meaning, added up to one kernel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from storylens.language.embeddings import Vectors, encode, fitting

Floats = npt.NDArray[np.float64]
Encoder = Callable[[Sequence[str]], Vectors]


class Likeness:
    """The sum of three cosines: of word pairs, of letters, and of sentence embeddings where there are any."""

    def __init__(self, texts: Sequence[str], encoder: Encoder | None) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer

        self._encoder = encoder or _by_meaning
        self._words = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), token_pattern=r"(?u)\b\w+\b")  # noqa: S106
        self._letters = TfidfVectorizer(sublinear_tf=True, analyzer="char_wb", ngram_range=(2, 5))
        for vectorizer in (self._words, self._letters):
            vectorizer.fit([*texts, "a"])  # a text of signs alone would leave no vocabulary
        self._own = self._parts(texts)

    def among(self) -> Floats:
        """Return how alike the texts are that it was made with: texts x texts."""
        return self._between(self._own)

    def of(self, texts: Sequence[str]) -> Floats:
        """Return how alike other texts are to them: other texts x texts."""
        return self._between(self._parts(texts))

    def _parts(self, texts: Sequence[str]) -> list[Any]:
        return [self._words.transform(texts), self._letters.transform(texts), self._encoder(texts)]

    def _between(self, parts: Sequence[Any]) -> Floats:
        words, letters, meaning = parts
        alike: Floats = np.asarray(meaning, np.float64) @ np.asarray(self._own[2], np.float64).T
        for some, own in ((words, self._own[0]), (letters, self._own[1])):
            alike += (some @ own.T).toarray()
        return alike


def _by_meaning(texts: Sequence[str]) -> Vectors:
    model = fitting(["the and of to in"])  # English; another language needs an encoder of its own
    return encode(model, texts) if model else np.zeros((len(texts), 1), np.float32)
