"""Help: every command has some, and asking for it waits for no library."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable

import pytest

from storylens.cli.app import app
from tests.conftest import Ran

COMMANDS = sorted(
    command.name or command.callback.__name__.replace("_", "-")
    for command in app.registered_commands
    if command.callback
)
HEAVY = {
    *("pandas", "numpy", "spacy", "thinc", "sklearn", "sqlalchemy", "alembic", "bertopic", "openpyxl"),
    *("docx", "lxml", "trafilatura", "pypdfium2", "altair", "jinja2", "ruamel", "ftfy", "datasketch", "jsonschema"),
}


def test_the_main_job_has_its_commands() -> None:
    job = {"new", "ingest", "speakers", "lint", "tag", "tables", "export", "quotes", "highlight", "consent", "erase"}
    assert job | {"annotate", "demo", "doctor", "codebook", "review", "trace", "log"} <= set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_it_does_and_what_each_option_is(command: str, storylens: Callable[..., Ran]) -> None:
    ran = storylens(command, "--help")
    assert ran.code == 0
    usage, _, rest = ran.out.partition("\n\n")
    assert usage.startswith("Usage: ")
    assert f" {command} " in f"{usage.splitlines()[0]} "
    assert rest.strip().split("\n\n")[0].rstrip().endswith(".")


def test_the_list_of_commands_is_complete(storylens: Callable[..., Ran]) -> None:
    for arguments in (["--help"], ["-h"], []):
        ran = storylens(*arguments)
        assert all(f" {command} " in ran.out + ran.err for command in COMMANDS)


@pytest.mark.parametrize("arguments", [["--help"], ["ingest", "--help"], ["export", "-h"], ["annotate", "--help"]])
def test_asking_for_help_loads_no_heavy_library(arguments: list[str]) -> None:
    program = (
        "import json, sys\nfrom storylens.cli import main\nsys.argv = ['storylens', *json.loads(sys.argv[1])]\n"
        "try: main()\nexcept SystemExit: pass\nprint('\\n' + json.dumps(sorted(sys.modules)))"
    )
    told = subprocess.run(
        [sys.executable, "-c", program, json.dumps(arguments)], capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in json.loads(told.stdout.splitlines()[-1])}
    assert "Usage" in told.stdout
    assert loaded & HEAVY == set()


def test_importing_the_package_loads_no_heavy_library() -> None:
    program = "import storylens, sys, json; print(json.dumps(sorted(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert {name.partition(".")[0] for name in json.loads(told.stdout)} & HEAVY == set()
