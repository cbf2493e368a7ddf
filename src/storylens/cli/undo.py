"""storylens undo, redo"""

from __future__ import annotations

import typer

from storylens.cli.options import HERE, By, InProject


def undo(by: By, project: InProject = HERE) -> None:
    """Take back what you did last to codings; may be repeated without limit."""
    from storylens.project import Project

    for coding in Project.open(project).undo(by=by):
        typer.echo(f"{coding.state}: {coding.code} on characters {coding.start} to {coding.end}")


def redo(by: By, project: InProject = HERE) -> None:
    """Do again what you took back last."""
    from storylens.project import Project

    for coding in Project.open(project).redo(by=by):
        typer.echo(f"{coding.state}: {coding.code} on characters {coding.start} to {coding.end}")
