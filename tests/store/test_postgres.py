"""A project on a real PostgreSQL server: private, made for the tests, reached through a socket in its own folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from storylens import Project
from storylens.store import database
from tests.conftest import Ran
from tests.helpers import VILLAGE, drop, one_sentence


@pytest.fixture(scope="module")
def server() -> Iterator[Callable[[str], str]]:
    """Start a server; return a function that makes an empty database and returns its address. Or skip."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    initdb = str(found[-1]) if found else shutil.which("initdb")
    if initdb is None:
        pytest.skip("needs PostgreSQL, which is not here")
    pytest.importorskip("psycopg", reason="needs PostgreSQL's driver psycopg, which is not here")
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    user = {"user": "postgres" if found else "nobody", "group": "nogroup"} if is_root else {}  # initdb refuses root
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # a short path, as sockets want it
    if is_root:
        shutil.chown(folder, user["user"])

    def run(program: str, *arguments: object) -> None:
        command = [str(Path(initdb).with_name(program)), *map(str, arguments)]
        subprocess.run(command, check=True, cwd=folder, capture_output=program != "pg_ctl", timeout=120, **user)

    data, log = folder / "data", folder / "log"
    try:
        run("initdb", "-D", data, "-A", "trust", "-U", "tester", "-E", "UTF8", "--locale=C.UTF-8")
        run(
            "pg_ctl", "-D", data, "-w", "-s", "-l", log, "-o", f"-k {folder} -c listen_addresses= -c fsync=off", "start"
        )

        def make(name: str) -> str:
            run("createdb", "-h", folder, "-U", "tester", name)
            return f"postgresql://tester@/{name}?host={folder}"

        yield make
        run("pg_ctl", "-D", data, "-m", "immediate", "-s", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def team(
    server: Callable[[str], str], storylens: Callable[..., Ran], tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Project]:
    """The village on PostgreSQL, made as a user makes it."""
    name = f"t{abs(hash(request.node.name))}"
    made = storylens("new", tmp_path / "team", "--database", server(name))
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
