"""The framework matrix: what each case says on each theme, and which kind of empty an empty cell is."""

from __future__ import annotations

from collections.abc import Callable

from storylens import Project
from storylens.analysis.table import Table
from tests.helpers import BOOK, Told


def matrix(project: Project) -> Table:
    return project.tables().table("matrix")


def cell(project: Project, case: str, theme: str) -> str:
    return str(matrix(project).frame.loc[case, theme])


CASES = (
    Told("T1", "The pump broke on the first day of the rains, and we carried water again.", case="North"),
    Told("T2", "We planted beans.", case="North"),
    Told("T3", "A loan is a rope.", case="South"),
)


def test_a_cell_says_how_many_of_the_case_speak_of_it_and_quotes_one(project: Callable[..., Project]) -> None:
    made = project(*CASES)
    made.tag()
    said = cell(made, "North", "Water")
    assert said.startswith("1 of 2: “The pump broke on the first day of the rains")
    assert "(T1, D001, " in said
    assert matrix(made).frame.tellers.to_dict() == {"North": 2, "South": 1}


def test_read_and_nobody_said_it(project: Callable[..., Project]) -> None:
    made = project(*CASES)
    made.tag()
    assert cell(made, "South", "Water") == "not said"


def test_not_asked_in_any_of_its_sources(project: Callable[..., Project]) -> None:
    made = project(*CASES)
    made.tag()
    settings = made.path / "storylens.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + '\n[not_asked]\n"v.water" = ["inbox/t3*"]\n"v.loan" = ["inbox/t1*"]\n',
        encoding="utf-8",
    )
    assert cell(made, "South", "Water") == "not asked"
    assert cell(made, "North", "Loans") == "not said"  # it was asked in one of its two sources


def test_not_yet_read_with_this_codebook(project: Callable[..., Project]) -> None:
    made = project(*CASES)
    made.tag()
    made.highlight("t1", "we carried water again", "carrying", by="Tendai")
    assert cell(made, "South", "carrying") == "not yet charted"
    assert cell(made, "South", "Water") == "not said"


def test_an_empty_cell_is_never_a_blank_or_a_no(seen_village: Project) -> None:
    frame = matrix(seen_village).frame.drop(columns="tellers")
    said = frame.map(lambda value: " of " in value)
    empty = {value for value in frame.to_numpy().ravel() if " of " not in value}
    assert said.any().any()
    assert empty <= {"not asked", "not said", "not yet charted"}


def test_a_case_without_a_name_is_its_document(project: Callable[..., Project]) -> None:
    made = project(Told("T1", "The pump broke."))
    made.tag()
    assert list(matrix(made).frame.index) == ["D001"]


def test_every_cell_has_its_ids(project: Callable[..., Project]) -> None:
    made = project(*CASES)
    made.tag()
    table, codings = matrix(made), made.view().codings.set_index("coding_id")
    for case, line in table.frame.drop(columns="tellers").iterrows():
        for theme, said in line.items():
            behind = codings.loc[list(table.behind(str(case), str(theme)))]
            assert (len(behind) > 0) is (" of " in said)
            assert len(behind) == 0 or said.startswith(f"{behind.teller_id.nunique()} of ")


def test_who_may_not_be_quoted_is_counted_and_not_quoted(project: Callable[..., Project]) -> None:
    made = project(Told("T1", "The pump broke, zzquiet, on a Sunday.", consent="analysis"))
    made.tag()
    assert cell(made, "D001", "Water") == "1 of 1 (no quote may be printed)"


def test_sensitive_codes_are_not_charted(project: Callable[..., Project]) -> None:
    made = project(Told("T1", "I was ashamed of the pump."))
    made.tag()
    assert list(matrix(made).frame.columns) == ["tellers", "Water"]


def test_two_codes_of_one_name_are_two_columns(project: Callable[..., Project]) -> None:
    other = BOOK.replace("codebook: village", "codebook: other").replace("v.", "o.")
    made = project(Told("T1", "The pump broke. A loan came."))
    (made.path / "codebooks" / "other.yml").write_text(other.replace('"pump"', '"came"'), encoding="utf-8")
    made.tag()
    frame = matrix(made).frame
    assert frame.columns.is_unique
    assert "The pump broke." in cell(made, "D001", "Water (v.water)")
    assert "A loan came." in cell(made, "D001", "Water (o.water)")


def test_a_code_may_have_any_name(project: Callable[..., Project]) -> None:
    book = BOOK.replace("name: Water", "name: tellers").replace("name: Land", "name: case")
    made = project(*CASES, book=book)
    made.tag()
    assert matrix(made).frame.loc["North", "tellers"] == 2
    assert cell(made, "North", "tellers (v.water)").startswith("1 of 2")


def test_the_themes_that_most_tellers_speak_of_come_first(seen_village: Project) -> None:
    themes = seen_village.tables().table("themes").frame
    tellers = dict(zip(themes.theme, themes.tellers, strict=True))
    columns = matrix(seen_village).frame.columns.drop("tellers")
    assert [tellers[name] for name in columns] == sorted((tellers[name] for name in columns), reverse=True)
