"""What goes wrong is one sentence on standard error, exit code 1, and a traceback only with --debug."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from storylens import Project
from tests.conftest import Ran
from tests.helpers import VILLAGE, drop, one_sentence

Run = Callable[..., Ran]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["documents", "-p", "/nowhere/at/all"], "storylens new NAME"),
        (["ingest", "{tmp}/nowhere.txt", "-p", "{project}"], "no such file"),
        (["ingest", "--format", "cuneiform", "{file}", "-p", "{project}"], "no format 'cuneiform'"),
        (["tables", "nothing", "-p", "{project}"], "no table 'nothing'"),
        (["tables", "--cross", "shoes", "-p", "{project}"], "no teller has the attribute 'shoes'"),
        (["trace", "nothing", "-p", "{project}"], "no coding"),
        (["highlight", "w1", "we flew", "x", "-p", "{project}"], "do not stand"),
        (["highlight", "nobody", "we flew", "x", "-p", "{project}"], "no document is called"),
        (["review", "accept", "nothing", "-p", "{project}"], "no coding"),
        (["consent", "NOBODY", "analysis", "yes", "-p", "{project}"], "no teller 'NOBODY'"),
        (["codebook", "nowhere", "-p", "{project}"], "no codebook 'nowhere'"),
        (["codebook", "{tmp}/nowhere.yml", "-p", "{project}"], "nowhere.yml"),
        (["erase", "--teller", "NOBODY", "--yes", "-p", "{project}"], "no teller 'NOBODY'"),
        (["erase", "--yes", "-p", "{project}"], "one teller or one document"),
        (["new", "{project}"], "a project is here already"),
        (["new", "{file}"], "new.txt"),
        (["lint", "{tmp}/nowhere.yml"], "nowhere.yml"),
        (["annotate", "{file}", "--taggers", "nobody"], "no tagger 'nobody'"),
        (["annotate", "{tmp}/nowhere.txt"], "no such file"),
        (["quotes", "--code", "nothing", "-p", "{project}"], "no quote that may be printed"),
    ],
)
def test_one_sentence_that_says_what_to_do(
    village: Project, tmp_path: Path, storylens: Run, arguments: list[str], says: str
) -> None:
    (tmp_path / "new.txt").write_text("The pump broke.\n", encoding="utf-8")
    places = {"tmp": tmp_path, "project": village.path, "file": tmp_path / "new.txt"}
    ran = storylens(*(argument.format(**places) for argument in arguments))
    assert ran.code == 1
    assert says in ran.err
    assert one_sentence(ran.err), ran.err


@pytest.mark.parametrize(
    "arguments", [["nothing"], ["tables", "--nothing"], ["consent", "W1", "dancing", "yes"], ["review", "maybe", "x"]]
)
def test_what_is_typed_wrongly_is_said_with_the_usage(storylens: Run, village: Project, arguments: list[str]) -> None:
    ran = storylens(*arguments, *(["-p", village.path] if arguments[0] in ("consent", "review") else []))
    assert ran.code == 2
    assert "Usage" in ran.err
    assert "Traceback" not in ran.err


def test_with_debug_there_is_a_traceback(village: Project) -> None:
    command = [sys.executable, "-c", "from storylens.cli import main; main()", "trace", "nothing", "-p", village.path]
    plain = subprocess.run(command, capture_output=True, text=True, check=False)
    debug = subprocess.run([*command, "--debug"], capture_output=True, text=True, check=False)
    assert "Traceback" not in plain.stderr
    assert plain.returncode == 1
    assert "Traceback" in debug.stderr
    assert debug.stderr.splitlines()[-1].endswith(plain.stderr.strip())
    assert debug.returncode == 1


def test_a_file_that_cannot_be_read_is_a_line_and_the_exit_code_tells(village: Project, storylens: Run) -> None:
    (village.store.folder.inbox / "empty.txt").write_bytes(b"")
    (village.store.folder.inbox / "good.txt").write_text("The ferry sank.\n", encoding="utf-8")
    ran = storylens("ingest", "-p", village.path)
    assert ran.code == 1
    assert "inbox/empty.txt: not read" in ran.out
    assert "1 new documents" in ran.out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only some systems have a disk that is always full")
def test_a_full_disk_is_said(tmp_path: Path, storylens: Run) -> None:
    (tmp_path / "a.txt").write_text("The pump broke.\n" * 2000, encoding="utf-8")
    ran = storylens("annotate", tmp_path / "a.txt", "--taggers", "cues", "--output", "/dev/full")
    assert ran.code == 1
    assert "No space left on device" in ran.err
    assert "Free some room" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.skipif(os.name != "posix", reason="signals are sent another way there")
def test_ctrl_c_keeps_what_was_done_and_says_so(tmp_path: Path) -> None:
    project = Project.new(tmp_path / "p")
    drop(project, *VILLAGE)
    program = (
        "import os, signal, sys\nfrom storylens.batch import ingest as room\nfrom storylens.cli import main\n"
        "real, seen = room.Intake.take, []\n"
        "def take(self, source):\n"
        "    seen.append(source)\n"
        "    if len(seen) == 5: os.kill(os.getpid(), signal.SIGINT)\n"
        "    return real(self, source)\n"
        "room.Intake.take = take\nmain()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, "ingest", "-p", project.path], capture_output=True, text=True, check=False
    )
    assert ran.returncode in (130, -signal.SIGINT)
    assert ran.stderr.strip() == "Stopped. What was done is kept; run the same command to go on."
    assert 0 < len(project.documents()) < len(VILLAGE)
    project.ingest()
    assert len(project.documents()) == len(VILLAGE)


@pytest.mark.skipif(os.name != "posix", reason="pipes close another way there")
def test_a_reader_that_has_seen_enough_is_no_error_to_talk_about(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text("The pump broke.\n" * 400, encoding="utf-8")
    command = [
        sys.executable,
        "-c",
        "from storylens.cli import main; main()",
        "annotate",
        tmp_path,
        "--taggers",
        "cues",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline().startswith("{")
        process.stdout.close()
        assert process.stderr.read() == ""
