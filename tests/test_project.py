"""`Project`: the face for notebooks, at parity with the commands."""

from __future__ import annotations

import inspect
from collections.abc import Callable

import pytest

import storylens
from storylens import Project
from storylens.cli.app import app
from tests.helpers import PRINTED, Told

NOT_OF_A_PROJECT = {"new", "demo", "doctor", "annotate", "lint", "codebook", "open", "review", "log", "files"}


def test_every_command_has_its_function() -> None:
    names = {command.callback.__name__ for command in app.registered_commands if command.callback}
    for name in names - NOT_OF_A_PROJECT:
        assert callable(getattr(Project, name, None)), name
    others = {"add_codebook", "accept", "reject", "lint", "new", "open"}  # codebook, review, lint, new
    assert all(callable(getattr(Project, name)) for name in others)
    assert {"annotate", "doctor", "lint"} <= set(storylens.__all__)


def test_every_method_says_what_it_does_and_is_an_index_entry() -> None:
    for name, method in inspect.getmembers(Project, inspect.isfunction):
        if not name.startswith("_"):
            assert inspect.getdoc(method), name
            assert len(inspect.getsource(method).splitlines()) <= 25, name


def test_it_shows_itself_without_a_word_of_a_story(seen_village: Project) -> None:
    for shown in (repr(seen_village), seen_village._repr_html_()):
        assert "village" in shown
        assert "10 documents, 10 tellers" in shown
        assert not [word for word in PRINTED if word in shown]


def test_a_name_in_the_path_is_no_markup(project: Callable[..., Project]) -> None:
    made = project(Told("T1", "The pump broke."))
    made.store.close()
    moved = made.path.rename(made.path.with_name("<b>bold"))
    assert "<b>" not in Project.open(moved)._repr_html_()


def test_the_lists_hold_no_words_of_tellers(seen_village: Project) -> None:
    for listed in (seen_village.documents(), seen_village.tellers(), seen_village.speakers()):
        text = listed.to_csv()
        assert not [word for word in PRINTED if word in text]


@pytest.mark.parametrize("name", ["Project", "StorylensError", "annotate", "doctor", "lint"])
def test_the_package_gives_its_names_when_asked(name: str) -> None:
    assert getattr(storylens, name).__module__.startswith("storylens.")


def test_a_name_that_is_not_there_is_said() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        storylens.nothing  # noqa: B018
