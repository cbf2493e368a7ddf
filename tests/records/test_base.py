"""Ids come from content, and records do not change."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid

import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st

import storylens.records as records
from storylens.records import Document, Record, Teller, content_id, random_id, text_hash

SURROGATES = st.characters(exclude_categories=["Cs"], exclude_characters="\x1f")
WORDS = st.text(SURROGATES)


@given(st.lists(WORDS, min_size=1), st.lists(WORDS, min_size=1))
def test_same_content_has_the_same_id_and_other_content_another(one: list[str], other: list[str]) -> None:
    assert content_id(*one) == content_id(*list(one))
    assert (content_id(*one) == content_id(*other)) is (one == other)


def test_content_ids_are_the_same_in_another_process() -> None:
    """Python hashes strings anew in each process; ids must not depend on that."""
    program = "from storylens.records import content_id; print(content_id('turn', 'é😀', 3))"
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert told == {content_id("turn", "é😀", 3)}
    assert uuid.UUID(told.pop()).version == 5


def test_people_get_random_ids() -> None:
    assert random_id() != random_id()
    assert uuid.UUID(random_id()).version == 4


@given(WORDS, WORDS)
def test_a_hash_stands_for_exactly_one_text(one: str, other: str) -> None:
    assert (text_hash(one) == text_hash(other)) is (one == other)


def test_records_cannot_be_changed() -> None:
    teller = Teller(id="1", code="T01")
    with pytest.raises(pydantic.ValidationError):
        teller.code = "T02"  # type: ignore[misc]


def test_every_record_refuses_fields_that_it_does_not_know() -> None:
    kinds = [value for value in vars(records).values() if isinstance(value, type) and issubclass(value, Record)]
    assert len(kinds) > 10
    for kind in kinds:
        assert kind.model_config["frozen"], kind
        with pytest.raises(pydantic.ValidationError, match="Extra inputs"):
            kind.model_validate({"no_such_field": 1})


def test_every_noun_can_be_imported_from_the_room() -> None:
    assert Document.__name__ in records.__all__
    assert all(hasattr(records, name) for name in records.__all__)
