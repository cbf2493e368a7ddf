"""What people coded becomes suggestions elsewhere, once it has earned trust, and says what to code next."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from storylens import Project, StorylensError
from storylens.records import CoderKind
from tests.helpers import Told

WATER = ["The pump gave no water {}.", "We carried water from the well {}.", "The borehole ran dry {}."]
SCHOOL = ["The teacher did not come {}.", "We paid the school fees {}.", "The pupils wrote an exam {}."]
TALK = ["My uncle sang at the wedding {}.", "We walked to see my aunt {}.", "The cat slept on the roof {}."]
WHEN = ["in spring", "last year", "that week", "on Monday", "in the end", "at first", "before noon", "after dark"]
Make = Callable[..., Project]


def coded(project: Make, documents: int, *, read: int) -> Project:
    """Return a project of documents with nine turns each; in the first `read` of them somebody coded water, school."""
    told = [
        Told(f"T{number}", [line.format(WHEN[number]) for line in (*WATER, *SCHOOL, *TALK)])
        for number in range(documents)
    ]
    made = project(*told, book="")
    view = made.view()
    for document in view.documents.index[:read]:
        turns = view.turns[view.turns.document_id == document]
        for at, turn in enumerate(turns.itertuples()):
            if at < 6:
                made.highlight(document, (turn.start, turn.end), "water" if at < 3 else "school", by="Ann")
    return made


def suggested(made: Project) -> set[tuple[str, str]]:
    codings = made.view().codings
    mine = codings[(codings.coder_kind == CoderKind.MACHINE) & (codings.coder == "learned:own")]
    return {(row.document_id, row.code) for row in mine.itertuples()}


def test_suggests_in_documents_that_nobody_has_read_and_nowhere_else(project: Make) -> None:
    made = coded(project, 8, read=6)
    made.learn()
    open_ = set(made.view().documents.index[6:])
    assert suggested(made) == {(document, code) for document in open_ for code in ("water", "school")}
    codings = made.view().codings
    row = codings[codings.coder == "learned:own"].iloc[0]
    assert row.rule.startswith("learned from 18 passages; ")
    assert row.state == "suggested"
    assert 0 < row.score <= 1


def test_one_document_earns_no_trust(project: Make) -> None:
    made = coded(project, 3, read=1)
    report = made.learn()
    assert suggested(made) == set()
    assert set(report.learners["own"].trust().suggests.str[:3]) == {"no:"}


def test_the_same_codings_give_the_same_suggestions_and_new_ones_replace_them(project: Make) -> None:
    made = coded(project, 8, read=6)
    made.learn()
    first = set(made.view().codings.coding_id)
    made.learn()
    assert set(made.view().codings.coding_id) == first
    turn = made.view().turns[made.view().turns.document_id == made.view().documents.index[6]].iloc[0]
    made.highlight(turn.document_id, (turn.start, turn.end), "water", by="Ann")
    made.learn()
    assert not first & set(made.view().codings[made.view().codings.coder == "learned:own"].coding_id)


def test_what_a_person_rejected_is_not_suggested_again(project: Make) -> None:
    made = coded(project, 8, read=6)
    made.learn()
    codings = made.view().codings
    (rejected, *_) = codings[codings.coder == "learned:own"].itertuples()
    made.reject(rejected.coding_id, by="Ann")
    made.learn()
    places = {(row.document_id, row.start, row.code) for row in made.view().codings.itertuples()}
    assert (rejected.document_id, rejected.start, rejected.code) not in places


def test_next_lists_open_passages_and_a_decision_takes_one_off(project: Make) -> None:
    learner = coded(project, 6, read=4).learner("own")
    found = learner.next(3)
    assert len(found) == 3
    assert set(found.index) <= set(learner.open.index)
    assert found.help.str.rstrip("%").astype(float).is_monotonic_decreasing
    learner.decided(found.index[0], "water")
    assert found.index[0] not in learner.next(50).index
    with pytest.raises(StorylensError, match="no code 'nothing'"):
        learner.decided(found.index[1], "nothing")


def test_a_passage_coded_alone_does_not_make_its_document_read(project: Make) -> None:
    made = coded(project, 4, read=2)
    view = made.view()
    turn = view.turns[view.turns.document_id == view.documents.index[3]].iloc[0]
    made.highlight(turn.document_id, (turn.start, turn.end), "water", by="Ann")
    learner = made.learner("own")
    assert len(learner.coded) == 2 * 9 + 1


def test_words_that_may_not_be_analysed_are_not_learned_from(project: Make) -> None:
    made = project(
        Told("T1", [line.format("now") for line in WATER]),
        Told("T2", [line.format("zzheld") for line in WATER], consent=""),
        book="",
    )
    view = made.view()
    turn = view.turns.iloc[0]
    made.highlight(turn.document_id, (turn.start, turn.end), "water", by="Ann")
    assert not made.learner().passages.text.str.contains("zzheld").any()


def test_says_in_a_sentence_that_nothing_is_coded(project: Make) -> None:
    made = project(Told("T1", WATER[0]), book="")
    with pytest.raises(StorylensError, match="people have coded nothing yet"):
        made.next()
    with pytest.raises(StorylensError, match="no codebook 'nowhere'"):
        made.learn("nowhere")
