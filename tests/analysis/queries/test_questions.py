"""Questions to codings: what stands together, near, before and inside of what, in whose words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from storylens import Project, StorylensError
from storylens.analysis.queries import (
    before,
    codes_by_document,
    codes_by_teller,
    holding,
    in_context,
    narrow,
    near,
    overlapping,
    quotes_with,
    square,
    together,
)
from tests.conftest import Ran


@pytest.mark.parametrize(
    ("question", "within", "expected"),
    [
        ("v.water and v.loan", "turn", ["W2"]),
        ("v.water and v.loan", "document", ["t-w1", "t-w2"]),
        ("v.water and not v.loan", "teller", ["M1"]),
        ("v.land or walking", "teller", ["W1"]),
        ("not (v.land or v.loan)", "teller", ["M1"]),
        ("water and loans", "turn", ["W2"]),  # by name, whatever the case
        ("v.* and not v.loan", "turn", ["W1", "M1"]),
        ("v.water and v.loan", "passage", ["W2", "W2"]),
        ('"v.land" and v.loan', "turn", ["W1"]),
    ],
)
def test_codes_joined_by_and_or_not(asked: Project, question: str, within: str, expected: list[str]) -> None:
    found = holding(asked.view(), question, within=within)
    if within == "document":
        titles = asked.documents().title
        assert [f"t-{titles[code]}" for code in found.document] == expected
    else:
        assert sorted(found.teller) == sorted(expected)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("v.water and (v.loan", "bracket is open"),
        ("v.water) or v.loan", "too much"),
        ("v.water and", "a code is missing"),
        ("zebra", "zebra"),
    ],
)
def test_a_question_that_cannot_be_read_is_said(asked: Project, question: str, says: str) -> None:
    with pytest.raises(StorylensError, match=says.replace("(", r"\(")):
        holding(asked.view(), question)


def test_near_counts_characters_words_or_turns(asked: Project) -> None:
    seen = asked.view()
    pair = near(seen, "v.water", "walking", within=2)  # ", " lies between
    assert pair[["text", "other text", "characters apart"]].to_numpy().tolist() == [
        ["The pump is far", "so we walk", 2]
    ]
    assert near(seen, "v.water", "walking", within=1).empty
    assert len(near(seen, "v.land", "v.loan", within=1, unit="words")) == 1  # "Then"
    assert near(seen, "v.land", "v.loan", within=0, unit="words").empty
    assert near(seen, "v.water", "v.land", within=0, unit="turns").empty
    with pytest.raises(StorylensError, match="no unit"):
        near(seen, "v.water", "v.land", within=1, unit="miles")


def test_before_finds_the_next_one_after_the_end(asked: Project) -> None:
    seen = asked.view()
    assert before(seen, "v.land", "v.loan")[["text", "other text"]].to_numpy().tolist() == [
        ["My field is dry.", "I took a loan"]
    ]
    assert before(seen, "v.loan", "v.land").empty
    assert before(seen, "v.land", "v.loan", within=3).empty


def test_overlap_and_inside(asked: Project) -> None:
    seen = asked.view()
    inside = overlapping(seen, "v.water", "v.loan", relation="inside")
    assert inside[["text", "other text"]].to_numpy().tolist() == [["the pump", "I took a loan for the pump."]]
    assert len(overlapping(seen, "v.loan", "v.water", relation="contains")) == 1
    assert overlapping(seen, "v.loan", "v.water", relation="inside").empty
    assert len(overlapping(seen, "v.loan", "v.water")) == 1
    with pytest.raises(StorylensError, match="no relation"):
        overlapping(seen, "v.loan", "v.water", relation="beside")


def test_together_counts_people_before_places(asked: Project) -> None:
    by_teller = together(asked.view(), by="teller").frame
    assert by_teller.loc["v.loan + v.water", ["tellers", "of", "citations"]].tolist() == [2, 3, 2]
    by_passage = together(asked.view()).frame
    assert by_passage.loc["v.loan + v.water", ["tellers", "citations"]].tolist() == [1, 1]
    matrix = square(together(asked.view(), by="teller"))
    assert matrix.loc["v.loan", "v.water"] == matrix.loc["v.water", "v.loan"] == 2


def test_words_in_their_context_are_tellers_words_alone(asked: Project) -> None:
    found = in_context(asked.view(), "pump", window=12)
    assert found.teller.value_counts().to_dict() == {"M1": 3, "W1": 1, "W2": 1}  # not the interviewer's, not NO's
    first = found[found.teller == "W1"].iloc[0]
    assert (first.left, first["match"], first.right) == ("The", "pump", "is far, so")
    assert first.codes == "v.water, walking"
    assert in_context(asked.view(), "pum").empty
    assert len(in_context(asked.view(), "pum*")) == 5
    assert len(in_context(asked.view(), r"f\w+d", regex=True)) == 3
    with pytest.raises(StorylensError, match="no regular expression"):
        in_context(asked.view(), "(", regex=True)


def test_the_matrix_has_a_one_where_a_code_stands(asked: Project) -> None:
    by_teller = codes_by_teller(asked.view()).frame
    assert by_teller.loc["W1", ["v.water", "v.land", "v.loan", "walking"]].tolist() == [1, 1, 1, 1]
    assert by_teller.loc["M1", ["v.water", "v.land", "v.loan", "walking"]].tolist() == [1, 0, 0, 0]
    assert "NO" not in by_teller.index
    assert codes_by_document(asked.view()).frame["v.water"].sum() == 3


@pytest.mark.parametrize(
    ("wanted", "tellers", "codings"),
    [
        ({"attributes": {"gender": "men"}}, ["M1"], 1),
        ({"attributes": {"place": ["North"]}}, ["M1", "W1"], 5),
        ({"coders": ["Ben"]}, ["M1", "W1", "W2"], 2),
        ({"codes": ["v.loan"]}, ["M1", "W1", "W2"], 2),
        ({"tellers": ["W2"]}, ["W2"], 2),
        ({"states": ["suggested"]}, None, None),
    ],
)
def test_a_view_of_fewer(
    asked: Project, wanted: dict[str, object], tellers: list[str] | None, codings: int | None
) -> None:
    if tellers is None:
        with pytest.raises(StorylensError, match="suggested"):
            narrow(asked.view(), **wanted)  # type: ignore[arg-type]
        return
    made = narrow(asked.view(), **wanted)  # type: ignore[arg-type]
    assert sorted(made.tellers.code) == tellers
    assert made.codings.coding_id.nunique() == codings


def test_a_view_for_printing_is_not_narrowed_to_a_few_by_two_attributes(asked: Project) -> None:
    with pytest.raises(StorylensError, match="fewer than 5 tellers"):
        narrow(asked.view("anonymised quote"), attributes={"gender": "men", "place": "North"})


def test_quotes_come_with_attributes_of_those_who_agreed(asked: Project) -> None:
    quotable = asked.view("anonymised quote")
    open_to_all = quotes_with(replace(quotable, smallest_cell=1), ["place"], codes=["v.loan"])
    assert open_to_all.frame.place.tolist() == ["North", "South"]
    assert "A loan and" not in open_to_all.frame.to_csv()
    few = quotes_with(quotable, ["place"], codes=["v.loan"])  # two persons of a place could be told from each other
    assert few.frame.place.tolist() == ["·", "·"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["codes", "v.water and v.loan"], "W2"),
        (["near", "v.water", "walking", "--within", "5"], "so we walk"),
        (["before", "v.land", "v.loan"], "I took a loan"),
        (["overlap", "v.water", "v.loan"], "the pump"),
        (["together", "--by", "teller"], "v.loan + v.water"),
        (["words", "pump"], "always"),
        (["matrix"], "v.loan"),
        (["quotes", "--code", "v.loan", "--attribute", "place"], "v.loan"),
        (["codes", "v.water", "--where", "place=North"], "M1"),
    ],
)
def test_every_question_has_its_command(
    asked: Project, arguments: list[str], says: str, storylens: Callable[..., Ran]
) -> None:
    ran = storylens("find", *arguments, "-p", asked.path)
    assert ran.code == 0, ran.err
    assert says in ran.out
