"""Which spaCy pipeline is used, and what is said when there is none."""

from __future__ import annotations

import subprocess
import sys

import pytest

import storylens.language.pipeline as pipelines
from storylens.language.pipeline import pipeline_for
from storylens.records import StorylensError


def test_the_official_package_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipelines, "version", lambda name: "3.8.0")
    assert pipeline_for("en").package == "en_core_web_sm"


def test_a_language_without_a_pipeline_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(name: str) -> str:
        raise pipelines.PackageNotFoundError(name)

    monkeypatch.setattr(pipelines, "version", nothing)
    with pytest.raises(StorylensError, match="pip install en-core-web-sm"):
        pipeline_for("en")
    with pytest.raises(StorylensError, match=r"storylens\.toml"):
        pipeline_for("ny")


def test_a_package_that_is_named_and_missing_is_named_in_the_error() -> None:
    with pytest.raises(StorylensError, match="no_such_pipeline"):
        pipeline_for("en", "no_such_pipeline")


def test_without_spacy_the_error_says_what_still_works() -> None:
    program = (
        "import sys; sys.modules['spacy'] = None\n"
        "from storylens.language.pipeline import Pipeline\n"
        "from storylens.records import StorylensError\n"
        "try: Pipeline('en', 'en_core_web_sm', '3').load()\n"
        "except StorylensError as error: print(error)"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert "spaCy is not installed" in told
    assert "pip install spacy" in told
