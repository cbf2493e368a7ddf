"""Passage groups against human labels: adjusted mutual information (AMI), every method on the same draws.

python -m benchmarks.themes [--shared FOLDER] [--draws 30] [--large N]. The labels are the goals that people gave to
paragraphs (`eval/sdg`, rows that are about their goal). Methods that are told k get the number of labels in the draw;
ours is told nothing. BERTopic (in its defaults, and with k-means) runs where it is installed, on the same vectors, so
that nothing is downloaded. Intervals are 95%, by bootstrap over draws; "ours minus" is paired by draw. Agreement is
the mean AMI between a method's answers on the same paragraphs in five orders. `--large` measures time and memory.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks._material import shared_folder
from storylens.analysis.themes import NMF, ThemeFinder
from storylens.analysis.themes.words import word_vectors
from storylens.language.embeddings import KNOWN, Vectors, embedder, encode, installed

Labels = npt.NDArray[np.int64]
SEED, DRAWS, SIZES, ORDERS = 20240611, 30, (30, 120, 240), 5
STRETCH, EMBEDDED = 12, 4_000
OURS, TOLD = "ours (told nothing)", "BERTopic, k-means told k"


@dataclass(frozen=True)
class Drawn:
    """Some paragraphs, with their vectors and the labels that people gave them."""

    texts: list[str]
    rows: Vectors
    labels: Labels

    @property
    def k(self) -> int:
        """Number of labels: what the methods that are told k are told."""
        return len(np.unique(self.labels))

    def take(self, places: npt.NDArray[np.int64]) -> Drawn:
        """Return some of them, in a given order."""
        return Drawn([self.texts[at] for at in places], self.rows[places], self.labels[places])


Method = Callable[[Drawn], Labels]


# ---- methods -------------------------------------------------------------------------------------------------------


def ours(drawn: Drawn) -> Labels:
    """Group with what a user gets who chooses nothing, on vectors made before."""
    return ThemeFinder(resamples=0).fit_predict(drawn.texts, embeddings=drawn.rows)


def by_words(drawn: Drawn) -> Labels:
    """Group without any embedding."""
    return ThemeFinder("ctfidf", resamples=0).fit_predict(drawn.texts)


def nmf(drawn: Drawn) -> Labels:
    """TF-IDF with NMF, told k."""
    return ThemeFinder(NMF(drawn.k), resamples=0).fit_predict(drawn.texts, embeddings=drawn.rows)


def k_means(drawn: Drawn) -> Labels:
    """k-means on the vectors themselves, told k."""
    from sklearn.cluster import KMeans

    return KMeans(drawn.k, n_init=10, random_state=0).fit_predict(drawn.rows)


def bertopic(drawn: Drawn, *, told: bool) -> Labels:
    """BERTopic on the same vectors: its defaults, or k-means that is told k."""
    from bertopic import BERTopic
    from bertopic.backend import BaseEmbedder
    from sklearn.cluster import KMeans

    clusters = {"hdbscan_model": KMeans(drawn.k, n_init=10)} if told else {}
    model = BERTopic(embedding_model=BaseEmbedder(), **clusters)
    try:
        found, _ = model.fit_transform(drawn.texts, drawn.rows)
    except (ValueError, TypeError) as error:  # no group at all: some versions fail when there is nothing to describe
        print(f"  BERTopic failed on {len(drawn.texts)} paragraphs: {error}")
        found = [-1] * len(drawn.texts)
    return np.asarray(found)


def methods() -> dict[str, Method]:
    """Return the methods that can run here."""
    found: dict[str, Method] = {OURS: ours, "ours, words alone": by_words}
    if find_spec("bertopic") and find_spec("umap"):
        found |= {"BERTopic, defaults": partial(bertopic, told=False), TOLD: partial(bertopic, told=True)}
    else:
        print("BERTopic is not installed, so its rows are missing: see docs/themes.md")
    return found | {"k-means on vectors, told k": k_means, "TF-IDF + NMF, told k": nmf}


# ---- quality -------------------------------------------------------------------------------------------------------


def material() -> Drawn | None:
    """Read the labelled paragraphs and embed them; None where they are not here."""
    import pandas as pd

    file = shared_folder() / "eval/sdg/sdg_dev.csv"
    if not file.exists():
        print(f"skipped: needs {file}, which is not here")
        return None
    frame = pd.read_csv(file)
    frame = frame[frame.label.astype(str) == "True"].reset_index(drop=True)
    start = time.perf_counter()
    rows = encode(embedder("minilm"), frame.text.tolist())
    took = time.perf_counter() - start
    print(f"{len(frame)} paragraphs under {frame.sdg.nunique()} labels; embedded at {len(frame) / took:.0f} a second")
    return Drawn(frame.text.tolist(), rows, frame.sdg.to_numpy(np.int64))


def draws(whole: Drawn, size: int, number: int) -> Iterator[Drawn]:
    """Yield draws of a size, the same for every method."""
    chance = np.random.default_rng([SEED, size])
    for _ in range(number if size < len(whole.texts) else 1):
        yield whole.take(chance.permutation(len(whole.texts))[:size])


def interval(values: Sequence[float]) -> str:
    """Return the mean with its 95% interval, by bootstrap over draws."""
    some = np.asarray(values)
    if len(some) < 2:
        return f"{some.mean():6.3f}               "
    again = np.random.default_rng(SEED).choice(some, (2000, len(some))).mean(axis=1)
    low, high = np.quantile(again, [0.025, 0.975])
    return f"{some.mean():6.3f} [{low:6.3f}, {high:6.3f}]"


def quality(whole: Drawn, number: int) -> None:
    """Print AMI, number of groups, share in no group, and agreement between orders, by size and method."""
    from sklearn.metrics import adjusted_mutual_info_score as ami

    for size in (*SIZES, len(whole.texts)):
        some = list(draws(whole, size, number))
        print(f"\n{size} paragraphs, {len(some)} draws, {np.mean([one.k for one in some]):.1f} labels on average")
        print(f"{'':28}{'AMI':>6}{'ours minus':>36}{'groups':>16}{'in none':>9}{'agreement':>11}{'seconds':>9}")
        scores: dict[str, list[float]] = {}
        for name, method in methods().items():
            start = time.perf_counter()
            found = [method(one) for one in some]
            took = (time.perf_counter() - start) / len(some)
            scores[name] = [ami(one.labels, labels) for one, labels in zip(some, found, strict=True)]
            less = interval([mine - its for mine, its in zip(scores[OURS], scores[name], strict=True)])
            groups = np.mean([len(set(labels.tolist()) - {-1}) for labels in found])
            out = np.mean([(labels == -1).mean() for labels in found])
            same = agreement(method, some[0])
            print(
                f"{name:28}{interval(scores[name])}{less:>30}{groups:10.1f}{out:9.0%}{same:11.3f}{took:9.2f}",
                flush=True,
            )


def agreement(method: Method, drawn: Drawn) -> float:
    """Return the mean AMI between the answers to the same paragraphs in several orders."""
    from sklearn.metrics import adjusted_mutual_info_score as ami

    answers = []
    for run in range(ORDERS):
        order = np.random.default_rng([SEED, run]).permutation(len(drawn.texts))
        labels = np.empty(len(order), np.int64)
        labels[order] = method(drawn.take(order))
        answers.append(labels)
    return float(np.mean([ami(one, other) for one, other in combinations(answers, 2)]))


# ---- speed and memory ----------------------------------------------------------------------------------------------


def large(whole: Drawn, number: int) -> None:
    """Print time and peak memory of grouping many passages, each method in a process of its own.

    Passages are made of the paragraphs. Of many, the first four thousand are embedded, and the vectors of the others
    are near theirs: what is measured here is time and memory. Both methods get the same vectors.
    """
    texts = pieces(whole, number)
    start = time.perf_counter()
    some = encode(embedder("minilm"), texts[:EMBEDDED])
    rate = len(some) / (time.perf_counter() - start)
    rows = np.empty((number, some.shape[1]), np.float32)
    chance = np.random.default_rng(SEED)
    for first in range(0, number, len(some)):
        part = rows[first : first + len(some)]
        part[:] = some[: len(part)] + 0.02 * chance.normal(size=part.shape) * (first > 0)
    size = rows.nbytes / 2**20
    print(f"\n{number:,} passages of {np.mean([len(text.split()) for text in texts]):.0f} words; vectors {size:.0f} MB")
    print(f"embedding, two threads: {rate:.0f} a second on {len(some):,}, {number / rate:.0f} s for all at that rate")
    jobs = {"ours, with stability": _ours_large, "BERTopic, defaults": _bertopic_large}
    for name, job in jobs.items():
        if name.startswith("BERTopic") and not find_spec("umap"):
            continue
        queue: Any = multiprocessing.get_context("fork").Queue()
        process = multiprocessing.get_context("fork").Process(target=_measured, args=(job, texts, rows, queue))
        process.start()
        seconds, before, peak, groups = queue.get()
        process.join()
        print(
            f"{name:24}{seconds:8.0f} s  {peak - before:8.0f} MB above {before:.0f} MB  {groups:6} groups", flush=True
        )


def pieces(whole: Drawn, number: int) -> list[str]:
    """Return distinct passages, each of two stretches of twelve words from paragraphs under the same label."""
    of: dict[int, list[list[str]]] = {}
    for text, label in zip(whole.texts, whole.labels.tolist(), strict=True):
        of.setdefault(label, []).append(text.split())
    chance = np.random.default_rng(SEED)
    made: dict[str, None] = {}
    while len(made) < number:
        mine = of[int(chance.choice(whole.labels))]
        some = [mine[at] for at in chance.integers(len(mine), size=2)]
        starts = [int(chance.integers(max(len(words) - STRETCH, 1))) for words in some]
        parts = [" ".join(words[start : start + STRETCH]) for words, start in zip(some, starts, strict=True)]
        made[f"{parts[0]}. {parts[1]}."] = None
    return list(made)


def _ours_large(texts: list[str], rows: Vectors) -> int:
    return len(ThemeFinder().fit(texts, embeddings=rows).themes_)


def _bertopic_large(texts: list[str], rows: Vectors) -> int:
    from bertopic import BERTopic
    from bertopic.backend import BaseEmbedder

    found, _ = BERTopic(embedding_model=BaseEmbedder(), low_memory=True).fit_transform(texts, rows)
    return len(set(found) - {-1})


def _measured(job: Callable[[list[str], Vectors], int], texts: list[str], rows: Vectors, queue: Any) -> None:
    before = _now()
    start = time.perf_counter()
    groups = job(texts, rows)
    queue.put((time.perf_counter() - start, before, _peak(), groups))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _now() -> float:
    import psutil

    return float(psutil.Process().memory_info().rss) / 2**20


def other_embeddings(whole: Drawn, number: int) -> None:
    """Print what the same grouping makes of other vectors: the cut is not fitted to one of them."""
    from sklearn.metrics import adjusted_mutual_info_score as ami

    print("\nThe same grouping on other vectors, AMI")
    made = {"words alone": word_vectors(whole.texts)}
    for name, kind in KNOWN.items():
        if installed(kind):
            made[name] = whole.rows if name == "minilm" else encode(kind(), whole.texts)
    for name, rows in made.items():
        other = Drawn(whole.texts, rows, whole.labels)
        cells = [interval([ami(one.labels, ours(one)) for one in draws(other, size, number)]) for size in SIZES]
        print(f"{name:16}" + "  ".join(f"{size}: {cell}" for size, cell in zip(SIZES, cells, strict=True)))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=DRAWS)
    parser.add_argument("--large", type=int, nargs="?", const=100_000, default=0)
    asked = parser.parse_known_args()[0]
    warnings.filterwarnings("ignore")
    whole = material()
    if whole is None:
        return
    if asked.large:
        large(whole, asked.large)
        return
    quality(whole, asked.draws)
    other_embeddings(whole, asked.draws)


if __name__ == "__main__":
    main()
