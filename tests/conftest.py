"""What all tests share: small invented projects, and real input where it lies beside the checkout."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings

from storylens import Project
from tests.helpers import VILLAGE, Told, make_project

pytest_plugins = ["tests.browser", "tests.postgres"]

# A busy machine fails no test. In continuous integration the same examples are tried each time; elsewhere new ones.
settings.register_profile(
    "storylens", deadline=None, derandomize="CI" in os.environ, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("storylens")

MAY_SKIP = {  # what may be missing, and why that is no fault of the program
    "needs ../shared": "real and labelled texts of others are not part of the project",
    "needs Chromium": "a browser is a thing of the machine; CI installs one",
    "needs PostgreSQL": "a server is a thing of the machine; CI installs one",
    "needs BERTopic": "it brings torch, which nothing else here needs",
    "BERTopic is installed": "the test is of what is said where it is not",
    "only some systems": "a disk that is always full",
    "signals are sent": "of POSIX",
    "pipes close": "of POSIX",
}
_unlisted: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note each skip that is not on the list."""
    if report.skipped and isinstance(report.longrepr, tuple):
        reason = report.longrepr[2].removeprefix("Skipped: ")
        if not reason.startswith(tuple(MAY_SKIP)):
            _unlisted.append(f"{report.nodeid}: {reason}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run in which something was skipped that should have run."""
    if _unlisted and session.exitstatus == 0:
        session.exitstatus = 1
        reporter = session.config.pluginmanager.get_plugin("terminalreporter")
        reporter.write_line("\nSkipped, and not on the list in tests/conftest.py:\n  " + "\n  ".join(_unlisted))


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real input beside the checkout, or skip."""
    folder = Path(__file__).parents[1] / ".." / "shared"
    if not (folder / "real").is_dir():
        pytest.skip("needs ../shared/real, which is not here")
    return folder.resolve()


@pytest.fixture(scope="session")
def _village(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the project of `VILLAGE` once; tests work on copies."""
    path = tmp_path_factory.mktemp("made") / "village"
    project = make_project(path, *VILLAGE)
    project.tag()
    project.store.close()
    return path


@pytest.fixture
def village(_village: Path, tmp_path: Path) -> Iterator[Project]:
    """A project that a test may change: ten tellers, read and tagged; see `tests/helpers.py`."""
    project = Project.open(shutil.copytree(_village, tmp_path / "village"))
    yield project
    project.store.close()


@pytest.fixture(scope="session")
def seen_village(_village: Path) -> Project:
    """The same project for tests that only look."""
    return Project.open(_village)


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Project]:
    """Return a function that makes a project out of `Told`s."""
    made: list[Project] = []

    def make(*told: Told, **options: str) -> Project:
        made.append(make_project(tmp_path / f"project-{len(made) + 1}", *told, **options))
        return made[-1]

    return make


class Ran(NamedTuple):
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


@pytest.fixture
def storylens(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Return a function that runs a command as a user would, in this process."""

    def run(*arguments: object) -> Ran:
        from storylens.cli import main

        monkeypatch.setattr(sys, "argv", ["storylens", *map(str, arguments)])
        monkeypatch.setenv("STORYLENS_BY", "Tendai")
        capsys.readouterr()
        try:
            main()
            code = 0
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        return Ran(code, *capsys.readouterr())

    return run
