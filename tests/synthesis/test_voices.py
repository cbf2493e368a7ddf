"""Voices: who tells, who is quoted and chosen, who is missing, and what one group alone tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from storylens import Project
from storylens.coding.actions import highlight
from storylens.records.harvest import Outcome
from storylens.records.learning import Panel, Selection
from storylens.synthesis.voices import ANY_HARM, one_group_only, told_about, voices
from tests.helpers import BOOK, Told
from tests.synthesis.book_helpers import book, code_of, stand_on, write


def test_tellers_and_words_add_up(seen_village: Project) -> None:
    seen = seen_village.view()
    frame = seen_village.tables().table("voices-gender").frame
    assert frame.tellers.sum() == seen.n
    assert set(frame["of"]) == {seen.n}
    assert frame.words.sum() == seen.turns.words.sum()


def test_quotes_are_counted_as_they_are_printed(seen_village: Project) -> None:
    report = seen_village.tables()
    frame = report.table("voices-gender").frame
    in_themes = (report.table("themes").frame["quote"] != "").sum()
    in_matrix = report.table("matrix").frame.map(lambda cell: "“" in str(cell)).sum().sum()
    assert frame["quotes printed"].sum() == in_themes + in_matrix > 0
    assert (frame["tellers quoted"] <= frame.tellers).all()


def test_a_group_that_is_quoted_most_or_not_at_all_is_named(village: Project) -> None:
    for code in ("M1", "M2"):
        village.consent(code, "anonymised quote", "no", by="Tendai")
    notes = " ".join(village.tables().table("voices-gender").notes)
    assert "More than a third of the quotes printed are from women" in notes
    assert "quotes printed is from men (3 of 7 tellers)" in notes


def test_an_attribute_that_nobody_has_makes_one_group(seen_village: Project) -> None:
    frame = seen_village.tables(by="shoes").table("voices-shoes").frame
    assert list(frame.index) == ["not recorded"]
    assert frame.tellers.sum() == seen_village.view().n


def test_who_is_not_heard_at_all_is_a_row(project: Callable[..., Project]) -> None:
    made = project(Told("A", "The pump."), Told("B", "The field.", "man", consent="no"))
    settings = made.path / "storylens.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + '\n[groups.gender]\n"women of another house" = ["x"]\n', encoding="utf-8"
    )
    made.tag()
    table = voices(book(made))
    assert table.frame.loc["men", ["tellers", "in the project", "words"]].tolist() == [0, 1, 0]
    assert table.frame.loc["women of another house", "in the project"] == 0
    assert any("Not heard at all: men (1 in the project)" in note for note in table.notes)


def test_chosen_stories_and_first_person_are_counted_by_group(village: Project) -> None:
    write(village, Panel(name="P"))
    stories = {name: code_of(village, name) for name in ("w1", "m1", "m2")}
    write(
        village,
        *(Selection(panel="panel-1", story=code, chosen=name == "w1", reasons="r") for name, code in stories.items()),
    )
    table = voices(book(village), printed=Counter())
    read_chosen = ["stories read by panels", "stories chosen"]
    assert table.frame.loc["women", read_chosen].tolist() == [1, 1]
    assert table.frame.loc["men", read_chosen].tolist() == [2, 0]
    assert any("None of the 1 stories chosen is from men" in note for note in table.notes)
    sides = table.frame[["in the first person", "about others only"]].sum(axis=1)
    assert sides.tolist() == table.frame["coded passages"].tolist()
    assert table.frame["quotes printed"].sum() == 0


def harm(project: Callable[..., Project], women: int, men: int) -> Project:
    """Make tellers of whom the first six women tell of harm."""
    own = [" ".join(f"zz{n}x{word}" for word in range(9)) for n in range(20)]  # so that no story is another's copy
    told = [Told(f"W{n}", f"They took the seat away. {own[n]}") for n in range(women)]
    made = project(*told, *(Told(f"M{n}", f"We have it now. {own[10 + n]}", "man") for n in range(men)), book=BOOK)
    made.tag()
    for n in range(min(women, 6)):
        highlight(made.store, f"w{n}", "They took the seat away", "v.water", by="T", polarity="negative")
    return made


def test_harm_that_one_group_alone_tells_is_shown_with_the_silence_of_the_others(
    project: Callable[..., Project],
) -> None:
    row = one_group_only(book(harm(project, 8, 7))).frame.loc[ANY_HARM]
    assert row[["told only by", "tellers", "of this group", "of the others", "of all"]].tolist() == [
        "women",
        6,
        8,
        "0 of 7",
        15,
    ]


def test_harm_told_by_few_persons_is_not_shown(project: Callable[..., Project]) -> None:
    table = one_group_only(book(harm(project, 3, 7)))
    assert ANY_HARM not in table.frame.index
    assert any("1 rows on sensitive matters" in note for note in table.notes)


def test_a_negative_outcome_counts_its_tellers(village: Project) -> None:
    write(village, Outcome(change_text="Strangers came.", sign="negative"))
    stand_on(village, "outcome-1", "m1", "The borehole brought strangers", "outcome")
    settings = village.path / "storylens.toml"
    text = settings.read_text(encoding="utf-8").replace("smallest_cell = 5", "smallest_cell = 1")
    settings.write_text(text, encoding="utf-8")
    row = one_group_only(book(village)).frame.loc[ANY_HARM]
    assert (row["told only by"], row["tellers"]) == ("men", 1)


def test_who_speaks_of_whom_counts_tellers_of_each_group(project: Callable[..., Project]) -> None:
    made = project(Told("A", "I mended the pump."), Told("B", "The women carried the water. I paid.", "man"))
    made.tag()
    frame = told_about(book(made)).frame
    assert frame.loc["the teller (I)", ["first-hand", "men (of 1)", "women (of 1)"]].tolist() == ["yes", 1, 1]
    assert frame.loc["women", ["tellers", "men (of 1)", "women (of 1)"]].tolist() == [1, 1, 0]
