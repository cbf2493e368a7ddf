"""The database: migrations with backups, two processes at once, and one sentence for whatever goes wrong."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from storylens import Project, StorylensError
from storylens.store import Folder, Store, database, documents, schema
from tests.helpers import make_project, one_sentence


def migrations() -> Config:
    config = Config()
    config.set_main_option("script_location", "storylens:store/migrations")
    return config


REVISIONS = [script.revision for script in ScriptDirectory.from_config(migrations()).walk_revisions()][::-1]


def rows(project: Project, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(project.store.folder.database)) as connection:
        return connection.execute(query).fetchall()


def change(project: Project, statement: str) -> None:
    with closing(sqlite3.connect(project.store.folder.database)) as connection, connection:
        connection.execute(statement)


def test_the_program_reads_and_writes_the_newest_revision() -> None:
    assert ScriptDirectory.from_config(migrations()).get_heads() == [database.NEWEST]


def test_the_migrations_end_at_the_tables_that_the_program_uses(tmp_path: Path) -> None:
    project = Project.new(tmp_path / "p")
    with project.store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.metadata) == []


@pytest.mark.parametrize("revision", REVISIONS[:-1] or [None])
def test_a_project_of_an_older_version_opens_after_a_backup(tmp_path: Path, revision: str | None) -> None:
    if revision is None:
        pytest.skip("there is only one revision so far")
    folder = Folder.make(tmp_path / "old", "old")
    store = Store(folder)
    config = migrations()
    with store._engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.commit()
    with closing(sqlite3.connect(folder.database)) as connection, connection:
        connection.execute("INSERT INTO \"case\" (id, name) VALUES ('1', 'Upper Field')")
    project = Project.open(folder.path)
    assert rows(project, "SELECT version_num FROM alembic_version") == [(database.NEWEST,)]
    assert rows(project, 'SELECT name FROM "case"') == [("Upper Field",)]
    (backup,) = folder.backups.iterdir()
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(revision,)]
        assert connection.execute('SELECT name FROM "case"').fetchall() == [("Upper Field",)]


def required(connection: sqlite3.Connection, table: str, given: dict[str, object]) -> None:
    """Insert a row with what is given, and something in each other column that must hold something."""
    columns = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    row = {
        name: given.get(name, 0 if kind == "INTEGER" else "")
        for _, name, kind, must, default, _ in columns
        if name in given or (must and default is None)
    }
    marks = ", ".join("?" * len(row))
    connection.execute(f'INSERT INTO "{table}" ({", ".join(row)}) VALUES ({marks})', tuple(row.values()))


@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_what_hangs_on_a_document_is_there_after_its_table_was_made_anew(tmp_path: Path, revision: str) -> None:
    folder = Folder.make(tmp_path / "old", "old")
    config = migrations()
    with Store(folder)._engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.commit()
    with closing(sqlite3.connect(folder.database)) as connection, connection:
        required(connection, "document", {"id": "d"})
        required(connection, "turn", {"document_id": "d", "start": 0, "end": 3})
    project = Project.open(folder.path)
    assert rows(project, "SELECT document_id FROM turn") == [("d",)]
    assert rows(project, "PRAGMA foreign_key_check") == []


def test_a_project_of_this_version_opens_without_a_backup(village: Project) -> None:
    Project.open(village.path)
    assert not village.store.folder.backups.exists()


def test_a_project_of_a_newer_version_is_refused_and_left_as_it_is(village: Project) -> None:
    change(village, "UPDATE alembic_version SET version_num = '9999'")
    before = village.store.folder.database.read_bytes()
    with pytest.raises(StorylensError, match="newer storylens") as refused:
        Project.open(village.path)
    assert one_sentence(str(refused.value).replace(". ", " "))
    assert village.store.folder.database.read_bytes() == before
    assert not village.store.folder.backups.exists()


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "another file": lambda data: b"These are notes, and no database at all. " * 200,
    "cut off": lambda data: data[: len(data) // 2],
    "overwritten": lambda data: data[:100] + os.urandom(len(data) - 100),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_database_gives_one_sentence(village: Project, damage: str) -> None:
    file = village.store.folder.database
    file.write_bytes(DAMAGE[damage](file.read_bytes()))
    with pytest.raises(StorylensError, match="damaged"):
        Project.open(village.path).documents()


def test_a_write_that_meets_another_waits_and_then_says_so(village: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "WAIT", 0.1)
    project = Project.open(village.path)
    with closing(sqlite3.connect(village.store.folder.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorylensError, match="another storylens is writing"):
            project.highlight("w1", "near the school", "school", by="Tendai")
        assert project.view().n  # reading goes on meanwhile
        other.execute("ROLLBACK")
    assert project.highlight("w1", "near the school", "school", by="Tendai").code == "school"


def test_a_database_that_is_wholly_locked_gives_one_sentence_too(
    village: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "WAIT", 0.1)
    with closing(sqlite3.connect(village.store.folder.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StorylensError, match="another storylens is writing"):
            Project.open(village.path)


def test_cleaning_up_after_an_erasure_waits_for_others_too(village: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "WAIT", 0.1)
    project = Project.open(village.path)
    with closing(sqlite3.connect(village.store.folder.database, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM document").fetchone()
        with pytest.raises(StorylensError, match="another storylens"):
            project.store.compact()


def test_a_full_disk_gives_one_sentence_and_keeps_what_was_done(
    tmp_path: Path, village: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite is told that the file may not grow, and answers as it does when the disk is full."""
    from sqlalchemy import event

    before = len(village.documents())
    project = Project.open(village.path)
    pages = village.store.folder.database.stat().st_size // 4096
    listen = event.listens_for(project.store._engine, "connect")
    listen(lambda connection, _: connection.execute(f"PRAGMA max_page_count = {pages + 12}"))
    inbox = project.store.folder.inbox
    (inbox / "a-small.txt").write_text("A short story of a well.\n", encoding="utf-8")
    (inbox / "b-large.txt").write_text("A long story of a well. " * 8_000, encoding="utf-8")
    with pytest.raises(StorylensError, match="the disk is full"):
        project.ingest()
    again = Project.open(village.path)
    assert len(again.documents()) == before + 1
    assert again.ingest().documents == 1  # room was made: the rest follows
    assert len(again.documents()) == before + 2


