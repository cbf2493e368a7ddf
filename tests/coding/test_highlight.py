"""A highlight with a new code: the first thing that a researcher does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from storylens import Project, StorylensError
from storylens.codebook.load import load
from tests.helpers import Told


@pytest.fixture
def made(project: Callable[..., Project]) -> Project:
    return project(
        Told("T1", ["They didn’t ask us. 😀 So we went.", "We  went\u00a0there together, and we went again."]), book=""
    )


def test_words_are_found_where_they_stand(made: Project) -> None:
    coding = made.highlight("t1", "So we went.", "going", by="Tendai")
    text = (made.store.folder.inbox / "t1.txt").read_text(encoding="utf-8")
    assert text[coding.start : coding.end] == "So we went."
    assert (coding.state, coding.code, coding.codebook) == ("accepted", "going", "own")


@pytest.mark.parametrize("words", ["They didn't ask us.", "We went there together"])
def test_white_space_and_the_shape_of_marks_may_differ(made: Project, words: str) -> None:
    assert made.highlight("t1", words, "x", by="Tendai").end


@pytest.mark.parametrize(
    ("words", "says"), [("We flew.", "do not stand"), ("we went", "stand 2 times"), ("", "do not stand")]
)
def test_words_that_are_not_there_or_there_twice_are_refused(made: Project, words: str, says: str) -> None:
    with pytest.raises(StorylensError, match=says):
        made.highlight("t1", words, "x", by="Tendai")


@pytest.mark.parametrize("passage", [(5, 5), (9, 3), (-4, 2), (0, 10_000)])
def test_positions_outside_the_text_are_refused(made: Project, passage: tuple[int, int]) -> None:
    with pytest.raises(StorylensError, match="not a passage"):
        made.highlight("t1", passage, "x", by="Tendai")


def test_a_code_is_made_once_and_found_by_its_name_or_id(made: Project) -> None:
    first = made.highlight("t1", "So we went.", "Going there", by="Tendai")
    for name in ("Going there", "going there", first.code):
        assert made.highlight("t1", "They didn’t ask us.", name, by="Tendai").code == first.code
    assert [code.name for code in load(made.path / "codebooks" / "own.yml").codes()] == ["Going there"]


def test_names_that_would_make_the_same_id_do_not_break_the_codebook(made: Project) -> None:
    for name in ("Going there", "Going: there!", "going -- there"):
        made.highlight("t1", "So we went.", name, by="Tendai")
    ids = [code.id for code in load(made.path / "codebooks" / "own.yml").codes()]
    assert len(ids) == len(set(ids))
    assert len(made.view().codings) == 3


@pytest.mark.parametrize("name", ["ça va", "水", "Ukuthula / peace", "a: b", "'quoted'", "# hash", "yes", "5"])
def test_a_code_may_be_called_anything(made: Project, name: str) -> None:
    coding = made.highlight("t1", "So we went.", name, by="Tendai")
    code = load(made.path / "codebooks" / "own.yml").code(coding.code)
    assert code is not None
    assert code.name == name


def test_a_name_without_letters_is_refused(made: Project) -> None:
    with pytest.raises(StorylensError, match="no letters"):
        made.highlight("t1", "So we went.", "!!!", by="Tendai")


def test_a_coding_needs_somebody(made: Project) -> None:
    with pytest.raises(StorylensError, match="name"):
        made.highlight("t1", "So we went.", "x", by=" ")


def test_a_suggestion_is_decided_once(village: Project) -> None:
    coding = village.view().codings.coding_id.iloc[0]
    village.accept(coding, by="Tendai", why="it is so")
    for decide in (village.accept, village.reject):
        with pytest.raises(StorylensError, match="decided on already"):
            decide(coding, by="Chikondi")


def test_nothing_is_overwritten(village: Project) -> None:
    import sqlite3
    from contextlib import closing

    query = "SELECT id, state, memo FROM coding ORDER BY id"
    with closing(sqlite3.connect(village.store.folder.database)) as connection:
        before = connection.execute(query).fetchall()
    first = village.view().codings.coding_id.iloc[0]
    village.reject(village.accept(first, by="Tendai").id, by="Tendai", why="on second thoughts")
    with closing(sqlite3.connect(village.store.folder.database)) as connection:
        after = connection.execute(query).fetchall()
    assert set(before) < set(after)
    assert len(after) == len(before) + 2
