"""What the README shows works as it is shown."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from storylens.codebook.load import bundled
from tests.conftest import Ran

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
STEPS = re.search(r"## The first ten minutes.*?```sh\n(.*?)```", README, re.DOTALL)


def test_it_opens_with_the_two_commands() -> None:
    first = re.search(r"```\w*\n(.*?)```", README, re.DOTALL)
    assert first
    assert [line.split("#")[0].strip() for line in first[1].strip().splitlines()] == ["make demo", "make test"]


def test_the_first_ten_minutes_run(
    storylens: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert STEPS
    monkeypatch.chdir(tmp_path)
    stories = tmp_path / "my-transcripts"
    stories.mkdir()
    for file in (bundled("corpora") / "riverbend" / "interviews").glob("0*.docx"):
        (stories / file.name).write_bytes(file.read_bytes())
    for line in STEPS[1].splitlines():
        program, *arguments = shlex.split(line, comments=True)
        assert program == "storylens"
        ran = storylens(*arguments)
        assert not ran.code, f"{line}\n{ran.err}"


def test_every_file_that_it_names_is_there() -> None:
    top = Path(__file__).parents[1]
    named = re.findall(r"\]\(([^):#]+)\)", README)
    assert named
    assert not [name for name in named if not (top / name).exists()]