def test_a_write_that_fails_leaves_nothing_behind(village: Project) -> None:
    def halfway() -> None:
        with village.store.writing() as connection:
            documents.case_id(connection, "A case that never was")
            raise RuntimeError("halfway")

    with pytest.raises(RuntimeError, match="halfway"):
        halfway()
    assert ("A case that never was",) not in rows(village, 'SELECT name FROM "case"')


def test_two_processes_take_in_the_same_inbox_at_once(tmp_path: Path) -> None:
    """Each story is there once, whichever process came first."""
    project = make_project(tmp_path / "p")
    for number in range(12):
        text = f"INT: What came?\nR: The pump number {number} came.\n"
        (project.store.folder.inbox / f"{number:02}.txt").write_text(text, encoding="utf-8")
    program = "import sys; from storylens import Project; Project.open(sys.argv[1]).ingest()"
    both = [
        subprocess.Popen([sys.executable, "-c", program, project.path], stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert [(process.communicate()[1], process.returncode) for process in both] == [("", 0), ("", 0)]
    listed = project.documents()
    assert sorted(listed.source) == sorted(f"inbox/{number:02}.txt" for number in range(12))
    assert len(project.tellers()) == 12
    assert rows(project, "PRAGMA integrity_check") == [("ok",)]
    assert not list(project.path.rglob("*.part"))


def test_two_processes_code_at_once(village: Project) -> None:
    program = (
        "import sys; from storylens import Project; project = Project.open(sys.argv[1])\n"
        "for start in range(10): project.highlight('w1', (start, start + 5), 'v.water', by=sys.argv[2])"
    )
    both = [
        subprocess.Popen([sys.executable, "-c", program, village.path, name], stderr=subprocess.PIPE, text=True)
        for name in ("Tendai", "Chikondi")
    ]
    assert [(process.communicate()[1], process.returncode) for process in both] == [("", 0), ("", 0)]
    counted = rows(
        village,
        "SELECT coder.name, count(*) FROM coding JOIN coder ON coder.id = coder_id"
        " WHERE coder.kind = 'person' GROUP BY coder.name ORDER BY coder.name",
    )
    assert counted == [("Chikondi", 10), ("Tendai", 10)]


def test_an_address_that_is_none_is_said_with_its_file(village: Project) -> None:
    village.store.folder.set("database", "address", "somewhere")
    with pytest.raises(StorylensError, match=r"storylens\.toml.*not a database address"):
        Project.open(village.path)


def test_the_project_is_all_there_after_moving_the_folder(village: Project, tmp_path: Path) -> None:
    """A community holds its project as a folder: no path of the old machine may be needed."""
    listed = village.documents()
    village.store.close()
    moved = village.path.rename(tmp_path / "elsewhere")
    project = Project.open(moved)
    assert project.documents().equals(listed)
    assert project.ingest().unchanged == len(list(project.store.folder.inbox.iterdir()))
