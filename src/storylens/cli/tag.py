"""storylens tag"""

from __future__ import annotations

import typer

from storylens.cli.options import HERE, InProject, bar


def tag(project: InProject = HERE) -> None:
    """Let the project's codebooks suggest codings in what they have not read yet."""
    from storylens.project import Project

    typer.echo(str(Project.open(project).tag(progress=bar("tagging"))))
