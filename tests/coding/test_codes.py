"""Codes change on the way: each change is a new edition with its reason, and codings follow."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from storylens import Project, StorylensError
from storylens.coding import codes
from storylens.store import codebooks
from tests.conftest import Ran


def _code(project: Project, name: str) -> str:
    found = codebooks.find_code(project.store.folder, name)[1]
    assert found is not None
    return found.id


def test_merging_takes_codings_over_and_retires_the_code(village: Project) -> None:
    first = village.highlight("w1", "we keep the key ourselves", "keys", by="Ada")
    village.highlight("w2", "written in my own name", "papers", by="Ada")
    moved = codes.merge(village.store, ["keys"], "papers", by="Ben", reason="one thing to tellers")
    assert [(one.code, one.supersedes) for one in moved] == [("papers", first.id)]
    assert village.codes().loc["papers", "by people"] == 2
    assert "keys" not in village.codes().index
    with pytest.raises(StorylensError, match="no code 'keys'"):
        codes.rename(village.store, "keys", "locks", by="Ada")


def test_an_id_is_never_used_again(village: Project) -> None:
    village.highlight("w1", "we keep the key ourselves", "keys", by="Ada")
    village.highlight("w1", "near the school", "papers", by="Ada")
    codes.merge(village.store, ["keys"], "papers", by="Ada", reason="one")
    assert codes.create(village.store, "keys", by="Ada").id == "keys-2"


def test_after_a_split_codings_wait_until_somebody_has_looked(village: Project) -> None:
    coding = village.highlight("w1", "we keep the key ourselves", "keys", by="Ada")
    assert [one.id for one in codes.split(village.store, "keys", ["holding", "locking"], by="Ada", reason="two")] == [
        "holding",
        "locking",
    ]
    waiting = village.work(by="Ada")
    assert waiting[waiting["to look at again"] == 1].title.tolist() == ["w1"]
    codes.recode(village.store, coding.id, "holding", by="Ada")
    assert village.work(by="Ada")["to look at again"].sum() == 0
    assert village.codes().loc["holding", "by people"] == 1


def test_a_split_is_into_two_or_more_and_a_code_not_merged_into_itself(village: Project) -> None:
    village.highlight("w1", "we keep the key ourselves", "keys", by="Ada")
    with pytest.raises(StorylensError, match="two or more"):
        codes.split(village.store, "keys", ["one"], by="Ada", reason="x")
    with pytest.raises(StorylensError, match="into itself"):
        codes.merge(village.store, ["keys"], "keys", by="Ada", reason="x")


def test_a_coding_keeps_the_edition_under_which_it_was_made(village: Project) -> None:
    before = village.highlight("w1", "we keep the key ourselves", "keys", by="Ada")
    codes.define(village.store, "keys", by="Ada", reason="was vague", definition="Who holds the key of a thing.")
    after = village.highlight("w1", "near the school", "keys", by="Ada")
    assert before.codebook_edition != after.codebook_edition
    said = village.view().codings.set_index("coding_id").codebook_edition
    assert said[before.id] == before.codebook_edition


def test_the_history_tells_in_words_what_changed_and_why(village: Project) -> None:
    codes.create(village.store, "keys", by="Ada")
    codes.rename(village.store, "keys", "Who holds the key", by="Ben")
    codes.split(village.store, "keys", ["holding", "locking"], by="Ben", reason="two things")
    told = [str(change) for change in village.code_history("own")]
    assert [line.partition(" (")[0] for line in told] == [
        "created keys",
        "renamed keys to Who holds the key",
        "created holding, because two things",
        "created locking, because two things",
        "split keys into holding and locking, because two things",
    ]
    editions = [(change.before, change.after) for change in village.code_history("own")]
    assert all(one[1] == other[0] for one, other in pairwise(editions))


def test_comments_in_a_codebook_survive_changes(village: Project) -> None:
    codes.define(village.store, "v.water", by="Ada", definition="Water, and who carries it.")
    text = (village.store.folder.codebooks / "village.yml").read_text(encoding="utf-8")
    assert "# Notes of the team stay in this file." in text
    assert "Water, and who carries it." in text


def test_every_change_has_its_command(village: Project, storylens: Callable[..., Ran]) -> None:
    here = ("-p", village.path, "--by", "Ada")
    coding = village.highlight("w1", "we keep the key ourselves", "keys", by="Ada").id
    steps = (
        ("new", "locks", "--definition", "What is locked"),
        ("rename", "locks", "Locks and doors"),
        ("define", "locks", "--include", "gates"),
        ("move", "locks", "--under", "keys"),
        ("move", "locks"),
        ("split", "keys", "--into", "holding", "--into", "lending", "--why", "two things"),
        ("recode", coding[:8], "holding"),
        ("merge", "lending", "--into", "holding", "--why", "hardly told"),
    )
    for step in steps:
        ran = storylens("codes", *step, *here)
        assert ran.code == 0, (step, ran.err)
    assert "merged lending into holding, because hardly told" in storylens("codes", "history", "-p", village.path).out
    assert "Locks and doors" in storylens("codes", "list", "-p", village.path).out
    assert _code(village, "Locks and doors") == "locks"
