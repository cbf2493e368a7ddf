"""Say what is installed, which pipelines are used, and what to do about what is missing."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from storylens.language.pipeline import INSTALL, PACKAGES, pipeline_for
from storylens.records import StorylensError

# What each package is for, and what goes on without it.
_PACKAGES = {
    "spacy": "parsing; reading, coding by hand, cues and tables work without it",
    "vl-convert-python": "charts in exports",
    "python-docx": "Word files",
    "pypdfium2": "PDF files",
    "trafilatura": "web pages",
    "openpyxl": "Excel files in",
    "xlsxwriter": "Excel files out",
    "jupyterlab": "notebooks; install it with `pip install storylens[notebook]`",
}


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's report."""

    what: str
    state: str
    well: bool = True


def doctor() -> list[Finding]:
    """Look at Python, the packages and the pipelines."""
    return list(_findings())


def _findings() -> Iterator[Finding]:
    yield Finding("storylens", version("storylens"))
    yield Finding("Python", f"{platform.python_version()} on {platform.system()}", sys.version_info >= (3, 11))
    for package, purpose in _PACKAGES.items():
        try:
            yield Finding(package, version(package))
        except PackageNotFoundError:
            yield Finding(package, f"not installed ({purpose})", well=package == "jupyterlab")
    for language in PACKAGES:
        try:
            pipeline = pipeline_for(language)
            yield Finding(f"pipeline {language}", f"{pipeline.package} {pipeline.version}")
        except StorylensError:
            yield Finding(f"pipeline {language}", f"none; run `{INSTALL[language]}`", well=language != "en")
