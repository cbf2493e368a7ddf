"""Several coders: a drawn sample, blind until all are done, and a gold layer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from storylens import Project, StorylensError
from storylens.coding.together import Stance, stance_of
from storylens.widget.desk import Desk
from tests.conftest import Ran
from tests.helpers import Told

VILLAGERS = [
    Told(f"{place[0]}{n}", f"The pump of {place} broke, number {n}.", place=place)
    for place in ("North", "South")
    for n in range(5)
]


@pytest.fixture
def made(project: Callable[..., Project]) -> Project:
    return project(*VILLAGERS, Told("E1", "Only one of the East.", place="East"))


def _drawn(project: Project, name: str) -> list[str]:
    return project.samples(name).document.drop_duplicates().tolist()


def test_a_sample_has_some_of_each_stratum_and_the_same_for_the_same_seed(made: Project) -> None:
    for name in ("one", "again"):
        made.draw_sample(name, ["Ada", "Ben"], share=0.4, by="Ada", stratified_by="place", seed=7)
    first = _drawn(made, "one")
    assert first == _drawn(made, "again")
    assert sorted(title[0] for title in first) == ["e", "n", "n", "s", "s"]
    seeds = range(1, 9)
    for seed in seeds:
        made.draw_sample(f"seed {seed}", ["Ada", "Ben"], share=0.4, by="Ada", stratified_by="place", seed=seed)
    assert len({tuple(_drawn(made, f"seed {seed}")) for seed in seeds}) > 1


@pytest.mark.parametrize(
    ("coders", "share", "by", "says"),
    [
        (["Ada"], 0.2, "kind", "two coders"),
        (["Ada", "Ada"], 0.2, "kind", "two coders"),
        (["Ada", "Ben"], 0, "kind", "no share"),
        (["Ada", "Ben"], 1.5, "kind", "no share"),
        (["Ada", "Ben"], 0.2, "shoe size", "neither documents nor tellers"),
    ],
)
def test_a_sample_that_cannot_be_is_refused(made: Project, coders: list[str], share: float, by: str, says: str) -> None:
    with pytest.raises(StorylensError, match=says):
        made.draw_sample("x", coders, share=share, by="Ada", stratified_by=by)
    assert made.samples("x").empty


def test_a_name_is_drawn_once(made: Project) -> None:
    made.draw_sample("one", ["Ada", "Ben"], by="Ada")
    with pytest.raises(StorylensError, match="already"):
        made.draw_sample("one", ["Ada", "Ben"], by="Ada")


def test_others_codings_are_hidden_until_all_have_done(made: Project) -> None:
    made.draw_sample("blind", ["Ada", "Ben"], share=1, by="Ada")
    made.highlight("n0", "The pump", "water", by="Ben")

    def seen_by(coder: str) -> list[str]:
        return [one["coder"] for one in Desk(made.store, coder).answer({"ask": "open", "document": "n0"})["codings"]]

    assert seen_by("Ada") == []
    assert seen_by("Ben") == ["Ben"]
    assert seen_by("Chikondi") == ["Ben"]  # who does not code this sample is not blind
    made.coded("n0", by="Ada")
    assert seen_by("Ada") == []
    made.coded("n0", by="Ben")
    assert seen_by("Ada") == ["Ben"]


def test_done_is_said_once_and_only_by_whom_it_waits_for(made: Project) -> None:
    made.draw_sample("one", ["Ada", "Ben"], share=1, by="Ada")
    assert made.coded("n0", by="Ada") == 1
    for who in ("Ada", "Chikondi"):
        with pytest.raises(StorylensError, match="does not wait"):
            made.coded("n0", by=who)
    listed = made.samples("one").reset_index().query("document == 'n0'").set_index("coder")
    assert listed.done["Ada"] != ""
    assert listed.done["Ben"] == ""


def test_only_the_gold_layer_counts_once_it_is_settled_and_all_else_stays(made: Project) -> None:
    kept = made.highlight("n0", "The pump", "water", by="Ada")
    other = made.highlight("n0", "broke", "harm", by="Ben")
    gold = made.settle("n0", [kept.id], by="Chikondi", why="talked through on Monday")
    assert [(one.code, one.memo, one.basis["decided by"]) for one in gold] == [
        ("v.water", "talked through on Monday", "Chikondi")
    ]
    counted = made.view().codings
    assert counted[counted.document_id == kept.document_id].coding_id.tolist() == [gold[0].id]
    assert "broke" in made.side_by_side(document="n0").frame.words.tolist()
    assert "Chikondi" in made.trace(gold[0].id)
    made.settle("n0", [other.id], by="Chikondi", why="read again")
    counted = made.view().codings
    assert counted[counted.document_id == kept.document_id].code.tolist() == ["harm"]


def test_settling_needs_a_reason(made: Project) -> None:
    with pytest.raises(StorylensError, match="reason"):
        made.settle("n0", [], by="Ada", why="  ")


def test_a_stance_is_one_of_three_or_none(made: Project) -> None:
    assert stance_of(made.store) is None
    made.store.folder.set("project", "stance", "codebook")
    assert stance_of(made.store) is Stance.CODEBOOK
    made.store.folder.set("project", "stance", "grounded")
    with pytest.raises(StorylensError, match="no stance"):
        stance_of(made.store)


def test_the_whole_way_in_commands(made: Project, storylens: Callable[..., Ran]) -> None:
    here = ("-p", made.path)
    drawn = storylens("sample", "draw", "pilot", "--coder", "Ada", "--coder", "Ben", "--share", "1", *here)
    assert drawn.code == 0, drawn.err
    ids = {}
    for coder, words in (("Ada", "The pump of North broke"), ("Ben", "The pump of North")):
        storylens("highlight", "n0", words, "water", "--by", coder, *here)
        ids[coder] = made.view().codings.query(f"coder == '{coder}'").coding_id.iloc[0]
        assert storylens("sample", "done", "n0", "--by", coder, *here).code == 0
    assert "v.water" in storylens("sample", "compare", "pilot", *here).out
    settled = storylens("sample", "settle", "n0", "--keep", ids["Ada"], "--why", "the whole clause", *here)
    assert "1 codings hold" in settled.out
    agreed = storylens("agreement", "--sample", "pilot", *here)
    assert agreed.code == 0, agreed.err
    assert "v.water" in agreed.out
