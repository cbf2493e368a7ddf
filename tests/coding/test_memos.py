"""Memos on the project, a document, a code or a coding."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from storylens import Project, StorylensError
from tests.conftest import Ran


def test_a_memo_is_kept_on_what_it_is_about(village: Project) -> None:
    coding = village.highlight("w1", (0, 12), "keys", by="Ada")
    village.memo("I read too much of water.", by="Ada")
    for about in ("w1", "keys", coding.id[:10]):
        village.memo(f"on {about}", about=about, by="Ben")
    assert village.memos().index.tolist() == ["project", "document", "code", "coding"]
    assert village.memos("keys").memo.tolist() == ["on keys"]
    assert village.memos("w1")[["what", "memo", "by"]].iloc[0].tolist() == ["w1", "on w1", "Ben"]


def test_the_memos_of_a_coding_stay_with_it_when_it_changes(village: Project) -> None:
    from storylens.coding.actions import change

    coding = village.highlight("w1", (0, 12), "keys", by="Ada")
    village.memo("first thought", about=coding.id, by="Ada")
    later = change(village.store, coding.id, by="Ada", end=14)
    assert village.memos(later.id).memo.tolist() == ["first thought"]


def test_a_memo_on_nothing_known_is_refused(village: Project) -> None:
    with pytest.raises(StorylensError, match="is called 'zebra'"):
        village.memo("hm", about="zebra", by="Ada")


def test_commands(village: Project, storylens: Callable[..., Ran]) -> None:
    assert storylens("memo", "Who is not here?", "--by", "Ada", "-p", village.path).code == 0
    assert "Who is not here?" in storylens("memo", "-p", village.path).out
    waiting = storylens("work", "--by", "Ada", "-p", village.path)
    assert "suggestions, not coded" in waiting.out
