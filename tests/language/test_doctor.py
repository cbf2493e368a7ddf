"""The doctor says what is there and what to do about what is not."""

from __future__ import annotations

import pytest

import storylens.language.doctor as room
from storylens import doctor


def test_it_names_the_program_python_and_the_pipeline() -> None:
    found = {finding.what: finding for finding in doctor()}
    assert {"storylens", "Python", "spacy", "pipeline en"} <= found.keys()
    assert found["pipeline en"].well
    assert "en_core_web_sm" in found["pipeline en"].state


def test_what_is_missing_comes_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(name: str) -> str:
        if name == "storylens":
            return "0"
        raise room.PackageNotFoundError(name)

    monkeypatch.setattr(room, "version", nothing)
    monkeypatch.setattr("storylens.language.pipeline.version", nothing)
    found = {finding.what: finding for finding in doctor()}
    assert not found["spacy"].well
    assert not found["pipeline en"].well
    assert "pip install" in found["pipeline en"].state
    assert found["jupyterlab"].well  # an extra that nobody needs
