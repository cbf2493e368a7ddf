"""storylens exports"""

from __future__ import annotations

from typing import Annotated

import typer

from storylens.cli.options import HERE, InProject, show


def exports(
    since: Annotated[int, typer.Option(help="The number of an export: say what has changed since.")] = 0,
    csv: Annotated[bool, typer.Option("--csv", help="Print as CSV.")] = False,
    project: InProject = HERE,
) -> None:
    """List the exports that were made, or say what has changed since one of them."""
    from storylens.project import Project

    table = Project.open(project).exports(since=since)
    if not csv:
        typer.echo(table.title)
    if csv or len(table.frame):
        show(table.frame, as_csv=csv)
    for note in () if csv else table.notes:
        typer.echo(note)
