"""Results go back: what was asked, given back and paid, and what is still owed."""

from __future__ import annotations

from collections.abc import Callable

from storylens import Project
from storylens.coding.actions import highlight
from storylens.records.learning import Compensation, ShareBack
from storylens.records.network import LearningQuestion
from storylens.synthesis.given_back import given_back
from tests.helpers import Told
from tests.synthesis.book_helpers import book, write


def test_what_is_owed_to_whom(project: Callable[..., Project]) -> None:
    made = project(
        Told("A", "They came, they asked, they never came back.", case="North"),
        Told("B", "We planted beans.", case="South"),
        Told("C", "The pump.", case=""),
    )
    made.add_codebook("power")
    made.tag(taggers=["safeguarding"])
    highlight(made.store, "a", "they never came back", "pow.know.return", by="Tendai")
    write(
        made,
        LearningQuestion(text="What do others pay?", asked_by="south", answer="Two tins."),
        LearningQuestion(text="Who reads this?", asked_by="South"),
        LearningQuestion(text="Does it scale?", asked_by="the funder"),
        ShareBack(to="South", form="meeting", date="2024-11-02", delivered_by="Rudo", reaction="not so, said one"),
        ShareBack(to="North", form="poster"),
        Compensation(to="A", what="a day's wage", date="2024-05"),
        Compensation(to="Elders", what="tea"),
    )
    table = given_back(book(made))
    frame = table.frame
    assert list(frame.index) == ["Elders", "North", "South"]
    south, north = frame.loc["South"], frame.loc["North"]
    assert (south["of these answered"], south["given back"]) == ("1 of 2", "meeting, 2024-11-02, by Rudo")
    assert north[["given back", "not delivered yet", "passages on giving back"]].tolist() == ["nothing yet", 1, 1]
    assert north["paid for time"] == "a day's wage (2024-05)"  # for the community: no table says who was paid
    assert any("Nothing was given back yet to 2 of 3: Elders, North." in note for note in table.notes)
    assert any("the funder" in note for note in table.notes)
    assert len(table.behind("North", "passages on giving back")) == 1
