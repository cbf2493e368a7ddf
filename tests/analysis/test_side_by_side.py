"""What several people made of the same words, side by side."""

from __future__ import annotations

import pytest

from storylens import Project, StorylensError
from tests.helpers import NEVER_PRINTED

W1 = "The borehole is near the school now, zzalpha, and we keep the key ourselves."


@pytest.fixture
def coded(village: Project) -> Project:
    """Two coders agree on one stretch, differ on another, and one of them codes a held passage and a refused one."""
    for by in ("Ada", "Ben"):
        village.highlight("w1", "The borehole is near the school", "water", by=by, memo=f"memo of {by}")
        village.highlight("held", "The pump is far.", "water", by=by)
        village.highlight("held", "because of the borehole", "water", by=by)
        village.highlight("no", "The borehole was never for us", "water", by=by)
    village.highlight("w1", "we keep the key ourselves", "keys", by="Ada")
    return village


def test_codes_and_memos_stand_beside_each_other_by_stretch(coded: Project) -> None:
    table = coded.side_by_side(document="w1")
    assert list(table.frame.columns) == ["words", "Ada", "Ben"]
    assert table.frame.words.tolist() == ["The borehole is near the school", "we keep the key ourselves"]
    assert table.frame.Ada.tolist() == ["v.water (memo of Ada)", "keys"]
    assert table.frame.Ben.tolist() == ["v.water (memo of Ben)", ""]
    [coding] = table.behind(table.frame.index[0], "Ben")
    assert coded.trace(coding)


def test_only_what_differs_is_kept_where_that_is_asked_for(coded: Project) -> None:
    assert coded.side_by_side(document="w1", differing=True).frame.words.tolist() == ["we keep the key ourselves"]


def test_what_is_held_or_refused_is_in_no_row(coded: Project) -> None:
    table = coded.side_by_side()
    text = table.frame.to_csv()
    assert "The pump is far." in text
    assert not [word for word in NEVER_PRINTED if word in text]
    assert "because of the borehole" not in text
    assert "never for us" not in text


def test_a_blind_sample_stays_blind_until_all_are_done(coded: Project) -> None:
    coded.draw_sample("pilot", ["Ada", "Ben"], share=1, by="Ada")
    with pytest.raises(StorylensError, match="coded by two people"):
        coded.side_by_side(sample="pilot")
    coded.coded("w1", by="Ada")
    with pytest.raises(StorylensError, match="coded by two people"):
        coded.side_by_side(sample="pilot")
    coded.coded("w1", by="Ben")
    assert len(coded.side_by_side(sample="pilot").frame) == 2


def test_it_works_under_the_reflexive_stance_which_leaves_coefficients_out(coded: Project) -> None:
    coded.store.folder.set("project", "stance", "reflexive")
    assert len(coded.side_by_side(document="w1").frame) == 2
    with pytest.raises(StorylensError, match="reflexive"):
        coded.agreement()
    with pytest.raises(StorylensError, match="reflexive"):
        coded.settle("w1", [], by="Ada", why="we agree")


def test_what_coders_made_is_still_shown_after_a_gold_layer(coded: Project) -> None:
    coded.settle("w1", [], by="Ada", why="neither holds")
    assert coded.side_by_side(document="w1").frame.Ben.tolist() == ["v.water (memo of Ben)", ""]
