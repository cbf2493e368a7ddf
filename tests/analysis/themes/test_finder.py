"""`ThemeFinder`: the same groups for any order, on few texts and odd ones, without being told how many."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.metrics import adjusted_mutual_info_score as ami

from storylens import StorylensError
from storylens.analysis.themes import NMF, Linkage, ThemeFinder
from storylens.language.embeddings import MiniLM, installed

WATER = (
    "The pump near the school broke again and we walked to the river for water.",
    "Fetching water takes my daughter two hours before lessons begin.",
    "Since the borehole was dug we carry full buckets home in a few minutes.",
    "The committee collects coins so that the well can be mended.",
    "Dirty water from the stream made the small children sick.",
    "We lock the tap at night, otherwise the tank is empty by morning.",
)
LAND = (
    "My brothers said a woman cannot hold the title to our father's field.",
    "The land office wrote my name on the deed for the plot.",
    "After my husband died his uncles took the farm from me.",
    "We planted maize on the hectares that the chief gave out.",
    "The boundary stones were moved and my garden became smaller.",
    "I rent my neighbour's field because I own no land.",
)
LOANS = (
    "Our savings group lent me money to buy a sewing machine.",
    "The bank refused the loan because I had no guarantor.",
    "I repay a little every month with the interest.",
    "He took credit from the trader and could not pay the debt.",
    "With the loan I opened a small shop selling soap and sugar.",
    "Each member saves weekly and may borrow three times her savings.",
)
STORIES = [*WATER, *LAND, *LOANS]
SUBJECTS = np.repeat([0, 1, 2], 6)
meaning = pytest.mark.skipif(not installed(MiniLM), reason="needs the sentence embedding, which is not installed")


def shuffled(seed: int, number: int) -> np.ndarray:
    return np.random.default_rng(seed).permutation(number)


@meaning
def test_three_subjects_are_found_without_being_told_how_many() -> None:
    found = ThemeFinder().fit(STORIES)
    assert 3 <= len(found.themes_) <= 6
    assert ami(SUBJECTS, found.labels_) > 0.6


@pytest.mark.parametrize("backend", ["linkage", "ctfidf", "nmf"])
def test_any_order_and_any_run_give_the_same_answer(backend: str) -> None:
    first = ThemeFinder(backend).fit(STORIES)
    for seed in range(3):
        order = shuffled(seed, len(STORIES))
        again = ThemeFinder(backend).fit([STORIES[at] for at in order])
        assert np.array_equal(again.labels_, first.labels_[order])
        assert [theme.stability for theme in again.themes_] == pytest.approx(
            [theme.stability for theme in first.themes_], nan_ok=True
        )
        assert [theme.phrases for theme in again.themes_] == [theme.phrases for theme in first.themes_]


@meaning
def test_a_text_has_one_vector_whatever_stands_beside_it() -> None:
    alone, among = MiniLM().encode([STORIES[0]]), MiniLM().encode(STORIES)
    assert np.array_equal(alone[0], among[0])


@pytest.mark.parametrize("backend", ["linkage", "ctfidf", "nmf"])
@pytest.mark.parametrize(
    "texts",
    [
        STORIES[:10],
        ["water"],
        ["water", "land"],
        ["water", "land", "loan"],
        ["the same words"] * 12,
        ["", "   ", "\n"],
        ["", "\ud800", "pump", "", "field", "pump", "loan", "🙂", "42", "?"],
        ["L'eau du puits est sale.", "وصلنا إلى البئر", "Maji ya kisima", "水井坏了", "The well is dry.", "Le champ."],
        ["and the of"] * 3 + ["to be or not to be"],
    ],
    ids=["ten", "one", "two", "three", "identical", "empty", "odd", "languages", "stop words"],
)
def test_odd_texts_do_not_crash(backend: str, texts: list[str]) -> None:
    found = ThemeFinder(backend, resamples=3).fit(texts)
    assert len(found.labels_) == len(texts)
    for text, label in zip(texts, found.labels_, strict=True):
        assert (label == -1) or text.strip("\ud800 \n")
    assert all(np.isfinite(found.centers_).ravel())
    assert sorted({label for label in found.labels_ if label >= 0}) == list(range(len(found.themes_)))
    assert sorted(at for theme in found.themes_ for at in theme.passages) == list(np.flatnonzero(found.labels_ >= 0))


def test_the_same_words_have_the_same_label_and_count_for_nothing_more() -> None:
    once = ThemeFinder("ctfidf", resamples=0).fit(STORIES)
    twice = ThemeFinder("ctfidf", resamples=0).fit([*STORIES, *STORIES, f"  {STORIES[0]} "])
    assert np.array_equal(twice.labels_[:18], twice.labels_[18:36])
    assert twice.labels_[36] == twice.labels_[0]
    assert ami(once.labels_, twice.labels_[:18]) == pytest.approx(1)


@meaning
def test_one_teller_alone_makes_no_theme() -> None:
    whose = ["Asha"] * 6 + [f"T{number}" for number in range(12)]
    found = ThemeFinder().fit(STORIES, tellers=whose)
    for theme in found.themes_:
        voices = {whose[at] for at in theme.passages}
        assert (theme.tellers, theme.of) == (len(voices), 13)
        if len(voices) < 2:
            assert not theme.holds
            assert theme.standing in ("one teller", "one passage")
        assert len({whose[at] for at in theme.central}) == len(theme.central)
    assert any(theme.standing == "one teller" for theme in found.themes_)


def test_a_phrase_of_one_person_names_no_group_of_several() -> None:
    texts = [*WATER, "The pump, the zzfetish pump, my zzfetish, broke."]
    found = ThemeFinder(NMF(1), resamples=0).fit(texts)
    assert "pump" in found.themes_[0].phrases
    assert not [phrase for phrase in found.themes_[0].phrases if "zzfetish" in phrase]


@meaning
def test_groups_that_are_not_found_again_are_shown_as_such() -> None:
    chance = np.random.default_rng(5)
    noise = chance.normal(size=(60, 40)).astype(np.float32)
    clear = np.repeat(np.eye(40, dtype=np.float32)[:3], 20, axis=0) + 0.02 * noise
    texts = [f"story number {number}" for number in range(60)]
    held = ThemeFinder().fit(texts, embeddings=clear)
    assert [theme.standing for theme in held.themes_] == ["holds"] * 3
    loose = ThemeFinder().fit(texts, embeddings=noise)
    assert np.mean([theme.holds for theme in loose.themes_]) < 0.15


@meaning
def test_a_new_text_is_placed_with_those_it_is_like() -> None:
    found = ThemeFinder(n_themes=3, resamples=0).fit(STORIES)
    alike = found.transform(["Her bucket was full of water from the borehole.", ""])
    assert alike.shape == (2, 3)
    assert found.predict(["Her bucket was full of water from the borehole.", ""]).tolist() == [found.labels_[2], -1]
    assert np.mean(found.predict(STORIES) == found.labels_) > 0.8


@meaning
def test_a_codebook_draws_passages_and_names_the_group() -> None:
    seeds = {"Water": "Water and who fetches it. well borehole pump", "Land": "Fields and who owns them. title plot"}
    found = ThemeFinder(seeds=seeds, resamples=0).fit(STORIES)
    named = [(at, theme.seed) for theme in found.themes_ if theme.seed for at in theme.passages]
    assert {name for _, name in named} == {"Water", "Land"}
    assert np.mean([("Water", "Land", "")[SUBJECTS[at]] == name for at, name in named]) > 0.8


def test_it_is_an_estimator() -> None:
    finder = ThemeFinder(n_themes=4, reach=0.9)
    assert clone(finder).get_params() == finder.get_params()
    assert finder.set_params(n_themes=3).fit_predict(STORIES).max() == 2


def test_what_it_was_fitted_on_can_be_transformed_with_any_vectors() -> None:
    finder = ThemeFinder("ctfidf", resamples=0)
    alike = finder.fit_transform([*STORIES, ""])
    assert alike.shape == (19, len(finder.themes_))
    assert np.mean(alike[:18].argmax(axis=1) == finder.labels_[:18]) > 0.8
    assert not alike[18].any()
    with pytest.raises(StorylensError, match="new texts cannot be placed"):
        finder.transform(["another text"])


def test_as_many_groups_as_are_asked_for() -> None:
    for number in (2, 5):
        for backend in (Linkage(number=number), NMF(number)):
            assert len(ThemeFinder(backend, resamples=0).fit(STORIES).themes_) == number


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (([],), "there are no texts"),
        (("one text",), "one text is not a list"),
        ((["a", None],), "is not a text"),
    ],
)
def test_what_is_no_list_of_texts_is_said_in_a_sentence(arguments: tuple[object], said: str) -> None:
    with pytest.raises(StorylensError, match=said):
        ThemeFinder().fit(*arguments)  # type: ignore[arg-type]


def test_tellers_embeddings_and_names_that_do_not_fit_are_said() -> None:
    with pytest.raises(StorylensError, match="18 texts have 1 tellers"):
        ThemeFinder().fit(STORIES, tellers=["Asha"])
    with pytest.raises(StorylensError, match="do not fit 18 texts"):
        ThemeFinder().fit(STORIES, embeddings=np.zeros((3, 3)))
    with pytest.raises(StorylensError, match="no backend"):
        ThemeFinder("magic").fit(STORIES)
    with pytest.raises(StorylensError, match="no embedding"):
        ThemeFinder(embedding="magic").fit(STORIES)


def test_many_passages_are_grouped_by_some_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    from storylens.analysis.themes import grouping

    monkeypatch.setattr(grouping, "WHOLE", 60)
    chance = np.random.default_rng(2)
    rows = np.repeat(np.eye(20, dtype=np.float32)[:4], 100, axis=0) + 0.05 * chance.normal(size=(400, 20))
    found = ThemeFinder(resamples=0).fit([f"story {number}" for number in range(400)], embeddings=rows)
    assert ami(np.repeat(range(4), 100), found.labels_) == pytest.approx(1)
