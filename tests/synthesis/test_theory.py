"""The theory of change: gaps shown as zero, dated revisions, and a drawing that says what was told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from storylens import Project, StorylensError
from storylens.codebook.load import load, shipped
from storylens.records.contribution import Assumption, TocLink, TocStatement
from storylens.records.harvest import Outcome
from storylens.store import entries
from storylens.synthesis.theory import theory_diagram, theory_links, theory_revisions, theory_table
from storylens.synthesis.theory_example import statements_of
from tests.conftest import Ran
from tests.synthesis.book_helpers import book, stand_on, write


def theory(project: Project) -> None:
    write(
        project,
        TocStatement(column=1, text="Loans & <grants>", since="2023"),
        TocStatement(column=2, text="Pumps run", code="v.water"),
        TocLink(cause="toc-statement-1", effect="toc-statement-2"),
        Assumption(text="Spare parts can be had", toc_link="toc-link-1"),
        Assumption(text="The river floods", risk=True, status="occurred"),
    )


def test_a_statement_on_which_nothing_was_found_is_a_gap_with_zero(village: Project) -> None:
    theory(village)
    write(
        village,
        Outcome(change_text="a", toc_statements=("toc-statement-2",), sign="negative"),
        Outcome(change_text="b", toc_statements=("toc-statement-2",)),
        Outcome(change_text="c", toc_statements=("toc-statement-1",), status="rejected"),
    )
    table = theory_table(book(village))
    assert list(table.frame["outcomes"]) == [0, 2]
    assert list(table.frame["negative outcomes"]) == [0, 1]
    assert list(table.frame["gap"]) == ["nothing yet", ""]
    assert table.behind("toc-statement-2", "negative outcomes") == ("outcome-1",)


def test_suggestions_of_a_machine_are_not_counted_and_a_passage_twice_over_is_one(village: Project) -> None:
    theory(village)
    assert list(theory_table(book(village)).frame["tellers"]) == [0, 0]
    village.highlight("w3", "We paid for the pump together", "v.water", by="Tendai")
    stand_on(village, "toc-statement-2", "w3", "We paid for the pump together")
    row = theory_table(book(village)).frame.loc["toc-statement-2"]
    assert (row["tellers"], row["citations"]) == (1, 1)


def test_assumptions_and_risks_say_their_status_or_that_nobody_judged(village: Project) -> None:
    theory(village)
    stand_on(village, "assumption-1", "w3", "then we paid for it again", "contradicts")
    frame = theory_links(book(village)).frame
    assert dict(frame["what"]) == {"toc-link-1": "link", "assumption-1": "assumption", "assumption-2": "risk"}
    assert dict(frame["status"])["assumption-1"] == "nobody judged"
    assert frame.loc["assumption-1", "tellers against"] == 1
    assert frame.loc["assumption-2", "status"] == "occurred"


def test_revisions_keep_who_and_why(village: Project) -> None:
    theory(village)
    with village.store.writing() as connection:
        new = TocStatement(column=1, text="Loans only", since="2024")
        entries.revise(connection, "toc-statement-1", new, by="Rudo", reason="grants ended")
    frame = theory_revisions(book(village)).frame
    assert frame.loc["toc-statement-1 v1", "says"] == "Loans & <grants>"
    assert tuple(frame.loc["toc-statement-1 v2", ["says", "by", "reason"]]) == ("Loans only", "Rudo", "grants ended")


def test_the_drawing_shows_gaps_dashed_untold_links_dotted_and_n_of_all(village: Project) -> None:
    theory(village)
    untold = theory_diagram(book(village))
    words = "".join(ElementTree.fromstring(untold).itertext())
    assert "Loans & <grants>" in words
    assert f"0 of {book(village).n}" in words
    assert 'stroke-dasharray="5 3"' in untold
    assert 'stroke-dasharray="2 4"' in untold
    stand_on(village, "toc-link-1", "w3", "We paid for the pump together")
    told = theory_diagram(book(village))
    assert f"1 of {book(village).n}" in told
    assert 'stroke-dasharray="2 4"' not in told
    assert told == theory_diagram(book(village))


def test_the_shipped_example_has_five_columns(village: Project) -> None:
    found = statements_of(load(shipped("ccsl_toc")))
    assert [sum(each.column == column for each in found) for column in range(1, 6)] == [5, 3, 10, 7, 1]


def test_the_example_is_taken_over_once_and_what_people_changed_stays(village: Project) -> None:
    assert len(village.load_theory(by="Ada")) == 5 + 3 + 10 + 7 + 1 + 5 + 4
    village.entries.revise("toc-statement-1", {"text": "Ours"}, by="Ada", why="we say it otherwise")
    assert village.load_theory(by="Ada") == []
    listed = village.entries.listed("toc statement")
    assert listed.text["toc-statement-1"] == "Ours"
    assert set(listed.column) == {"1", "2", "3", "4", "5"}
    assert sum(village.entries.listed("assumption").risk == "yes") == 4
    with pytest.raises(StorylensError, match="has no statements"):
        village.load_theory("power", by="Ada")


def test_it_is_drawn_to_a_file_by_command(village: Project, storylens: Callable[..., Ran], tmp_path: Path) -> None:
    here = ("-p", village.path)
    assert "there is no theory of change" in storylens("theory", "draw", *here).err
    assert "35 entries" in storylens("theory", "load", *here).out
    link = {"cause": "toc-statement-1", "effect": "toc-statement-6"}
    village.entries.write("toc link", link, by="Ada")
    file = tmp_path / "theory.svg"
    assert storylens("theory", "draw", "--to", file, *here).code == 0
    first = file.read_bytes()
    assert ElementTree.fromstring(first.decode()).tag.endswith("svg")
    storylens("theory", "draw", "--to", file, *here)
    assert file.read_bytes() == first
    assert "drawn as .svg" in storylens("theory", "draw", "--to", tmp_path / "t.png", *here).err
