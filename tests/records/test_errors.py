"""What users see when something goes wrong: what, where, what to do."""

from __future__ import annotations

from storylens.records import StorylensError, UnreadableError


def test_an_error_is_one_sentence_with_place_and_advice() -> None:
    error = StorylensError("the file is empty", where="inbox/a.txt", todo="get it again")
    assert str(error) == "inbox/a.txt: the file is empty. Get it again."


def test_place_and_advice_may_be_missing() -> None:
    assert str(StorylensError("the file is empty")) == "the file is empty."


def test_an_unreadable_file_is_an_error_of_the_same_kind() -> None:
    assert isinstance(UnreadableError("it is cut off"), StorylensError)
