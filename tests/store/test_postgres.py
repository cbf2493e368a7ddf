"""A project on a real PostgreSQL server: private, made for the tests, reached through a socket in its own folder."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from storylens import Project
from storylens.store import database
from tests.conftest import Ran
from tests.helpers import VILLAGE, drop, one_sentence


@pytest.fixture
def team(
    postgres: Callable[[str], str], storylens: Callable[..., Ran], tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Project]:
    """The village on PostgreSQL, made as a user makes it."""
    name = f"t{abs(hash(request.node.name))}"
    made = storylens("new", tmp_path / "team", "--database", postgres(name))
    assert made.code == 0, made.err
    project = Project.open(tmp_path / "team")
    drop(project, *VILLAGE)
    project.ingest()
    yield project
    project.store.close()


def test_a_project_lives_on_the_server_at_the_newest_revision(team: Project) -> None:
    assert not team.store.folder.database.exists()
    assert len(team.documents()) == len(VILLAGE)
    with team.store.reading() as connection:
        assert connection.dialect.name == "postgresql"
        assert database._revision(connection) == database.NEWEST


def test_several_code_at_once_and_nothing_is_lost(team: Project) -> None:
    team.highlight("w1", (0, 4), "keys", by="Tendai")
    program = (
        "import sys; from storylens import Project; project = Project.open(sys.argv[1])\n"
        "for start in range(10): project.highlight('w1', (start, start + 5), 'keys', by=sys.argv[2])"
    )
    names = ("Chikondi", "Tendai", "Wanjiru", "Wanjiru")
    several = [
        subprocess.Popen([sys.executable, "-c", program, team.path, name], stderr=subprocess.PIPE, text=True)
        for name in names
    ]
    assert [(one.communicate()[1], one.returncode) for one in several] == [("", 0)] * len(names)
    with team.store.reading() as connection:
        made = connection.execute(
            text("SELECT name, count(*) FROM coding JOIN coder ON coder.id = coder_id WHERE kind = 'person' GROUP BY 1")
        )
        assert dict(made.all()) == {"Wanjiru": 20, "Tendai": 11, "Chikondi": 10}


def test_a_suggestion_is_decided_once_by_whoever_comes_first(team: Project) -> None:
    coding = team.highlight("w1", (0, 10), "keys", by="Tendai").id
    program = (
        "import sys; from storylens import Project, StorylensError\n"
        "try: Project.open(sys.argv[1]).accept(sys.argv[2], by=sys.argv[3])\n"
        "except StorylensError as error: print(error)"
    )
    several = [
        subprocess.Popen([sys.executable, "-c", program, team.path, coding, name], stdout=subprocess.PIPE, text=True)
        for name in ("Chikondi", "Wanjiru")
    ]
    said = sorted(one.communicate()[0] for one in several)
    assert said[0] == ""
    assert "decided on already" in said[1]


def test_an_address_with_a_password_or_that_is_none_is_refused(storylens: Callable[..., Ran], tmp_path: Path) -> None:
    for address in ("postgresql://a:secret@host/name", "mysql://host/name", "somewhere"):
        ran = storylens("new", tmp_path / "p", "--database", address)
        assert ran.code != 0
        assert "secret" not in ran.out + ran.err
        assert not (tmp_path / "p").exists()
    assert one_sentence(ran.err.splitlines()[0].rpartition(". ")[0] + ".")
