"""An export can be explained later: what it was made from, and what has changed since."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from storylens import Project, StorylensError
from storylens.records.harvest import Outcome
from tests.helpers import VILLAGE, Told, drop
from tests.synthesis.book_helpers import write


def then_and_now(project: Project, since: int) -> dict[str, tuple[str, str]]:
    frame = project.exports(since=since).frame
    return {str(row.Index): (row[1], row[2]) for row in frame.itertuples()}


def test_nothing_has_changed_since_and_the_list_says_so(village: Project, tmp_path: Path) -> None:
    village.export(by="Tendai")
    village.export(by="Tendai", to=tmp_path / "again")
    assert then_and_now(village, 1) == {}
    assert "same bytes" in village.exports(since=1).notes[0]
    listed = village.exports().frame
    assert list(listed["since then"]) == ["nothing has changed"] * 2
    assert list(listed["same as"]) == ["", "1"]
    assert listed["inputs"].nunique() == 1


@pytest.mark.parametrize(
    ("change", "what", "part"),
    [
        (
            lambda made: made.highlight("w1", "near the school", "school", by="Ada"),
            "codings of Ada, accepted",
            "codings",
        ),
        (lambda made: write(made, Outcome(change_text="Women hold the key.")), "outcome-1", "entries"),
        (lambda made: made.store.folder.set("tables", "smallest_cell", "7"), "", "settings [tables]"),
        (lambda made: made.replace_name("zzalpha", by="Ada"), "", "names replaced"),
        (lambda made: made.consent("W1", "analysis", "withdrawn", by="Ada"), "teller W1", "consent"),
        (lambda made: made.memo("Look again.", by="Ada"), "", "memos and notes"),
    ],
)
def test_every_input_that_changes_is_told(
    village: Project, change: Callable[[Project], object], what: str, part: str
) -> None:
    if part == "names replaced":
        from storylens.prepare.names import NameKind, Proposal
        from storylens.store import names

        with village.store.writing() as connection:
            key = names.KeyFile(village.store.folder)
            names.add(connection, key, [Proposal(NameKind.PERSON, ("zzalpha",), 1)], {})
    village.export(by="Tendai")
    change(village)
    told = then_and_now(village, 1)
    assert part in told["inputs that differ"][1].split(", ")
    assert not what or what in told
    assert list(village.exports().frame["since then"]) == ["changed"]


def test_figures_and_tellers_are_told_as_they_were_and_are(village: Project) -> None:
    before = village.tables().table("themes").frame.loc["v.loan"]
    village.export(by="Tendai")
    village.consent("W2", "analysis", "withdrawn", by="Tendai")
    drop(village, Told("NEW", "The loan was small, zznew.", place="North"), Told("NEXT", "A loan again, zznext."))
    village.ingest()
    village.tag()
    after = village.tables().table("themes").frame.loc["v.loan"]
    told = then_and_now(village, 1)
    assert told["tellers on v.loan"] == (f"{before.tellers} of {before.of}", f"{after.tellers} of {after.of}")
    assert told["teller W2"] == ("counted", "left out: consent withdrawn")
    assert told["teller NEW"] == ("not counted", "counted")
    assert told["stories in the project"] == (str(len(VILLAGE)), str(len(VILLAGE) + 2))


def test_who_was_erased_is_missed_and_no_word_of_theirs_is_kept(village: Project) -> None:
    village.export(by="Tendai")
    village.erase(teller="W2", by="Tendai", reason="she asked")
    told = then_and_now(village, 1)
    assert ("counted", "left out: erased") in told.values()
    assert "zzbravo" not in village.exports(since=1).frame.to_csv() + village.exports().frame.to_csv()


def test_a_new_version_of_an_entry_is_told(village: Project) -> None:
    (number,) = write(village, Outcome(change_text="Women hold the key."))
    village.export(by="Tendai")
    village.entries.revise(number, {"change_text": "Women hold both keys."}, by="Ada", why="said so")
    assert then_and_now(village, 1)[number] == ("version 1", "version 2")


def test_quotes_are_explained_too(village: Project, tmp_path: Path) -> None:
    village.quotes(tmp_path / "quotes.docx", by="Tendai", codes=["v.loan"])
    village.highlight("w1", "near the school", "school", by="Ada")
    assert "v.loan" in village.exports().frame["asked for"].iloc[0]
    assert "codings of Ada, accepted" in then_and_now(village, 1)


def test_an_export_from_before_inputs_were_kept_is_said_to_be_so(village: Project) -> None:
    village.export(by="Tendai")
    with sqlite3.connect(village.store.folder.database) as connection:
        connection.execute("UPDATE export SET run = '{}'")
    table = village.exports(since=1)
    assert table.frame.empty
    assert "before inputs were kept" in table.notes[0]


def test_an_export_that_is_not_there_is_said(village: Project) -> None:
    with pytest.raises(StorylensError, match="no export 3"):
        village.exports(since=3)
