"""Undo and redo without limit, each coder for themselves."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storylens import Project, StorylensError


def _stands(project: Project) -> list[tuple[str, str, str, str]]:
    rows = project.view().codings
    rows = rows[rows.coder_kind == "person"]
    return sorted(zip(rows.code, rows.coder, rows.text, rows.memo, strict=True))


@given(steps=st.lists(st.sampled_from(["code", "change", "remove"]), min_size=1, max_size=6))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undoing_all_leads_back_and_redoing_all_leads_forth(village: Project, steps: list[str]) -> None:
    from storylens.coding.actions import change, decide
    from storylens.records import State

    shown = [_stands(village)]
    mine: list[str] = []
    for number, step in enumerate(steps):
        if step == "code" or not mine:
            mine.append(village.highlight("w1", (number, number + 12), f"code {number}", by="Ada").id)
        elif step == "change":
            mine.append(change(village.store, mine.pop(), by="Ada", memo=f"memo {number}").id)
        else:
            decide(village.store, [mine.pop()], State.REMOVED, by="Ada")
        shown.append(_stands(village))
    for before in reversed(shown[:-1]):
        village.undo(by="Ada")
        assert _stands(village) == before
    for after in shown[1:]:
        village.redo(by="Ada")
        assert _stands(village) == after
    for _ in steps:  # the fixture is shared by the examples
        village.undo(by="Ada")


def test_a_coder_undoes_their_own_strokes_only(village: Project) -> None:
    village.highlight("w1", (0, 12), "keys", by="Ada")
    with pytest.raises(StorylensError, match="nothing to undo"):
        village.undo(by="Ben")
    village.undo(by="Ada")
    with pytest.raises(StorylensError, match="nothing to undo"):
        village.undo(by="Ada")


def test_what_somebody_else_changed_since_is_not_undone(village: Project) -> None:
    coding = village.highlight("w1", (0, 12), "keys", by="Ada")
    village.reject(coding.id, by="Ben")
    with pytest.raises(StorylensError, match="changed this coding since"):
        village.undo(by="Ada")


def test_a_new_stroke_takes_the_place_of_what_was_undone(village: Project) -> None:
    village.highlight("w1", (0, 12), "keys", by="Ada")
    village.undo(by="Ada")
    village.highlight("w1", (0, 14), "locks", by="Ada")
    with pytest.raises(StorylensError, match="nothing to do again"):
        village.redo(by="Ada")
