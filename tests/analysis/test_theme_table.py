"""The theme table counts tellers before mentions, always out of those who are heard."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from storylens import Project, StorylensError
from storylens.analysis.table import Table
from tests.helpers import VILLAGE, Told, docx_bytes, drop


def themes(project: Project) -> Table:
    return project.tables().table("themes")


def row(project: Project, code: str) -> dict[str, object]:
    return dict(themes(project).frame.loc[code])


def test_one_person_who_says_it_often_is_one_teller(project: Callable[..., Project]) -> None:
    made = project(
        Told("T1", "The pump broke. The pump was mended. The pump broke again. The borehole is dry."),
        Told("T2", "The pump? I never saw it."),
        Told("T3", "We planted beans."),
    )
    made.tag()
    water = row(made, "v.water")
    assert (water["tellers"], water["of"], water["mentions"]) == (2, 3, 5)


def test_rows_stand_in_the_order_of_tellers_not_of_mentions(project: Callable[..., Project]) -> None:
    made = project(
        Told("T1", "The field. The field. The field. The field."),
        Told("T2", "A loan is a rope."),
        Told("T3", "The loan came."),
    )
    made.tag()
    assert list(themes(made).frame.index) == ["v.loan", "v.land"]


def test_the_same_words_under_one_code_are_one_mention_whoever_codes_them(project: Callable[..., Project]) -> None:
    made = project(Told("T1", "The pump broke."))
    made.tag()
    for coder in ("Tendai", "Chikondi"):
        made.highlight("t1", "The pump broke.", "v.water", by=coder)
    water = row(made, "v.water")
    assert (water["tellers"], water["mentions"], water["confirmed"]) == (1, 1, 1)
    assert len(themes(made).behind("v.water", "mentions")) == 3


def test_accepting_a_suggestion_adds_no_mention_and_rejecting_takes_one_away(project: Callable[..., Project]) -> None:
    made = project(Told("T1", "The pump broke. The borehole is dry."))
    made.tag()
    first, second = themes(made).behind("v.water", "mentions")
    assert (row(made, "v.water")["mentions"], row(made, "v.water")["confirmed"]) == (2, 0)
    made.accept(first, by="Tendai")
    assert (row(made, "v.water")["mentions"], row(made, "v.water")["confirmed"]) == (2, 1)
    made.reject(second, by="Tendai")
    assert (row(made, "v.water")["mentions"], row(made, "v.water")["confirmed"]) == (1, 1)


LONG = (
    "We dug for the borehole every morning before the sun was up, and the old women counted the buckets, because "
    "the men had said that women cannot count. When it was done there were nine hundred and four. The chief came to "
    "see it and said that his son had dug it, and nobody answered him, since what is the use of answering him. "
)


def test_a_story_that_came_twice_is_counted_once(project: Callable[..., Project]) -> None:
    made = project(Told("T1", LONG), Told("T2", "We planted beans."))
    (made.store.folder.inbox / "again.docx").write_bytes(docx_bytes(*Told("T1", LONG).transcript.splitlines()))
    made.ingest()
    made.tag()
    water = row(made, "v.water")
    assert (water["tellers"], water["documents"], water["mentions"]) == (1, 1, 1)


def test_who_asked_is_not_who_told(project: Callable[..., Project]) -> None:
    """The question names a borehole and a field; the answer names neither."""
    made = project(Told("T1", "Nothing came of it."))
    made.tag()
    assert themes(made).frame.empty


def test_unheard_tellers_are_neither_counted_nor_in_the_denominator(seen_village: Project) -> None:
    water = row(seen_village, "v.water")
    heard = seen_village.view()
    assert water["of"] == heard.n == 7
    spoken = {told.code for told in VILLAGE if "borehole" in " ".join(told.answers) or "pump" in " ".join(told.answers)}
    assert water["tellers"] == len(spoken & set(heard.tellers.code))


def test_every_number_has_the_ids_behind_it(seen_village: Project) -> None:
    table, codings = themes(seen_village), seen_village.view().codings.set_index("coding_id")
    assert len(table.frame)
    for code, line in table.frame.iterrows():
        behind = codings.loc[list(table.behind(code, "tellers"))]
        assert set(behind.code) == {code}
        assert behind.teller_id.nunique() == line["tellers"]
        assert behind.document_id.nunique() == line["documents"]
        assert len(behind.drop_duplicates(["document_id", "start", "end"])) == line["mentions"]
        confirmed = codings.loc[list(table.behind(code, "confirmed"))]
        assert len(confirmed) == line["confirmed"] == (behind.state != "suggested").sum()
        if line["quote"]:
            (quoted,) = table.behind(code, "quote")
            assert codings.loc[quoted].text in line["quote"]


def test_a_cell_that_does_not_exist_is_said(seen_village: Project) -> None:
    with pytest.raises(StorylensError, match=r"no cell 'v\.water', 'people'"):
        themes(seen_village).behind("v.water", "people")


def test_no_quote_on_a_sensitive_code(project: Callable[..., Project]) -> None:
    made = project(Told("T1", "I was ashamed of it, zzashamed, and the pump was dry."))
    made.tag()
    assert row(made, "v.shame")["quote"] == ""
    assert row(made, "v.shame")["tellers"] == 1
    assert "zzashamed" in str(row(made, "v.water")["quote"])


def test_what_holds_a_passage_is_never_a_theme(seen_village: Project) -> None:
    assert not [code for code in themes(seen_village).frame.index if code.startswith("safe.")]


def test_the_order_in_which_stories_arrive_changes_nothing(project: Callable[..., Project]) -> None:
    told = VILLAGE[:5]
    one, other = project(*told), project(book=BOOKLESS)
    (other.path / "codebooks" / "village.yml").write_text(
        (one.path / "codebooks" / "village.yml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    for each in reversed(told):
        drop(other, each)
        other.ingest()
    for made in (one, other):
        made.tag()
    columns = ["theme", "tellers", "of", "cases", "documents", "mentions", "confirmed"]
    assert themes(one).frame[columns].equals(themes(other).frame[columns])


BOOKLESS = ""


def test_who_was_not_asked_is_not_in_the_denominator_unless_they_spoke(project: Callable[..., Project]) -> None:
    made = project(Told("T1", "The pump broke."), Told("T2", "The loan came."), Told("T3", "The pump and the loan."))
    settings = made.path / "storylens.toml"
    asked = '\n[not_asked]\n"v.loan" = ["inbox/t1*", "inbox/t3*"]\n"v.water" = ["inbox/t2*"]\n'
    settings.write_text(settings.read_text(encoding="utf-8") + asked, encoding="utf-8")
    made.tag()
    assert (row(made, "v.loan")["tellers"], row(made, "v.loan")["of"]) == (2, 2)
    assert (row(made, "v.water")["tellers"], row(made, "v.water")["of"]) == (2, 2)
    assert any("who were not asked" in note for note in themes(made).notes)
