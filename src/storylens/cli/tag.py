"""storylens tag"""

from __future__ import annotations

from typing import Annotated

import typer

from storylens.cli.options import HERE, InProject, bar


def tag(
    taggers: Annotated[
        str, typer.Option(help="Taggers that may read, with commas between; by default all that a codebook asks for.")
    ] = "",
    project: InProject = HERE,
) -> None:
    """Let the project's codebooks suggest codings in what they have not read yet."""
    from storylens.project import Project

    names = [name.strip() for name in taggers.split(",") if name.strip()]
    typer.echo(str(Project.open(project).tag(taggers=names, progress=bar("tagging"))))
