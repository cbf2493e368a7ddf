"""storylens tables"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from storylens.cli.options import HERE, InProject, show
from storylens.records import StorylensError

if TYPE_CHECKING:
    import pandas as pd

    from storylens.analysis.table import Table

WIDEST, LONG = 10, 40  # columns, and characters of a cell, that a screen has room for


def tables(
    name: Annotated[str, typer.Argument(help="One table; without it, the list of them.")] = "",
    by: Annotated[str, typer.Option(help="The attribute of tellers to group by.")] = "gender",
    cross: Annotated[list[str] | None, typer.Option(help="A second attribute to cross it with.")] = None,
    to: Annotated[Path | None, typer.Option(help="Write it to a file: .csv, .xlsx, .docx or .html.")] = None,
    csv: Annotated[bool, typer.Option("--csv", help="Print as CSV.")] = False,
    project: InProject = HERE,
) -> None:
    """Show the tables on the screen, with what would be hidden and left out."""
    from storylens.project import Project
    from storylens.synthesis.catalogue import TABLES, names

    opened = Project.open(project)
    if to:
        made = opened.write_table(name, to, group=by)
        typer.echo(f"Wrote {len(made.frame)} rows to {to}.")
        return
    if name in names() and not cross:
        _print(opened.table(name, by=by), as_csv=csv)
        return
    report = opened.tables(by=by, cross=cross or ())
    if name:
        found = next((table for table in report.tables if table.name == name), None)
        if found is None:
            raise StorylensError(
                f"there is no table {name!r}",
                todo="choose from " + ", ".join([*(table.name for table in report.tables), *names()]),
            )
        _print(found, as_csv=csv)
        return
    typer.echo(report.scope)
    for table in report.tables:
        hidden = f", {len(table.hidden)} cells hidden" if table.hidden else ""
        typer.echo(f"  {table.name:24}{len(table.frame):6} rows{hidden}  {table.title}")
    typer.echo("By name, on what people wrote and decided:")
    shown = [table.name for table in report.tables]
    for listed in TABLES:
        if not any(table.startswith(listed.name) for table in shown):
            typer.echo(f"  {listed.name:24}{listed.tells}")


def _print(table: Table, *, as_csv: bool) -> None:
    if as_csv or not _too_wide(table.frame):
        show(table.frame, as_csv=as_csv)
    else:
        _as_records(table.frame)
    for note in () if as_csv else table.notes:
        typer.echo(note)


def _too_wide(frame: pd.DataFrame) -> bool:
    """Say whether a table has more columns than a screen can set side by side, with text in them."""
    return len(frame.columns) > WIDEST and bool(frame.map(lambda cell: len(str(cell)) > LONG).any(axis=None))


def _as_records(frame: pd.DataFrame) -> None:
    """Print a row below the other, a line a column; what is empty is left out."""
    for name, row in frame.iterrows():
        typer.echo(str(name))
        for column, value in row.items():
            if str(value):
                typer.echo(f"    {column}: {' '.join(str(value).split())}")
