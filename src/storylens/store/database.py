"""Open a project's database: migrations, backups, and transactions that two processes can share."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, inspect, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlalchemy.pool import NullPool

from storylens.records import StorylensError
from storylens.store.folder import Folder

NEWEST = "0008"  # the revision that this program reads and writes
WAIT = 30  # seconds to wait for another process to finish its writing
WRITERS = 7_302_114  # the lock that writers to one PostgreSQL database share; any number that is always the same


class Store:
    """A project's folder and database."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self._engine = _engine(folder)

    @classmethod
    def open(cls, folder: Folder) -> Store:
        """Open the database, making or upgrading it first; an upgrade begins with a backup."""
        store = cls(folder)
        with store.reading() as connection:
            revision = _revision(connection)
        if revision != NEWEST:
            with _told(folder):
                store._upgrade(revision)
        return store

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection to read with."""
        with _told(self.folder), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection to write with: all that is done in the block is kept, or nothing is."""
        with _told(self.folder), self._engine.connect() as connection:
            _alone(connection)
            yield connection
            connection.commit()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def compact(self) -> None:
        """Rewrite the database file, so that nothing erased lingers in its free pages."""
        if self._engine.dialect.name == "sqlite":
            with self.reading() as connection:
                connection.exec_driver_sql("VACUUM")

    def _upgrade(self, revision: str | None) -> None:
        from alembic import command
        from alembic.config import Config
        from alembic.script import ScriptDirectory
        from alembic.util import CommandError

        config = Config()
        config.set_main_option("script_location", "storylens:store/migrations")
        if revision is not None:
            try:
                ScriptDirectory.from_config(config).get_revision(revision)
            except CommandError as error:
                raise StorylensError(
                    f"this project was made by a newer storylens (its database is at {revision})",
                    where=str(self.folder.path),
                    todo="upgrade storylens",
                ) from error
            self._back_up(revision)
        with self._engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                _alone(connection)  # what the other one has upgraded meanwhile is then seen, and left alone
            else:
                # A table is changed by making it anew and dropping the old one: with keys on, what hangs on its rows
                # would go with them.
                connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()

    def _back_up(self, revision: str) -> None:
        if self._engine.dialect.name != "sqlite":
            return
        self.folder.backups.mkdir(exist_ok=True)
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        target = self.folder.backups / f"project-{revision}-{stamp}.db"
        with closing(sqlite3.connect(self.folder.database)) as old, closing(sqlite3.connect(target)) as copy:
            old.backup(copy)


def _alone(connection: Connection) -> None:
    """Begin a transaction that no other writer of the project works beside: what it reads stays so until it ends."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")


def address_of(written: str) -> URL:
    """Read the address of a PostgreSQL database, as people and hosts write it. Raises `StorylensError` for another."""
    address = written.strip()
    if address.startswith("postgres://"):
        address = address.replace("postgres", "postgresql", 1)
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise _no_address(written) from error
    if url.get_backend_name() != "postgresql" or not url.database:
        raise _no_address(written)
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def _no_address(written: str) -> StorylensError:
    return StorylensError(
        f"{written!r} is not a database address",
        where="[database] in storylens.toml",
        todo="write it as postgresql://user@host/name",
    )


def _engine(folder: Folder) -> Engine:
    address = folder.settings().get("database", {}).get("address", "")
    if address:
        try:
            return create_engine(address_of(address), pool_pre_ping=True)
        except ModuleNotFoundError as error:
            raise StorylensError(
                "the driver for PostgreSQL is not installed", todo='pip install "storylens[team]"'
            ) from error
    url = f"sqlite+pysqlite:///{folder.database.as_posix()}"
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": WAIT}, json_deserializer=_from_json)

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # transactions are begun by `writing`, not by the driver
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")

    return engine


def _from_json(written: str) -> Any:
    """Most codings have no fields and no basis; a parser for each of them would take most of the time of reading."""
    return {} if written == "{}" else json.loads(written)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


@contextmanager
def _told(folder: Folder) -> Iterator[None]:
    """Turn what a database can say into one sentence."""
    try:
        yield
    except OperationalError as error:
        reason = str(error.orig)
        if "locked" in reason or "lock timeout" in reason:
            raise StorylensError(
                "another storylens is writing to this project",
                where=str(folder.path),
                todo="wait for it to end and run this again; nothing was lost",
            ) from error
        if "full" in reason:
            raise StorylensError(
                "the disk is full",
                where=str(folder.path),
                todo="free some room and run this again; what was done before is kept",
            ) from error
        raise StorylensError(
            f"the database does not answer ({reason})",
            where=str(folder.path),
            todo="check [database] in storylens.toml and the rights on the folder",
        ) from error
    except DatabaseError as error:
        if "malformed" in str(error.orig) or "not a database" in str(error.orig):
            raise StorylensError(
                "the database file is damaged",
                where=str(folder.database),
                todo="put back the newest file from backups/",
            ) from error
        raise


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert rows, leaving alone those that are there already; return how many were new."""
    if not rows:
        return 0
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return connection.execute(dialect.insert(table).on_conflict_do_nothing(), list(rows)).rowcount


def now() -> str:
    """Return the time as records keep it: UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
