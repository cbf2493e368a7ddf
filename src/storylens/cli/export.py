"""storylens export"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from storylens.cli.options import HERE, By, InProject, show
from storylens.cli.reminder import remind


def export(
    by: By,
    to: Annotated[Path | None, typer.Option(help="Folder to write to.", show_default="exports/ in the project")] = None,
    group: Annotated[str, typer.Option(help="The attribute of tellers to group by.")] = "gender",
    cross: Annotated[list[str] | None, typer.Option(help="A second attribute to cross it with.")] = None,
    preview: Annotated[
        bool, typer.Option("--preview", help="Write nothing; say what would be hidden and left out.")
    ] = False,
    project: InProject = HERE,
) -> None:
    """Write the tables as an Excel workbook and a web page."""
    from storylens.project import Project

    opened = Project.open(project)
    if preview:
        table = opened.preview_export(group=group, cross=cross or ())
        show(table.frame)
        for note in table.notes:
            typer.echo(note)
        return
    for file in opened.export(by=by, to=to, group=group, cross=cross or ()).files:
        typer.echo(f"Wrote {file}")
    remind(opened)
