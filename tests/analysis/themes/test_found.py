"""Passage groups of a project: through the gates, counted as n of N, and worked on by people."""

from __future__ import annotations

import json
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from storylens import Project, StorylensError
from storylens.analysis.charts import svg
from storylens.analysis.theme_table import cases_of
from storylens.analysis.themes.charts import across_chart, hierarchy_chart, map_chart, time_chart
from storylens.analysis.themes.found import Found
from storylens.coding import groups
from tests.conftest import Ran
from tests.helpers import ASKED, NEVER_PRINTED, PRINTED, Told, holding, make_project

LONG = " ".join(f"We carried bucket number {number} up from the river to the garden." for number in range(40))
PLACES = ("North", "South")
TALES = (
    *("The pump broke and we walked to the river for water.", "Fetching water takes two hours before school."),
    *("The borehole gives clean water close to home.", "The well was mended with the coins we collected."),
    *("My brothers hold the title to our father's field.", "The land office wrote my name on the deed for the plot."),
    *("His uncles planted the farm with cotton last year.", "The chief gave out hectares of land for maize."),
    *("The savings group lent me money for a sewing machine.", "The bank refused the loan without a guarantor."),
    *("I repay the loan a little every month.", "With the loan I opened a small shop."),
)


@pytest.fixture(scope="module")
def _told(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Twelve tellers in two places and six cases; one more says much, one agreed to nothing."""
    several = [
        Told(f"T{at:02}", tale, gender="woman" if at % 3 else "man", place=PLACES[at % 2], case=f"case {at % 6}")
        for at, tale in enumerate(TALES)
    ]
    much = Told("MUCH", [LONG, "Yes.", "I carried one more bucket of water from the river."], place="North")
    no = Told("NO", "The pump was never for us, zzrefused, and no water came.", consent="no")
    made = make_project(tmp_path_factory.mktemp("themes") / "made", *several, much, no)
    made.tag()
    return made


@pytest.fixture(scope="module")
def found(_told: Project) -> Found:
    """What is found in it, for tests that only look."""
    return _told.themes()


@pytest.fixture
def told(_told: Project, found: Found, tmp_path: Path) -> Iterator[Project]:
    """A copy of it that a test may change."""
    copy = Project.open(shutil.copytree(_told.path, tmp_path / "told"))
    yield copy
    copy.store.close()


def test_passages_are_tellers_own_and_none_is_an_interviewers(found: Found) -> None:
    said = " ".join(found.passages.text)
    assert "zzasked" not in said
    assert ASKED.split()[0] not in said.split()
    assert "zzrefused" not in said
    assert found.seen.n == 13
    assert all(theme.of == 13 for theme in found.themes)


def test_positions_lead_to_the_words_in_the_document_as_it_is_kept(told: Project, found: Found) -> None:
    from storylens.store import documents

    with told.store.reading() as connection:
        for row in found.passages.itertuples():
            text = documents.read(connection, row.document_id).text
            assert " ".join(text[row.start : row.end].split()) == row.text


def test_a_long_turn_is_cut_at_sentences_and_a_short_one_left_out(found: Found) -> None:
    mine = found.passages[found.passages.teller_id.map(found.seen.tellers.code) == "MUCH"]
    assert 4 < len(mine) < 12
    assert mine.words.max() < 140
    assert all(text.endswith(".") for text in mine.text)
    assert found.short == 1


def test_one_eloquent_teller_makes_no_theme(found: Found) -> None:
    for theme in found.themes:
        voices = found.passages.iloc[list(theme.passages)].teller_id.nunique()
        assert theme.tellers == voices
        assert voices > 1 or not theme.holds


def test_the_table_counts_tellers_and_quotes_who_agreed(seen_village: Project) -> None:
    found = seen_village.themes()
    printed = found.table().frame.to_csv() + repr(found) + "".join(svg(map_chart(found)))
    assert not [word for word in NEVER_PRINTED if word in printed]
    assert "zzcounted" not in printed  # agreed to analysis, not to be quoted
    assert [word for word in PRINTED if word in printed]
    assert "passage group" in printed
    assert set(found.table().frame.of) == {seen_village.view().n}


def test_the_same_project_gives_the_same_run(told: Project, found: Found) -> None:
    again = told.themes()
    assert again.run == found.run
    assert again.table().frame.equals(found.table().frame)


def test_cells_are_n_of_those_who_are_heard(found: Found) -> None:
    cases = found.across("case").frame
    number = str(found.themes[0].number)
    mine = found.passages.iloc[list(found.themes[0].passages)]
    for case in (name for name in cases.columns if name.startswith("case")):
        here = mine[cases_of(found.seen, mine) == case]
        assert cases.loc[number, case] == (f"{here.teller_id.nunique()} of 2" if len(here) else "")
    places = found.across("place").frame
    assert list(places.columns) == ["name", "North (of 7)", "South (of 6)"]
    assert places.loc[number, ["North (of 7)", "South (of 6)"]].sum() == found.themes[0].tellers
    assert list(found.across("year").frame.columns)[1:] == ["no date"]
    with pytest.raises(StorylensError, match="no teller has the attribute"):
        found.across("shoe size")


def test_a_small_cell_is_hidden_where_a_code_is_sensitive(told: Project, found: Found) -> None:
    document = found.seen.documents.title[found.passages.document_id.iloc[found.themes[0].passages[0]]]
    passage = found.passages.text.iloc[found.themes[0].passages[0]]
    told.highlight(document, passage, "v.shame", by="Tendai")
    table = told.themes().across("place")
    row = table.frame.loc[str(found.themes[0].number)]
    assert all(cell == "·" or cell == 0 or cell >= 5 for cell in row.iloc[1:])
    assert table.hidden


def test_coverage_tells_what_no_code_covers_and_which_code_has_no_passage(found: Found) -> None:
    coverage, uncovered, unused = found.coverage()
    assert coverage.frame["with a code"].sum() + len(uncovered.frame) == len(found.passages)
    assert "v.shame" in unused.frame.index
    assert "v.water" not in unused.frame.index
    assert not [text for text in uncovered.frame.text if "pump" in text]


def test_a_codebook_can_draw_passages(told: Project) -> None:
    drawn = told.themes(codebook="village")
    assert {theme.seed for theme in drawn.themes} - {""} <= {"Water", "Land", "Loans", "Shame"}
    assert any(theme.seed for theme in drawn.themes)
    with pytest.raises(StorylensError, match="no codebook"):
        told.themes(codebook="nowhere")


def test_a_project_without_passages_says_so(project: Callable[..., Project]) -> None:
    with pytest.raises(StorylensError, match="no passages to group"):
        project().themes()


@pytest.mark.parametrize("name", ["map", "place", "case", "time", "tree"])
def test_charts_are_drawn_on_this_machine(found: Found, name: str) -> None:
    chart = {
        "map": lambda: map_chart(found),
        "place": lambda: across_chart(found.across("place")),
        "case": lambda: across_chart(found.across("case")),
        "time": lambda: time_chart(found.across("year")),
        "tree": lambda: hierarchy_chart(found),
    }[name]()
    assert ET.fromstring(svg(chart)).tag.endswith("svg")
    assert svg(chart) == svg(chart)


def test_the_tree_joins_every_group_once(found: Found) -> None:
    joins = found.hierarchy()
    assert len(joins) == len(found.themes) - 1
    assert sorted(joins[-1].left + joins[-1].right) == [theme.number for theme in found.themes]


# ---- what people make of them


@pytest.fixture
def kept(told: Project, found: Found) -> list[str]:
    return [group.number for group in told.keep_themes(found, by="Tendai")]


def test_it_is_a_passage_group_until_somebody_writes_what_it_means(told: Project, kept: list[str]) -> None:
    assert set(told.passage_groups().what) == {"passage group"}
    groups.rename(told.store, kept[0], "Walking for water", by="Tendai")
    assert told.passage_groups().loc[kept[0], ["what", "name"]].tolist() == ["passage group", "Walking for water"]
    groups.define(told.store, kept[0], "How far people walk for water.", by="Tendai")
    assert told.passage_groups().loc[kept[0], "what"] == "theme"


def test_keeping_a_run_again_leaves_what_people_did(told: Project, found: Found, kept: list[str]) -> None:
    groups.rename(told.store, kept[0], "Walking for water", by="Tendai")
    again = told.keep_themes(told.themes(), by="Chikondi")
    assert [group.number for group in again] == kept
    assert again[0].body.name == "Walking for water"


def test_merging_has_all_passages_and_counts_tellers_once(told: Project, kept: list[str]) -> None:
    before = [set(groups.places(told.store, number)) for number in kept[:2]]
    made = groups.merge(told.store, kept[:2], "Both", by="Tendai")
    assert set(groups.places(told.store, made.number)) == before[0] | before[1]
    assert made.body.passages == len(before[0] | before[1])
    assert made.body.tellers <= 13
    assert told.passage_groups().loc[kept[0], ["state", "became"]].tolist() == ["merged", made.number]
    with pytest.raises(StorylensError, match="merged already"):
        groups.rename(told.store, kept[0], "Again", by="Tendai")


def test_splitting_keeps_each_passage_once(told: Project, kept: list[str]) -> None:
    before = sorted(groups.places(told.store, kept[0]))
    made = told.split_theme(kept[0], 2, by="Tendai")
    assert len(made) == 2
    assert sorted(place for one in made for place in groups.places(told.store, one.number)) == before
    with pytest.raises(StorylensError, match="do not hold each passage"):
        groups.split(told.store, kept[1], [("a", []), ("b", [])], by="Tendai")


def test_a_group_is_set_aside_with_a_reason_and_can_be_taken_up(told: Project, kept: list[str]) -> None:
    groups.set_aside(told.store, kept[0], by="Tendai", reason="only talk of the weather")
    assert told.passage_groups().state[kept[0]] == "set aside"
    groups.take_up(told.store, kept[0], by="Tendai")
    assert told.passage_groups().state[kept[0]] == "found"
    with pytest.raises(StorylensError, match="a reason is missing"):
        groups.set_aside(told.store, kept[0], by="Tendai", reason=" ")


def test_one_call_makes_a_code_with_a_draft_examples_and_lineage(told: Project, found: Found, kept: list[str]) -> None:
    from storylens.store import codebooks

    code = told.theme_to_code(kept[0], by="Tendai", name="Walking", under="v.water")
    assert (code.name, code.parent) == ("Walking", "v.water")
    assert code.definition.startswith("Draft")
    assert code.examples
    with told.store.reading() as connection:
        change = codebooks.changes(connection)[-1]
    assert f"born of passage group 1, run {found.run}" in change.reason
    seen = told.view()
    suggested = seen.codings[seen.codings.code == code.id]
    assert len(suggested) == len(found.themes[0].passages)
    assert set(suggested.state) == {"suggested"}
    told.accept(suggested.coding_id.iloc[0], by="Tendai")
    assert told.passage_groups().loc[kept[0], ["state", "became"]].tolist() == ["coded", code.id]


def test_erasing_a_teller_takes_their_passages_and_words(told: Project, found: Found, kept: list[str]) -> None:
    code = told.theme_to_code(kept[0], by="Tendai")
    told.erase(teller="MUCH", by="Tendai", reason="asked for it")
    seen = told.view()
    left = seen.codings[seen.codings.code == code.id]
    assert "MUCH" not in set(left.teller_id.map(seen.tellers.code))
    assert not holding(told.path, ["bucket number"])
    texts = [place for number in told.passage_groups().index for place in groups.places(told.store, number)]
    assert len(texts) < len(found.passages)


# ---- the command


def test_the_command_finds_keeps_and_makes_a_code(told: Project, storylens: Callable[..., Ran]) -> None:
    here = ("--project", told.path)
    ran = storylens("themes", "find", "--keep", *here)
    assert ran.code == 0
    assert "passage group" in ran.out
    assert "13 tellers" in ran.out
    assert storylens("themes", "find", "--across", "place", "--csv", *here).out.startswith("passage group,name,North")
    assert "v.shame" in storylens("themes", "find", "--coverage", "--csv", *here).out
    assert storylens("themes", "name", "passage-group-1", "Walking for water", *here).code == 0
    assert "theme: Walking" in storylens("themes", "define", "passage-group-1", "How far they walk.", *here).out
    assert "found" in storylens("themes", "split", "passage-group-2", *here).out
    made = storylens("themes", "merge", "passage-group-1", "passage-group-3", "--called", "Both", *here)
    assert made.code == 0
    assert storylens("themes", "set-aside", "passage-group-4", "--why", "weather", *here).code == 0
    assert storylens("themes", "take-up", "passage-group-4", *here).code == 0
    assert "Made the code" in storylens("themes", "code", "passage-group-4", *here).out
    listed = storylens("themes", "list", "--csv", *here).out
    assert "Walking for water" in listed
    assert "merged" in listed
    wrong = storylens("themes", "name", "passage-group-99", "x", *here)
    assert wrong.code
    assert "Traceback" not in wrong.err


def test_what_is_kept_holds_no_story_text(told: Project, kept: list[str]) -> None:
    bodies = json.dumps([group.body.model_dump(mode="json") for group in groups.every(told.store)])
    assert not [tale for tale in TALES if tale[:20] in bodies]
