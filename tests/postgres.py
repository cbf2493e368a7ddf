"""A real PostgreSQL server: private, made for the tests, reached through a socket in its own folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[str], str]]:
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
