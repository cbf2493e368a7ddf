"""A coding says who holds what of which passage."""

from __future__ import annotations

import pydantic
import pytest

from storylens.records import Coder, CoderKind, Coding, State


def coding(start: int, end: int, **fields: object) -> Coding:
    known = {
        "id": "1",
        "document_id": "2",
        "start": start,
        "end": end,
        "codebook": "village",
        "codebook_edition": "1.0+abc",
        "code": "v.water",
        "coder_id": "3",
        "state": "suggested",
        "made_at": "2025-01-01T00:00:00+00:00",
    }
    return Coding.model_validate(known | fields)


@pytest.mark.parametrize(("start", "end"), [(5, 5), (6, 5), (-1, 5)])
def test_a_coding_needs_a_passage(start: int, end: int) -> None:
    with pytest.raises(pydantic.ValidationError, match="not a passage"):
        coding(start, end)


def test_a_coding_knows_where_it_stands() -> None:
    assert coding(0, 5).state is State.SUGGESTED
    with pytest.raises(pydantic.ValidationError, match="state"):
        coding(0, 5, state="maybe")


def test_a_machine_with_other_settings_is_another_coder() -> None:
    one = Coder.machine("cues:village", "1", "digest-a")
    assert one == Coder.machine("cues:village", "1", "digest-a")
    assert one.kind is CoderKind.MACHINE
    assert (
        len({one.id, Coder.machine("cues:village", "2", "digest-a").id, Coder.machine("cues:village", "1", "b").id})
        == 3
    )


def test_what_a_notebook_shows_of_a_coding_holds_no_markup_of_its_own() -> None:
    assert "<b>" not in coding(0, 5, code="<b>bold</b>")._repr_html_()
