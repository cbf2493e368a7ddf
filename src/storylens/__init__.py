"""storylens: from stories and case studies to tables that can be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from storylens.batch.annotate import annotate
    from storylens.codebook.lint import lint
    from storylens.language.doctor import doctor
    from storylens.project import Project
    from storylens.records import StorylensError

__all__ = ["Project", "StorylensError", "annotate", "doctor", "lint"]

_PLACES = {
    "Project": "storylens.project",
    "StorylensError": "storylens.records",
    "annotate": "storylens.batch.annotate",
    "doctor": "storylens.language.doctor",
    "lint": "storylens.codebook.lint",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for: `storylens --help` waits for none of it."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_PLACES[name]), name)
