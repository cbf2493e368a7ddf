"""storylens matrix"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from storylens.cli.options import HERE, By, InProject, show


def matrix(
    by: By,
    to: Annotated[Path | None, typer.Option(help="Write it as an .xlsx to fill in, case by theme.")] = None,
    back: Annotated[Path | None, typer.Option(help="Read such an .xlsx and say what it would change.")] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="With --back: keep the changes; conflicts stay.")] = False,
    code: Annotated[list[str] | None, typer.Option(help="Chart this code; may be repeated.")] = None,
    project: InProject = HERE,
) -> None:
    """Chart the framework matrix: show what is written, send it out as a sheet, or take the sheet back."""
    from storylens.project import Project

    opened = Project.open(project)
    if to:
        typer.echo(f"{opened.write_matrix(to, codes=code or ())} cells in {to}; write in the sheet “matrix”.")
    if back:
        difference = opened.compare_matrix(back)
        typer.echo(str(difference))
        if yes:
            typer.echo(f"{opened.apply_matrix(difference, by=by)} cells written.")
        elif difference.changes:
            typer.echo("Nothing is kept yet: --yes keeps it.")
        if difference.conflicts:
            raise typer.Exit(1)
    if not (to or back):
        table = opened.matrix()
        written = table.frame[table.frame.summary != ""]
        show(written, columns=["state", "summary", "tellers", "of", "places", "by"])
        for state, number in table.frame.state.value_counts().items():
            typer.echo(f"{number} cells: {state}")
