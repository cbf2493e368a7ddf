"""A harvest at work: drafts from what people coded, never from hope; checked, judged, rejected and merged."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from storylens import Project, StorylensError
from storylens.coding.actions import highlight
from tests.conftest import Ran
from tests.helpers import Told


@pytest.fixture
def coded(project: Callable[..., Project]) -> Project:
    made = project(
        Told("W1", ["We read the ledger ourselves now, zzledger.", "I hope the dam will be mended."]),
        Told("W2", ["My sister sold the field, zzfield. Then we stopped asking."]),
        Told("NO", ["We opened the school, zzschool."], consent="no"),
    )
    for document, words, polarity in (
        ("w1", "We read the ledger ourselves now, zzledger.", "changed to"),
        ("w1", "I hope the dam will be mended.", "changed to"),
        ("w2", "we stopped asking", "changed from"),
        ("w2", "My sister sold the field", "present"),
        ("no", "We opened the school", "changed to"),
    ):
        highlight(made.store, document, words, "books", by="Ada", polarity=polarity)
    return made


def test_drafts_come_of_what_people_coded_as_changed(coded: Project) -> None:
    drafts = coded.harvest.glean(by="Ada")
    told = [coded.entries.passages(kept.number).words.item() for kept in drafts]
    assert ["We read the ledger ourselves now, zzledger." in told[0], "we stopped asking" in told[1]] == [True, True]
    assert {kept.body.status for kept in drafts} == {"draft"}
    assert all(len(coded.entries.links(kept.number)) == 1 for kept in drafts)


def test_neither_hope_nor_refused_words_make_a_draft(coded: Project) -> None:
    drafts = coded.harvest.glean(by="Ada", codes=["books"])
    told = " ".join(coded.entries.passages(*(kept.number for kept in drafts)).words)
    assert "ledger" in told
    assert "dam" not in told
    assert "school" not in told


def test_a_draft_holds_no_word_of_the_teller(coded: Project) -> None:
    for kept in coded.harvest.glean(by="Ada", codes=["books"]):
        assert "zz" not in kept.body.model_dump_json()
        assert kept.body.change_text == ""


def test_a_draft_stands_on_the_statements_that_its_code_is_for(coded: Project) -> None:
    code = coded.view().codings.code.iloc[0]
    coded.entries.write("toc statement", {"column": "2", "text": "Books are open", "code": code}, by="Ada")
    coded.entries.write("toc statement", {"column": "1", "text": "Money", "code": "x"}, by="Ada")
    assert {kept.body.toc_statements for kept in coded.harvest.glean(by="Ada")} == {("toc-statement-1",)}


def test_each_draft_asks_its_source_for_what_is_missing(coded: Project) -> None:
    coded.harvest.glean(by="Ada")
    asked = coded.entries.listed("question")
    mine = asked[asked.about == "outcome-1"]
    assert set(mine.to) == {"W1"}
    assert "Who changed what they do?" in mine.text.tolist()
    assert "When was that: which month, quarter or year?" in mine.text.tolist()


def test_a_second_run_finds_nothing_new_not_even_what_was_rejected(coded: Project) -> None:
    coded.harvest.glean(by="Ada")
    coded.harvest.reject("outcome-1", "outside scope", by="Ben", why="before the programme")
    assert coded.harvest.glean(by="Ada") == []
    coded.highlight("w2", "My sister sold the field, zzfield.", "sold", by="Ada")
    assert len(coded.harvest.glean(by="Ada", codes=["sold"])) == 1


def test_suggestions_make_drafts_only_where_that_is_asked_for(village: Project) -> None:
    assert village.harvest.glean(by="Ada", codes=["v.water"]) == []
    drafts = village.harvest.glean(by="Ada", codes=["v.water"], suggested=True)
    assert drafts
    assert all("suggested v.water" in kept.reason for kept in drafts)


def test_claims_make_drafts_only_of_the_programme(project: Callable[..., Project]) -> None:
    made = project(
        Told("W1", ["Because of Open Ledger we stopped paying twice.", "The road broke because of the rain."])
    )
    settings = made.path / "storylens.toml"
    with settings.open("a", encoding="utf-8") as stream:
        stream.write('[programme]\nnames = ["Open Ledger"]\n')
    made.store.folder.set("quotes", "unchecked", "print")
    drafts = made.harvest.glean(by="Ada", claims=True)
    told = made.entries.passages(*(kept.number for kept in drafts))
    assert told.role.tolist() == ["outcome", "contribution"]
    assert all("Open Ledger" in words for words in told.words)


def test_claims_are_not_looked_for_where_the_programme_has_no_name(coded: Project) -> None:
    with pytest.raises(StorylensError, match="the programme is not named"):
        coded.harvest.glean(by="Ada", claims=True)


def test_what_is_unmet_is_listed_and_can_be_set_aside(coded: Project) -> None:
    coded.harvest.glean(by="Ada")
    assert "place" in coded.harvest.check("outcome-1").point.tolist()
    coded.harvest.overrule("outcome-1", "place", note="It would give them away.", by="Ada")
    table = coded.harvest.check("outcome-1").set_index("point")
    assert table["set aside"]["place"] == "It would give them away."
    with pytest.raises(StorylensError, match="no unmet point"):
        coded.harvest.overrule("outcome-1", "evidence", note="x", by="Ada")
    with pytest.raises(StorylensError, match="does not say note"):
        coded.harvest.overrule("outcome-1", "date", note=" ", by="Ada")


def test_what_is_merged_stays_with_where_it_went(coded: Project) -> None:
    coded.harvest.glean(by="Ada")
    kept = coded.harvest.merge(["outcome-2"], "outcome-1", by="Ada", why="one change")
    assert len(coded.entries.links(kept.number)) == 2
    gone = coded.entries.history("outcome-2")[-1].body
    assert (gone.status, gone.merged_into) == ("merged", "outcome-1")
    with pytest.raises(StorylensError, match="refer to itself"):
        coded.harvest.merge(["outcome-1"], "outcome-1", by="Ada", why="x")


def test_judges_may_differ_on_a_declared_axis(coded: Project) -> None:
    coded.entries.write("harvest", {"name": "H", "axes": "significance"}, by="Ada")
    coded.harvest.glean(by="Ada", harvest="harvest-1")
    for judge, value in (("Ada", "high"), ("Ben", "low")):
        coded.harvest.judge("outcome-1", "significance", value, by=judge, why="so I see it")
    assert coded.entries.listed("judgement").value.tolist() == ["high", "low"]


def test_a_draw_leaves_out_what_is_withheld_or_rejected_and_repeats_with_its_seed(village: Project) -> None:
    for number in range(8):
        village.entries.write("outcome", {"change_text": f"n{number}"}, by="Ada")
    village.entries.revise("outcome-1", {"withheld": "unsafe"}, by="Ada", why="safety")
    village.harvest.reject("outcome-2", "duplicate", by="Ada", why="twice")
    village.entries.write("outcome", {"name": "a passage and no statement"}, by="Ada")
    drawn = village.harvest.draw(6, seed=3)
    assert sorted(drawn) == [f"outcome-{n}" for n in range(3, 9)]
    assert village.harvest.draw(3, seed=3) == village.harvest.draw(3, seed=3)
    assert len({tuple(village.harvest.draw(3, seed=seed)) for seed in range(9)}) > 1


def test_commands(coded: Project, storylens: Callable[..., Ran]) -> None:
    here = ("-p", coded.path, "--by", "Ada")
    storylens("entries", "write", "harvest", "name=H", "axes=significance", *here)
    steps = (
        (("glean", "--harvest", "harvest-1", *here), "2 drafts"),
        (("check", "-p", coded.path), "no place is given"),
        (("overrule", "outcome-1", "place", "--note", "safety", *here), "Wrote overrule-1"),
        (("judge", "outcome-1", "significance", "high", "--why", "first time", *here), "Wrote judgement-1"),
        (("draw", "1", "-p", coded.path), "seed 1"),
        (("merge", "outcome-2", "--into", "outcome-1", "--why", "one", *here), "Merged outcome-2"),
        (("reject", "outcome-1", "outside scope", "--why", "too old", *here), "is rejected"),
    )
    for arguments, says in steps:
        ran = storylens("harvest", *arguments)
        assert ran.code == 0, (arguments, ran.err)
        assert says in ran.out, (arguments, ran.out)
