"""Voices: who tells, who is quoted, who is missing."""

from __future__ import annotations

from storylens import Project


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
    assert "More than a third of the quotes printed are from one group: women." in notes
    assert "Nobody is quoted from: men." in notes


def test_an_attribute_that_nobody_has_makes_one_group(seen_village: Project) -> None:
    frame = seen_village.tables(by="shoes").table("voices-shoes").frame
    assert list(frame.index) == ["not recorded"]
    assert frame.tellers.sum() == seen_village.view().n
