"""storylens merge"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from storylens.cli.options import HERE, By, InProject


def merge(
    other: Annotated[Path, typer.Argument(help="The folder of another copy of this project.")],
    by: By,
    project: InProject = HERE,
) -> None:
    """Take over what a colleague did in another copy of this project; what both decided differently is listed."""
    from storylens.project import Project

    typer.echo(str(Project.open(project).merge(other, by=by)))
