"""storylens documents, tellers, log"""

from __future__ import annotations

import json
from typing import Annotated

import typer

from storylens.cli.options import HERE, By, InProject, show

Csv = Annotated[bool, typer.Option("--csv", help="Print as CSV.")]


def documents(
    left_behind: Annotated[
        bool, typer.Option("--left-behind", help="List codings that found no place in a corrected text.")
    ] = False,
    csv: Csv = False,
    project: InProject = HERE,
) -> None:
    """List the documents, with what became of each."""
    from storylens.project import Project

    if left_behind:
        show(Project.open(project).left_behind(), as_csv=csv)
        return
    show(
        Project.open(project).documents(),
        as_csv=csv,
        columns=["title", "kind", "source", "part", "language", "turns", "codings", "note"],
    )


def tellers(
    by: By,
    same: Annotated[list[str] | None, typer.Option(help="T03=T09: these are one person.")] = None,
    attributes: Annotated[
        bool, typer.Option("--attributes", help="List what is known of them: types, of how many, and bases.")
    ] = False,
    csv: Csv = False,
    project: InProject = HERE,
) -> None:
    """List the tellers with what is known of them, on what basis, and what they agreed to."""
    from storylens.project import Project
    from storylens.store import people

    opened = Project.open(project)
    if attributes:
        show(opened.attributes(), as_csv=csv)
        return
    for given in same or ():
        kept, *gone = given.split("=")
        opened.same_teller(kept, *gone, by=by)
    show(opened.tellers().drop(columns="id"), as_csv=csv)
    with opened.store.reading() as connection:
        for name, codes in () if csv else people.proposals(connection):
            typer.echo(f"{', '.join(codes)} all speak as {name}. If they are one person: --same {'='.join(codes)}")


def files(csv: Csv = False, project: InProject = HERE) -> None:
    """List the files that were taken in: what became of each, and what of it is in no text."""
    from storylens.project import Project

    show(Project.open(project).import_report(), as_csv=csv)


def log(project: InProject = HERE) -> None:
    """Print what was done in the project, and by whom: ids and counts, never text."""
    from storylens.project import Project
    from storylens.store import log as actions

    with Project.open(project).store.reading() as connection:
        for row in actions.read(connection):
            typer.echo(f"{row['at']}  {row['by']}  {row['what']}  {json.dumps(row['subjects'], sort_keys=True)}")
