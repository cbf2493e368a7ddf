"""storylens trace"""

from __future__ import annotations

from typing import Annotated

import typer

from storylens.cli.options import HERE, InProject


def trace(
    coding: Annotated[str, typer.Argument(help="Id of a coding, or its beginning.")], project: InProject = HERE
) -> None:
    """Tell the way of one coding from the file to the code, by ids."""
    from storylens.project import Project

    typer.echo(Project.open(project).trace(coding))
