"""Two copies of a project become one: both people's work is there, and what they disagree on is listed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from storylens import Project, StorylensError
from storylens.coding import codes
from storylens.records.harvest import Outcome
from storylens.store import entries
from tests.conftest import Ran
from tests.helpers import Told, drop, holding


@pytest.fixture
def copies(village: Project, tmp_path: Path) -> Iterator[tuple[Project, Project]]:
    """Ada's copy, and Ben's, which she gave him after drawing a sample and writing a draft."""
    village.draw_sample("pilot", ["Ada", "Ben"], share=1, by="Ada")
    with village.store.writing() as connection:
        entries.add(connection, Outcome(name="Keys", change_text="They kept the key."), by="Ada")
    village.store.close()
    bens = Project.open(shutil.copytree(village.path, tmp_path / "bens"))
    yield Project.open(village.path), bens
    bens.store.close()


def _standing(project: Project) -> list[tuple[str, str, str]]:
    rows = project.view().codings.query("coder_kind == 'person'")
    return sorted(zip(rows.coder, rows.code, rows.text, strict=True))


def test_both_peoples_codings_memos_and_codes_are_kept(copies: tuple[Project, Project]) -> None:
    ada, ben = copies
    ada.highlight("w1", "near the school", "places", by="Ada")
    ben.highlight("w2", "in my own name", "names on paper", by="Ben")
    ben.memo("What is a name worth?", about="names on paper", by="Ben")
    codes.define(ben.store, "names on paper", by="Ben", reason="to be clear", definition="Whose name is written.")
    done = ada.merge(ben.path, by="Ada")
    assert (done.codings, done.memos, done.codes) == (1, 1, ["names-on-paper"])
    assert _standing(ada) == [
        ("Ada", "places", "near the school"),
        ("Ben", "names-on-paper", "in my own name"),
    ]
    assert ada.memos("names on paper").by.tolist() == ["Ben"]
    assert "defined names-on-paper, because to be clear" in " ".join(map(str, ada.code_history()))


def test_merging_again_brings_nothing_and_the_other_way_round_makes_them_equal(
    copies: tuple[Project, Project],
) -> None:
    ada, ben = copies
    ada.highlight("w1", "near the school", "places", by="Ada")
    ben.highlight("w2", "in my own name", "places", by="Ben")
    ada.merge(ben.path, by="Ada")
    again = ada.merge(ben.path, by="Ada")
    assert (again.documents, again.codings, again.memos, again.codes) == (0, 0, 0, [])
    ben.merge(ada.path, by="Ben")
    assert _standing(ada) == _standing(ben)


def test_a_blind_sample_opens_when_both_are_done_each_in_their_copy(copies: tuple[Project, Project]) -> None:
    ada, ben = copies
    for project, by in ((ada, "Ada"), (ben, "Ben")):
        project.highlight("w1", "near the school", "places", by=by)
        project.coded("w1", by=by)
    ada.merge(ben.path, by="Ada")
    assert ada.side_by_side(document="w1", sample="pilot").frame.Ben.tolist() == ["places"]


def test_a_gold_layer_settled_in_the_other_copy_counts(copies: tuple[Project, Project]) -> None:
    ada, ben = copies
    coding = ben.highlight("w1", "near the school", "places", by="Ben")
    ben.settle("w1", [coding.id], by="Ben", why="we talked")
    ada.highlight("w1", "zzalpha", "noise", by="Ada")
    ada.merge(ben.path, by="Ada")
    rows = ada.view().codings
    assert rows[rows.document_id == coding.document_id].code.tolist() == ["places"]


def test_two_decisions_on_one_suggestion_are_both_kept_and_listed(copies: tuple[Project, Project]) -> None:
    ada, ben = copies
    suggestion = ada.view().codings.query("state == 'suggested'").coding_id.iloc[0]
    ada.accept(suggestion, by="Ada")
    ben.reject(suggestion, by="Ben")
    conflicts = ada.merge(ben.path, by="Ada").conflicts
    assert len(conflicts) == 1
    assert "decided on in both copies" in conflicts[0]
    assert "Ada" in conflicts[0]
    assert "Ben" in conflicts[0]


def test_an_entry_revised_in_both_keeps_all_versions_and_is_listed_once(copies: tuple[Project, Project]) -> None:
    ada, ben = copies
    for project, by in ((ada, "Ada"), (ben, "Ben")):
        with project.store.writing() as connection:
            body = Outcome(name="Keys", change_text=f"They kept the key, says {by}.")
            entries.revise(connection, "outcome-1", body, by=by, reason="clearer")
    with ben.store.writing() as connection:
        entries.add(connection, Outcome(name="Loans"), by="Ben")
    conflicts = ada.merge(ben.path, by="Ada").conflicts
    assert len(conflicts) == 1
    assert conflicts[0].startswith("outcome-1 was revised in both copies: by Ada, whose words stand, and by Ben")
    assert ada.merge(ben.path, by="Ada").conflicts == []
    with ada.store.reading() as connection:
        said = [kept.body.change_text for kept in entries.history(connection, Outcome, "outcome-1")]
        assert said == [
            "They kept the key.",
            "They kept the key, says Ada.",
            "They kept the key, says Ben.",
            "They kept the key, says Ada.",
        ]
        assert [kept.body.name for kept in entries.every(connection, Outcome)] == ["Keys", "Loans"]


def test_what_was_erased_here_does_not_come_back(copies: tuple[Project, Project]) -> None:
    ada, ben = copies
    coding = ben.highlight("w1", "near the school", "places", by="Ben")
    for about in ("w1", coding.id):
        ben.memo("She said zzalpha.", about=about, by="Ben")
    ada.erase(teller="W1", by="Ada", reason="she asked")
    done = ada.merge(ben.path, by="Ada")
    assert done.documents == 0
    assert holding(ada.path, "zzalpha") == []
    assert "W1" not in ada.tellers().index


def test_what_was_erased_there_is_listed_for_a_person(copies: tuple[Project, Project]) -> None:
    ada, ben = copies
    ben.erase(teller="W1", by="Ben", reason="she asked")
    conflicts = ada.merge(ben.path, by="Ada").conflicts
    assert any("W1 was erased in the other copy" in conflict for conflict in conflicts)


def test_new_stories_and_exports_of_the_other_copy_come_over(copies: tuple[Project, Project]) -> None:
    ada, ben = copies
    drop(ben, Told("NEW", "A new well, zznew.", place="North"))
    ben.ingest()
    for project, by in ((ada, "Ada"), (ben, "Ben")):
        project.export(by=by)
    done = ada.merge(ben.path, by="Ada")
    assert done.documents == 1
    assert "NEW" in ada.tellers().index
    assert len(ada.consent("W1", "analysis", "withdrawn", by="Ada")) == 2  # both exports held her words


def test_another_project_is_refused(
    village: Project, project: Callable[..., Project], storylens: Callable[..., Ran]
) -> None:
    other = project(Told("T1", "Something else."))
    with pytest.raises(StorylensError, match="no document in common"):
        village.merge(other.path, by="Ada")
    assert storylens("merge", other.path, "-p", village.path).code != 0


def test_what_refers_to_a_story_or_an_entry_refers_to_the_same_in_the_merged_copy(
    copies: tuple[Project, Project],
) -> None:
    from storylens.records.contribution import ChainLink, ContributionClaim
    from storylens.records.learning import Selection, Sorting
    from tests.synthesis.book_helpers import code_of

    ada, ben = copies
    for project, name in ((ada, "ADAS"), (ben, "BENS")):  # both have an eleventh story, and a first claim
        drop(project, Told(name, f"A new well, zz{name.lower()}, and nobody asked for it."))
        project.ingest()
        code = code_of(project, name.lower())
        with project.store.writing() as connection:
            entries.add(connection, ContributionClaim(text=name), by=name)
            entries.add(connection, ChainLink(claim="claim-1", order=1, cause="x", effect="y"), by=name)
            entries.add(connection, Selection(panel="panel-1", story=code, chosen=True), by=name)
            entries.add(connection, Sorting(group=name, pile="p", stories=(code,)), by=name)
    assert code_of(ada, "adas") == code_of(ben, "bens")
    ada.merge(ben.path, by="Ada")
    with ada.store.reading() as connection:
        claims = {kept.body.text: kept.number for kept in entries.every(connection, ContributionClaim)}
        links = {kept.author: kept.body.claim for kept in entries.every(connection, ChainLink)}
        chosen = {kept.author: kept.body.story for kept in entries.every(connection, Selection)}
        sorted_ = {kept.author: kept.body.stories for kept in entries.every(connection, Sorting)}
    assert links == claims
    assert chosen == {name: code_of(ada, name.lower()) for name in ("ADAS", "BENS")}
    assert sorted_ == {name: (code,) for name, code in chosen.items()}
    assert ada.merge(ben.path, by="Ada").conflicts == []


def test_the_code_of_who_was_erased_here_is_no_others_in_what_comes_over(copies: tuple[Project, Project]) -> None:
    from storylens.records.network import Tie

    ada, ben = copies
    with ben.store.writing() as connection:
        entries.add(connection, Tie(one="W1", other="W2"), by="Ben")
    ada.erase(teller="W1", by="Ada", reason="she asked")
    ada.merge(ben.path, by="Ada")
    with ada.store.reading() as connection:
        assert [kept.body.one for kept in entries.every(connection, Tie)] == [""]
