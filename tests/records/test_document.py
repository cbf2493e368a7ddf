"""A document's id is its content; turns are stretches of its text."""

from __future__ import annotations

import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storylens.records import Document, Kind, Turn, text_hash

TEXT = "The pump 😀 broke.\nWe mended it."


def document(text: str = TEXT, **fields: object) -> Document:
    known: dict[str, object] = {"source": "interviews/a.txt", "title": "a", "kind": Kind.STORY, "original": "0" * 64}
    return Document.of(text, **(known | fields))  # type: ignore[arg-type]


def test_the_same_text_is_the_same_document_wherever_it_arrives() -> None:
    assert document().id == document(source="other/b.docx", title="b", language="en", original="1" * 64).id


def test_another_text_is_another_document() -> None:
    assert document().id != document(TEXT + " ").id


def test_equal_answers_in_two_rows_or_two_files_are_two_documents() -> None:
    """Two people who both answer "nothing" are two people."""
    ids = {
        document("nothing", part="S01").id,
        document("nothing", part="S02").id,
        document("nothing", part="S01", source="second/wave.xlsx").id,
        document("nothing").id,
    }
    assert len(ids) == 4


def test_a_file_that_moves_to_another_folder_keeps_its_rows() -> None:
    assert (
        document("nothing", part="S01", source="old/survey.xlsx").id
        == document("nothing", part="S01", source="new/survey.xlsx").id
    )


def test_the_hash_is_that_of_the_text() -> None:
    assert document().text_hash == text_hash(TEXT)


def test_a_kind_that_does_not_exist_is_refused() -> None:
    with pytest.raises(pydantic.ValidationError, match="kind"):
        document(kind="poem")


def turn(start: int, end: int) -> Turn:
    return Turn(id="1", document_id="2", position=1, start=start, end=end)


@given(st.integers(-3, 12), st.integers(-3, 12))
def test_a_turn_is_a_stretch_of_text(start: int, end: int) -> None:
    if 0 <= start <= end:
        assert turn(start, end).end == end
    else:
        with pytest.raises(pydantic.ValidationError, match="not a stretch"):
            turn(start, end)
