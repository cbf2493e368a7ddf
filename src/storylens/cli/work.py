"""storylens work"""

from __future__ import annotations

from typing import Annotated

import typer

from storylens.cli.options import HERE, By, InProject, show


def work(
    by: By,
    csv: Annotated[bool, typer.Option("--csv", help="Print as CSV.")] = False,
    project: InProject = HERE,
) -> None:
    """List what waits for you: to look at again, assigned, suggested, not coded."""
    from storylens.project import Project

    show(Project.open(project).work(by=by).drop(columns="id"), as_csv=csv)
