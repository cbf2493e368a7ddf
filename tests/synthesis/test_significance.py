"""Most significant change: reasons are the data, what was lost is shown, and a chosen story is never typical."""

from __future__ import annotations

from collections.abc import Callable

from storylens import Project
from storylens.records.learning import Domain, Panel, Selection, SignificantStory, SuccessCase
from storylens.synthesis.lessons import lesson_table
from storylens.synthesis.significance import selection_levels, selection_table, selection_tree, selection_values
from storylens.synthesis.significance_monitoring import selection_domains, selection_monitoring
from tests.helpers import Told
from tests.synthesis.book_helpers import book, code_of, stand_on, write


def msc(village: Project) -> dict[str, str]:
    """Write an exercise: five stories collected, four read by two village panels, two at the district."""
    codes = {name: code_of(village, name.lower()) for name in ("W1", "W2", "W3", "M1", "M2", "NO")}
    write(village, Domain(name="Water"), Domain(name="Harm", about_harm=True), Domain(name="Land"))
    write(
        village,
        *(
            SignificantStory(
                story=codes[name],
                domain=domain,
                collector=collector,
                collected_on=on,
                place=place,
                sign=sign,
                significance_to_teller=f"it matters to {name}",
            )
            for name, domain, collector, on, place, sign in (
                ("W1", "domain-1", "Rudo", "2024-05-02", "North", "positive"),
                ("W2", "domain-1", "Rudo", "2024-08-02", "North", "positive"),
                ("W3", "domain-2", "Rudo", "2024-08-03", "South", "negative"),
                ("M1", "domain-1", "Peter", "2024-08", "North", ""),
                ("M2", "domain-1", "Peter", "", "South", "mixed"),
                ("NO", "domain-1", "Peter", "2024-08", "South", "negative"),
            )
        ),
    )
    write(
        village,
        Panel(name="North", level=1, feeds="panel-3", members=("two mothers", "the head")),
        Panel(name="South", level=1, feeds="panel-3"),
        Panel(name="District", level=2, method="consensus"),
    )
    write(
        village,
        Selection(panel="panel-1", story=codes["W1"], chosen=True, reasons="they keep the key"),
        Selection(panel="panel-1", story=codes["W2"], chosen=False, reasons="one field only", dissent="not so"),
        Selection(panel="panel-2", story=codes["W3"], chosen=True, reasons="it hurts"),
        Selection(panel="panel-2", story=codes["NO"], chosen=False, reasons="zzno"),
        Selection(panel="panel-3", story=codes["W1"], chosen=True),
        Selection(panel="panel-3", story=codes["M1"], chosen=False, reasons="strangers"),
    )
    return codes


def test_each_choice_stands_with_its_reason_or_says_that_there_is_none(village: Project) -> None:
    codes = msc(village)
    table = selection_table(book(village))
    frame = table.frame
    assert len(frame) == 5  # the story of who refused is not printed, nor what was said of it
    assert "zzno" not in frame.to_string()
    assert any("2 entries" in note for note in table.notes)
    assert frame.loc["selection-2", ["what became of it", "dissent"]].tolist() == ["passed over", "not so"]
    assert frame.loc["selection-5", "reasons"] == "not written down"
    assert any("1 of 5 selections have no reason" in note for note in table.notes)
    assert frame.loc["selection-1", "told back to"] == frame.loc["selection-1", "verified by"] == "nobody yet"
    assert (frame.loc["selection-1", "story"], frame.loc["selection-1", "domain"]) == (codes["W1"], "Water")


def test_what_came_in_went_up_and_was_lost(village: Project) -> None:
    codes = msc(village)
    table = selection_levels(book(village))
    levels = table.frame
    assert levels.loc["collected", ["stories in", "went up", "passed over"]].tolist() == [5, 4, 1]
    assert levels.loc["panel-1", ["stories in", "chosen", "went up", "passed over"]].tolist() == [2, 1, 1, 1]
    # chosen in the south and never read above: astray, not passed over
    assert levels.loc["panel-2", ["chosen", "went up", "chosen, not read above"]].tolist() == [1, 0, 1]
    assert levels.loc["panel-3", ["stories in", "read here first"]].tolist() == [2, 1]
    assert levels.loc["panel-3", "went up"] == "highest"
    assert table.behind("panel-3", "read here first") == ("selection-6",)

    tree = selection_tree(book(village)).frame
    assert tree.loc[codes["W1"], ["1: North", "1: South", "2: District", "went up to"]].tolist() == [
        "chosen",
        "not read",
        "chosen",
        "level 2",
    ]
    assert tree.loc[codes["M2"], "went up to"] == "none"


