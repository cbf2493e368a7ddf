"""Value creation: positive, negative and null; a hope is no result; gaps and stops are shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from storylens import Project
from storylens.coding.actions import highlight
from storylens.records.learning import Indicator
from storylens.synthesis.value import value_flow, value_matrix, value_negative, value_prompts
from tests.helpers import Told
from tests.synthesis.book_helpers import book, code_of, write

STORIES = (
    Told("A", "I enjoyed the exchange. I learned to read a ledger. I read ours aloud at the meeting.", case="North"),
    Told("B", "I learned to read a ledger. I hope to read ours aloud. Nothing came of it in our village.", "man"),
    Told("C", "I read ours aloud and they took my seat away."),
    Told("NO", "I read ours aloud, zzrefused.", consent="no"),
)


@pytest.fixture
def learners(project: Callable[..., Project]) -> Project:
    made = project(*STORIES)
    made.add_codebook("value_creation")
    made.tag(taggers=["safeguarding"])

    def code(document: str, words: str, name: str, polarity: str = "positive") -> None:
        highlight(made.store, document, words, name, by="Tendai", polarity=polarity)

    code("a", "I enjoyed the exchange.", "val.immediate")
    code("a", "I learned to read a ledger.", "val.potential")
    code("a", "I read ours aloud at the meeting.", "val.applied")
    code("b", "I learned to read a ledger.", "val.potential")
    code("b", "I hope to read ours aloud.", "val.aspiration", "")
    code("b", "read ours aloud", "val.applied")
    code("b", "Nothing came of it in our village.", "val.realized", "null")
    code("c", "I read ours aloud and they took my seat away.", "val.applied", "negative")
    code("no", "I read ours aloud, zzrefused.", "val.applied")
    return made


def test_what_is_hoped_for_is_never_counted_as_applied(learners: Project) -> None:
    table = value_matrix(book(learners))
    applied = table.frame.loc["applied"]
    assert applied[["stories", "of stories", "tellers", "of tellers"]].tolist() == [2, 3, 2, 3]
    assert applied["hoped for, not counted"] == 1
    assert table.frame.loc["aspiration", "tellers"] == 1
    assert len(table.behind("applied", "hoped for, not counted")) == 1


def test_an_account_that_holds_a_hope_is_still_an_account(learners: Project) -> None:
    highlight(learners.store, "a", "I read ours aloud", "val.aspiration", by="Tendai")
    assert value_matrix(book(learners)).frame.loc["applied", "hoped for, not counted"] == 1


def test_signs_stand_apart_and_null_is_a_value(learners: Project) -> None:
    frame = value_matrix(book(learners)).frame
    signs = ["positive: tellers", "negative: tellers", "null: tellers", "sign not coded: tellers"]
    assert frame.loc["applied", signs].tolist() == [1, 1, 0, 0]
    assert frame.loc["realised", signs].tolist() == [0, 0, 1, 0]
    bad = value_negative(book(learners)).frame
    assert sorted(zip(bad.cycle, bad.value, strict=True)) == [("applied", "negative"), ("realised", "null")]
    assert any("they took my seat away" in quote for quote in bad.quote)


def test_indicators_stand_beside_stories_with_the_link_and_the_gaps(learners: Project) -> None:
    story, refused = code_of(learners, "a"), code_of(learners, "no")
    write(
        learners,
        Indicator(
            cycle="val.applied", text="ledgers read", value="7", stories=(story, refused), plausible_link="same months"
        ),
        Indicator(cycle="val.strategic", text="meetings", value="2"),
    )
    frame = value_matrix(book(learners)).frame
    assert frame.loc["applied", "indicators"] == "ledgers read: 7"
    assert frame.loc["applied", "plausible link"] == f"same months ({story})"
    gaps = frame.loc[["applied", "potential", "strategic", "orienting"], "gap"].tolist()
    assert gaps == ["", "no indicator", "no story", "neither story nor indicator"]


def test_how_many_stories_reach_each_cycle_and_where_they_stop(learners: Project) -> None:
    frame = value_flow(book(learners)).frame
    assert set(frame.of) == {3}
    assert frame.loc["applied", ["stories", "begin here", "stop here"]].tolist() == [2, 1, 2]
    assert frame.loc["potential", ["stories", "begin here", "go on from here"]].tolist() == [2, 1, 1]
    assert frame.loc["potential", "which stop"] == code_of(learners, "b")  # it says that nothing came of it
    assert frame.loc["realised", ["stories", "nothing came of it"]].tolist() == [0, 1]
    assert frame.loc["transformative", "stories"] == 0
    assert frame["stop here"].sum() == frame["begin here"].sum() == 3


def test_suggestions_are_told_from_what_a_person_holds(learners: Project) -> None:
    learners.tag()
    table = value_matrix(book(learners))
    assert table.frame.loc["applied", "confirmed by a person"] == 2
    assert any("confirmed by a person" in note for note in table.notes)
    assert "zzrefused" not in table.frame.to_string()


def test_good_and_bad_are_broken_down_by_what_people_were_asked_for(learners: Project) -> None:
    from sqlalchemy import update

    from storylens.store import schema

    with learners.store.writing() as connection:  # as front matter or a sheet says it
        connection.execute(
            update(schema.document).where(schema.document.c.source.contains("/c.")).values(prompt_valence="critical")
        )
    frame = value_prompts(book(learners)).frame
    assert frame.loc["critical", ["stories", "positive", "negative", "null", "of"]].tolist() == [1, 0, 1, 0, 1]
    assert frame.loc["not known", ["stories", "positive", "negative", "null", "of"]].tolist() == [2, 2, 0, 1, 2]
