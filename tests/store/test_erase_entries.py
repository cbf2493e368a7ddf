"""What people wrote on nothing but erased words goes with them; what stands on more is for people to read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from storylens import Project, StorylensError
from tests.helpers import holding


@pytest.fixture
def written(village: Project) -> Project:
    """Outcome 1 stands on W1 alone and has been judged, outcome 2 on W1 and W2, outcome 3 on nothing."""
    write, link = village.entries.write, village.entries.link
    write("harvest", {"name": "H", "axes": "sign", "questions": "Q?"}, by="Ada")
    for text in ("Zzone kept the key.", "Zztwo kept it.", "Zzthree kept it."):
        write("outcome", {"harvest": "harvest-1", "change_text": text}, by="Ada")
    village.entries.revise("outcome-1", {"place": "zzplace"}, by="Ada", why="zzwhy")
    link("outcome-1", "w1", "we keep the key ourselves", by="Ada")
    link("outcome-2", "w1", "near the school", by="Ada")
    link("outcome-2", "w2", "I took a loan for it", by="Ada")
    village.harvest.judge("outcome-1", "sign", "mixed", by="Ada", why="zzjudged")
    write("question", {"about": "outcome-1", "text": "zzasked-of-her"}, by="Ada")
    village.harvest.answer("harvest-1", "1", "Keys moved.", outcomes=["outcome-1", "outcome-2"], by="Ada")
    return village


@pytest.mark.parametrize("what", [{"teller": "W1"}, {"document": "w1"}])
def test_an_entry_that_stood_on_nothing_else_is_gone_with_what_hangs_on_it(
    written: Project, what: dict[str, str]
) -> None:
    done = written.erase(**what, by="Ada", reason="asked")
    assert done.entries == ["judgement-1", "outcome-1", "question-1"]
    assert done.to_read == ["outcome-2"]
    assert "outcome-2" in str(done)
    assert list(written.entries.listed("outcome").index) == ["outcome-2", "outcome-3"]
    assert written.entries.listed("harvest answer").outcomes["harvest-answer-1"] == "outcome-2"
    written.store.close()
    assert holding(written.path, ["Zzone", "zzplace", "zzwhy", "zzjudged", "zzasked-of-her"]) == []
    assert holding(written.path, "Zztwo")


def test_its_number_never_means_something_else_and_a_merge_does_not_bring_it_back(
    written: Project, tmp_path: Path
) -> None:
    shutil.copytree(written.path, tmp_path / "copy")
    written.erase(teller="W1", by="Ada", reason="asked")
    written.merge(tmp_path / "copy", by="Ada")
    assert list(written.entries.listed("outcome").index) == ["outcome-2", "outcome-3"]
    with pytest.raises(StorylensError, match="no outcome 'outcome-1'"):
        written.entries.versions("outcome-1")
    assert (
        written.entries.write(
            "judgement", {"outcome": "outcome-2", "axis": "sign", "value": "mixed", "judge": "B", "why": "so"}, by="Ben"
        ).number
        == "judgement-2"
    )


def test_where_others_tell_in_the_same_document_only_the_tellers_own_words_count(village: Project) -> None:
    lines = ["A: I gave a bag, zzbag.", "B: A bag is nothing.", "A: It was all I had.", "B: I know. A pity."]
    (village.store.folder.inbox / "pair.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    village.ingest()
    (first,) = [code for code, row in village.tellers().iterrows() if "A in inbox/pair.txt" in row["speaks as"]]
    for text, words in (("zzone", "I gave a bag"), ("zztwo", "A bag is nothing")):
        number = village.entries.write("outcome", {"change_text": text}, by="Ada").number
        village.entries.link(number, "pair.txt", words, by="Ada")
    done = village.erase(teller=str(first), by="Ada", reason="asked")
    assert done.blanked
    assert (done.entries, done.to_read) == (["outcome-1"], [])
    assert village.entries.history("outcome-2")
    with pytest.raises(StorylensError, match="no outcome"):
        village.entries.history("outcome-1")