def test_tellers_values_beside_panels(village: Project) -> None:
    codes = msc(village)
    frame = selection_values(book(village)).frame
    assert frame.loc[codes["W1"], "the teller"] == "it matters to W1"
    assert frame.loc[codes["W1"], "1: North"] == "chosen: they keep the key"
    assert frame.loc[codes["W1"], "2: District"] == "chosen: no reason written"
    assert codes["M2"] not in frame.index


def test_monitoring_counts_stories_tellers_signs_and_what_was_chosen(village: Project) -> None:
    codes = msc(village)
    table = selection_monitoring(book(village))
    frame = table.frame
    assert frame.loc["collector: Rudo", ["stories", "of", "tellers", "chosen"]].tolist() == [3, 5, 3, 2]
    assert frame.loc["collector: Peter", ["stories", "read by a panel", "chosen"]].tolist() == [2, 1, 0]
    assert frame.loc["period: 2024-Q2", "stories"] == 1
    assert frame.loc["period: 2024-Q3", "stories"] == 3
    assert frame.loc["domain: Harm", ["negative", "chosen", "chosen at level 2"]].tolist() == [1, 1, 0]
    assert frame.loc["gender: women", ["stories", "positive", "negative", "chosen"]].tolist() == [3, 2, 1, 2]
    assert frame.loc["gender: men", ["stories", "mixed", "sign not recorded", "chosen"]].tolist() == [2, 1, 1, 0]
    assert frame.loc["domain: Land", ["stories", "of", "chosen"]].tolist() == [0, 5, 0]  # nobody told one
    assert table.behind("gender: women", "chosen") == tuple(sorted((codes["W1"], codes["W3"])))


def test_few_tellers_of_harm_are_hidden_with_the_cell_that_would_tell(village: Project) -> None:
    msc(village)
    table = selection_domains(book(village))
    water, harm = table.frame.loc["Water"], table.frame.loc["Harm"]
    women, men = (next(name for name in table.frame if name.startswith(group)) for group in ("women", "men"))
    assert (water[women], water[men]) == (2, 2)
    assert (harm[women], harm[men]) == ("·", "·")
    assert table.behind("Harm", "stories") == ()


def test_a_picked_story_is_counted_apart_in_every_table_of_how_many(village: Project) -> None:
    before = village.tables().table("themes").frame
    assert "of these only in picked stories" not in before
    msc(village)
    write(village, SuccessCase(case=code_of(village, "m2"), stratum="success", ranked_by="pump runs"))
    themes = village.tables().table("themes").frame
    # W1 and W3 were chosen by a panel, M2 looked at for success; M1 and COUNTED were not picked
    assert themes.loc["v.water", ["tellers", "of these only in picked stories"]].tolist() == [
        before.loc["v.water", "tellers"],
        3,
    ]
    assert themes.loc["v.loan", "of these only in picked stories"] == 0
    for name in ("themes", "matrix", "codes-gender", "voices-gender"):
        assert any("not typical: 3 of" in note for note in village.tables().table(name).notes), name


def test_a_lesson_names_its_chosen_stories(village: Project) -> None:
    from storylens.records.learning import Lesson

    codes = msc(village)
    write(village, Lesson(text="Keys."))
    stand_on(village, "lesson-1", "w1", "we keep the key ourselves")
    assert lesson_table(book(village)).frame.loc["lesson-1", "of these chosen by a panel"] == codes["W1"]


def test_an_extreme_case_is_known_by_its_document_or_by_its_tellers(project: Callable[..., Project]) -> None:
    made = project(Told("A", "The pump broke.", case="North"), Told("B", "The field is dry.", case="South"))
    made.tag()
    write(made, SuccessCase(case="North", stratum="success", ranked_by="r"))
    write(made, SuccessCase(case="South", stratum="typical", ranked_by="r"))
    picked = made.view().documents.set_index("code").selected_by
    assert [bool(by) for by in picked] == [True, False]
