"""storylens tables"""

from __future__ import annotations

from typing import Annotated

import typer

from storylens.cli.options import HERE, InProject, show


def tables(
    name: Annotated[str, typer.Argument(help="One table; without it, the list of them.")] = "",
    by: Annotated[str, typer.Option(help="The attribute of tellers to group by.")] = "gender",
    cross: Annotated[list[str] | None, typer.Option(help="A second attribute to cross it with.")] = None,
    csv: Annotated[bool, typer.Option("--csv", help="Print as CSV.")] = False,
    project: InProject = HERE,
) -> None:
    """Show the tables on the screen, with what would be hidden and left out."""
    from storylens.project import Project
    from storylens.records import StorylensError

    report = Project.open(project).tables(by=by, cross=cross or ())
    if name:
        found = next((table for table in report.tables if table.name == name), None)
        if found is None:
            raise StorylensError(
                f"there is no table {name!r}", todo="choose from " + ", ".join(table.name for table in report.tables)
            )
        show(found.frame, as_csv=csv)
        for note in () if csv else found.notes:
            typer.echo(note)
        return
    typer.echo(report.scope)
    for table in report.tables:
        hidden = f", {len(table.hidden)} cells hidden" if table.hidden else ""
        typer.echo(f"  {table.name:24}{len(table.frame):6} rows{hidden}  {table.title}")
