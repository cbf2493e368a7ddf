"""BERTopic behind the finder, where it is installed; without it, a sentence that says what to do."""

from __future__ import annotations

from importlib.util import find_spec

import numpy as np
import pytest

from storylens import StorylensError
from storylens.analysis.themes import Bertopic, ThemeFinder
from tests.analysis.themes.test_finder import STORIES

HERE = find_spec("bertopic") is not None
needs = pytest.mark.skipif(not HERE, reason="needs BERTopic, which is not installed")


@pytest.mark.skipif(HERE, reason="BERTopic is installed")
def test_without_bertopic_a_sentence_says_how_to_have_it() -> None:
    with pytest.raises(StorylensError, match="BERTopic cannot be used"):
        ThemeFinder("bertopic").fit(STORIES)
    with pytest.raises(StorylensError, match="BERTopic cannot be used"):
        ThemeFinder("ctfidf", resamples=0).fit(STORIES).bertopic()


@needs
def test_a_fitted_model_has_the_groups_as_its_topics() -> None:
    found = ThemeFinder(resamples=0).fit(STORIES)
    model = found.bertopic()
    assert len(set(model.topics_)) == len(found.themes_)
    assert model.get_topic_info()["Count"].sum() == len(STORIES)
    assert model.visualize_barchart() is not None


@needs
@pytest.mark.parametrize(
    "backend",
    [Bertopic(), Bertopic("pca", "kmeans", 3), Bertopic("pca", "hdbscan", smallest=3), Bertopic("umap", "kmeans", 3)],
    ids=["storylens", "k-means", "hdbscan", "umap"],
)
def test_bertopic_groups_the_vectors_that_it_is_handed(backend: Bertopic) -> None:
    found = ThemeFinder(backend, resamples=0).fit(STORIES)
    assert len(found.labels_) == len(STORIES)
    assert found.bertopic() is backend.model
    order = np.random.default_rng(1).permutation(len(STORIES))
    again = ThemeFinder(backend, resamples=0).fit([STORIES[at] for at in order])
    assert np.array_equal(again.labels_, found.labels_[order])
