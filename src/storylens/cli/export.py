"""storylens export"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from storylens.cli.options import HERE, By, InProject
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
        report = opened.tables(by=group, cross=cross or ())
        typer.echo(report.scope)
        for table in report.tables:
            for row, column in table.hidden:
                typer.echo(f"hidden in {table.name}: {row}, {column}")
        left = report.table("left-out").frame
        for (reason, kind), rows in left.groupby(["reason", "left"]):
            typer.echo(
                f"left out: {rows.passages.sum()} passages of {rows.teller.nunique()} tellers, {reason} ({kind})"
            )
        return
    for file in opened.export(by=by, to=to, group=group, cross=cross or ()).files:
        typer.echo(f"Wrote {file}")
    remind(opened)
