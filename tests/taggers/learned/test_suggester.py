"""What a user can rely on in the estimator that learns codes."""

import pickle

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from storylens.records import StorylensError
from storylens.taggers.learned import CodeSuggester

WATER = ["the pump {} no water", "we carry water from the {} well", "the borehole {} dry", "water in the {} tap"]
SCHOOL = ["the teacher {} the class", "school fees for {} child", "my {} pupils read", "a {} exam at the school"]
FILL = ["gave", "old", "was", "second", "left", "first"]


def by_words(texts):
    """A stand-in for embeddings: no model is needed to test what is learned from words."""
    return np.zeros((len(texts), 1), np.float32)


@pytest.fixture(scope="module")
def coded():
    texts, rows, groups = [], [], []
    for group, word in enumerate(FILL):
        for code, patterns in enumerate((WATER, SCHOOL)):
            for pattern in patterns:
                texts.append(pattern.format(word))
                rows.append([code == 0, code == 1, False])
                groups.append(group)
    return texts, pd.DataFrame(np.array(rows, float), columns=["water", "school", "never used"]), groups


@pytest.fixture(scope="module")
def model(coded):
    return CodeSuggester(encoder=by_words).fit(*coded)


def test_learns_codes_of_unseen_texts(model):
    said = model.predict(["the well has water", "the school has a new teacher"])
    assert said.tolist() == [[1, 0, 0], [0, 1, 0]]


def test_probabilities_lie_between_0_and_1_and_an_unused_code_is_never_likely(model, coded):
    chances = model.predict_proba(coded[0])
    assert chances.shape == (len(coded[0]), 3)
    assert ((chances >= 0) & (chances <= 1)).all()
    assert (chances[:, 2] < 0.1).all()


def test_a_sparse_matrix_is_read_as_the_same_codes(model, coded):
    from scipy.sparse import csr_array

    texts, codes, groups = coded
    again = CodeSuggester(encoder=by_words).fit(texts, csr_array(codes.to_numpy()), groups)
    assert np.allclose(again.predict_proba(texts[:3]), model.predict_proba(texts[:3]))


def test_suggests_by_name_the_likeliest_first(model):
    ((first, *_),) = model.suggest(["the well has water"])
    assert first.code == "water"
    assert first.probability > model.threshold_


def test_with_one_transcript_it_answers_but_suggests_nothing(coded):
    texts, codes, _ = coded
    model = CodeSuggester(encoder=by_words).fit(texts, codes, [0] * len(texts))
    assert model.predict(["the well has water"]).shape == (1, 3)
    assert model.suggest(["the well has water"]) == [[]]


def test_codes_at_random_earn_no_trust(coded):
    texts, _, groups = coded
    noise = (np.random.default_rng(0).random((len(texts), 3)) < 0.2).astype(float)
    assert not CodeSuggester(encoder=by_words).fit(texts, noise, groups).trusted_.any()


def test_neither_order_nor_company_of_texts_changes_an_answer(model, coded):
    texts = coded[0]
    together = model.predict_proba(texts)
    np.testing.assert_allclose(model.predict_proba(texts[::-1])[::-1], together, atol=1e-9)
    np.testing.assert_allclose(model.predict_proba(texts[:1]), together[:1], atol=1e-9)


def test_a_definition_helps_where_there_is_no_example(coded):
    texts, codes, groups = coded
    told = CodeSuggester({"never used": "land, plots, title deeds and who owns the field"}, encoder=by_words)
    chance = told.fit(texts, codes, groups).predict_proba(["who owns the field and the title deeds"])[0]
    without = CodeSuggester(encoder=by_words).fit(texts, codes, groups)
    assert chance[2] > without.predict_proba(["who owns the field and the title deeds"])[0][2]


def test_a_code_is_at_least_as_likely_as_one_below_it(coded):
    texts, codes, groups = coded
    model = CodeSuggester(parents={"water": "never used"}, encoder=by_words).fit(texts, codes, groups)
    chances = model.predict_proba(texts)
    assert (chances[:, 2] >= chances[:, 0]).all()


def test_an_update_is_the_same_as_fitting_with_the_decision(coded):
    texts, codes, groups = coded
    open_ = codes.copy()
    open_.iloc[3] = np.nan
    updated = CodeSuggester(encoder=by_words).fit(texts, open_, groups).update(3, codes.iloc[3])
    whole = CodeSuggester(encoder=by_words).fit(texts, codes, groups)
    np.testing.assert_allclose(updated.predict_proba(texts), whole.predict_proba(texts), atol=0.01)
    np.testing.assert_array_equal(updated.predict(texts), whole.predict(texts))


def test_a_decision_can_be_taken_back(coded):
    texts, codes, groups = coded
    open_ = codes.copy()
    open_.iloc[3] = np.nan
    before = CodeSuggester(encoder=by_words).fit(texts, open_, groups)
    chances = before.predict_proba(texts)
    after = before.update(3, [0, 1, 0]).update(3, [np.nan] * 3)
    np.testing.assert_allclose(after.predict_proba(texts), chances, atol=0.01)
    assert 3 not in after.coded_


def test_one_more_row_and_column_gives_the_inverse_of_the_whole():
    from storylens.taggers.learned.heads import bordered

    rows = np.random.default_rng(2).normal(size=(9, 5))
    whole = rows @ rows.T + np.eye(9)
    made = bordered(np.linalg.inv(whole[:-1, :-1]), whole[:-1, -1], whole[-1, -1])
    np.testing.assert_allclose(made, np.linalg.inv(whole), atol=1e-9)


def test_what_it_says_of_left_out_groups_is_what_refitting_without_them_says():
    from storylens.taggers.learned.heads import Ridge

    chance = np.random.default_rng(1)
    rows, given = chance.normal(size=(12, 4)), chance.random((12, 2))
    groups, alike = np.arange(12) // 3, rows @ rows.T
    whole = Ridge(np.linalg.inv(alike + np.eye(12)), given, groups)
    mean = given.mean(axis=0)
    for group in range(4):
        out = groups == group
        dual = np.linalg.solve(alike[np.ix_(~out, ~out)] + np.eye(9), given[~out] - mean)
        np.testing.assert_allclose(whole.left_out[out], alike[np.ix_(out, ~out)] @ dual + mean, atol=1e-9)


def test_says_what_to_code_next_each_once(model):
    pool = ["the market was full", "the market was empty", "water in the tap", "prices at the market rose"]
    found = model.next_to_code(pool, 3)
    assert len({one.place for one in found}) == 3
    assert pool[found[0].place] != "water in the tap"
    assert all(0 <= one.help <= 1 for one in found)


def test_is_an_estimator_like_others(coded):
    model = CodeSuggester(encoder=by_words, trust=0.7)
    assert clone(model).get_params() == model.get_params()
    with pytest.raises(NotFittedError):
        model.predict(["a"])
    again = pickle.loads(pickle.dumps(model.fit(*coded)))
    np.testing.assert_array_equal(again.predict(coded[0]), model.predict(coded[0]))


@pytest.mark.parametrize(
    ("texts", "codes", "says"),
    [
        (["a", "b"], [[1]], "differ in number"),
        (["a"], [[2]], "neither 0 nor 1"),
        (["a"], [[np.nan]], "no passage is coded"),
        ([1], [[1]], "not texts"),
    ],
)
def test_wrong_input_is_told_in_a_sentence(texts, codes, says):
    with pytest.raises(StorylensError, match=says):
        CodeSuggester(encoder=by_words).fit(texts, codes)


def test_predict_answers_where_all_or_no_passages_bear_a_code():
    for value in (0, 1):
        model = CodeSuggester(encoder=by_words).fit(["a b", "c d", "e f"], [[value]] * 3, [0, 1, 2])
        assert model.predict(["a b"]).tolist() == [[value]]
